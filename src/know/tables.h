/* The schema of know/: which tables there are, their columns in order, and what a cell
 * of each column must look like.
 *
 *   id       -> lapi_table_schema {file, columns}        tables.c
 *   column   -> lapi_column {name, type, key}
 *
 * A new table is a value of lapi_table_id, an enum of its columns here, and its list of
 * columns in tables.c. Columns of a file are found by the names of its header line, so
 * that their order in the file does not matter. */
#ifndef LAPI_KNOW_TABLES_H
#define LAPI_KNOW_TABLES_H

#include "base/slice.h"

enum lapi_table_id {
    LAPI_TABLE_COUNTRIES,
    LAPI_TABLE_ROLES,
    LAPI_TABLE_BODIES,
    LAPI_TABLE_PEOPLE,
    LAPI_TABLE_REGIONS,
    LAPI_TABLE_GAZETTEER,
    LAPI_TABLE_ADMIN1,
    LAPI_TABLE_CLASSES,
    LAPI_TABLE_FRAMES,
    LAPI_TABLE_LEXICON,
    LAPI_TABLE_CUES,
    LAPI_TABLE_TIMES,
    LAPI_TABLE_QUANTITIES,
    LAPI_TABLE_PLOVER,
    LAPI_TABLE_CONTEXTS,
    LAPI_TABLE_EVENT_WORDS,
    LAPI_TABLE_FORMS,
    LAPI_TABLE_LAYOUT,
    LAPI_TABLE_SECTORS,
    LAPI_TABLE_TERRITORIES,
    LAPI_TABLE_MENTION_WORDS,
    LAPI_TABLE_COUNTIES,
    LAPI_TABLE_NATIONS,
    LAPI_TABLE_CODINGS,
    LAPI_TABLE_CAMEO,
    LAPI_TABLE_LABELS,
    LAPI_TABLE_COUNT
};

enum lapi_countries_column {
    LAPI_COUNTRIES_ISO3,
    LAPI_COUNTRIES_ISO2,
    LAPI_COUNTRIES_NAME,
    LAPI_COUNTRIES_ADJECTIVES,
    LAPI_COUNTRIES_CAPITALS,
    LAPI_COUNTRIES_ALIASES,
    LAPI_COUNTRIES_SEATS,
    LAPI_COUNTRIES_LAT,
    LAPI_COUNTRIES_LON,
    LAPI_COUNTRIES_GEONAMEID,
    LAPI_COUNTRIES_COLUMNS
};

enum lapi_roles_column {
    LAPI_ROLES_NOUN,
    LAPI_ROLES_SECTOR,
    LAPI_ROLES_PRIORITY,
    LAPI_ROLES_KIND,
    LAPI_ROLES_PLURAL,
    LAPI_ROLES_COLUMNS
};

enum lapi_bodies_column {
    LAPI_BODIES_NAME,
    LAPI_BODIES_ALIASES,
    LAPI_BODIES_COUNTRY,
    LAPI_BODIES_SECTOR,
    LAPI_BODIES_FROM,
    LAPI_BODIES_TO,
    LAPI_BODIES_WIKIDATA,
    LAPI_BODIES_COLUMNS
};

enum lapi_people_column {
    LAPI_PEOPLE_NAME,
    LAPI_PEOPLE_ALIASES,
    LAPI_PEOPLE_COUNTRY,
    LAPI_PEOPLE_SECTOR,
    LAPI_PEOPLE_OFFICE,
    LAPI_PEOPLE_FROM,
    LAPI_PEOPLE_TO,
    LAPI_PEOPLE_WIKIDATA,
    LAPI_PEOPLE_COLUMNS
};

enum lapi_layout_column {
    LAPI_LAYOUT_KIND,
    LAPI_LAYOUT_PHRASE,
    LAPI_LAYOUT_PARTS,
    LAPI_LAYOUT_COLUMNS
};

enum lapi_regions_column {
    LAPI_REGIONS_NAME,
    LAPI_REGIONS_ALIASES,
    LAPI_REGIONS_COUNTRY,
    LAPI_REGIONS_KIND,
    LAPI_REGIONS_LAT,
    LAPI_REGIONS_LON,
    LAPI_REGIONS_GRAIN,
    LAPI_REGIONS_COLUMNS
};

enum lapi_gazetteer_column {
    LAPI_GAZETTEER_ID,
    LAPI_GAZETTEER_NAME,
    LAPI_GAZETTEER_ALTERNATES,
    LAPI_GAZETTEER_CC,
    LAPI_GAZETTEER_ADMIN1,
    LAPI_GAZETTEER_FCLASS,
    LAPI_GAZETTEER_FCODE,
    LAPI_GAZETTEER_POPULATION,
    LAPI_GAZETTEER_LAT,
    LAPI_GAZETTEER_LON,
    LAPI_GAZETTEER_COLUMNS
};

