/* lapwing: news in, records of events out. This header brings the whole interface.
 *
 *   lap_engine_new -> lap_workspace_new -> lap_workspace_read -> lap_doc_event
 *                                                             -> lap_doc_write
 *   lap_engine_new -> lap_job_new -> lap_job_file -> lap_job_finish
 */
#ifndef LAPWING_LAPWING_H
#define LAPWING_LAPWING_H

#include <lapwing/board.h>
#include <lapwing/doc.h>
#include <lapwing/engine.h>
#include <lapwing/event.h>
#include <lapwing/feed.h>
#include <lapwing/job.h>
#include <lapwing/know.h>
#include <lapwing/status.h>
#include <lapwing/store.h>
#include <lapwing/write.h>

#endif
