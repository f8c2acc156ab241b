/* Every limit of lapwing, by name. Each has a test at the limit and one beyond. */
#ifndef LAPI_BASE_LIMITS_H
#define LAPI_BASE_LIMITS_H

#include <stddef.h>
#include <stdint.h>

#define LAPI_DOC_BYTES_MAX       (16u << 20) /* text of one document */
#define LAPI_LINE_BYTES_MAX      (64u << 20) /* one line of JSON Lines */
#define LAPI_PAGE_BYTES_MAX      (16u << 20) /* one page of HTML, unpacked */
#define LAPI_PAGE_DEPTH_MAX      1024u       /* elements of a page open at once */
#define LAPI_FEED_DEPTH_MAX      128u        /* elements of a feed open at once */
#define LAPI_HEAD_BYTES_MAX      (64u << 10) /* a head of WARC or HTTP */
#define LAPI_WARC_BYTES_MAX      (32u << 20) /* one record of WARC, unpacked */
#define LAPI_UNPACK_BYTES_FREE   (64u << 20) /* what may be unpacked at any ratio */
#define LAPI_UNPACK_RATIO_MAX    200u        /* unpacked size over packed size */
#define LAPI_OUTPUT_BYTES_MAX    (1u << 30)  /* what is written of one document */
#define LAPI_SENTENCE_TOKENS_MAX 256u        /* a longer sentence is split */
#define LAPI_TELLING_WORDS_MAX   256u        /* of a clause whose teller is mended */
#define LAPI_TELLER_WORDS_MAX    12u         /* of that teller */
#define LAPI_TOKEN_BYTES_MAX     512u        /* a longer run of characters is cut */
#define LAPI_PHRASE_TOKENS_MAX   12u        /* tokens of a phrase in a table of know/ */
#define LAPI_KNOW_BYTES_MAX      (1u << 30) /* a knowledge pack */
#define LAPI_TABLE_BYTES_MAX     (64u << 20)  /* a table of know/, unpacked */
#define LAPI_TABLE_COLUMNS_MAX   32u          /* columns of a table of know/ */
#define LAPI_CELL_BYTES_MAX      65535u       /* a cell of a table of know/ */
#define LAPI_EVENT_PARTIES_MAX   16u          /* actors or recipients of one record */
#define LAPI_EVENT_COUNTS_MAX    16u          /* quantities of one record */
#define LAPI_FEEDS_BYTES_MAX     (1u << 20)   /* a list of feeds */
#define LAPI_FEEDS_MAX           10000u       /* feeds of a list */
#define LAPI_URL_BYTES_MAX       2048u        /* an address */
#define LAPI_ROBOTS_BYTES_MAX    (500u << 10) /* of robots.txt; the rest is not read */
#define LAPI_BODY_BYTES_MAX      (64u << 20)  /* an answer, unpacked */
#define LAPI_REDIRECTS_MAX       5u           /* of one request */
#define LAPI_FEED_PAGES_MAX      500u /* linked pages of a feed, fetched in one poll */
#define LAPI_QUEUE_MAX           10000u /* linked pages that wait to be fetched */
#define LAPI_HOSTS_MAX           4096u  /* hosts whose robots.txt is kept */

/* A GeoNames dump: bytes of a row and of a name; places with those of the gazetteer;
 * names read of a place; places found by one name; bad rows, beyond which it is no
 * dump; bytes of names and rows, and as much again for their index. */
#define LAPI_GAZETTEER_LINE_BYTES_MAX 65536u
#define LAPI_GAZETTEER_NAME_BYTES_MAX 800u
#define LAPI_GAZETTEER_ROWS_MAX       (32u << 20)
#define LAPI_GAZETTEER_NAMES_MAX      32u
#define LAPI_GAZETTEER_SAME_MAX       128u
#define LAPI_GAZETTEER_BAD_MAX        1000u
#define LAPI_GAZETTEER_BYTES_MAX                                                       \
    ((size_t)(SIZE_MAX / 4 < UINT32_MAX ? SIZE_MAX / 4 : UINT32_MAX))

/* Everything about one document; one at its limit needs about 3 GiB. */
#define LAPI_ARENA_BYTES_MAX                                                           \
    ((size_t)(SIZE_MAX / 8 < UINT64_C(6) << 30 ? SIZE_MAX / 8 : UINT64_C(6) << 30))

#endif
