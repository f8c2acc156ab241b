/* Who acts, and who is acted on, where a text names nobody: an arrest is made by the
 * police of where it is made, a sentence is passed by a court. know/plover.tsv tells
 * the sector of a type and mode. */
#ifndef LAPI_EVENT_USUAL_H
#define LAPI_EVENT_USUAL_H

#include "event/match.h"

/* Gives the document's events the parties that they lack. After events were joined: who
 * is only supposed keeps no two apart. Linear in events and rows of plover.tsv. */
lap_status lapi_usual_run(const lapi_reading *reading) LAP_MUST_USE;

#endif
