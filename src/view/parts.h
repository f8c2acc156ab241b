/* What records and layers make of a document alike. */
#ifndef LAPI_VIEW_PARTS_H
#define LAPI_VIEW_PARTS_H

#include "view/record.h"
#include "view/view.h"

/* The document with its records, in its arena. O(records). */
lap_status lapi_view_report(const lapi_view *view, lapi_report *report) LAP_MUST_USE;
/* A quantity as it stands in a record. */
lapi_amount lapi_view_amount(const lapi_view *view, const lapi_quantity *quantity);

#endif