enum lapi_admin1_column {
    LAPI_ADMIN1_CC,
    LAPI_ADMIN1_CODE,
    LAPI_ADMIN1_NAME,
    LAPI_ADMIN1_ALTERNATES,
    LAPI_ADMIN1_LAT,
    LAPI_ADMIN1_LON,
    LAPI_ADMIN1_COLUMNS
};

enum lapi_classes_column {
    LAPI_CLASSES_CLASS,
    LAPI_CLASSES_WORDS,
    LAPI_CLASSES_COLUMNS
};

enum lapi_frames_column {
    LAPI_FRAMES_FRAME,
    LAPI_FRAMES_EVENT,
    LAPI_FRAMES_MODE,
    LAPI_FRAMES_CAMEO,
    LAPI_FRAMES_ACTOR,
    LAPI_FRAMES_RECIPIENT,
    LAPI_FRAMES_PLACE,
    LAPI_FRAMES_FLAGS,
    LAPI_FRAMES_STATUS,
    LAPI_FRAMES_COLUMNS
};

enum lapi_lexicon_column {
    LAPI_LEXICON_TRIGGER,
    LAPI_LEXICON_POS,
    LAPI_LEXICON_FRAME,
    LAPI_LEXICON_WHEN,
    LAPI_LEXICON_EVENT,
    LAPI_LEXICON_MODE,
    LAPI_LEXICON_CAMEO,
    LAPI_LEXICON_ACTOR,
    LAPI_LEXICON_RECIPIENT,
    LAPI_LEXICON_FLAGS,
    LAPI_LEXICON_STATUS,
    LAPI_LEXICON_EXAMPLE,
    LAPI_LEXICON_COLUMNS
};

enum lapi_cues_column {
    LAPI_CUES_CUE,
    LAPI_CUES_POS,
    LAPI_CUES_KIND,
    LAPI_CUES_POSITIVE,
    LAPI_CUES_NEGATIVE,
    LAPI_CUES_MEDIUM,
    LAPI_CUES_TAKES,
    LAPI_CUES_PREP,
    LAPI_CUES_COLUMNS
};

enum lapi_times_column {
    LAPI_TIMES_WORD,
    LAPI_TIMES_KIND,
    LAPI_TIMES_VALUE,
    LAPI_TIMES_FLAGS,
    LAPI_TIMES_COLUMNS
};

enum lapi_quantities_column {
    LAPI_QUANTITIES_WORD,
    LAPI_QUANTITIES_KIND,
    LAPI_QUANTITIES_VALUE,
    LAPI_QUANTITIES_FLAGS,
    LAPI_QUANTITIES_SIGNS,
    LAPI_QUANTITIES_COLUMNS
};

enum lapi_plover_column {
    LAPI_PLOVER_EVENT,
    LAPI_PLOVER_MODE,
    LAPI_PLOVER_SCALE,
    LAPI_PLOVER_ACTOR,     /* sector of who acts where the text names nobody */
    LAPI_PLOVER_RECIPIENT, /* the same of who is acted on */
    LAPI_PLOVER_COLUMNS
};

enum lapi_event_words_column {
    LAPI_EVENT_WORDS_CLASS,
    LAPI_EVENT_WORDS_WORDS,
    LAPI_EVENT_WORDS_COLUMNS
};

enum lapi_forms_column {
    LAPI_FORMS_LEMMA,
    LAPI_FORMS_POS,
    LAPI_FORMS_FORMS,
    LAPI_FORMS_COLUMNS
};

enum lapi_contexts_column {
    LAPI_CONTEXTS_CONTEXT,
    LAPI_CONTEXTS_WORDS,
    LAPI_CONTEXTS_COLUMNS
};

/* Codes of actors: sectors, and what stands in place of a country. */
enum lapi_sectors_column {
    LAPI_SECTORS_CODE,
    LAPI_SECTORS_KIND, /* sector, country or both */
    LAPI_SECTORS_PRIORITY,
    LAPI_SECTORS_MEANING,
    LAPI_SECTORS_CAMEO, /* actor types; the first is written */
    LAPI_SECTORS_GROUP,
    LAPI_SECTORS_ICEWS,
    LAPI_SECTORS_ACLED,
    LAPI_SECTORS_COLUMNS
};

/* Places with an ISO code that are counted to a state: country is that state. */
enum lapi_territories_column {
    LAPI_TERRITORIES_ISO2,
    LAPI_TERRITORIES_ISO3,
    LAPI_TERRITORIES_COUNTRY,
    LAPI_TERRITORIES_NAME,
    LAPI_TERRITORIES_COLUMNS
};

