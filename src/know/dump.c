#include "know/dump.h"

#include "base/limits.h"
#include "unicode/utf8.h"

enum { COLUMNS = 19 };

static bool is_number(lapi_slice s, uint64_t most)
{
    uint64_t value = 0;
    for (uint32_t i = 0; i < s.bytes; i++) {
        if (s.at[i] < '0' || s.at[i] > '9' || value > most)
            return false;
        value = value * 10 + (uint64_t)(s.at[i] - '0');
    }
    return s.bytes > 0 && value <= most;
}

/* Degrees: "-33.4569", at most `most` to both sides. */
static bool is_degrees(lapi_slice s, uint64_t most)
{
    if (s.bytes && s.at[0] == '-')
        s = lapi_slice_of(s.at + 1, s.bytes - 1);
    lapi_slice rest = s, whole, part = LAPI_S("0");
    if (!lapi_slice_cut(&rest, '.', &whole) || !is_number(whole, most))
        return false;
    if (rest.at)
        part = rest;
    uint32_t zeros = 0;
    for (uint32_t i = 0; i < part.bytes; i++) {
        if (part.at[i] < '0' || part.at[i] > '9')
            return false;
        zeros += part.at[i] == '0';
    }
    return part.bytes && (zeros == part.bytes || is_number(whole, most - 1));
}

static bool is_capitals(lapi_slice s)
{
    for (uint32_t i = 0; i < s.bytes; i++)
        if (s.at[i] < 'A' || s.at[i] > 'Z')
            return false;
    return true;
}

static bool has_control(lapi_slice line)
{
    for (uint32_t i = 0; i < line.bytes; i++)
        if (((unsigned char)line.at[i] < ' ' && line.at[i] != '\t') ||
            line.at[i] == 0x7F)
            return true;
    return false;
}

const char *lapi_dump_read(lapi_slice line, lapi_dump_row *row)
{
    lapi_slice cell[COLUMNS];
    uint32_t count = 0;
    if (line.bytes && line.at[line.bytes - 1] == '\r')
        line.bytes--;
    for (lapi_slice rest = line, piece; lapi_slice_cut(&rest, '\t', &piece); count++)
        if (count < COLUMNS)
            cell[count] = piece;
    if (count != COLUMNS)
        return "not the 19 columns of a GeoNames dump";
    if (lapi_utf8_check(line.at, line.bytes) != line.bytes)
        return "not UTF-8";
    if (has_control(line))
        return "a control character";
    if (!is_number(cell[0], UINT32_MAX) || cell[0].at[0] == '0')
        return "no id";
    if (cell[1].bytes == 0 || cell[1].bytes > LAPI_GAZETTEER_NAME_BYTES_MAX)
        return cell[1].bytes ? "a name that is too long" : "no name";
    if (!is_degrees(cell[4], 90) || !is_degrees(cell[5], 180))
        return "no position in degrees";
    if (cell[6].bytes > 1 || (cell[6].bytes && !memchr("AHLPRSTUV", cell[6].at[0], 9)))
        return "no feature class";
    if (cell[7].bytes > 10)
        return "no feature code";
    if ((cell[8].bytes && cell[8].bytes != 2) || !is_capitals(cell[8]))
        return "no country of two capitals";
    if (cell[14].bytes && !is_number(cell[14], UINT64_C(20000000000)))
        return "no population";
    *row = (lapi_dump_row){.id = cell[0],
                           .name = cell[1],
                           .ascii = cell[2],
                           .alternates = cell[3],
                           .lat = cell[4],
                           .lon = cell[5],
                           .fclass = cell[6],
                           .fcode = cell[7],
                           .cc = cell[8],
                           .admin1 = cell[10],
                           .population = cell[14]};
    return NULL;
}
