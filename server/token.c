/* Tokens: one word in a file, read once. */
#include "server/serve.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool is_word(const char *word)
{
    for (const char *c = word; *c; c++)
        if (*c <= ' ' || *c >= 0x7F)
            return false;
    return strlen(word) >= SERVE_TOKEN_MIN;
}

lap_status serve_token_read(const char *path, serve_token *out, lap_error *error)
{
    serve_token token = {{0}};
    char more[2];
    *out = token;
    if (!path)
        return LAP_OK;
    FILE *in = fopen(path, "r");
    if (!in) {
        snprintf(error->text, sizeof error->text, "%s: cannot be read", path);
        return LAP_NO_FILE;
    }
    size_t n = fread(token.word, 1, SERVE_TOKEN_MAX, in);
    bool is_whole = fread(more, 1, sizeof more, in) <= 1;
    fclose(in);
    n = strcspn(token.word, "\r\n") < n ? strcspn(token.word, "\r\n") : n;
    memset(token.word + n, 0, sizeof token.word - n);
    if (!is_whole || !is_word(token.word)) {
        snprintf(error->text, sizeof error->text,
                 "%s: a token is one word of %u to %u bytes of ASCII", path,
                 SERVE_TOKEN_MIN, SERVE_TOKEN_MAX);
        return LAP_BAD_ARGUMENT;
    }
    *out = token;
    return LAP_OK;
}

/* Takes the same time for every word that is sent. */
bool serve_token_is(const serve_token *token, const char *authorization)
{
    static const char scheme[] = "Bearer ";
    unsigned difference = token->word[0] == '\0';
    size_t n = sizeof scheme - 1, at = 0;
    if (!authorization || strncasecmp(authorization, scheme, n) != 0)
        return false;
    const char *word = authorization + n;
    for (size_t i = 0; i <= SERVE_TOKEN_MAX; i++) {
        difference |= (unsigned char)(token->word[i] ^ word[at]);
        at += word[at] != '\0';
    }
    return difference == 0 && word[at] == '\0';
}
