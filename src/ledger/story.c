/* Documents to stories: a story is a component of what are copies of each other, named
 * by its earliest document. */
#include "ledger/parts.h"

/* Every claim with a record in a document of the story is to be counted anew. */
static void touch_claims(lapi_ledger *ledger, int64_t story)
{
    lapi_sql *sql = lapi_db_ask(
        ledger->db,
        "SELECT DISTINCT r.claim FROM document d JOIN record r ON r.doc = d.doc"
        " WHERE d.story = ?1 AND d.removed IS NULL AND r.removed IS NULL",
        LAPI_ARGS(LAPI_INT(story)));
    while (lapi_sql_next(sql))
        lapi_ledger_push(ledger, &ledger->dirty, lapi_sql_int(sql, 0));
}

/* Stories that have copies of the document, into ledger->work. */
static void find_stories(lapi_ledger *ledger, int64_t doc, lapi_slice sketch)
{
    uint64_t keys[LAPI_SKETCH_KEYS];
    uint32_t count = lapi_sketch_keys(sketch, keys);
    ledger->work.count = 0;
    lapi_rows_wipe(&ledger->seen);
    lapi_rows_wipe(&ledger->bonded);
    lapi_rows_add(ledger, &ledger->seen, doc);
    for (uint32_t k = 0; k < count; k++) {
        lapi_sql *sql = lapi_db_ask(
            ledger->db,
            "SELECT d.doc, d.story, s.sketch FROM band b"
            " JOIN document d ON d.doc = b.doc JOIN sketch s ON s.doc = b.doc"
            " WHERE b.key = ?1",
            LAPI_ARGS(LAPI_INT((int64_t)keys[k])));
        while (lapi_sql_next(sql)) {
            int64_t story = lapi_sql_int(sql, 1);
            if (!lapi_rows_add(ledger, &ledger->seen, lapi_sql_int(sql, 0)) ||
                lapi_rows_has(&ledger->bonded, story) ||
                !lapi_sketch_compare(sketch, lapi_sql_blob(sql, 2)))
                continue;
            lapi_rows_add(ledger, &ledger->bonded, story);
            lapi_ledger_push(ledger, &ledger->work, story);
        }
    }
}

static void rename_story(lapi_ledger *ledger, int64_t from, int64_t to)
{
    lapi_db_do(ledger->db,
               "UPDATE document SET story = ?2 WHERE story = ?1 AND removed IS NULL",
               LAPI_ARGS(LAPI_INT(from), LAPI_INT(to)));
}

static int64_t head_of(lapi_ledger *ledger, int64_t story)
{
    return lapi_db_int(ledger->db,
                       "SELECT doc FROM document WHERE story = ?1 AND removed IS NULL"
                       " ORDER BY day IS NULL, day, id LIMIT 1",
                       LAPI_ARGS(LAPI_INT(story)), story);
}

/* Joins a document, which is its own story, to those that have copies of it. */
static void join(lapi_ledger *ledger, int64_t doc, lapi_slice sketch)
{
    find_stories(ledger, doc, sketch);
    if (!ledger->work.count)
        return;
    for (size_t i = 0; i < ledger->work.count && ledger->work.count > 1; i++)
        touch_claims(ledger, ledger->work.at[i]);
    int64_t story = ledger->work.at[0];
    rename_story(ledger, doc, story);
    for (size_t i = 1; i < ledger->work.count; i++)
        rename_story(ledger, ledger->work.at[i], story);
    int64_t head = head_of(ledger, story);
    if (head != story)
        rename_story(ledger, story, head);
}

static void file(lapi_ledger *ledger, int64_t doc, lapi_slice sketch, bool is_there)
{
    uint64_t keys[LAPI_SKETCH_KEYS];
    uint32_t count = lapi_sketch_keys(sketch, keys) ? LAPI_SKETCH_BANDS : 0;
    lapi_ledger_file(ledger,
                     is_there ? "INSERT INTO band(key, doc) VALUES(?1, ?2)"
                              : "DELETE FROM band WHERE key = ?1 AND doc = ?2",
                     keys, count, doc);
}

void lapi_story_put(lapi_ledger *ledger, int64_t doc, const lapi_report *report)
{
    lapi_buffer_reset(&ledger->sketch);
    lapi_sketch_write(ledger->sketcher, report, &ledger->sketch);
    ledger->failed |= ledger->sketch.failed;
    lapi_slice sketch =
        lapi_slice_of(ledger->sketch.at, (uint32_t)ledger->sketch.bytes);
    lapi_db_do(ledger->db, "INSERT INTO sketch(doc, sketch) VALUES(?1, ?2)",
               LAPI_ARGS(LAPI_INT(doc), LAPI_BLOB(sketch)));
    file(ledger, doc, sketch, true);
    join(ledger, doc, sketch);
}

/* The sketch of a document into ledger->sketch. */
static lapi_slice load(lapi_ledger *ledger, int64_t doc)
{
    lapi_buffer_reset(&ledger->sketch);
    lapi_sql *sql = lapi_db_ask(ledger->db, "SELECT sketch FROM sketch WHERE doc = ?1",
                                LAPI_ARGS(LAPI_INT(doc)));
    if (lapi_sql_next(sql))
        lapi_buffer_slice(&ledger->sketch, lapi_sql_blob(sql, 0));
    lapi_sql_end(sql);
    ledger->failed |= ledger->sketch.failed;
    return lapi_slice_of(ledger->sketch.at, (uint32_t)ledger->sketch.bytes);
}

void lapi_story_drop(lapi_ledger *ledger, int64_t doc)
{
    file(ledger, doc, load(ledger, doc), false);
    lapi_db_do(ledger->db, "DELETE FROM sketch WHERE doc = ?1",
               LAPI_ARGS(LAPI_INT(doc)));
    int64_t story = lapi_db_int(ledger->db, "SELECT story FROM document WHERE doc = ?1",
                                LAPI_ARGS(LAPI_INT(doc)), doc);
    touch_claims(ledger, story);
    lapi_rows *others = &ledger->recs;
    others->count = 0;
    lapi_sql *sql = lapi_db_ask(
        ledger->db, "SELECT doc FROM document WHERE story = ?1 AND removed IS NULL",
        LAPI_ARGS(LAPI_INT(story)));
    while (lapi_sql_next(sql))
        lapi_ledger_push(ledger, others, lapi_sql_int(sql, 0));
    for (size_t i = 0; i < others->count; i++)
        lapi_db_do(ledger->db, "UPDATE document SET story = doc WHERE doc = ?1",
                   LAPI_ARGS(LAPI_INT(others->at[i])));
    for (size_t i = 0; i < others->count; i++)
        join(ledger, others->at[i], load(ledger, others->at[i]));
}
