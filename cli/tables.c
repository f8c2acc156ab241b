/* The table of commands and options: what they do and how they are explained. Help and
 * man pages are made of it. */
#include "cli.h"

const option_text option_texts[] = {
    {OPTION_FROM, 0, "from", "FORMAT",
     "what the input is: text (a file is a document), jsonl (a line is one), html (a "
     "page is one), auto"},
    {OPTION_TO, 0, "to", "FORMAT",
     "what to write: text for people (the default on a terminal), jsonl for programs "
     "(the default elsewhere)"},
    {OPTION_DATE, 0, "date", "DATE",
     "day of documents that bring none: 2021-11-14 or 20211114"},
    {OPTION_ID, 0, "id", "NAME", "id of a plain text instead of its file's name"},
    {OPTION_THREADS, 0, "threads", "N",
     "documents read at once; by default the processor's cores"},
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
     "site, language, address and captions; its id is its address.\n\n"
     "JSON Lines input has a document a line: an object with the keys id, text "
     "and, where known, title and date. Without a date the newest date in the "
     "text stands in. A document is at most 16 MiB, a line 64 MiB; reading one "
     "takes some 200 times its size in memory. A FILE of - is standard input, "
     "and so is none.",
     "lapwing code --date 2022-05-09 examples/river-border.txt\n"
     "lapwing code --to jsonl --threads 2 examples/news.jsonl > events.jsonl",
     OPTIONS_INPUT | OPTION_TO | OPTIONS_ENGINE | OPTIONS_COMMON, 0, 0, run_code},
    {"annotate", "[FILE...]", "writes everything read, layer by layer",
     "Writes one JSON object a document with the layers that were read: "
     "sentences, tokens with their trees, names, entities, times, places, "
     "quantities, sources, facts and events. Offsets count code points of the "
     "document's text. Input is read as by code.",
     "lapwing annotate --layers tokens,names examples/river-border.txt\n"
     "lapwing annotate --conllu examples/river-border.txt",
     OPTIONS_INPUT | OPTION_LAYERS | OPTION_CONLLU | OPTIONS_ENGINE | OPTIONS_COMMON, 0,
     0, run_annotate},
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
    {"know", "check [FOLDER] | build [FOLDER] FILE",
     "checks or compiles tables of knowledge",
     "know check reads the tables of a folder (by default know/) and tells what "
     "is wrong, a line each, then their sizes and coverage. know build checks "
     "them and writes the pack that --know takes; with a fault nothing is "
     "written.",
     "lapwing know check know", OPTIONS_COMMON, 1, 3, run_know},
    {"version", "", "tells the versions of program, model and knowledge",
     "Writes the versions that stand in the records' coder.", "lapwing version",
     OPTIONS_ENGINE | OPTIONS_COMMON, 0, -1, run_version},
};
const unsigned command_count = sizeof commands / sizeof *commands;
