/* libcurl, loaded when the first address is fetched: linked, it would cost every start
 * of the program some 4 ms. */
#ifndef LAPI_FETCH_CURL_H
#define LAPI_FETCH_CURL_H

#include <lapwing/status.h>

#include <curl/curl.h>

/* The functions that are used, under their names without curl_. */
typedef struct lapi_curl {
    CURLcode (*global_init)(long flags);
    void (*global_cleanup)(void);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *handle);
    void (*easy_reset)(CURL *handle);
    CURLcode (*easy_setopt)(CURL *handle, CURLoption option, ...);
    CURLcode (*easy_getinfo)(CURL *handle, CURLINFO info, ...);
    CURLcode (*easy_perform)(CURL *handle);
    const char *(*easy_strerror)(CURLcode code);
    struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
    void (*slist_free_all)(struct curl_slist *list);
    CURLU *(*url)(void);
    void (*url_cleanup)(CURLU *url);
    CURLUcode (*url_set)(CURLU *url, CURLUPart part, const char *text, unsigned flags);
    CURLUcode (*url_get)(const CURLU *url, CURLUPart part, char **text, unsigned flags);
    void (*free)(void *memory);
} lapi_curl;

/* Loads the library and readies it. LAP_NO_FILE: it is not on this machine, or too old.
 * Each load is paired with an unload. */
lap_status lapi_curl_load(lapi_curl *out, lap_error *error) LAP_MUST_USE;
void lapi_curl_unload(const lapi_curl *curl);

#endif
