/* Files of the page, packed by gzip one behind the other (tools/page.py). */
#ifndef LAPWING_SERVE_PAGE_H
#define LAPWING_SERVE_PAGE_H

#include <stddef.h>

typedef struct serve_file {
    const char *path, *type, *tag; /* "/assets/index-a1b2c3d4.js"; the tag in quotes */
    size_t at, bytes, unpacked;    /* in serve_files */
    int is_immutable;              /* its name has a hash of what it holds */
} serve_file;

#endif
