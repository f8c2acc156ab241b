/* Values of small enums by their names. */
#ifndef LAPI_DATA_NAMES_H
#define LAPI_DATA_NAMES_H

#include "base/slice.h"

/* The value below `count` whose name this is; `count` if there is none such. O(count).
 */
unsigned lapi_name_find(const char *(*name_of)(unsigned), unsigned count,
                        lapi_slice name);

#endif
