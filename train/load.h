/* A finished model taken up again. */
#ifndef TRAIN_LOAD_H
#define TRAIN_LOAD_H

#include "net.h"
#include "vocabulary.h"

/* Reads the weights of the network from a model's file and checks that its features are
 * those of the vocabulary. What the file lacks stays as it is. */
void model_load(const char *path, net *n, const vocabulary *v);

#endif
