/* Records as PLOVER 2.0. */
#ifndef LAPI_VIEW_PLOVER_H
#define LAPI_VIEW_PLOVER_H

#include "base/buffer.h"
#include "data/record.h"

/* A line each. O(records). */
void lapi_report_plover(const lapi_report *report, lapi_buffer *out);

#endif
