/* The table of commands and options: what they do and how they are explained. Help and
 * man pages are made of it. */
#include "cli.h"

const option_text option_texts[] = {
    {OPTION_FROM, 0, "from", "FORMAT",
     "what the input is: text (a file is a document), jsonl (a line is one), html (a "
     "page), feed (an item of RSS or Atom), warc (a page of a crawl), auto; for ingest "
     "also coded events: records (our own), gdelt, icews, polecat, phoenix, cameo, "
     "weis, "
     "ucdp, acled"},
    {OPTION_TO, 0, "to", "FORMAT",
     "what to write: text for people (the default on a terminal), jsonl for programs "
     "(the default elsewhere), csv, plover, gdelt, icews, polecat, phoenix, geojson, "
     "parquet"},
    {OPTION_OUTPUT, 'o', "output", "FILE",
     "write into this file, which stands there whole or, after a failure of the "
     "machine, as it was"},
    {OPTION_HEADER, 0, "header", NULL,
     "begin with the names of columns also where the format has none (gdelt, phoenix)"},
    {OPTION_DATE, 0, "date", "DATE",
     "day of documents that bring none: 2021-11-14 or 20211114"},
    {OPTION_ID, 0, "id", "NAME", "id of a plain text instead of its file's name"},
    {OPTION_THREADS, 0, "threads", "N",
     "documents read, or requests answered, at once; by default the processor's "
     "cores"},
    {OPTION_MERGED, 0, "merged", NULL,
     "one record an event: the first telling, with what later ones (same_as) add"},
    {OPTION_LAYERS, 0, "layers", "L,...",
     "sentences tokens names entities times places quantities sources facts events; by "
     "default all"},
    {OPTION_CONLLU, 0, "conllu", NULL, "write sentences and tokens as CoNLL-U"},
    {OPTION_EVENT, 0, "event", "ID", "explain this event only"},
    {OPTION_KNOW, 0, "know", "FILE",
     "use this knowledge pack instead of the built-in one"},
    {OPTION_MODEL, 0, "model", "FILE", "use this model instead of the built-in one"},
    {OPTION_GAZETTEER, 0, "gazetteer", "FILE",
     "know the places of this GeoNames dump too (allCountries.txt, UA.txt, plain or "
     "gzipped); it is read each time"},
    {OPTION_KERNEL, 0, "kernel", "NAME",
     "use the instructions of this name, e.g. scalar; the results are the same"},
    {OPTION_DB, 0, "db", "DB",
     "the store: the path of an SQLite file, or postgresql://USER@HOST/DATABASE"},
    {OPTION_NO_TEXT, 0, "no-text", NULL,
     "do not keep the texts: records keep their spans and short evidence"},
    {OPTION_SINCE, 0, "since", "DATE",
     "what happened on this day or later; of changes: a revision of the store"},
    {OPTION_UNTIL, 0, "until", "DATE", "what happened on this day or earlier"},
    {OPTION_COUNTRY, 0, "country", "CODE",
     "a party or a place is of this country, or of one of several: UKR,RUS"},
    {OPTION_PAIR, 0, "pair", "A,B",
     "the first acts on the second, or both together: RUS,UKR"},
    {OPTION_BETWEEN, 0, "between", "A,B",
     "either acts on the other, or both together: RUS,UKR"},
    {OPTION_TYPE, 0, "type", "TYPE",
     "events of this type, or of one of several: ASSAULT,COERCE"},
    {OPTION_STATUS, 0, "status", "STATUS",
     "actual, planned, possible, conditional or negated, several of them, or any"},
    {OPTION_PUBLISHER, 0, "publisher", "NAME", "told by this publisher: example.org"},
    {OPTION_SOURCES, 0, "min-sources", "N",
     "claims that so many stories tell, or more; copies of a text are one story"},
    {OPTION_TEXT, 0, "text", "WORDS", "the document holds all these words"},
    {OPTION_AS_OF, 0, "as-of", "DATE",
     "as known from what was published until this day"},
    {OPTION_LIMIT, 0, "limit", "N", "no more than so many"},
    {OPTION_BY, 0, "by", "KEY",
     "pair, country, place (first-order region), cell (PRIO-GRID) or type; with ,type "
     "also by type"},
    {OPTION_PER, 0, "per", "PERIOD", "day, week (from Monday) or month, the default"},
    {OPTION_CSV, 0, "csv", NULL, "CSV with a line of names instead of JSON Lines"},
    {OPTION_WHO, 0, "who", "NAME", "who rules so; kept with the ruling"},
    {OPTION_REASON, 0, "reason", "TEXT", "why; kept with the ruling"},
    {OPTION_CONFIG, 0, "config", "FEEDS",
     "the list of feeds, YAML as in docs/feeds.md"},
    {OPTION_ONCE, 0, "once", NULL, "poll the feeds that are due, then end"},
    {OPTION_LISTEN, 0, "listen", "ADDRESS:PORT",
     "where to listen, 127.0.0.1:8080 by default; port 0 takes any that is free"},
    {OPTION_READER, 0, "read-token", "FILE",
     "reading needs the word in this file, as Authorization: Bearer"},
    {OPTION_WRITER, 0, "write-token", "FILE",
     "documents and rulings are taken from whoever has the word in this file"},
    {OPTION_HELP, 'h', "help", NULL, "explain the command"},
    {OPTION_VERSION, 'V', "version", NULL, "tell the version"},
};
const unsigned option_count = sizeof option_texts / sizeof *option_texts;

