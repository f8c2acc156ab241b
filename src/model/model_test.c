/* Damaged model files are refused by name; kernels give the same bits. */
#include "model/embed.h"
#include "model/file.h"
#include "model/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static unsigned char *copy_model(size_t *size)
{
    const void *bytes = lapi_model_embedded(size);
    unsigned char *copy = malloc(*size);
    assert_non_null(copy);
    memcpy(copy, bytes, *size);
    return copy;
}

static void refused(const unsigned char *bytes, size_t size, const char *why)
{
    lapi_model model = {NULL, 0, 0};
    lap_error error = {.status = LAP_OK};
    assert_int_equal(lapi_model_open(bytes, size, &model, &error), LAP_BAD_MODEL);
    assert_non_null(strstr(error.text, why));
    assert_null(model.bytes);
}

static void test_sound_model_opens(void **state)
{
    (void)state;
    size_t size;
    const void *bytes = lapi_model_embedded(&size);
    lapi_model model;
    assert_int_equal(lapi_model_open(bytes, size, &model, NULL), LAP_OK);
    lapi_tensor t;
    assert_int_equal(lapi_model_find(&model, "version", LAPI_TENSOR_U8, 1, 0, &t, NULL),
                     LAP_OK);
    assert_true(t.columns > 0);
}

static void test_missing_or_other_tensor_is_named(void **state)
{
    (void)state;
    size_t size;
    const void *bytes = lapi_model_embedded(&size);
    lapi_model model;
    lapi_tensor t;
    lap_error error;
    assert_int_equal(lapi_model_open(bytes, size, &model, NULL), LAP_OK);
    assert_int_equal(
        lapi_model_find(&model, "nothing", LAPI_TENSOR_I8, 0, 0, &t, &error),
        LAP_BAD_MODEL);
    assert_string_equal(error.text, "tensor nothing is missing");
    assert_int_equal(
        lapi_model_find(&model, "version", LAPI_TENSOR_F32, 0, 0, &t, &error),
        LAP_BAD_MODEL);
    assert_non_null(strstr(error.text, "tensor version"));
}

static void test_wrong_magic_version_and_size(void **state)
{
    (void)state;
    size_t size;
    unsigned char *bytes = copy_model(&size);
    bytes[3] ^= 1;
    refused(bytes, size, "not a model file");
    bytes[3] ^= 1;
    bytes[8] ^= 2;
    refused(bytes, size, "version");
    bytes[8] ^= 2;
    bytes[16] ^= 1;
    refused(bytes, size, "header says");
    bytes[16] ^= 1;
    bytes[24] ^= 1;
    refused(bytes, size, "checksum");
    free(bytes);
    refused((const unsigned char *)"", 0, "not a model file");
}

static void test_every_flipped_bit_is_seen(void **state)
{
    (void)state;
    size_t size;
    unsigned char *bytes = copy_model(&size);
    /* Every byte of header and entries, then some of the tensors. */
    for (size_t at = 0; at < size; at += at < 512 ? 7 : size / 150) {
        bytes[at] ^= (unsigned char)(1u << at % 8);
        lapi_model model;
        assert_int_equal(lapi_model_open(bytes, size, &model, NULL), LAP_BAD_MODEL);
        bytes[at] ^= (unsigned char)(1u << at % 8);
    }
    free(bytes);
}

static void test_truncated_at_every_64th(void **state)
{
    (void)state;
    size_t size;
    unsigned char *bytes = copy_model(&size);
    for (size_t k = 0; k < 64; k++) {
        lapi_model model;
        assert_int_equal(lapi_model_open(bytes, size * k / 64, &model, NULL),
                         LAP_BAD_MODEL);
    }
    free(bytes);
}

