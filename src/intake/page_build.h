/* What a page is made of, between its parts page_build.c, page_data.c, page_choose.c
 * and page.c. */
#ifndef LAPI_INTAKE_PAGE_BUILD_H
#define LAPI_INTAKE_PAGE_BUILD_H

#include "base/limits.h"
#include "intake/charset.h"
#include "intake/html.h"
#include "intake/intake.h"
#include "intake/page.h"

#include <json-c/json.h>

/* Of a block: where it stands. */
enum {
    LAPI_PAGE_OFF = 1 << 0,     /* in what is no article: menus, comments, footers */
    LAPI_PAGE_CAPTION = 1 << 1, /* of a picture */
    LAPI_PAGE_HEADING = 1 << 2,
    LAPI_PAGE_PARAGRAPH = 1 << 3, /* p, blockquote, pre */
    LAPI_PAGE_ITEM = 1 << 4,      /* of a list */
    LAPI_PAGE_TITLE = 1 << 5,     /* h1 */
    LAPI_PAGE_HEADER = 1 << 6,    /* in a header element */
    LAPI_PAGE_KEPT = 1 << 7
};

typedef struct lapi_page_block {
    lapi_span text; /* of page->text */
    uint32_t link_bytes;
    uint32_t box;
    uint32_t flags;
} lapi_page_block;

/* What a box says of what is in it. */
enum lapi_page_role {
    LAPI_PAGE_PLAIN,
    LAPI_PAGE_MAIN,
    LAPI_PAGE_ARTICLE,
    LAPI_PAGE_BODY /* itemprop="articleBody" */
};

typedef struct lapi_page_box {
    uint32_t parent;
    uint32_t first, end; /* blocks in it, with those of boxes in it */
    uint32_t score;
    uint8_t role; /* enum lapi_page_role */
} lapi_page_box;

/* What the page says of itself. The source of the best rank (least number) wins. */
enum lapi_page_fact {
    LAPI_PAGE_FACT_TITLE,
    LAPI_PAGE_FACT_SITE,
    LAPI_PAGE_FACT_URL,
    LAPI_PAGE_FACT_LANGUAGE,
    LAPI_PAGE_FACT_BODY, /* articleBody of JSON-LD, tags removed */
    LAPI_PAGE_FACTS
};

typedef struct lapi_page_said {
    lapi_slice facts[LAPI_PAGE_FACTS]; /* in the document's arena */
    uint8_t ranks[LAPI_PAGE_FACTS];    /* 0: none yet */
    int32_t day;                       /* LAPI_DAY_NONE: none yet */
    uint8_t day_rank;
} lapi_page_said;

/* An open element. */
typedef struct lapi_page_frame {
    uint32_t box;
    uint16_t flags;
    uint8_t tag;
    bool is_skipped, is_link;
} lapi_page_frame;

struct lapi_page {
    lapi_charset *charset;
    json_tokener *tokener;
    lapi_arena *arena; /* of the document at hand */
    lapi_buffer text;  /* of all blocks, one after the other */
    lapi_buffer held;  /* of <title> and <script> */
    lapi_buffer out;   /* the text of the document */
    lapi_page_block *blocks;
    lapi_page_box *boxes;
    uint32_t block_count, block_room, box_count, box_room;
    lapi_page_frame frames[LAPI_PAGE_DEPTH_MAX + 2];
    uint32_t depth;
    uint32_t skipped; /* open elements whose text is none */
    uint32_t breaks;  /* br since the last text */
    bool is_block_open, has_space, is_held;
    lapi_page_block block;
    lapi_page_said said;
};

/* Reads the page into blocks, boxes and facts. */
lap_status lapi_page_build(lapi_page *page, lapi_slice utf8,
                           lap_error *error) LAP_MUST_USE;

/* Takes a fact, if it beats the one before: 1 is the best rank. */
lap_status lapi_page_fact(lapi_page *page, enum lapi_page_fact fact, uint8_t rank,
                          lapi_slice value) LAP_MUST_USE;
void lapi_page_day(lapi_page *page, uint8_t rank, const char *value);

/* The facts of a meta element, and of a script of JSON-LD. */
lap_status lapi_page_meta(lapi_page *page, const char *const *attributes) LAP_MUST_USE;
lap_status lapi_page_json(lapi_page *page, lapi_slice script) LAP_MUST_USE;

/* Marks the blocks of the article as KEPT, if there are any. *by_body: JSON-LD's body
 * is better than they are. */
lap_status lapi_page_choose(lapi_page *page, bool *by_body) LAP_MUST_USE;

/* The value of an attribute; "" where there is none. */
const char *lapi_attribute(const char *const *attributes, const char *name);

static inline lapi_slice lapi_page_text(const lapi_page *page,
                                        const lapi_page_block *block)
{
    return lapi_slice_of(page->text.at + block->text.begin,
                         block->text.end - block->text.begin);
}

#endif