const cli_command commands[] = {
    {"code", "[FILE...]", "reads news, writes records of events",
     "Reads each document and writes a record for each event that it tells: who "
     "did what to whom, when, where, how many, according to whom. A document "
     "without events gives nothing. Records come in the order of the documents, "
     "whatever the threads do.\n\n"
     "What a file is, is told by its extension, else by its first bytes; gzip and "
     "zstd are unpacked. Of a page of HTML the article is read: text, title, date, "
     "site, language, address and captions; its id is its address. Of a feed each "
     "item is a document, with the text that the feed has; nothing is fetched. Of a "
     "WARC file each response with HTML is one; damaged records are told, and "
     "reading goes on behind them.\n\n"
     "JSON Lines input has a document a line: an object with the keys id, text "
     "and, where known, title, date and captions, those of pictures as a list of pairs "
     "[begin, end] that count code points of title, blank line and text. Without a "
     "date the newest date in the "
     "text stands in. A document is at most 16 MiB, a line 64 MiB; reading one "
     "takes some 200 times its size in memory. A FILE of - is standard input, "
     "and so is none.\n\n"
     "csv and parquet have a row a record. gdelt, icews, polecat and phoenix have "
     "a row for each actor with each recipient, at most 64 a record, and tell "
     "only what a text tells as done, once a document. plover and geojson keep "
     "the record whole. docs/formats.md lists the columns.",
     "lapwing code --date 2022-05-09 examples/river-border.txt\n"
     "lapwing code --to jsonl --threads 2 examples/news.jsonl > events.jsonl",
     OPTIONS_INPUT | OPTION_MERGED | OPTION_TO | OPTION_OUTPUT | OPTION_HEADER |
         OPTIONS_ENGINE | OPTIONS_COMMON,
     0, 0, run_code},
    {"annotate", "[FILE...]", "writes everything read, layer by layer",
     "Writes one JSON object a document with the layers that were read: "
     "sentences, tokens with their trees, names, entities, times, places, "
     "quantities, sources, facts and events. Offsets count code points of the "
     "document's text. Input is read as by code.",
     "lapwing annotate --layers tokens,names examples/river-border.txt\n"
     "lapwing annotate --conllu examples/river-border.txt",
     OPTIONS_INPUT | OPTION_LAYERS | OPTION_CONLLU | OPTION_OUTPUT | OPTIONS_ENGINE |
         OPTIONS_COMMON,
     0, 0, run_annotate},
    {"relate", "[FILE...]", "tells the relation between two spans of a text",
     "Reads JSON Lines with the keys id, text, source and target, the last two "
     "objects with start and end in code points; writes for each line the "
     "event, mode, CAMEO code, status and confidence of what the source does to "
     "the target. An empty span is a side that the text only implies.",
     "lapwing relate examples/pairs.jsonl",
     OPTION_THREADS | OPTIONS_ENGINE | OPTIONS_COMMON, 0, 0, run_relate},
    {"explain", "FILE", "tells why each record is what it is",
     "Writes for each event of a document the trigger, the frame that it "
     "matched, the path to each party, and the rule behind each date, place, "
     "quantity, status and source.",
     "lapwing explain --date 2022-05-09 examples/river-border.txt",
     OPTION_FROM | OPTION_DATE | OPTION_ID | OPTION_EVENT | OPTIONS_ENGINE |
         OPTIONS_COMMON,
     1, 1, run_explain},
    {"ingest", "[FILE...]", "reads news into a store, each document once",
     "Reads documents as code does and keeps them with their records in a store, "
     "which is made if it is not there. A document that is there already changes "
     "nothing, so a run that was cut off can be given again; a document that "
     "changed is a new revision, and the old one is kept. Lines of JSON without an "
     "id are called by file and line.\n\n"
     "Copies and light rewrites of a text are one story; records of different "
     "documents that tell one happening join one claim. What is read from the "
     "store never waits for what is written to it.\n\n"
     "With --from gdelt and the like it reads coded events of others, or our own "
     "records, so that series run on decades of history: a row is a document with one "
     "record and no text, a row that changed is a revision, rows that are no event of "
     "PLOVER are passed over. docs/formats.md tells what is read of each.",
     "lapwing ingest --db news.db examples/news.jsonl\n"
     "lapwing ingest --db news.db --from cameo examples/dyads.txt",
     OPTION_DB | OPTION_NO_TEXT | OPTIONS_INPUT | OPTIONS_ENGINE | OPTIONS_COMMON, 0, 0,
     run_ingest},
    {"feed", "", "polls feeds into a store",
     "Polls the feeds of a list when they are due and keeps what they bring in a "
     "store as ingest does, until it is stopped by SIGINT or SIGTERM. RSS and Atom "
     "are read, or the pages that a feed links to. robots.txt is kept to, each host "
     "has its pause, what has not changed is not sent again, and what fails is "
     "tried again more and more seldom. Loopback and private networks are "
     "refused unless the list allows them.",
     "lapwing feed --db news.db --config examples/feeds.yaml --once",
     OPTION_DB | OPTION_CONFIG | OPTION_ONCE | OPTION_NO_TEXT | OPTION_THREADS |
         OPTIONS_ENGINE | OPTIONS_COMMON,
     0, -1, run_feed},
    {"query", "", "shows records of a store",
     "Writes the records of a store that meet all conditions, by the day on which "
     "they happened, or on which they were published where the text does not say.",
     "lapwing ingest --db news.db examples/news.jsonl\n"
     "lapwing query --db news.db --type ASSAULT --since 2022-05-01 --to text",
     OPTION_DB | OPTION_TO | OPTION_OUTPUT | OPTION_HEADER | OPTIONS_FILTER |
         OPTIONS_COMMON,
     0, -1, run_query},
    {"export", "", "writes records of a store for programs",
     "Writes the records of a store that meet all conditions, as query does, in "
     "the format asked for, jsonl by default.",
     "lapwing ingest --db news.db examples/news.jsonl\n"
     "lapwing export --db news.db --to parquet --output events.parquet\n"
     "lapwing export --db news.db --to gdelt --country UKR > ukraine.tsv",
     OPTION_DB | OPTION_TO | OPTION_OUTPUT | OPTION_HEADER | OPTIONS_FILTER |
         OPTIONS_COMMON,
     0, -1, run_export},
    {"claims",
     "list | show CLAIM... | split RECORD | join RECORD RECORD | revoke RULING",
     "shows and corrects the ledger of a store",
     "list writes the claims that have a record which meets the conditions: what "
     "happened, who tells it, how many independent sources, how many denials. show "
     "writes claims with each record that tells them: who asserts, denies or doubts "
     "it, in which document, with which numbers, and why it stands there; and what was "
     "ruled over them. split takes a record out of its claim, join makes two records "
     "one claim; what people rule is kept and holds for whatever comes later, until "
     "revoke takes it back by the number that show tells. A split takes back the joins "
     "of its record; revoking it does not bring them back.",
     "lapwing ingest --db news.db examples/news.jsonl\n"
     "lapwing claims --db news.db list --country FRA --to text",
     OPTION_DB | OPTION_TO | OPTION_WHO | OPTION_REASON | OPTIONS_FILTER |
         OPTIONS_COMMON,
     1, 0, run_claims},
    {"changes", "", "tells what changed in a store",
     "Writes JSON Lines, by revision: each document put into a store is a revision. "
     "Documents are added, revised or forgotten, records added or removed, claims "
     "added, changed or joined to another. Ask again from the last revision seen.",
     "lapwing ingest --db news.db examples/news.jsonl\n"
     "lapwing changes --db news.db --since 2",
     OPTION_DB | OPTION_SINCE | OPTIONS_COMMON, 0, -1, run_changes},
    {"forget", "DOC...", "drops the text of documents of a store",
     "Drops the texts of the documents with these ids: their records keep their "
     "spans and short evidence.",
     "lapwing ingest --db news.db examples/news.jsonl\n"
     "lapwing forget --db news.db strike",
     OPTION_DB | OPTIONS_COMMON, 1, 0, run_forget},
    {"recode", "", "reads the texts of a store again with this version",
     "Reads again each kept text that another version of program, model or knowledge "
     "has read. What comes out is a new revision of the document; the old one is "
     "kept, and changes tells the difference.",
     "lapwing ingest --db news.db examples/news.jsonl\n"
     "lapwing recode --db news.db",
     OPTION_DB | OPTION_THREADS | OPTIONS_ENGINE | OPTIONS_COMMON, 0, -1, run_recode},
    {"series", "", "counts claims of a store over time",
     "Counts what happened by pair of countries, country, region, cell or type, and "
     "by day, week or month. A claim counts once, on the first day that its records "
     "tell, however many report it; reports are its records, sources the stories that "
     "tell them (copies of one text are one story), documents those published in the "
     "period that report something under the key, published all documents of the "
     "period, scale the mean of PLOVER's conflict-cooperation score over the claims. "
     "Only actual events are counted unless --status asks for others; background "
     "never.",
     "lapwing ingest --db news.db examples/news.jsonl\n"
     "lapwing series --db news.db --by country,type --per week --csv",
     OPTION_DB | OPTION_BY | OPTION_PER | OPTION_CSV | OPTIONS_FILTER | OPTIONS_COMMON,
     0, -1, run_series},
    {"serve", "", "shows a store in a browser, and to programs",
     "Serves a store over HTTP: a page for people and an API for programs, which "
     "docs/api.md explains. It listens on this machine alone unless --listen says "
     "otherwise, and only reads unless --write-token names a file with a word: who "
     "sends that word may put documents in and rule over claims. TLS and log-in are "
     "left to a server in front of it. What is new in the store is shown within a "
     "second or two.\n\n"
     "Requests are logged on standard error, a line each; what was asked for is not. "
     "SIGTERM and SIGINT bring what is under way to its end.",
     "lapwing ingest --db news.db examples/news.jsonl\n"
     "lapwing serve --db news.db --listen 127.0.0.1:8080",
     OPTION_DB | OPTION_LISTEN | OPTION_READER | OPTION_WRITER | OPTION_THREADS |
         OPTIONS_ENGINE | OPTIONS_COMMON,
     0, -1, run_serve},
    {"know", "check [FOLDER] | build [FOLDER] FILE | import-petrarch FILE... FOLDER",
     "checks, compiles or imports tables of knowledge",
     "know check reads the tables of a folder (by default know/) and tells what "
     "is wrong, a line each, then their sizes and coverage. know build checks "
     "them and writes the pack that --know takes; with a fault nothing is "
     "written.\n\n"
     "know import-petrarch reads dictionaries of the PETRARCH coders: verbs with "
     "sets and patterns, actors with dated codes, agents; which a FILE is, its "
     "lines say. It writes lexicon.tsv, classes.tsv, people.tsv, bodies.tsv and "
     "roles.tsv into FOLDER, those that got rows, to be looked through and added "
     "to a folder of tables. What it does not know it names and leaves out.",
     "lapwing know check know\n"
     "lapwing know import-petrarch examples/petrarch-verbs.txt "
     "examples/petrarch-actors.txt examples/petrarch-agents.txt .",
     OPTIONS_COMMON, 1, 0, run_know},
    {"version", "", "tells the versions of program, model and knowledge",
     "Writes the versions that stand in the records' coder.", "lapwing version",
     OPTIONS_ENGINE | OPTIONS_COMMON, 0, -1, run_version},
};
const unsigned command_count = sizeof commands / sizeof *commands;
