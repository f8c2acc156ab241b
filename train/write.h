/* Writing the model file: weights rounded and laid out as kernels read them, the
 * feature table, and the lemma tables, which are counted here. Also plain dumps of the
 * float weights, for going on later. */
#ifndef TRAIN_WRITE_H
#define TRAIN_WRITE_H

#include "net.h"
#include "vocabulary.h"

void model_write(const char *path, const char *version, const net *n,
                 const vocabulary *v, const corpus *c);
/* Writes a model again with what names learnt; all else keeps its bits. */
void model_rename(const char *from, const char *to, const char *version, const net *n);

void weights_dump(const char *path, const net *n);
void weights_load(const char *path, net *n);

#endif
