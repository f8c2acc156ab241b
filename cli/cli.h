/* What the commands share: the tables of commands and options, and their arguments. */
#ifndef LAPWING_CLI_H
#define LAPWING_CLI_H

#include <lapwing/lapwing.h>

#include <stdbool.h>
#include <stdint.h>

enum { EXIT_DONE = 0, EXIT_INPUT = 1, EXIT_USAGE = 2, EXIT_MACHINE = 3 };

/* Options, as bits of command.options. */
#define OPTION_FROM      (UINT64_C(1) << 0)
#define OPTION_TO        (UINT64_C(1) << 1)
#define OPTION_DATE      (UINT64_C(1) << 2)
#define OPTION_ID        (UINT64_C(1) << 3)
#define OPTION_THREADS   (UINT64_C(1) << 4)
#define OPTION_LAYERS    (UINT64_C(1) << 5)
#define OPTION_CONLLU    (UINT64_C(1) << 6)
#define OPTION_EVENT     (UINT64_C(1) << 7)
#define OPTION_KNOW      (UINT64_C(1) << 8)
#define OPTION_MODEL     (UINT64_C(1) << 9)
#define OPTION_KERNEL    (UINT64_C(1) << 10)
#define OPTION_HELP      (UINT64_C(1) << 11)
#define OPTION_VERSION   (UINT64_C(1) << 12)
#define OPTION_GAZETTEER (UINT64_C(1) << 13)
#define OPTION_DB        (UINT64_C(1) << 14)
#define OPTION_NO_TEXT   (UINT64_C(1) << 15)
#define OPTION_SINCE     (UINT64_C(1) << 16)
#define OPTION_UNTIL     (UINT64_C(1) << 17)
#define OPTION_COUNTRY   (UINT64_C(1) << 18)
#define OPTION_PAIR      (UINT64_C(1) << 19)
#define OPTION_TYPE      (UINT64_C(1) << 20)
#define OPTION_STATUS    (UINT64_C(1) << 21)
#define OPTION_TEXT      (UINT64_C(1) << 22)
#define OPTION_AS_OF     (UINT64_C(1) << 23)
#define OPTION_LIMIT     (UINT64_C(1) << 24)
#define OPTION_BY        (UINT64_C(1) << 25)
#define OPTION_PER       (UINT64_C(1) << 26)
#define OPTION_CSV       (UINT64_C(1) << 27)
#define OPTION_WHO       (UINT64_C(1) << 28)
#define OPTION_REASON    (UINT64_C(1) << 29)
#define OPTION_OUTPUT    (UINT64_C(1) << 30)
#define OPTION_HEADER    (UINT64_C(1) << 31)
#define OPTION_MERGED    (UINT64_C(1) << 32)
#define OPTION_CONFIG    (UINT64_C(1) << 33)
#define OPTION_ONCE      (UINT64_C(1) << 34)
#define OPTION_BETWEEN   (UINT64_C(1) << 35)
#define OPTION_PUBLISHER (UINT64_C(1) << 36)
#define OPTION_SOURCES   (UINT64_C(1) << 37)
#define OPTION_LISTEN    (UINT64_C(1) << 38)
#define OPTION_READER    (UINT64_C(1) << 39)
#define OPTION_WRITER    (UINT64_C(1) << 40)
#define OPTIONS_ENGINE   (OPTION_KNOW | OPTION_MODEL | OPTION_GAZETTEER | OPTION_KERNEL)
#define OPTIONS_COMMON   (OPTION_HELP | OPTION_VERSION)
#define OPTIONS_INPUT    (OPTION_FROM | OPTION_DATE | OPTION_ID | OPTION_THREADS)
#define OPTIONS_FILTER                                                                 \
    (OPTION_SINCE | OPTION_UNTIL | OPTION_COUNTRY | OPTION_PAIR | OPTION_TYPE |        \
     OPTION_BETWEEN | OPTION_STATUS | OPTION_PUBLISHER | OPTION_TEXT | OPTION_AS_OF |  \
     OPTION_SOURCES | OPTION_LIMIT)

typedef struct option_text {
    uint64_t bit;
    char letter;
    const char *name;
    const char *argument; /* NULL: takes none */
    const char *help;
} option_text;

