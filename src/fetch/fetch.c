#include "fetch/fetch.h"

#include "base/status.h"
#include "fetch/host.h"
#include "fetch/robots.h"
#include "fetch/transfer.h"

#include <stdlib.h>

#define SECOND            INT64_C(1000)
#define ROBOTS_MS         (24 * 3600 * SECOND) /* for so long robots.txt holds */
#define PAUSE_MS_MAX      (600 * SECOND)       /* of Crawl-delay */
#define HOST_FAILURES_MAX 5u
#define SHUT_MS           (600 * SECOND)
#define LATER_MS_MAX      (24 * 3600 * SECOND) /* of Retry-After */

struct lapi_fetcher {
    lapi_curl curl;
    const lapi_feeds *settings;
    lapi_clock clock;
    lapi_transfer transfer;
    bool has_transfer;
    lapi_slice name; /* in robots.txt */
    lapi_hosts hosts;
    lapi_url url; /* of the request under way, after redirects */
};

lap_status lapi_fetcher_new(const lapi_feeds *settings, lapi_clock clock,
                            lapi_fetcher **out, lap_error *error)
{
    lapi_fetcher *f = calloc(1, sizeof *f);
    if (!f)
        return lapi_fail(error, LAP_NO_MEMORY, 0, "no memory");
    lap_status status = lapi_curl_load(&f->curl, error);
    if (status) {
        free(f);
        return status;
    }
    f->settings = settings;
    f->clock = clock;
    f->name = lapi_robots_name(settings->user_agent);
    status = lapi_transfer_init(&f->curl, settings, clock, &f->transfer);
    if (status) {
        lapi_fetcher_free(f);
        return lapi_fail(error, status, 0, "no memory");
    }
    f->has_transfer = true;
    *out = f;
    return LAP_OK;
}

void lapi_fetcher_free(lapi_fetcher *f)
{
    if (!f)
        return;
    if (f->has_transfer)
        lapi_transfer_clear(&f->transfer);
    lapi_hosts_clear(&f->hosts);
    lapi_curl_unload(&f->curl);
    free(f);
}

const char *lapi_fetcher_url(const lapi_fetcher *f, const lapi_url *base,
                             lapi_slice text, lapi_url *out)
{
    return lapi_url_read(&f->curl, base, text, out);
}

int64_t lapi_fetcher_ready(const lapi_fetcher *f, const lapi_url *url)
{
    const lapi_host *host = lapi_hosts_find(&f->hosts, url);
    return host ? host->next : INT64_MIN;
}

static int64_t now(const lapi_fetcher *f)
{
    return f->clock.now(f->clock.context);
}

static void say(lapi_answer *out, enum lapi_outcome outcome, const char *why)
{
    out->outcome = outcome;
    size_t n = strlen(why);
    n = n < sizeof out->why ? n : sizeof out->why - 1;
    memcpy(out->why, why, n);
    out->why[n] = '\0';
}

static bool is_redirect(const lapi_transfer *t)
{
    long s = t->status;
    return t->code == CURLE_OK &&
           (s == 301 || s == 302 || s == 303 || s == 307 || s == 308);
}

/* The same, after what it is about. */
static void say_of(lapi_answer *out, enum lapi_outcome outcome, const char *what,
                   const char *why)
{
    lap_error line;
    (void)lapi_fail(&line, LAP_OK, 0, "%s: %s", what, why);
    say(out, outcome, line.text);
}

/* Goes where the answer says; false, with the reason told, if it may not. */
static bool follow(lapi_fetcher *f, lapi_url *url, lapi_answer *out)
{
    const char *where = lapi_transfer_redirect(&f->transfer);
    lapi_slice text = lapi_slice_str(where ? where : "");
    const char *fault = lapi_url_read(&f->curl, url, text, url);
    if (!fault)
        return true;
    say_of(out, LAPI_REFUSED, "redirected", fault);
    return false;
}

/* What libcurl says went wrong. */
static void judge_fault(const lapi_fetcher *f, lapi_answer *out)
{
    const lapi_transfer *t = &f->transfer;
    if (t->is_stopped)
        say(out, LAPI_STOPPED, "stopped");
    else if (t->is_cut)
        say(out, LAPI_REFUSED, "over the limit of size");
    else if (t->has_large_head)
        say(out, LAPI_REFUSED, "a head of more than 64 KiB");
    else if (t->met_private)
        say(out, LAPI_REFUSED, "a private network, which allow_private would allow");
    else if (t->code == CURLE_URL_MALFORMAT || t->code == CURLE_UNSUPPORTED_PROTOCOL)
        say(out, LAPI_REFUSED, "no address");
    else
        say(out, LAPI_LATER, f->curl.easy_strerror(t->code));
}