enum lapi_mention_words_column {
    LAPI_MENTION_WORDS_KIND,
    LAPI_MENTION_WORDS_WORD,
    LAPI_MENTION_WORDS_VALUE,
    LAPI_MENTION_WORDS_COLUMNS
};

enum lapi_counties_column {
    LAPI_COUNTIES_NAME,
    LAPI_COUNTIES_CC,
    LAPI_COUNTIES_ADMIN1,
    LAPI_COUNTIES_ZIPS,
    LAPI_COUNTIES_LAT,
    LAPI_COUNTIES_LON,
    LAPI_COUNTIES_COLUMNS
};

/* The codes of states in the event data of others; of alternatives the first is
 * written.
 */
enum lapi_nations_column {
    LAPI_NATIONS_ISO3,
    LAPI_NATIONS_FIPS,
    LAPI_NATIONS_COW,
    LAPI_NATIONS_GW,    /* empty: as cow */
    LAPI_NATIONS_CAMEO, /* empty: as iso3 */
    LAPI_NATIONS_ICEWS, /* empty: as the name in countries.tsv */
    LAPI_NATIONS_COLUMNS
};

/* Codes of events of other schemes: "cameo 190", "weis 223". */
enum lapi_codings_column {
    LAPI_CODINGS_CODE,
    LAPI_CODINGS_EVENT,
    LAPI_CODINGS_MODE,
    LAPI_CODINGS_CAMEO,
    LAPI_CODINGS_GOLDSTEIN,
    LAPI_CODINGS_NAME,
    LAPI_CODINGS_COLUMNS
};

enum lapi_cameo_column {
    LAPI_CAMEO_CODE,
    LAPI_CAMEO_KIND,
    LAPI_CAMEO_OURS,
    LAPI_CAMEO_COLUMNS
};

/* What codes are called where people read them. */
enum lapi_labels_column {
    LAPI_LABELS_KIND, /* quad, type, mode, status, sector, country, what */
    LAPI_LABELS_CODE, /* "ASSAULT"; of a mode "ASSAULT aerial" */
    LAPI_LABELS_LABEL,
    LAPI_LABELS_DEED,   /* of types and modes: "mass troops" */
    LAPI_LABELS_TOWARD, /* before the recipient: "against"; often empty */
    LAPI_LABELS_COLUMNS
};

/* What a cell may hold; an empty cell is fine unless `needed`. */
enum lapi_column_type {
    LAPI_CELL_TEXT,
    LAPI_CELL_NAMES,   /* alternatives joined by `|`, none empty */
    LAPI_CELL_WORDS,   /* the same, in lower case unless they are names */
    LAPI_CELL_ISO3,    /* of countries.tsv, or of sectors.tsv that stand for one */
    LAPI_CELL_ISO2,    /* of countries.tsv or territories.tsv */
    LAPI_CELL_SECTOR,  /* of sectors.tsv */
    LAPI_CELL_DATE,    /* YYYY, YYYY-MM or YYYY-MM-DD */
    LAPI_CELL_NUMBER,  /* decimal */
    LAPI_CELL_COUNT,   /* digits */
    LAPI_CELL_LAT,     /* -90 .. 90 */
    LAPI_CELL_LON,     /* -180 .. 180 */
    LAPI_CELL_QID,     /* Q and digits */
    LAPI_CELL_EVENT,   /* PLOVER type, or NONE */
    LAPI_CELL_MODE,    /* PLOVER mode; fits its event */
    LAPI_CELL_CAMEO,   /* 2 to 4 digits, class 01 to 20 */
    LAPI_CELL_SLOTS,   /* subj|obl:by, subj+obl:with */
    LAPI_CELL_WHEN,    /* obj=@weapon !iobj */
    LAPI_CELL_TRIGGER, /* carry compound:prt=out */
    LAPI_CELL_FRAME,   /* of frames.tsv */
    LAPI_CELL_POS,     /* UD tag */
    LAPI_CELL_STATUS,  /* possible planned conditional negated actual */
    LAPI_CELL_FACT     /* CT+ PR+ PS+ U PS- PR- CT- */
};

enum lapi_column_key {
    LAPI_KEY_NONE,
    LAPI_KEY_PHRASE, /* each alternative: lapi_table_find, lapi_table_phrase */
    LAPI_KEY_CODE    /* the whole cell, byte for byte: lapi_table_code */
};

typedef struct lapi_column {
    const char *name;
    uint8_t type; /* enum lapi_column_type */
    uint8_t key;  /* enum lapi_column_key */
    bool needed;
} lapi_column;

typedef struct lapi_table_schema {
    const char *name; /* know/NAME.tsv or know/NAME.tsv.gz */
    const lapi_column *columns;
    uint32_t column_count;
} lapi_table_schema;

/* The schema of a table (id < LAPI_TABLE_COUNT). */
const lapi_table_schema *lapi_table_schema_of(unsigned id);

#endif
