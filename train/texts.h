/* Texts of our own with marked names: a sentence a line, names as [Jane Roe|PER], a
 * blank line between documents, "#" before remarks. */
#ifndef TRAIN_TEXTS_H
#define TRAIN_TEXTS_H

#include "corpus.h"

/* Appends the sentences of files whose paths are parted by commas; words are cut as the
 * program cuts them and carry name labels alone. */
void texts_read(corpus *c, const char *paths);

#endif
