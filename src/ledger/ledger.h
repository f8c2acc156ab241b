/* The ledger: what documents tell together. Puts reports into a store, finds the story
 * of each document and the claim of each record, and keeps the rows of claims right.
 *
 *   report --put--> store (document, records)
 *               --> story: documents that are copies of each other
 *               --> claim: records that tell one happening
 *
 * Stories and claims are functions of what is in the store, not of the order in which
 * it came. The cost of a document depends on how much of the same is told within days
 * of it, not on the size of the store. */
#ifndef LAPI_LEDGER_LEDGER_H
#define LAPI_LEDGER_LEDGER_H

#include "claim/gist.h"
#include "store/store.h"

/* Over an open store, which must outlive it; its buffers are used again. */
typedef struct lapi_ledger lapi_ledger;

lap_status lapi_ledger_new(lapi_store *store, lapi_ledger **out) LAP_MUST_USE;
void lapi_ledger_free(lapi_ledger *ledger);

/* Inside a transaction of the store: puts a report (lapi_store_put), finds its story,
 * joins its records to claims. json[r] is record r as a line of JSON. After a failure
 * the transaction must be rolled back. */
lap_status lapi_ledger_put(lapi_ledger *ledger, const lapi_report *report,
                           const lapi_slice *json, bool drops_text, bool is_recode,
                           lapi_put *out, lap_error *error) LAP_MUST_USE;

/* What people rule, inside a transaction of the store. Rulings name records by id and
 * are kept in the table `ruling`: who, why, at which revision. LAP_BAD_INPUT: no such
 * record, or ruling.
 *
 * split: the record stands by itself, but for what people join it to.
 * join: two records tell one happening.
 * revoke: the ruling holds no longer. */
lap_status lapi_ledger_split(lapi_ledger *ledger, lapi_slice record, lapi_slice by,
                             lapi_slice reason, lap_error *error) LAP_MUST_USE;
lap_status lapi_ledger_join(lapi_ledger *ledger, lapi_slice a, lapi_slice b,
                            lapi_slice by, lapi_slice reason,
                            lap_error *error) LAP_MUST_USE;
lap_status lapi_ledger_revoke(lapi_ledger *ledger, int64_t ruling,
                              lap_error *error) LAP_MUST_USE;

/* Drops the text of every revision of a document, also from the index of words; spans,
 * hashes and evidence stay. Inside a transaction. LAP_BAD_INPUT: no such document. */
lap_status lapi_ledger_forget(lapi_ledger *ledger, lapi_slice doc,
                              lap_error *error) LAP_MUST_USE;

/* Why a record stands in its claim: the record that it was joined to, and how alike. */
typedef struct lapi_bond {
    int64_t rec, to; /* rows of records */
    lapi_likeness like;
} lapi_bond;

/* The bonds that hold a claim together (row of `claim`): one fewer than it has records.
 * Borrowed until the ledger is used again. */
lap_status lapi_ledger_bonds(lapi_ledger *ledger, int64_t claim, const lapi_bond **out,
                             uint32_t *count, lap_error *error) LAP_MUST_USE;

#endif