/* Entries that do not fit are refused even under a right checksum. */
static void test_entry_outside_the_file(void **state)
{
    (void)state;
    size_t size;
    unsigned char *bytes = copy_model(&size);
    static const size_t field[] = {32, 36, 40, 48, 56, 60};
    for (size_t i = 0; i < sizeof field / sizeof *field; i++) {
        unsigned char *at = bytes + LAPI_MODEL_HEADER_BYTES + field[i];
        *at = (unsigned char)(*at + 1);
        uint64_t sum = lapi_model_checksum(bytes, size);
        unsigned char before[8];
        memcpy(before, bytes + 24, 8);
        for (int k = 0; k < 8; k++)
            bytes[24 + k] = (unsigned char)(sum >> 8 * k);
        refused(bytes, size, "does not fit");
        memcpy(bytes + 24, before, 8);
        *at = (unsigned char)(*at - 1);
    }
    free(bytes);
}

/* Opens every kind of part; returns what was said against one of them. */
static const char *open_parts(const lapi_model *model, size_t room, lap_error *error)
{
    float *numbers = calloc(room + 1, sizeof *numbers), scale;
    assert_non_null(numbers);
    lapi_parts parts = {
        .model = model, .error = error, .numbers = numbers, .number_capacity = room};
    lapi_tensor root = lapi_parts_tensor(&parts, "arc_root", LAPI_TENSOR_F32, 1, 0);
    lapi_linear map;
    lapi_index index;
    uint32_t option = 0;
    lapi_parts_linear(&parts, "arc", root.columns, root.columns, true, &map);
    lapi_parts_floats(&parts, "arc_root", 1, root.columns, root.columns);
    uint32_t rows = lapi_parts_table(&parts, "embedding", 0, 0, &scale).rows;
    lapi_parts_index(&parts, "feature.hash", "feature.row", rows, &index);
    lapi_parts_wholes(&parts, "options", LAPI_TENSOR_U32, 9, 1, (uint32_t[9]){0});
    lapi_parts_wholes(&parts, "nothing", LAPI_TENSOR_U32, 1, 1, &option);
    assert_int_equal(option, 0);
    free(numbers);
    return parts.status == LAP_NO_MEMORY ? "memory" : error->text;
}

static void test_unsound_parts_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *name, *why;
        enum lapi_tensor_type type;
        unsigned char byte;
    } bad[] = {
        {"arc.weight", "weight of arc is too large", LAPI_TENSOR_I8, 64},
        {"arc.scale", "number of arc.scale is too large", LAPI_TENSOR_F32, 0x7f},
        {"arc_root", "number of arc_root is too large", LAPI_TENSOR_F32, 0xff},
        {"embedding.scale", "scale of embedding is unsound", LAPI_TENSOR_F32, 0},
        {"feature.row", "feature.row: a row that is not there", LAPI_TENSOR_U16, 0xff},
    };
    static const size_t width[] = {0, 1, 1, 2, 4, 4};
    size_t size;
    unsigned char *bytes = copy_model(&size);
    lapi_model model;
    lap_error error;
    assert_int_equal(lapi_model_open(bytes, size, &model, NULL), LAP_OK);
    assert_string_equal(open_parts(&model, 10000, &error), "tensor nothing is missing");
    assert_string_equal(open_parts(&model, 100, &error), "memory");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        unsigned char before[4];
        lapi_tensor t;
        assert_int_equal(lapi_model_find(&model, bad[i].name, bad[i].type, 0, 0, &t, 0),
                         LAP_OK);
        unsigned char *at = bytes + (t.at - bytes);
        memcpy(before, at, width[bad[i].type]);
        memset(at, bad[i].byte, width[bad[i].type]);
        assert_string_equal(open_parts(&model, 10000, &error), bad[i].why);
        memcpy(at, before, width[bad[i].type]);
    }
    free(bytes);
}

enum { INPUTS = 200, OUTPUTS = 176, HIDDEN = 96, VECTORS = 7 };

typedef struct {
    int8_t weight[OUTPUTS * INPUTS];
    float scale[OUTPUTS], bias[OUTPUTS];
    int32_t zero[OUTPUTS];
    float x[3 * HIDDEN], more[3 * HIDDEN], cell[HIDDEN];
    uint32_t row[60];
} material;

typedef struct {
    uint8_t bytes[VECTORS][INPUTS];
    float x_scale[VECTORS];
    float linear[VECTORS][OUTPUTS], cell[HIDDEN], state[HIDDEN], embed[INPUTS];
} results;