/* Arguments of a command, as read from the command line. */
typedef struct cli_arguments {
    lap_job_options job;
    lap_engine_options engine;
    lap_filter filter;
    lap_series_options series;
    const char *db;          /* NULL: not told */
    const char *by, *reason; /* of a ruling */
    bool recodes;            /* a job reads the texts of its store again */
    const char *config;      /* NULL: not told */
    const char *listen;      /* NULL: not told */
    const char *read_token;  /* NULL: not told */
    const char *write_token; /* NULL: not told */
    bool is_once;
    /* What a job reads in place of the operands, if not NULL. */
    lap_status (*inputs)(lap_job *job, void *context);
    void *inputs_context;
    bool is_to_set;
    const char *output; /* NULL: standard output */
    char **operands;    /* [operand_count] */
    int operand_count;
} cli_arguments;

typedef struct cli_command {
    const char *name;
    const char *operands; /* "FILE..." */
    const char *summary;  /* half a line */
    const char *about;    /* paragraphs, parted by a blank line */
    const char *example;  /* command lines */
    uint64_t options;
    int least, most; /* operands; most 0: any number */
    int (*run)(const struct cli_command *command, cli_arguments *arguments);
} cli_command;

extern const cli_command commands[];
extern const unsigned command_count;
extern const option_text option_texts[];
extern const unsigned option_count;

int run_code(const cli_command *command, cli_arguments *arguments);
int run_annotate(const cli_command *command, cli_arguments *arguments);
int run_recode(const cli_command *command, cli_arguments *arguments);
int run_relate(const cli_command *command, cli_arguments *arguments);
int run_explain(const cli_command *command, cli_arguments *arguments);
int run_know(const cli_command *command, cli_arguments *arguments);
int run_feed(const cli_command *command, cli_arguments *arguments);
int run_ingest(const cli_command *command, cli_arguments *arguments);
int run_query(const cli_command *command, cli_arguments *arguments);
int run_export(const cli_command *command, cli_arguments *arguments);
int run_claims(const cli_command *command, cli_arguments *arguments);
int run_changes(const cli_command *command, cli_arguments *arguments);
int run_forget(const cli_command *command, cli_arguments *arguments);
int run_series(const cli_command *command, cli_arguments *arguments);
int run_serve(const cli_command *command, cli_arguments *arguments);
int run_version(const cli_command *command, cli_arguments *arguments);

/* Reads the options and operands of a command. EXIT_DONE, or EXIT_USAGE with the reason
 * told; *is_answered: --help or --version has been answered. */
int read_arguments(const cli_command *command, int argc, char **argv,
                   cli_arguments *out, bool *is_answered);

/* A whole number from 1; false if it is none. */
bool read_number(const char *text, uint64_t *out);

/* Opens the engine and returns EXIT_DONE, or EXIT_INPUT where bad rows of a gazetteer
 * have been told; or tells why not and returns the exit status, *out is NULL then. */
int open_engine(const lap_engine_options *options, lap_engine **out);

/* Opens the store of --db, or tells why not and returns the exit status. */
int open_store(const cli_command *command, const cli_arguments *arguments,
               lap_store_mode mode, lap_store **out);
/* Tells what went wrong with it, if something did; the exit status. */
int finish_store(const cli_arguments *arguments, lap_status status,
                 const lap_error *error);

/* Runs a job over the operands (standard input when there are none) and tells what it
 * must; returns the exit status. `counts`, if not NULL, is what it did. */
int run_job(cli_arguments *arguments, lap_counts *counts);

/* Where output goes: standard output. */
lap_sink standard_output(void);
/* Flushes it; false, with the reason told, when something was lost. */
bool finish_output(void);

/* Output into a file that stands there whole or not at all: it is written beside its
 * place and renamed. A device or pipe is written as it is. */
typedef struct cli_output {
    const char *path; /* NULL: standard output */
    char *beside;     /* the file under way; NULL: written as it is */
    void *file;
} cli_output;

/* path NULL: standard output. EXIT_DONE, or EXIT_MACHINE with the reason told. */
int open_output(const char *path, cli_output *out);
lap_sink output_sink(const cli_output *out);
/* The format of records: text where a person looks, else jsonl, unless --to says; how
 * it looks there. */
void choose_look(cli_arguments *arguments);
/* The same. EXIT_USAGE, with the reason told: parquet on a terminal. */
int choose_format(const cli_command *command, cli_arguments *arguments);
/* Puts the file in its place; with is_lost, or when it cannot be written, which is
 * told, leaves what was there. False when something was lost. */
bool close_output(cli_output *out, bool is_lost);

/* One line on standard error. */
void tell(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Is standard output a terminal that shows colours? */
bool shows_colours(void);
bool is_terminal(int descriptor);
/* Columns of the terminal; 0 when not known. */
unsigned terminal_width(void);

/* Help and man page of a command, of all when NULL; and the version. */
void print_help(const cli_command *command);
void print_man(const cli_command *command);
void print_version(void);

#endif
