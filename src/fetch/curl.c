#include "fetch/curl.h"

#include "base/status.h"

#include <dlfcn.h>
#include <string.h>

/* libcurl promises this name for as long as its functions stay what they are; the
 * second is Debian's build with another library for TLS. */
static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};

static const struct {
    const char *name;
    size_t offset;
} functions[] = {
#define FUNCTION(field)                                                                \
    {                                                                                  \
        "curl_" #field, offsetof(lapi_curl, field)                                     \
    }
    FUNCTION(global_init),  FUNCTION(global_cleanup), FUNCTION(easy_init),
    FUNCTION(easy_cleanup), FUNCTION(easy_reset),     FUNCTION(easy_setopt),
    FUNCTION(easy_getinfo), FUNCTION(easy_perform),   FUNCTION(easy_strerror),
    FUNCTION(slist_append), FUNCTION(slist_free_all), FUNCTION(url),
    FUNCTION(url_cleanup),  FUNCTION(url_set),        FUNCTION(url_get),
    FUNCTION(free),
#undef FUNCTION
};

lap_status lapi_curl_load(lapi_curl *out, lap_error *error)
{
    lapi_curl curl;
    void *library = NULL;
    for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++)
        library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return lapi_fail(error, LAP_NO_FILE, 0,
                         "feeds need libcurl (%s), which is not installed", names[0]);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *function = dlsym(library, functions[i].name);
        if (!function)
            return lapi_fail(error, LAP_NO_FILE, 0, "this libcurl has no %s",
                             functions[i].name);
        memcpy((char *)&curl + functions[i].offset, &function, sizeof function);
    }
    if (curl.global_init(CURL_GLOBAL_DEFAULT))
        return lapi_fail(error, LAP_NO_MEMORY, 0, "libcurl does not start");
    *out = curl;
    return LAP_OK;
}

/* The library stays loaded: those that it brings do not like to go. */
void lapi_curl_unload(const lapi_curl *curl)
{
    curl->global_cleanup();
}
