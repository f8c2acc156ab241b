#include "data/ud.h"

#include <string.h>

static const char *const upos_names[] = {
    "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
};

static const char *const xpos_names[] = {
    "$",    "''",  ",",   "-LRB-", "-RRB-", ".",    ":",   "ADD", "AFX", "CC",
    "CD",   "DT",  "EX",  "FW",    "GW",    "HYPH", "IN",  "JJ",  "JJR", "JJS",
    "LS",   "MD",  "NFP", "NN",    "NNP",   "NNPS", "NNS", "PDT", "POS", "PRP",
    "PRP$", "RB",  "RBR", "RBS",   "RP",    "SYM",  "TO",  "UH",  "VB",  "VBD",
    "VBG",  "VBN", "VBP", "VBZ",   "WDT",   "WP",   "WP$", "WRB", "``",
};

static const char *const rel_names[] = {
    "acl",          "acl:relcl",     "advcl", "advcl:relcl", "advmod",
    "amod",         "appos",         "aux",   "aux:pass",    "case",
    "cc",           "cc:preconj",    "ccomp", "clf",         "compound",
    "compound:prt", "conj",          "cop",   "csubj",       "csubj:outer",
    "csubj:pass",   "dep",           "det",   "det:predet",  "discourse",
    "dislocated",   "expl",          "fixed", "flat",        "goeswith",
    "iobj",         "list",          "mark",  "nmod",        "nmod:desc",
    "nmod:poss",    "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass",
    "nummod",       "obj",           "obl",   "obl:agent",   "obl:unmarked",
    "orphan",       "parataxis",     "punct", "reparandum",  "root",
    "vocative",     "xcomp",
};

static unsigned find(const char *const *names, unsigned count, const char *name,
                     uint32_t n)
{
    for (unsigned i = 0; i < count; i++)
        if (strlen(names[i]) == n && memcmp(names[i], name, n) == 0)
            return i;
    return count;
}

const char *lapi_upos_name(unsigned upos)
{
    return upos < LAPI_UPOS_COUNT ? upos_names[upos] : "_";
}

unsigned lapi_upos_find(const char *name, uint32_t n)
{
    return find(upos_names, LAPI_UPOS_COUNT, name, n);
}

const char *lapi_xpos_name(unsigned xpos)
{
    return xpos < LAPI_XPOS_COUNT ? xpos_names[xpos] : "_";
}

unsigned lapi_xpos_find(const char *name, uint32_t n)
{
    return find(xpos_names, LAPI_XPOS_COUNT, name, n);
}

const char *lapi_rel_name(unsigned rel)
{
    return rel < LAPI_REL_COUNT ? rel_names[rel] : "_";
}

unsigned lapi_rel_find(const char *name, uint32_t n)
{
    return find(rel_names, LAPI_REL_COUNT, name, n);
}
