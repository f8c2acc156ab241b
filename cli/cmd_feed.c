/* lapwing feed: the clock and the signals that the library leaves to the program. */
#include "cli.h"

#include <signal.h>
#include <sys/select.h>
#include <time.h>

static volatile sig_atomic_t is_asked_to_stop;

static void stop(int signal)
{
    (void)signal;
    is_asked_to_stop = 1;
}

static int64_t tell_time(void *context)
{
    struct timespec now;
    (void)context;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* What a poll needs. */
typedef struct polled {
    const char *config;
    lap_feeds *feeds;
    bool is_once;
    sigset_t open; /* the signals that are let in while it waits */
} polled;

/* Signals come in here and nowhere else: what is under way is brought to its end. */
static int wait_for(void *context, int64_t ms)
{
    const polled *p = context;
    struct timespec left = {ms / 1000, (long)(ms % 1000) * 1000000};
    if (!is_asked_to_stop)
        pselect(0, NULL, NULL, NULL, &left, &p->open);
    return !is_asked_to_stop;
}

static void catch_signals(sigset_t *before)
{
    sigset_t both;
    struct sigaction action = {.sa_handler = stop};
    sigemptyset(&both);
    sigaddset(&both, SIGINT);
    sigaddset(&both, SIGTERM);
    sigprocmask(SIG_BLOCK, &both, before);
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

static lap_status poll_feeds(lap_job *job, void *context)
{
    polled *p = context;
    lap_error error = {.status = LAP_OK};
    lap_clock clock = {tell_time, wait_for, p};
    lap_feed_counts n = {0};
    lap_status status = lap_feeds_poll(p->feeds, job, !p->is_once, clock, &n, &error);
    if (error.text[0])
        tell("lapwing feed: %s", error.text);
    tell("%s: feeds: %llu fetched, %llu unchanged, %llu not due yet; %llu pages; %llu "
         "failures",
         p->config, (unsigned long long)n.feeds, (unsigned long long)n.unchanged,
         (unsigned long long)n.waiting, (unsigned long long)n.pages,
         (unsigned long long)n.failures);
    return status;
}

int run_feed(const cli_command *command, cli_arguments *arguments)
{
    lap_error error = {.status = LAP_OK};
    polled p = {.config = arguments->config, .is_once = arguments->is_once};
    if (!p.config) {
        tell("lapwing feed: --config says which feeds");
        return EXIT_USAGE;
    }
    lap_status status = lap_feeds_read(p.config, &p.feeds, &error);
    if (status) {
        tell("%s:%llu: %s", p.config, (unsigned long long)error.position, error.text);
        return status == LAP_NO_MEMORY ? EXIT_MACHINE : EXIT_INPUT;
    }
    arguments->inputs = poll_feeds;
    arguments->inputs_context = &p;
    catch_signals(&p.open);
    int exit = run_ingest(command, arguments);
    lap_feeds_free(p.feeds);
    return exit;
}
