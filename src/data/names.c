/* Names of the values of small enums, as the records spell them. */
#include "data/names.h"

#include "data/doc.h"

#define NAME_OF(names, value)                                                          \
    ((value) < sizeof(names) / sizeof *(names) ? (names)[value] : "unknown")

unsigned lapi_name_find(const char *(*name_of)(unsigned), unsigned count,
                        lapi_slice name)
{
    unsigned value = 0;
    while (value < count && !lapi_slice_is(name, name_of(value)))
        value++;
    return value;
}

const char *lapi_anchor_name(unsigned anchor)
{
    static const char *const names[] = {"given", "inferred", "none"};
    return NAME_OF(names, anchor);
}

const char *lapi_place_relation_name(unsigned relation)
{
    static const char *const names[] = {"in", "near", "toward", "from", "between"};
    return NAME_OF(names, relation);
}

const char *lapi_place_grain_name(unsigned grain)
{
    static const char *const names[] = {"country", "region", "city", "site"};
    return NAME_OF(names, grain);
}

const char *lapi_grain_name(unsigned grain)
{
    static const char *const names[] = {"day", "week", "month", "year", "vague"};
    return NAME_OF(names, grain);
}

const char *lapi_quantity_what_name(unsigned what)
{
    static const char *const names[] = {
        "count",    "dead",  "injured",   "arrested",     "missing", "displaced",
        "abducted", "force", "equipment", "participants", "money",   "duration",
    };
    return NAME_OF(names, what);
}

const char *lapi_bound_name(unsigned bound)
{
    static const char *const names[] = {"exact",   "about",     "almost",    "at_least",
                                        "at_most", "more_than", "fewer_than"};
    return NAME_OF(names, bound);
}

const char *lapi_realis_name(unsigned realis)
{
    static const char *const names[] = {"actual",           "negated",   "future",
                                        "uncertain_future", "uncertain", "conditional",
                                        "generic"};
    return NAME_OF(names, realis);
}

const char *lapi_status_word(unsigned status)
{
    static const char *const names[] = {"actual", "planned", "possible", "conditional",
                                        "negated"};
    return NAME_OF(names, status);
}

static const char *const event_names[] = {
    "AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE", "AID",
    "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",  "PROTEST",
    "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT",
};

const char *lapi_event_name(unsigned type)
{
    return NAME_OF(event_names, type);
}

unsigned lapi_event_find(lapi_slice name)
{
    return lapi_name_find(lapi_event_name, LAPI_EVENT_TYPES, name);
}

unsigned lapi_event_quad(unsigned type)
{
    if (type <= LAPI_EVENT_CONCEDE)
        return 1;
    if (type <= LAPI_EVENT_RETREAT)
        return 2;
    return type <= LAPI_EVENT_THREATEN ? 3 : 4;
}
