/* Writing the weigher's model: weights rounded and laid out as kernels read them. */
#ifndef TRAIN_EVENTS_WRITE_H
#define TRAIN_EVENTS_WRITE_H

#include "events_net.h"

/* Confidence is logistic(a margin + b). */
void write_model(const char *path, const net *n, const corpus *c, double a, double b);

#endif