static bool is_transient(long status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

static void judge(const lapi_fetcher *f, const lapi_request *request, lapi_answer *out)
{
    const lapi_transfer *t = &f->transfer;
    char why[] = "HTTP status 000";
    for (unsigned i = 0, s = (unsigned)t->status; i < 3; i++, s /= 10)
        why[sizeof why - 2 - i] = (char)('0' + s % 10);
    if (t->code != CURLE_OK)
        judge_fault(f, out);
    else if (t->status == 304 && (request->etag.bytes || request->modified.bytes))
        say(out, LAPI_UNCHANGED, "");
    else if (t->status == 200 || t->status == 203)
        say(out, LAPI_FETCHED, "");
    else
        say(out, is_transient(t->status) ? LAPI_LATER : LAPI_REFUSED, why);
    out->status = t->status;
    out->later_ms = t->later_ms < LATER_MS_MAX ? t->later_ms : LATER_MS_MAX;
}

/* robots.txt follows redirects, also to other hosts, whose own is not asked. */
static lap_status fetch_robots(lapi_fetcher *f, const lapi_url *of, lapi_answer *out)
{
    lapi_url url;
    const char *fault = lapi_url_read(&f->curl, of, LAPI_S("/robots.txt"), &url);
    lapi_request request = {.url = &url};
    if (fault) {
        say(out, LAPI_REFUSED, fault);
        return LAP_OK;
    }
    for (unsigned hop = 0; hop <= LAPI_REDIRECTS_MAX; hop++) {
        lap_status status =
            lapi_transfer_run(&f->transfer, &request, LAPI_ROBOTS_BYTES_MAX);
        if (status)
            return status;
        if (!is_redirect(&f->transfer)) {
            if (f->transfer.is_cut) /* the rest does not count */
                f->transfer.code = CURLE_OK;
            judge(f, &request, out);
            return LAP_OK;
        }
        if (!follow(f, &url, out))
            return LAP_OK;
    }
    say(out, LAPI_REFUSED, "robots.txt: too many redirects");
    return LAP_OK;
}

/* The host's pause begins when its answer has ended. One that fails and fails is left
 * alone for a while: what waits for it must not keep the others waiting. */
static void set_pause(lapi_fetcher *f, lapi_host *host, const lapi_answer *answer)
{
    bool has_failed = answer->outcome == LAPI_LATER;
    double asked = host->robots.crawl_delay_s * SECOND;
    int64_t pause = asked > PAUSE_MS_MAX ? PAUSE_MS_MAX : (int64_t)asked;
    if (pause < f->settings->delay_ms)
        pause = f->settings->delay_ms;
    if (has_failed && pause < answer->later_ms)
        pause = answer->later_ms;
    host->next = now(f) + pause;
    host->failures = has_failed ? host->failures + 1 : 0;
    if (host->failures == HOST_FAILURES_MAX) {
        host->failures = 0;
        host->shut_until = now(f) + SHUT_MS;
    }
}

/* RFC 9309: none there means that all is allowed; no answer, that nothing is. The
 * outcome is LAPI_FETCHED where the host has said what may be fetched. */
static lap_status read_robots(lapi_fetcher *f, lapi_host *host, lapi_answer *out)
{
    const lapi_transfer *t = &f->transfer;
    lap_status status = fetch_robots(f, &f->url, out);
    if (status || out->outcome == LAPI_STOPPED)
        return status;
    if (out->outcome == LAPI_LATER || t->met_private) {
        char why[sizeof out->why];
        memcpy(why, out->why, sizeof why);
        say_of(out, out->outcome, "robots.txt", why);
        set_pause(f, host, out);
        return LAP_OK;
    }
    lapi_slice file =
        out->outcome == LAPI_FETCHED ? lapi_buffer_text(&t->body) : LAPI_S("");
    lapi_robots_clear(&host->robots);
    host->robots_until = now(f) + ROBOTS_MS;
    say(out, LAPI_FETCHED, "");
    return lapi_robots_read(file, f->name, &host->robots);
}

/* May the request go out now? If not, `out` says why. Waits for its turn. */
static lap_status ask_host(lapi_fetcher *f, lapi_host *host, bool *may,
                           lapi_answer *out)
{
    lapi_slice path = lapi_url_path(&f->url);
    bool is_known = host->robots_until > now(f);
    int64_t pause = host->next - now(f);
    *may = false;
    if (host->shut_until > now(f)) {
        say(out, LAPI_LATER, "its host does not answer");
        return LAP_OK;
    }
    *may = !is_known || lapi_robots_allow(&host->robots, path);
    if (*may && pause > 0 && !f->clock.wait(f->clock.context, pause)) {
        *may = false;
        say(out, LAPI_STOPPED, "stopped");
        return LAP_OK;
    }
    if (!is_known) {
        lap_status status = read_robots(f, host, out);
        if (status || out->outcome != LAPI_FETCHED) {
            *may = false;
            return status;
        }
        *may = lapi_robots_allow(&host->robots, path);
    }
    if (!*may)
        say(out, LAPI_REFUSED, "robots.txt says no");
    return LAP_OK;
}

static void lend(const lapi_fetcher *f, lapi_answer *out)
{
    const lapi_transfer *t = &f->transfer;
    out->body = lapi_buffer_text(&t->body);
    out->etag = lapi_buffer_text(&t->etag);
    out->modified = lapi_buffer_text(&t->modified);
    out->type = lapi_buffer_text(&t->type);
    out->url = &f->url;
}

lap_status lapi_fetch(lapi_fetcher *f, const lapi_request *request, lapi_answer *out)
{
    lapi_request here = *request;
    *out = (lapi_answer){.outcome = LAPI_REFUSED};
    f->url = *request->url;
    here.url = &f->url;
    for (unsigned hop = 0; hop <= LAPI_REDIRECTS_MAX; hop++) {
        bool may;
        lapi_host *host = lapi_hosts_get(&f->hosts, &f->url, now(f));
        if (!host)
            return LAP_NO_MEMORY;
        lap_status status = ask_host(f, host, &may, out);
        if (status || !may)
            return status;
        status = lapi_transfer_run(&f->transfer, &here, f->settings->body_bytes_max);
        if (status)
            return status;
        judge(f, &here, out);
        set_pause(f, host, out);
        if (!is_redirect(&f->transfer)) {
            lend(f, out);
            return LAP_OK;
        }
        if (!follow(f, &f->url, out))
            return LAP_OK;
    }
    say(out, LAPI_REFUSED, "more than 5 redirects");
    return LAP_OK;
}
