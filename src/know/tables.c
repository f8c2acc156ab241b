#include "know/tables.h"

static const lapi_column countries[LAPI_COUNTRIES_COLUMNS] = {
    [LAPI_COUNTRIES_ISO3] = {"iso3", LAPI_CELL_ISO3, LAPI_KEY_CODE, true},
    [LAPI_COUNTRIES_ISO2] = {"iso2", LAPI_CELL_ISO2, LAPI_KEY_CODE, false},
    [LAPI_COUNTRIES_NAME] = {"name", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, true},
    [LAPI_COUNTRIES_ADJECTIVES] = {"adjectives", LAPI_CELL_NAMES, LAPI_KEY_PHRASE,
                                   false},
    [LAPI_COUNTRIES_CAPITALS] = {"capitals", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, false},
    [LAPI_COUNTRIES_ALIASES] = {"aliases", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, false},
    [LAPI_COUNTRIES_SEATS] = {"seats", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, false},
    [LAPI_COUNTRIES_LAT] = {"lat", LAPI_CELL_LAT, LAPI_KEY_NONE, false},
    [LAPI_COUNTRIES_LON] = {"lon", LAPI_CELL_LON, LAPI_KEY_NONE, false},
    [LAPI_COUNTRIES_GEONAMEID] = {"geonameid", LAPI_CELL_COUNT, LAPI_KEY_NONE, false},
};

static const lapi_column roles[LAPI_ROLES_COLUMNS] = {
    [LAPI_ROLES_NOUN] = {"noun", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, true},
    [LAPI_ROLES_SECTOR] = {"sector", LAPI_CELL_SECTOR, LAPI_KEY_NONE, false},
    [LAPI_ROLES_PRIORITY] = {"priority", LAPI_CELL_COUNT, LAPI_KEY_NONE, false},
    [LAPI_ROLES_KIND] = {"kind", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_ROLES_PLURAL] = {"plural", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, false},
};

static const lapi_column bodies[LAPI_BODIES_COLUMNS] = {
    [LAPI_BODIES_NAME] = {"name", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, true},
    [LAPI_BODIES_ALIASES] = {"aliases", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, false},
    [LAPI_BODIES_COUNTRY] = {"country", LAPI_CELL_ISO3, LAPI_KEY_NONE, false},
    [LAPI_BODIES_SECTOR] = {"sector", LAPI_CELL_SECTOR, LAPI_KEY_NONE, false},
    [LAPI_BODIES_FROM] = {"from", LAPI_CELL_DATE, LAPI_KEY_NONE, false},
    [LAPI_BODIES_TO] = {"to", LAPI_CELL_DATE, LAPI_KEY_NONE, false},
    [LAPI_BODIES_WIKIDATA] = {"wikidata", LAPI_CELL_QID, LAPI_KEY_NONE, false},
};

static const lapi_column people[LAPI_PEOPLE_COLUMNS] = {
    [LAPI_PEOPLE_NAME] = {"name", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, true},
    [LAPI_PEOPLE_ALIASES] = {"aliases", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, false},
    [LAPI_PEOPLE_COUNTRY] = {"country", LAPI_CELL_ISO3, LAPI_KEY_NONE, false},
    [LAPI_PEOPLE_SECTOR] = {"sector", LAPI_CELL_SECTOR, LAPI_KEY_NONE, false},
    [LAPI_PEOPLE_OFFICE] = {"office", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_PEOPLE_FROM] = {"from", LAPI_CELL_DATE, LAPI_KEY_NONE, false},
    [LAPI_PEOPLE_TO] = {"to", LAPI_CELL_DATE, LAPI_KEY_NONE, false},
    [LAPI_PEOPLE_WIKIDATA] = {"wikidata", LAPI_CELL_QID, LAPI_KEY_NONE, false},
};

