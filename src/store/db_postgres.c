#include "base/buffer.h"
#include "base/status.h"
#include "store/driver.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#define FETCH "FETCH 1000 FROM lapwing_rows"

/* Types of PostgreSQL as its catalogue numbers them. */
enum {
    TYPE_BOOL = 16,
    TYPE_INT8 = 20,
    TYPE_INT2 = 21,
    TYPE_INT4 = 23,
    TYPE_FLOAT8 = 701
};

typedef struct connection {
    PGconn *pg;
    unsigned names; /* statements prepared so far */
    char reason[400];
    lap_status status;
} connection;

typedef struct statement {
    connection *at;
    char name[16];    /* of what is prepared; empty: rows come by a cursor */
    lapi_buffer text; /* of a cursor, NUL-terminated */
    PGresult *result; /* rows, or NULL */
    int row, rows;
    bool has_cursor, is_at_end;
    int64_t changes;
} statement;

static bool fail(connection *c, const char *reason, const char *state)
{
    size_t n = 0;
    const char *at = strncmp(reason, "ERROR:  ", 8) == 0 ? reason + 8 : reason;
    for (; *at && *at != '\n' && n + 1 < sizeof c->reason; at++)
        c->reason[n++] = *at;
    c->reason[n] = '\0';
    c->status = state && strcmp(state, "53200") == 0 ? LAP_NO_MEMORY : LAP_IO;
    return false;
}

/* Is the result what was asked for? If not, it is gone and the reason kept. */
static bool is_good(connection *c, PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return true;
    fail(c, result ? PQresultErrorMessage(result) : PQerrorMessage(c->pg),
         result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL);
    PQclear(result);
    return false;
}

static bool run(connection *c, const char *text)
{
    PGresult *result = PQexec(c->pg, text);
    if (!is_good(c, result))
        return false;
    PQclear(result);
    return true;
}

