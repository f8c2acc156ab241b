/* The names of Universal Dependencies (v2): universal tags, English (Penn) tags,
 * relations. Values are dense from 0, in alphabetical order of the names; a model's
 * card lists the same. */
#ifndef LAPI_DATA_UD_H
#define LAPI_DATA_UD_H

#include <stdint.h>

enum lapi_upos {
    LAPI_UPOS_ADJ,
    LAPI_UPOS_ADP,
    LAPI_UPOS_ADV,
    LAPI_UPOS_AUX,
    LAPI_UPOS_CCONJ,
    LAPI_UPOS_DET,
    LAPI_UPOS_INTJ,
    LAPI_UPOS_NOUN,
    LAPI_UPOS_NUM,
    LAPI_UPOS_PART,
    LAPI_UPOS_PRON,
    LAPI_UPOS_PROPN,
    LAPI_UPOS_PUNCT,
    LAPI_UPOS_SCONJ,
    LAPI_UPOS_SYM,
    LAPI_UPOS_VERB,
    LAPI_UPOS_X,
    LAPI_UPOS_COUNT
};

enum lapi_xpos {
    LAPI_XPOS_DOLLAR,
    LAPI_XPOS_CLOSE_QUOTE,
    LAPI_XPOS_COMMA,
    LAPI_XPOS_LRB,
    LAPI_XPOS_RRB,
    LAPI_XPOS_STOP,
    LAPI_XPOS_COLON,
    LAPI_XPOS_ADD,
    LAPI_XPOS_AFX,
    LAPI_XPOS_CC,
    LAPI_XPOS_CD,
    LAPI_XPOS_DT,
    LAPI_XPOS_EX,
    LAPI_XPOS_FW,
    LAPI_XPOS_GW,
    LAPI_XPOS_HYPH,
    LAPI_XPOS_IN,
    LAPI_XPOS_JJ,
    LAPI_XPOS_JJR,
    LAPI_XPOS_JJS,
    LAPI_XPOS_LS,
    LAPI_XPOS_MD,
    LAPI_XPOS_NFP,
    LAPI_XPOS_NN,
    LAPI_XPOS_NNP,
    LAPI_XPOS_NNPS,
    LAPI_XPOS_NNS,
    LAPI_XPOS_PDT,
    LAPI_XPOS_POS,
    LAPI_XPOS_PRP,
    LAPI_XPOS_PRP_POSS,
    LAPI_XPOS_RB,
    LAPI_XPOS_RBR,
    LAPI_XPOS_RBS,
    LAPI_XPOS_RP,
    LAPI_XPOS_SYM,
    LAPI_XPOS_TO,
    LAPI_XPOS_UH,
    LAPI_XPOS_VB,
    LAPI_XPOS_VBD,
    LAPI_XPOS_VBG,
    LAPI_XPOS_VBN,
    LAPI_XPOS_VBP,
    LAPI_XPOS_VBZ,
    LAPI_XPOS_WDT,
    LAPI_XPOS_WP,
    LAPI_XPOS_WP_POSS,
    LAPI_XPOS_WRB,
    LAPI_XPOS_OPEN_QUOTE,
    LAPI_XPOS_COUNT
};

enum lapi_rel {
    LAPI_REL_ACL,
    LAPI_REL_ACL_RELCL,
    LAPI_REL_ADVCL,
    LAPI_REL_ADVCL_RELCL,
    LAPI_REL_ADVMOD,
    LAPI_REL_AMOD,
    LAPI_REL_APPOS,
    LAPI_REL_AUX,
    LAPI_REL_AUX_PASS,
    LAPI_REL_CASE,
    LAPI_REL_CC,
    LAPI_REL_CC_PRECONJ,
    LAPI_REL_CCOMP,
    LAPI_REL_CLF,
    LAPI_REL_COMPOUND,
    LAPI_REL_COMPOUND_PRT,
    LAPI_REL_CONJ,
    LAPI_REL_COP,
    LAPI_REL_CSUBJ,
    LAPI_REL_CSUBJ_OUTER,
    LAPI_REL_CSUBJ_PASS,
    LAPI_REL_DEP,
    LAPI_REL_DET,
    LAPI_REL_DET_PREDET,
    LAPI_REL_DISCOURSE,
    LAPI_REL_DISLOCATED,
    LAPI_REL_EXPL,
    LAPI_REL_FIXED,
    LAPI_REL_FLAT,
    LAPI_REL_GOESWITH,
    LAPI_REL_IOBJ,
    LAPI_REL_LIST,
    LAPI_REL_MARK,
    LAPI_REL_NMOD,
    LAPI_REL_NMOD_DESC,
    LAPI_REL_NMOD_POSS,
    LAPI_REL_NMOD_UNMARKED,
    LAPI_REL_NSUBJ,
    LAPI_REL_NSUBJ_OUTER,
    LAPI_REL_NSUBJ_PASS,
    LAPI_REL_NUMMOD,
    LAPI_REL_OBJ,
    LAPI_REL_OBL,
    LAPI_REL_OBL_AGENT,
    LAPI_REL_OBL_UNMARKED,
    LAPI_REL_ORPHAN,
    LAPI_REL_PARATAXIS,
    LAPI_REL_PUNCT,
    LAPI_REL_REPARANDUM,
    LAPI_REL_ROOT,
    LAPI_REL_VOCATIVE,
    LAPI_REL_XCOMP,
    LAPI_REL_COUNT
};

/* Name of a value ("NOUN", "NNS", "nsubj:pass"); "_" beyond the last. */
const char *lapi_upos_name(unsigned upos);
const char *lapi_xpos_name(unsigned xpos);
const char *lapi_rel_name(unsigned rel);

/* Value of a name of n bytes, or the COUNT when there is none such. */
unsigned lapi_upos_find(const char *name, uint32_t n);
unsigned lapi_xpos_find(const char *name, uint32_t n);
unsigned lapi_rel_find(const char *name, uint32_t n);

#endif