static const lapi_column layout[LAPI_LAYOUT_COLUMNS] = {
    [LAPI_LAYOUT_KIND] = {"kind", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_LAYOUT_PHRASE] = {"phrase", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_LAYOUT_PARTS] = {"parts", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
};

static const lapi_column regions[LAPI_REGIONS_COLUMNS] = {
    [LAPI_REGIONS_NAME] = {"name", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, true},
    [LAPI_REGIONS_ALIASES] = {"aliases", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, false},
    [LAPI_REGIONS_COUNTRY] = {"country", LAPI_CELL_ISO3, LAPI_KEY_NONE, false},
    [LAPI_REGIONS_KIND] = {"kind", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_REGIONS_LAT] = {"lat", LAPI_CELL_LAT, LAPI_KEY_NONE, false},
    [LAPI_REGIONS_LON] = {"lon", LAPI_CELL_LON, LAPI_KEY_NONE, false},
    [LAPI_REGIONS_GRAIN] = {"grain", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
};

static const lapi_column gazetteer[LAPI_GAZETTEER_COLUMNS] = {
    [LAPI_GAZETTEER_ID] = {"id", LAPI_CELL_COUNT, LAPI_KEY_NONE, true},
    [LAPI_GAZETTEER_NAME] = {"name", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, true},
    [LAPI_GAZETTEER_ALTERNATES] = {"alternates", LAPI_CELL_NAMES, LAPI_KEY_PHRASE,
                                   false},
    [LAPI_GAZETTEER_CC] = {"cc", LAPI_CELL_ISO2, LAPI_KEY_NONE, false},
    [LAPI_GAZETTEER_ADMIN1] = {"admin1", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_GAZETTEER_FCLASS] = {"fclass", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_GAZETTEER_FCODE] = {"fcode", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_GAZETTEER_POPULATION] = {"population", LAPI_CELL_COUNT, LAPI_KEY_NONE, false},
    [LAPI_GAZETTEER_LAT] = {"lat", LAPI_CELL_LAT, LAPI_KEY_NONE, true},
    [LAPI_GAZETTEER_LON] = {"lon", LAPI_CELL_LON, LAPI_KEY_NONE, true},
};

static const lapi_column admin1[LAPI_ADMIN1_COLUMNS] = {
    [LAPI_ADMIN1_CC] = {"cc", LAPI_CELL_ISO2, LAPI_KEY_NONE, true},
    [LAPI_ADMIN1_CODE] = {"code", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_ADMIN1_NAME] = {"name", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, true},
    [LAPI_ADMIN1_ALTERNATES] = {"alternates", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, false},
    [LAPI_ADMIN1_LAT] = {"lat", LAPI_CELL_LAT, LAPI_KEY_NONE, false},
    [LAPI_ADMIN1_LON] = {"lon", LAPI_CELL_LON, LAPI_KEY_NONE, false},
};

static const lapi_column classes[LAPI_CLASSES_COLUMNS] = {
    [LAPI_CLASSES_CLASS] = {"class", LAPI_CELL_TEXT, LAPI_KEY_CODE, true},
    [LAPI_CLASSES_WORDS] = {"words", LAPI_CELL_WORDS, LAPI_KEY_PHRASE, true},
};

static const lapi_column frames[LAPI_FRAMES_COLUMNS] = {
    [LAPI_FRAMES_FRAME] = {"frame", LAPI_CELL_TEXT, LAPI_KEY_CODE, true},
    [LAPI_FRAMES_EVENT] = {"event", LAPI_CELL_EVENT, LAPI_KEY_NONE, true},
    [LAPI_FRAMES_MODE] = {"mode", LAPI_CELL_MODE, LAPI_KEY_NONE, false},
    [LAPI_FRAMES_CAMEO] = {"cameo", LAPI_CELL_CAMEO, LAPI_KEY_NONE, false},
    [LAPI_FRAMES_ACTOR] = {"actor", LAPI_CELL_SLOTS, LAPI_KEY_NONE, false},
    [LAPI_FRAMES_RECIPIENT] = {"recipient", LAPI_CELL_SLOTS, LAPI_KEY_NONE, false},
    [LAPI_FRAMES_PLACE] = {"place", LAPI_CELL_SLOTS, LAPI_KEY_NONE, false},
    [LAPI_FRAMES_FLAGS] = {"flags", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_FRAMES_STATUS] = {"status", LAPI_CELL_STATUS, LAPI_KEY_NONE, false},
};

static const lapi_column lexicon[LAPI_LEXICON_COLUMNS] = {
    [LAPI_LEXICON_TRIGGER] = {"trigger", LAPI_CELL_TRIGGER, LAPI_KEY_NONE, true},
    [LAPI_LEXICON_POS] = {"pos", LAPI_CELL_POS, LAPI_KEY_NONE, true},
    [LAPI_LEXICON_FRAME] = {"frame", LAPI_CELL_FRAME, LAPI_KEY_NONE, true},
    [LAPI_LEXICON_WHEN] = {"when", LAPI_CELL_WHEN, LAPI_KEY_NONE, false},
    [LAPI_LEXICON_EVENT] = {"event", LAPI_CELL_EVENT, LAPI_KEY_NONE, false},
    [LAPI_LEXICON_MODE] = {"mode", LAPI_CELL_MODE, LAPI_KEY_NONE, false},
    [LAPI_LEXICON_CAMEO] = {"cameo", LAPI_CELL_CAMEO, LAPI_KEY_NONE, false},
    [LAPI_LEXICON_ACTOR] = {"actor", LAPI_CELL_SLOTS, LAPI_KEY_NONE, false},
    [LAPI_LEXICON_RECIPIENT] = {"recipient", LAPI_CELL_SLOTS, LAPI_KEY_NONE, false},
    [LAPI_LEXICON_FLAGS] = {"flags", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_LEXICON_STATUS] = {"status", LAPI_CELL_STATUS, LAPI_KEY_NONE, false},
    [LAPI_LEXICON_EXAMPLE] = {"example", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
};

static const lapi_column cues[LAPI_CUES_COLUMNS] = {
    [LAPI_CUES_CUE] = {"cue", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, true},
    [LAPI_CUES_POS] = {"pos", LAPI_CELL_POS, LAPI_KEY_NONE, false},
    [LAPI_CUES_KIND] = {"kind", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_CUES_POSITIVE] = {"positive", LAPI_CELL_FACT, LAPI_KEY_NONE, false},
    [LAPI_CUES_NEGATIVE] = {"negative", LAPI_CELL_FACT, LAPI_KEY_NONE, false},
    [LAPI_CUES_MEDIUM] = {"medium", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_CUES_TAKES] = {"takes", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_CUES_PREP] = {"prep", LAPI_CELL_NAMES, LAPI_KEY_NONE, false},
};

static const lapi_column times[LAPI_TIMES_COLUMNS] = {
    [LAPI_TIMES_WORD] = {"word", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, true},
    [LAPI_TIMES_KIND] = {"kind", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_TIMES_VALUE] = {"value", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_TIMES_FLAGS] = {"flags", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
};

static const lapi_column quantities[LAPI_QUANTITIES_COLUMNS] = {
    [LAPI_QUANTITIES_WORD] = {"word", LAPI_CELL_NAMES, LAPI_KEY_NONE, true},
    [LAPI_QUANTITIES_KIND] = {"kind", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_QUANTITIES_VALUE] = {"value", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_QUANTITIES_FLAGS] = {"flags", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_QUANTITIES_SIGNS] = {"signs", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
};

static const lapi_column plover[LAPI_PLOVER_COLUMNS] = {
    [LAPI_PLOVER_EVENT] = {"event", LAPI_CELL_EVENT, LAPI_KEY_NONE, true},
    [LAPI_PLOVER_MODE] = {"mode", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_PLOVER_SCALE] = {"scale", LAPI_CELL_NUMBER, LAPI_KEY_NONE, true},
    [LAPI_PLOVER_ACTOR] = {"actor", LAPI_CELL_SECTOR, LAPI_KEY_NONE, false},
    [LAPI_PLOVER_RECIPIENT] = {"recipient", LAPI_CELL_SECTOR, LAPI_KEY_NONE, false},
};

static const lapi_column event_words[LAPI_EVENT_WORDS_COLUMNS] = {
    [LAPI_EVENT_WORDS_CLASS] = {"class", LAPI_CELL_TEXT, LAPI_KEY_CODE, true},
    [LAPI_EVENT_WORDS_WORDS] = {"words", LAPI_CELL_WORDS, LAPI_KEY_NONE, true},
};

static const lapi_column forms[LAPI_FORMS_COLUMNS] = {
    [LAPI_FORMS_LEMMA] = {"lemma", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, true},
    [LAPI_FORMS_POS] = {"pos", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_FORMS_FORMS] = {"forms", LAPI_CELL_WORDS, LAPI_KEY_NONE, true},
};

static const lapi_column contexts[LAPI_CONTEXTS_COLUMNS] = {
    [LAPI_CONTEXTS_CONTEXT] = {"context", LAPI_CELL_TEXT, LAPI_KEY_CODE, true},
    [LAPI_CONTEXTS_WORDS] = {"words", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, true},
};

static const lapi_column sectors[LAPI_SECTORS_COLUMNS] = {
    [LAPI_SECTORS_CODE] = {"code", LAPI_CELL_TEXT, LAPI_KEY_CODE, true},
    [LAPI_SECTORS_KIND] = {"kind", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_SECTORS_PRIORITY] = {"priority", LAPI_CELL_COUNT, LAPI_KEY_NONE, false},
    [LAPI_SECTORS_MEANING] = {"meaning", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_SECTORS_CAMEO] = {"cameo", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, false},
    [LAPI_SECTORS_GROUP] = {"group", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, false},
    [LAPI_SECTORS_ICEWS] = {"icews", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, false},
    [LAPI_SECTORS_ACLED] = {"acled", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, false},
};

static const lapi_column nations[LAPI_NATIONS_COLUMNS] = {
    [LAPI_NATIONS_ISO3] = {"iso3", LAPI_CELL_ISO3, LAPI_KEY_CODE, true},
    [LAPI_NATIONS_FIPS] = {"fips", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, true},
    [LAPI_NATIONS_COW] = {"cow", LAPI_CELL_COUNT, LAPI_KEY_PHRASE, false},
    [LAPI_NATIONS_GW] = {"gw", LAPI_CELL_COUNT, LAPI_KEY_PHRASE, false},
    [LAPI_NATIONS_CAMEO] = {"cameo", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, false},
    [LAPI_NATIONS_ICEWS] = {"icews", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, false},
};

static const lapi_column codings[LAPI_CODINGS_COLUMNS] = {
    [LAPI_CODINGS_CODE] = {"code", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, true},
    [LAPI_CODINGS_EVENT] = {"event", LAPI_CELL_EVENT, LAPI_KEY_NONE, true},
    [LAPI_CODINGS_MODE] = {"mode", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_CODINGS_CAMEO] = {"cameo", LAPI_CELL_CAMEO, LAPI_KEY_NONE, false},
    [LAPI_CODINGS_GOLDSTEIN] = {"goldstein", LAPI_CELL_NUMBER, LAPI_KEY_NONE, false},
    [LAPI_CODINGS_NAME] = {"name", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
};

static const lapi_column territories[LAPI_TERRITORIES_COLUMNS] = {
    [LAPI_TERRITORIES_ISO2] = {"iso2", LAPI_CELL_ISO2, LAPI_KEY_CODE, true},
    [LAPI_TERRITORIES_ISO3] = {"iso3", LAPI_CELL_TEXT, LAPI_KEY_CODE, true},
    [LAPI_TERRITORIES_COUNTRY] = {"country", LAPI_CELL_ISO3, LAPI_KEY_NONE, false},
    [LAPI_TERRITORIES_NAME] = {"name", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, true},
};

static const lapi_column counties[LAPI_COUNTIES_COLUMNS] = {
    [LAPI_COUNTIES_NAME] = {"name", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, true},
    [LAPI_COUNTIES_CC] = {"cc", LAPI_CELL_ISO2, LAPI_KEY_NONE, true},
    [LAPI_COUNTIES_ADMIN1] = {"admin1", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_COUNTIES_ZIPS] = {"zips", LAPI_CELL_COUNT, LAPI_KEY_NONE, true},
    [LAPI_COUNTIES_LAT] = {"lat", LAPI_CELL_LAT, LAPI_KEY_NONE, true},
    [LAPI_COUNTIES_LON] = {"lon", LAPI_CELL_LON, LAPI_KEY_NONE, true},
};

static const lapi_column mention_words[LAPI_MENTION_WORDS_COLUMNS] = {
    [LAPI_MENTION_WORDS_KIND] = {"kind", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_MENTION_WORDS_WORD] = {"word", LAPI_CELL_NAMES, LAPI_KEY_PHRASE, true},
    [LAPI_MENTION_WORDS_VALUE] = {"value", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
};

static const lapi_column cameo[LAPI_CAMEO_COLUMNS] = {
    [LAPI_CAMEO_CODE] = {"code", LAPI_CELL_TEXT, LAPI_KEY_CODE, true},
    [LAPI_CAMEO_KIND] = {"kind", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_CAMEO_OURS] = {"ours", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
};

static const lapi_column labels[LAPI_LABELS_COLUMNS] = {
    [LAPI_LABELS_KIND] = {"kind", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_LABELS_CODE] = {"code", LAPI_CELL_TEXT, LAPI_KEY_PHRASE, true},
    [LAPI_LABELS_LABEL] = {"label", LAPI_CELL_TEXT, LAPI_KEY_NONE, true},
    [LAPI_LABELS_DEED] = {"deed", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
    [LAPI_LABELS_TOWARD] = {"toward", LAPI_CELL_TEXT, LAPI_KEY_NONE, false},
};

#define TABLE(table)                                                                   \
    {                                                                                  \
        .name = #table, .columns = table,                                              \
        .column_count = (uint32_t)(sizeof(table) / sizeof *(table))                    \
    }

static const lapi_table_schema schemas[LAPI_TABLE_COUNT] = {
    [LAPI_TABLE_COUNTRIES] = TABLE(countries),
    [LAPI_TABLE_ROLES] = TABLE(roles),
    [LAPI_TABLE_BODIES] = TABLE(bodies),
    [LAPI_TABLE_PEOPLE] = TABLE(people),
    [LAPI_TABLE_REGIONS] = TABLE(regions),
    [LAPI_TABLE_GAZETTEER] = TABLE(gazetteer),
    [LAPI_TABLE_ADMIN1] = TABLE(admin1),
    [LAPI_TABLE_CLASSES] = TABLE(classes),
    [LAPI_TABLE_FRAMES] = TABLE(frames),
    [LAPI_TABLE_LEXICON] = TABLE(lexicon),
    [LAPI_TABLE_CUES] = TABLE(cues),
    [LAPI_TABLE_TIMES] = TABLE(times),
    [LAPI_TABLE_QUANTITIES] = TABLE(quantities),
    [LAPI_TABLE_PLOVER] = TABLE(plover),
    [LAPI_TABLE_CONTEXTS] = TABLE(contexts),
    [LAPI_TABLE_EVENT_WORDS] = TABLE(event_words),
    [LAPI_TABLE_FORMS] = TABLE(forms),
    [LAPI_TABLE_SECTORS] = TABLE(sectors),
    [LAPI_TABLE_TERRITORIES] = TABLE(territories),
    [LAPI_TABLE_LAYOUT] = TABLE(layout),
    [LAPI_TABLE_MENTION_WORDS] = TABLE(mention_words),
    [LAPI_TABLE_COUNTIES] = TABLE(counties),
    [LAPI_TABLE_NATIONS] = TABLE(nations),
    [LAPI_TABLE_CODINGS] = TABLE(codings),
    [LAPI_TABLE_CAMEO] = TABLE(cameo),
    [LAPI_TABLE_LABELS] = TABLE(labels),
};

const lapi_table_schema *lapi_table_schema_of(unsigned id)
{
    return &schemas[id];
}