static void be_quiet(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

static void close(void *at)
{
    connection *c = at;
    PQfinish(c->pg);
    free(c);
}

static lap_status open(const char *where, enum lapi_db_mode mode, void **out,
                       lap_error *error)
{
    connection *c = calloc(1, sizeof *c);
    if (!c)
        return lapi_fail(error, LAP_NO_MEMORY, 0, "no memory");
    c->pg = PQconnectdb(where);
    if (PQstatus(c->pg) == CONNECTION_OK) {
        PQsetNoticeReceiver(c->pg, be_quiet, NULL);
        bool is_set = PQsetClientEncoding(c->pg, "UTF8") == 0;
        if (is_set && mode == LAPI_DB_READ)
            is_set = run(c, "SET default_transaction_read_only = on");
        if (is_set) {
            *out = c;
            return LAP_OK;
        }
    }
    fail(c, PQerrorMessage(c->pg), NULL);
    lap_status status = lapi_fail(error, LAP_NO_FILE, 0, "%s", c->reason);
    close(c);
    return status;
}

static lap_status explain(void *at, lap_error *error)
{
    connection *c = at;
    return lapi_fail(error, c->status ? c->status : LAP_IO, 0, "%s", c->reason);
}

static bool script(void *at, const char *text)
{
    return run(at, text);
}

/* ?1 becomes $1; question marks stand nowhere else in our statements. */
static void translate(const char *text, lapi_buffer *out)
{
    for (; *text; text++)
        lapi_buffer_byte(out, *text == '?' ? '$' : *text);
    lapi_buffer_byte(out, '\0');
}

static void clear_rows(statement *s)
{
    PQclear(s->result);
    s->result = NULL;
    s->row = s->rows = 0;
}

static void end(void *at)
{
    statement *s = at;
    clear_rows(s);
    s->is_at_end = true;
    if (s->has_cursor)
        run(s->at, "CLOSE lapwing_rows");
    s->has_cursor = false;
}

static void finalize(void *at)
{
    statement *s = at;
    end(s);
    lapi_buffer_clear(&s->text);
    free(s);
}

static bool prepare(void *at, const char *text, bool is_large, void **out)
{
    connection *c = at;
    statement *s = calloc(1, sizeof *s);
    if (!s)
        return fail(c, "no memory", "53200");
    s->at = c;
    if (is_large)
        lapi_buffer_str(&s->text,
                        "DECLARE lapwing_rows NO SCROLL CURSOR WITH HOLD FOR ");
    translate(text, &s->text);
    bool is_ready = !s->text.failed || fail(c, "no memory", "53200");
    if (is_ready && !is_large) {
        (void)snprintf(s->name, sizeof s->name, "s%u", c->names++);
        PGresult *result = PQprepare(c->pg, s->name, s->text.at, 0, NULL);
        is_ready = is_good(c, result);
        if (is_ready)
            PQclear(result);
    }
    if (is_ready)
        *out = s;
    else
        finalize(s);
    return is_ready;
}

/* Values as the server takes them in binary: big-endian, types as it infers them. */
typedef struct parameters {
    unsigned char numbers[LAPI_DB_VALUES_MAX][8];
    const char *at[LAPI_DB_VALUES_MAX];
    int bytes[LAPI_DB_VALUES_MAX], formats[LAPI_DB_VALUES_MAX];
} parameters;

static void put_u64(unsigned char *at, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        at[i] = (unsigned char)(value >> (56 - 8 * i));
}

static void set_parameter(parameters *p, size_t i, const lapi_datum *value)
{
    uint64_t bits = (uint64_t)value->integer;
    p->formats[i] = 1;
    switch (value->kind) {
    case LAPI_DATUM_NULL:
        p->at[i] = NULL;
        return;
    case LAPI_DATUM_REAL:
        memcpy(&bits, &value->real, sizeof bits);
        /* fall through */
    case LAPI_DATUM_INT:
        put_u64(p->numbers[i], bits);
        p->at[i] = (const char *)p->numbers[i];
        p->bytes[i] = 8;
        return;
    default:
        p->at[i] = value->bytes.at ? value->bytes.at : "";
        p->bytes[i] = (int)value->bytes.bytes;
    }
}

static bool begin(void *at, const lapi_datum *values, size_t count)
{
    statement *s = at;
    parameters p;
    int n = (int)count;
    if (count > LAPI_DB_VALUES_MAX)
        return fail(s->at, "too many values", NULL);
    end(s);
    s->is_at_end = false;
    for (size_t i = 0; i < count; i++)
        set_parameter(&p, i, &values[i]);
    PGresult *result =
        s->name[0]
            ? PQexecPrepared(s->at->pg, s->name, n, p.at, p.bytes, p.formats, 1)
            : PQexecParams(s->at->pg, s->text.at, n, NULL, p.at, p.bytes, p.formats, 1);
    if (!is_good(s->at, result))
        return false;
    lapi_slice changed = lapi_slice_str(PQcmdTuples(result));
    s->changes = 0;
    for (uint32_t i = 0; i < changed.bytes; i++)
        s->changes = 10 * s->changes + (changed.at[i] - '0');
    s->has_cursor = !s->name[0];
    if (s->has_cursor) {
        PQclear(result);
        return true;
    }
    s->result = result;
    s->row = -1;
    s->rows = PQntuples(result);
    return true;
}

static enum lapi_step fetch(statement *s)
{
    clear_rows(s);
    s->result = PQexecParams(s->at->pg, FETCH, 0, NULL, NULL, NULL, NULL, 1);
    if (!is_good(s->at, s->result)) {
        s->result = NULL;
        return LAPI_STEP_FAILED;
    }
    s->rows = PQntuples(s->result);
    return s->rows ? LAPI_STEP_ROW : LAPI_STEP_END;
}

static enum lapi_step step(void *at)
{
    statement *s = at;
    if (s->is_at_end)
        return LAPI_STEP_END;
    if (++s->row < s->rows)
        return LAPI_STEP_ROW;
    enum lapi_step next = s->has_cursor ? fetch(s) : LAPI_STEP_END;
    if (next == LAPI_STEP_END)
        end(s);
    return next;
}

static int64_t changes(void *at)
{
    return ((statement *)at)->changes;
}

static bool is_null(void *at, int column)
{
    statement *s = at;
    return PQgetisnull(s->result, s->row, column) != 0;
}

/* The bits of a number, its sign spread over 64. */
static uint64_t get_bits(const statement *s, int column)
{
    const char *at = PQgetvalue(s->result, s->row, column);
    int n = PQgetlength(s->result, s->row, column);
    uint64_t bits = n && (at[0] & 0x80) ? UINT64_MAX : 0;
    for (int i = 0; i < n && i < 8; i++)
        bits = bits << 8 | (unsigned char)at[i];
    return bits;
}

static double get_real(void *at, int column)
{
    statement *s = at;
    double real;
    if (is_null(s, column))
        return 0;
    uint64_t bits = get_bits(s, column);
    if (PQftype(s->result, column) != TYPE_FLOAT8)
        return (double)(int64_t)bits;
    memcpy(&real, &bits, sizeof real);
    return real;
}

static int64_t get_int(void *at, int column)
{
    statement *s = at;
    if (is_null(s, column))
        return 0;
    switch (PQftype(s->result, column)) {
    case TYPE_FLOAT8:
        return (int64_t)get_real(s, column);
    case TYPE_BOOL:
    case TYPE_INT2:
    case TYPE_INT4:
    case TYPE_INT8:
        return (int64_t)get_bits(s, column);
    default:
        return 0;
    }
}

static lapi_slice get_bytes(void *at, int column)
{
    statement *s = at;
    if (is_null(s, column))
        return LAPI_S("");
    return lapi_slice_of(PQgetvalue(s->result, s->row, column),
                         (uint32_t)PQgetlength(s->result, s->row, column));
}

const lapi_driver lapi_driver_postgres = {
    "BEGIN; SELECT pg_advisory_xact_lock(5494912087)",
    "SET synchronous_commit = on",
    open,
    close,
    explain,
    script,
    prepare,
    finalize,
    begin,
    step,
    end,
    changes,
    get_int,
    get_real,
    get_bytes,
    get_bytes,
    is_null,
};
