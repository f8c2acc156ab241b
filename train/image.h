/* A model file being made (src/model/file.h): room for its entries, then tensors one
 * behind the other. Ends the program, with a word of why, where memory is out, a tensor
 * does not fit or the file cannot be written. */
#ifndef TRAIN_IMAGE_H
#define TRAIN_IMAGE_H

#include "model/file.h"

enum { IMAGE_BYTES_MAX = 64 << 20 };

typedef struct {
    unsigned char *bytes; /* [IMAGE_BYTES_MAX], zeros from `size` on; owned */
    size_t size;
    uint32_t count, most; /* tensors made; those that there are entries for */
} image;

/* Weights of training as a map has them: `outputs` columns of a matrix. */
typedef struct {
    const float *at; /* [inputs][stride] */
    size_t inputs, outputs, stride;
} image_weights;

/* An empty file with entries for `tensors`; image_write frees it. */
image image_new(uint32_t tensors);

/* Adds a tensor of zeros; its bytes, to be filled. */
unsigned char *image_tensor(image *m, const char *name, enum lapi_tensor_type type,
                            size_t rows, size_t columns);

/* Adds a tensor with these numbers, [rows * columns]; `bytes` are as the file has them.
 */
void image_bytes(image *m, const char *name, enum lapi_tensor_type type, size_t rows,
                 size_t columns, const void *bytes);
void image_floats(image *m, const char *name, size_t rows, size_t columns,
                  const float *x);
void image_u16(image *m, const char *name, size_t rows, size_t columns,
               const uint16_t *x);
void image_u32(image *m, const char *name, size_t rows, size_t columns,
               const uint32_t *x);

/* A table [rows][columns] as small numbers of size `scale`, -127 .. 127; what is larger
 * is cut. */
void image_wholes(image *m, const char *name, size_t rows, size_t columns,
                  const float *x, float scale, float (*round)(float));

/* A table [rows][columns] as small numbers, with NAME.scale; what is larger than
 * `largest` is cut. `round` is roundf or rintf: the models were not all made with one.
 */
void image_table(image *m, const char *name, size_t rows, size_t columns,
                 const float *x, float largest, float (*round)(float));

/* One map, as lapi_parts_linear reads it; without biases where `bias` is NULL. */
void image_linear(image *m, const char *name, const image_weights *weights,
                  const float *bias);

/* `count` maps whose weights stand one behind the other, as lapi_parts_linears reads
 * them, with `filled` outputs each; the biases are those of their sum. */
void image_linears(image *m, const char *name, size_t count, size_t filled,
                   const image_weights *weights, const float *bias);

/* One output's weights as whole numbers into their block; returns the scale. */
float image_output(unsigned char *map, const image_weights *weights, size_t output);

/* Gives a hash its row in an index (lapi_index) that has a free place. */
void image_index_add(unsigned char *hashes, unsigned char *rows, uint32_t mask,
                     uint32_t hash, uint32_t row);

/* A number as `bytes` bytes, the lowest first; a float's bits. */
void image_put(unsigned char *at, uint64_t value, size_t bytes);
void image_put_float(unsigned char *at, float x);

/* Writes the file, ended with its checksum, and frees it. */
void image_write(image *m, const char *path);

#endif
