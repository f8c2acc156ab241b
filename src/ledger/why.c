/* Why the records of a claim are one: a tree of pairs, from the claim's head outward.
 */
#include "ledger/parts.h"

static void add_bond(lapi_ledger *ledger, int64_t rec, int64_t to, lapi_likeness like)
{
    if (!lapi_rows_add(ledger, &ledger->bonded, rec))
        return;
    lapi_ledger_push(ledger, &ledger->recs, rec);
    void *bonds = ledger->bonds;
    if (!lapi_ledger_grow(ledger, &bonds, ledger->bond_count, &ledger->bond_capacity,
                          sizeof *ledger->bonds))
        return;
    ledger->bonds = bonds;
    ledger->bonds[ledger->bond_count++] = (lapi_bond){rec, to, like};
}

/* Is the pair one that was joined, not only one that might be? */
static bool is_joined(const lapi_near *a, const lapi_near *b)
{
    return (a->is_firm && b->is_firm) || a->leans == b->rec || b->leans == a->rec;
}

static void add_bonds_of(lapi_ledger *ledger, int64_t rec)
{
    lapi_joiner j;
    if (!lapi_join_load(ledger, rec, &j))
        return;
    lapi_join_find(ledger, &j);
    for (size_t i = 0; i < ledger->near_count; i++)
        if (is_joined(&j.self, &ledger->near[i]))
            add_bond(ledger, ledger->near[i].rec, rec, ledger->near[i].like);
    if (j.self.ruled == LAPI_RULED_NOT)
        return;
    lapi_join_ruled(ledger, &j, &ledger->heads);
    for (size_t i = 0; i < ledger->heads.count; i++)
        add_bond(ledger, ledger->heads.at[i], rec,
                 (lapi_likeness){LAPI_EVIDENCE_RULING, 0});
}

lap_status lapi_ledger_bonds(lapi_ledger *ledger, int64_t claim, const lapi_bond **out,
                             uint32_t *count, lap_error *error)
{
    ledger->bond_count = ledger->recs.count = 0;
    lapi_rows_wipe(&ledger->bonded);
    lapi_rows_add(ledger, &ledger->bonded, claim); /* its name is its first record */
    lapi_ledger_push(ledger, &ledger->recs, claim);
    for (size_t i = 0; i < ledger->recs.count; i++)
        add_bonds_of(ledger, ledger->recs.at[i]);
    lap_status status = lapi_ledger_status(ledger, error);
    if (status == LAP_OK) {
        *out = ledger->bonds;
        *count = (uint32_t)ledger->bond_count;
    }
    return status;
}
