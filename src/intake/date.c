/* Days as feeds and pages write them. */
#include "intake/intake.h"

enum { PARTS_MAX = 12 };

/* A run of digits or letters. */
typedef struct part {
    const char *at;
    uint32_t bytes;
    bool is_number;
    uint32_t value; /* of a number */
} part;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static uint32_t cut(lapi_slice text, part parts[PARTS_MAX])
{
    uint32_t count = 0, i = 0;
    while (i < text.bytes && count < PARTS_MAX) {
        if (!is_digit(text.at[i]) && !is_letter(text.at[i])) {
            i++;
            continue;
        }
        part p = {.at = text.at + i, .is_number = is_digit(text.at[i])};
        while (i < text.bytes &&
               (p.is_number ? is_digit(text.at[i]) : is_letter(text.at[i]))) {
            if (p.is_number && p.value < 100000000)
                p.value = p.value * 10 + (uint32_t)(text.at[i] - '0');
            i++;
            p.bytes++;
        }
        parts[count++] = p;
    }
    return count;
}

/* 1..12 for "Nov" or "November"; 0 for no month. */
static uint32_t month_of(const part *p)
{
    static const char names[] =
        "january  february march    april    may      june     "
        "july     august   septemberoctober  november december ";
    for (uint32_t m = 0; m < 12 && !p->is_number && p->bytes >= 3; m++) {
        uint32_t i = 0;
        while (i < p->bytes && i < 9 && (p->at[i] | 32) == names[m * 9 + i])
            i++;
        if (i == p->bytes)
            return m + 1;
    }
    return 0;
}

static lap_status day_of(uint32_t year, uint32_t month, uint32_t dom, int32_t *day)
{
    int32_t y;
    uint32_t m, d;
    if (year < 100)
        year += year < 70 ? 2000 : 1900;
    if (year < 1000 || year > 9999 || month < 1 || month > 12 || dom < 1 || dom > 31)
        return LAP_BAD_INPUT;
    int32_t value = lapi_day_from_civil((int32_t)year, month, dom);
    lapi_day_to_civil(value, &y, &m, &d);
    if (m != month || d != dom)
        return LAP_BAD_INPUT;
    *day = value;
    return LAP_OK;
}

/* A month by its name, the day before or behind it, the year after both. */
static lap_status named_day(const part *parts, uint32_t count, int32_t *day)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t month = month_of(&parts[i]);
        if (!month)
            continue;
        if (i > 0 && i + 1 < count && parts[i - 1].is_number &&
            parts[i + 1].is_number && parts[i - 1].bytes <= 2)
            return day_of(parts[i + 1].value, month, parts[i - 1].value, day);
        uint32_t year = i + 2 < count && !parts[i + 2].is_number ? i + 3 : i + 2;
        if (year < count && parts[i + 1].is_number && parts[year].is_number &&
            parts[year].bytes == 4)
            return day_of(parts[year].value, month, parts[i + 1].value, day);
        return LAP_BAD_INPUT;
    }
    return LAP_BAD_INPUT;
}

lap_status lapi_intake_date(lapi_slice text, int32_t *day)
{
    part parts[PARTS_MAX];
    uint32_t count = cut(text, parts);
    if (count && parts[0].is_number && parts[0].bytes == 8)
        return day_of(parts[0].value / 10000, parts[0].value / 100 % 100,
                      parts[0].value % 100, day);
    if (count >= 3 && parts[0].is_number && parts[0].bytes == 4 && parts[1].is_number &&
        parts[2].is_number)
        return day_of(parts[0].value, parts[1].value, parts[2].value, day);
    return named_day(parts, count, day);
}

lap_status lapi_url_day(lapi_slice url, int32_t *day)
{
    for (uint32_t i = 0; i + 11 <= url.bytes; i++) {
        const char *p = url.at + i;
        if ((p[0] != '/' && p[0] != '-') || (p[5] != '/' && p[5] != '-'))
            continue;
        part parts[PARTS_MAX];
        lapi_slice piece = lapi_slice_of(p + 1, 10);
        if (cut(piece, parts) == 3 && parts[0].bytes == 4 && parts[1].bytes == 2 &&
            parts[2].bytes == 2 && (i + 11 == url.bytes || !is_digit(p[11])) &&
            lapi_intake_date(piece, day) == LAP_OK)
            return LAP_OK;
    }
    return LAP_BAD_INPUT;
}
