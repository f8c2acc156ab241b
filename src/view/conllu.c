#include "view/view.h"

/* A field: line ends, tabs and other control characters would break the format. */
static void write_field(lapi_buffer *out, lapi_slice text)
{
    if (!text.bytes)
        lapi_buffer_byte(out, '_');
    for (uint32_t i = 0; i < text.bytes; i++)
        lapi_buffer_byte(out, (unsigned char)text.at[i] < 0x20 ? ' ' : text.at[i]);
}

/* First word after the surface token that starts at word w. */
static uint32_t token_end(const lapi_tokens *t, uint32_t w, uint32_t end)
{
    uint32_t next = w + 1;
    while (next < end && t->flags[next] & LAPI_TOKEN_GLUED)
        next++;
    return next;
}

static void write_misc(const lapi_tokens *t, uint32_t next, lapi_buffer *out)
{
    bool is_glued = next < t->count && t->begin[next] == t->end[next - 1];
    lapi_buffer_str(out, is_glued ? "\tSpaceAfter=No\n" : "\t_\n");
}

static void write_word(const lapi_view *view, uint32_t w, uint32_t first,
                       lapi_buffer *out)
{
    const lapi_tokens *t = &view->doc->tokens;
    lapi_buffer_u64(out, w - first + 1);
    lapi_buffer_byte(out, '\t');
    write_field(out, lapi_doc_word(view->doc, w));
    lapi_buffer_byte(out, '\t');
    write_field(out, t->lemma ? t->lemma[w] : lapi_doc_word(view->doc, w));
    lapi_buffer_byte(out, '\t');
    lapi_buffer_str(out, t->upos ? lapi_upos_name(t->upos[w]) : "X");
    lapi_buffer_byte(out, '\t');
    lapi_buffer_str(out, t->xpos ? lapi_xpos_name(t->xpos[w]) : "_");
    lapi_buffer_str(out, "\t_\t");
    uint32_t head = t->head ? t->head[w] : w == first ? LAPI_NONE : first;
    lapi_buffer_u64(out, head == LAPI_NONE ? 0 : head - first + 1);
    lapi_buffer_byte(out, '\t');
    lapi_buffer_str(out, t->rel              ? lapi_rel_name(t->rel[w])
                         : head == LAPI_NONE ? "root"
                                             : "dep");
    lapi_buffer_str(out, "\t_");
}

static void write_words(const lapi_view *view, uint32_t first, uint32_t end,
                        lapi_buffer *out)
{
    const lapi_tokens *t = &view->doc->tokens;
    uint32_t w = first;
    while (w < end) {
        uint32_t next = token_end(t, w, end);
        bool is_multiword = next > w + 1;
        if (is_multiword) {
            lapi_buffer_u64(out, w - first + 1);
            lapi_buffer_byte(out, '-');
            lapi_buffer_u64(out, next - first);
            lapi_buffer_byte(out, '\t');
            write_field(out,
                        lapi_doc_slice(view->doc, lapi_doc_words(view->doc, w, next)));
            lapi_buffer_str(out, "\t_\t_\t_\t_\t_\t_\t_");
            write_misc(t, next, out);
        }
        for (; w < next; w++) {
            write_word(view, w, first, out);
            if (is_multiword)
                lapi_buffer_str(out, "\t_\n");
            else
                write_misc(t, next, out);
        }
    }
}

static void write_comments(const lapi_view *view, uint32_t s, lapi_buffer *out)
{
    const lapi_doc *doc = view->doc;
    if (s == 0) {
        lapi_buffer_str(out, "# newdoc id = ");
        write_field(out, doc->id);
        lapi_buffer_byte(out, '\n');
    }
    if (s == 0 || doc->sentences.block[s] != doc->sentences.block[s - 1])
        lapi_buffer_str(out, "# newpar\n");
    lapi_buffer_str(out, "# sent_id = ");
    write_field(out, doc->id);
    lapi_buffer_byte(out, '-');
    lapi_buffer_u64(out, s + 1);
    lapi_buffer_str(out, "\n# text = ");
    uint32_t first = doc->sentences.first[s], end = doc->sentences.first[s + 1];
    write_field(out, lapi_doc_slice(doc, lapi_doc_words(doc, first, end)));
    lapi_buffer_byte(out, '\n');
}

void lapi_view_conllu(const lapi_view *view, lapi_buffer *out)
{
    const lapi_sentences *sentences = &view->doc->sentences;
    for (uint32_t s = 0; s < sentences->count; s++) {
        if (sentences->first[s] == sentences->first[s + 1])
            continue;
        write_comments(view, s, out);
        write_words(view, sentences->first[s], sentences->first[s + 1], out);
        lapi_buffer_byte(out, '\n');
    }
}