static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static float real(uint32_t *seed, float range)
{
    return ((float)(next(seed) % 20001) - 10000.0f) / 10000.0f * range;
}

static void fill(material *m, uint32_t seed)
{
    for (size_t i = 0; i < sizeof m->weight; i++)
        m->weight[i] = (int8_t)(seed % 3 ? (int)(next(&seed) % 127) - 63 : 63);
    for (size_t i = 0; i < OUTPUTS; i++) {
        m->scale[i] = real(&seed, 0.02f);
        m->bias[i] = real(&seed, 3.0f);
        m->zero[i] = (int32_t)(next(&seed) % 100000) - 50000;
    }
    for (size_t i = 0; i < 3 * HIDDEN; i++) {
        m->x[i] = real(&seed, i % 50 ? 4.0f : 200.0f);
        m->more[i] = real(&seed, 1.0f);
    }
    for (size_t i = 0; i < HIDDEN; i++)
        m->cell[i] = real(&seed, 2.0f);
    for (size_t i = 0; i < 60; i++)
        m->row[i] = next(&seed) % (OUTPUTS * INPUTS / 192);
}

static void compute(const lapi_kernel *k, const material *m, results *r)
{
    lapi_linear map = {INPUTS, OUTPUTS, m->weight, m->scale, m->bias, m->zero};
    memset(r, 0, sizeof *r);
    for (uint32_t i = 0; i < VECTORS; i++)
        r->x_scale[i] = k->quantise(m->x + i, INPUTS, r->bytes[i]);
    k->linear(&map, r->bytes[0], r->x_scale, VECTORS, r->linear[0]);
    memcpy(r->cell, m->cell, sizeof r->cell);
    k->cell(m->x, m->more, r->cell, r->state, HIDDEN);
    k->embed(m->weight, m->row, 60, 192, 0.01f, r->embed);
}

static void test_kernels_give_the_same_bits(void **state)
{
    (void)state;
    static const char *const names[] = {"avx2", "avx512", "neon", "neondot"};
    material *m = calloc(1, sizeof *m);
    results *want = calloc(1, sizeof *want), *got = calloc(1, sizeof *got);
    assert_true(m && want && got);
    uint32_t compared = 0;
    for (uint32_t seed = 1; seed <= 200; seed++) {
        fill(m, seed);
        compute(&lapi_kernel_scalar, m, want);
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            const lapi_kernel *kernel = lapi_kernel_find(names[i]);
            if (!kernel)
                continue;
            compute(kernel, m, got);
            assert_memory_equal(got, want, sizeof *got);
            compared |= 1u << i;
        }
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (compared >> i & 1)
            print_message("same bits as scalar: %s\n", names[i]);
#if defined(__aarch64__)
    assert_true(lapi_kernel_find("neon"));
#endif
    free(m);
    free(want);
    free(got);
}

static void test_kernels_by_name(void **state)
{
    (void)state;
    assert_string_equal(lapi_kernel_find("scalar")->name, "scalar");
    assert_non_null(lapi_kernel_find(NULL));
    assert_null(lapi_kernel_find("abacus"));
}

static void test_zero_vector(void **state)
{
    (void)state;
    float x[16] = {0};
    uint8_t bytes[16];
    assert_true(lapi_kernel_find(NULL)->quantise(x, 16, bytes) == 0);
    for (size_t i = 0; i < 16; i++)
        assert_int_equal(bytes[i], LAPI_ACTIVATION_ZERO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound_model_opens),
        cmocka_unit_test(test_missing_or_other_tensor_is_named),
        cmocka_unit_test(test_wrong_magic_version_and_size),
        cmocka_unit_test(test_every_flipped_bit_is_seen),
        cmocka_unit_test(test_truncated_at_every_64th),
        cmocka_unit_test(test_entry_outside_the_file),
        cmocka_unit_test(test_unsound_parts_are_named),
        cmocka_unit_test(test_kernels_give_the_same_bits),
        cmocka_unit_test(test_kernels_by_name),
        cmocka_unit_test(test_zero_vector),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
