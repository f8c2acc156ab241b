#include "text/scan.h"

static bool is_address_code(uint32_t code)
{
    return lapi_is_word_code(code) || code == '.' || code == '-' || code == '@' ||
           code == '%' || code == '+';
}

static bool is_tail_code(uint32_t code)
{
    return code == '.' || code == ',' || code == ';' || code == ':' || code == '!' ||
           code == '?' || code == '\'' || code == '"' || code == ')' || code == ']' ||
           code == '>' || code == '}' || code == 0x201D || code == 0x2019 ||
           code == '*';
}

/* Takes closing punctuation off the end of an address, but not a bracket that was
 * opened in it. */
static uint32_t trim_tail(const lapi_scan *s, uint32_t begin, uint32_t end)
{
    uint32_t opened = 0;
    uint32_t closed = 0;
    for (uint32_t i = begin; i < end; i++) {
        opened += s->text[i] == '(';
        closed += s->text[i] == ')';
    }
    while (end > begin) {
        lapi_code c = lapi_utf8_before(s->text, end);
        if (!is_tail_code(c.code) || (c.code == ')' && closed <= opened))
            break;
        closed -= c.code == ')';
        end -= c.bytes;
    }
    return end;
}

static bool has_prefix(const lapi_scan *s, uint32_t at, const char *prefix)
{
    uint32_t n = (uint32_t)strlen(prefix);
    if (s->end - at <= n)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        if (lapi_lower((unsigned char)s->text[at + i]) != (unsigned char)prefix[i])
            return false;
    }
    return true;
}

static uint32_t link_end(const lapi_scan *s, uint32_t at)
{
    if (!has_prefix(s, at, "http://") && !has_prefix(s, at, "https://") &&
        !has_prefix(s, at, "ftp://") && !has_prefix(s, at, "www.") &&
        !has_prefix(s, at, "mailto:") && !has_prefix(s, at, "doi:"))
        return at;
    uint32_t limit = lapi_scan_nearest(s, at);
    for (uint32_t i = at; i < limit; i++) {
        if (s->text[i] == '<' || s->text[i] == '>' || s->text[i] == '"') {
            limit = i;
            break;
        }
    }
    if (limit - at > LAPI_TOKEN_BYTES_MAX)
        return at;
    return trim_tail(s, at, limit);
}

/* Three small words or more with dots between them: "alt.news.test". */
static bool is_group(const lapi_scan *s, uint32_t begin, uint32_t end)
{
    uint32_t dots = 0;
    uint32_t letters = 0;
    for (uint32_t i = begin; i < end; i++) {
        uint32_t code = (unsigned char)s->text[i];
        if (code == '.' ? letters < 2 : !lapi_is_lower(code) && code != '-')
            return false;
        dots += code == '.';
        letters = code == '.' ? 0 : letters + 1;
    }
    return dots >= 2 && letters >= 2;
}

/* Does the run begin .. end look like name@host or host.org or file.pdf? */
static bool is_address(const lapi_scan *s, uint32_t begin, uint32_t end)
{
    const char *p = s->text + begin;
    uint32_t n = end - begin;
    const char *at_mark = memchr(p, '@', n);
    const char *dot = NULL;
    for (uint32_t i = n; i > 1 && !dot; i--) {
        if (p[i - 1] == '.')
            dot = p + i - 1;
    }
    if (at_mark && !dot)
        return lapi_is_letter((unsigned char)p[0]) && at_mark - p > 1 &&
               p + n - at_mark > 2;
    if (at_mark)
        return dot && at_mark > p && at_mark + 1 < dot && dot + 1 < p + n;
    if (!dot || dot + 1 >= p + n || dot == p)
        return false;
    if (is_group(s, begin, end))
        return true;
    uint32_t last = begin + (uint32_t)(dot - p) + 1;
    uint32_t kinds = lapi_scan_cue(s, last, end);
    if (!(kinds & (LAPI_CUE_DOMAIN | LAPI_CUE_FILE)) || dot - p < 2)
        return false;
    /* "said.It" is a missing blank, "site.it" an address. */
    return !lapi_is_upper((unsigned char)s->text[last]) ||
           (last + 1 < end && lapi_is_upper((unsigned char)s->text[last + 1]));
}

uint32_t lapi_scan_address(lapi_scan *s, uint32_t at)
{
    uint32_t end = link_end(s, at);
    if (end > at || at < s->no_address)
        return end;
    while (end < s->end && is_address_code(lapi_scan_code(s, end)))
        end = lapi_scan_step(s, end);
    s->no_address = end;
    if (end - at > LAPI_TOKEN_BYTES_MAX)
        return at;
    uint32_t trimmed = trim_tail(s, at, end);
    if (trimmed - at < 4 || !is_address(s, at, trimmed))
        return at;
    if (lapi_scan_code(s, trimmed) == '/' && trimmed + 1 < s->end) {
        uint32_t path = trim_tail(s, at, lapi_scan_nearest(s, at));
        if (path - at <= LAPI_TOKEN_BYTES_MAX)
            trimmed = path;
    }
    return trimmed;
}
