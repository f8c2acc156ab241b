/* Lines of text for people: labels in a column, marks that need no terminal, and
 * nothing from the input that could steer one. */
#ifndef LAPI_VIEW_LINES_H
#define LAPI_VIEW_LINES_H

#include "view/view.h"

typedef struct lapi_lines {
    lapi_style style;
    lapi_buffer *out;
    const lapi_view *view; /* of what explains a document; else NULL */
} lapi_lines;

enum lapi_ink { LAPI_INK_BOLD, LAPI_INK_DIM, LAPI_INK_RED };

void lapi_lines_str(lapi_lines *lines, const char *text);
/* Text of the input: controls become spaces. */
void lapi_lines_text(lapi_lines *lines, lapi_slice text);
/* The same between quotation marks; nothing when empty. */
void lapi_lines_quoted(lapi_lines *lines, lapi_slice text);
/* Words in bold, dim or red where the reader can show it. */
void lapi_lines_ink(lapi_lines *lines, enum lapi_ink ink, const char *text);
/* The start of a row: its label in a column. An empty label continues the row above. */
void lapi_lines_label(lapi_lines *lines, const char *label);
/* 100,000 or 2.5 */
void lapi_lines_number(lapi_lines *lines, double value);
void lapi_lines_day(lapi_lines *lines, int32_t day);
/* "2021-11-12" or "2021-11-01 to 2021-11-14" */
void lapi_lines_days(lapi_lines *lines, int32_t from, int32_t to);
/* The evidence of a record broken into lines, its trigger underlined. */
void lapi_lines_evidence(lapi_lines *lines, const lapi_record *record);
/* "Antony Blinken, Secretary of State (USA GOV)" */
void lapi_lines_entity(lapi_lines *lines, const lapi_entity *entity);
/* A row a place, the first labelled: "in Kharkiv, Kharkiv (UKR)". */
void lapi_lines_sites(lapi_lines *lines, const lapi_site *sites, uint32_t count);
/* "at least 12 civilians (dead, UKR CVL)" */
void lapi_lines_amount(lapi_lines *lines, const lapi_amount *amount);
/* "ASSAULT explosives" */
void lapi_lines_type(lapi_lines *lines, const lapi_record *record);

#endif
