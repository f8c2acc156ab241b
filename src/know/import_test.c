/* Dictionaries of our own in the format of the PETRARCH coders, read into our tables.
 */
#include "know/embed.h"
#include "know/import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static lapi_know *know;
static lapi_buffer report;
static lapi_faults faults;
static lapi_import import;

static int begin(void **state)
{
    (void)state;
    size_t size;
    const void *pack = lapi_know_embedded(&size);
    faults = (lapi_faults){.report = &report};
    import = (lapi_import){.faults = &faults};
    lap_status status = lapi_know_open(pack, size, &know, NULL);
    import.know = know;
    return status != LAP_OK;
}

static int end(void **state)
{
    (void)state;
    lapi_import_clear(&import);
    lapi_buffer_clear(&report);
    lapi_know_free(know);
    return 0;
}

static void read_text(const char *text)
{
    assert_int_equal(lapi_import_text(&import, "d", text, strlen(text), NULL), LAP_OK);
}

static void assert_rows(enum lapi_import_table table, const char *want)
{
    lapi_buffer_byte(&import.rows[table], '\0');
    assert_string_equal(import.rows[table].at, want);
}

static void assert_faults(const char *want)
{
    lapi_buffer_byte(&report, '\0');
    assert_string_equal(report.at, want);
}

static void test_actors_with_dates(void **state)
{
    (void)state;
    read_text("# comment\n"
              "SALT_COUNCIL_ [CHEGOV] ; comment\n"
              "+COUNCIL_OF_SALT\n"
              "NATO [IGOUNO]\n"
              "MARIA_LINDENBAUM [AUTOPP <050301]\n"
              "+LINDENBAUM_\n"
              "\t[AUTGOV 20050301-20100930]\n"
              "    [AUTELI >20100930]\n");
    assert_rows(LAPI_IMPORT_BODIES, "Salt Council\tCouncil Of Salt\tCHE\tGOV\t-\t-\t-\n"
                                    "NATO\t-\tUNO\t-\t-\t-\t-\n");
    assert_rows(LAPI_IMPORT_PEOPLE,
                "Maria Lindenbaum\tLindenbaum\tAUT\tOPP\t-\t-\t2005-03-01\t-\n"
                "Maria Lindenbaum\t-\tAUT\tGOV\t-\t2005-03-01\t2010-09-30\t-\n"
                "Maria Lindenbaum\t-\tAUT\tELI\t-\t2010-09-30\t-\t-\n");
    assert_int_equal(faults.count, 0);
}

static void test_codes_of_cameo(void **state)
{
    (void)state;
    read_text("HARBOUR_RADIO [ROMMED]\nHILL_FIGHTERS [TMPSEPXYZ]\nNOBODY [QQQ]\n");
    assert_rows(LAPI_IMPORT_BODIES, "Harbour Radio\t-\tROU\tJRN\t-\t-\t-\n"
                                    "Hill Fighters\t-\tTLS\tREB\t-\t-\t-\n");
    assert_faults("d:2: no such code 'XYZ'\nd:3: no such code 'QQQ'\n"
                  "d:4: no code before this line for 'NOBODY'\n");
}

static void test_actors_that_are_wrong(void **state)
{
    (void)state;
    read_text("OLD_KING [NORGOV 19-05]\n+\nNAMELESS\nTHE_LAST [NORGOV]\n");
    assert_rows(LAPI_IMPORT_BODIES, "The Last\t-\tNOR\tGOV\t-\t-\t-\n");
    assert_faults("d:1: no such dates '19-05'\nd:2: not read '+'\n"
                  "d:3: no code before this line for 'OLD_KING'\n"
                  "d:4: no code before this line for 'NAMELESS'\n");
}

static void test_agents_with_plurals_and_sets(void **state)
{
    (void)state;
    read_text("!PERSON! = MAN, WOMAN\n"
              "HARBOUR_!PERSON! [~LAB]\n"
              "ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~JUD]\n"
              "BORDER_DEPARTMENT {} [~COP]\n"
              "!NO! [~COP]\n"
              "GUEST [~QQQ]\n"
              "GUEST ~GOV\n");
    assert_rows(LAPI_IMPORT_ROLES,
                "harbour man|harbour woman\tLAB\t47\tperson\t-\n"
                "attorney general\tJUD\t105\tperson\tattorneys general\n"
                "border department\tCOP\t75\tgroup\t-\n");
    assert_faults("d:5: no such set in '!NO!'\nd:6: no such code 'QQQ'\n"
                  "d:7: not read 'GUEST ~GOV'\n");
}

static void test_verbs_with_sets_and_patterns(void **state)
{
    (void)state;
    read_text("&GOODS\n+GRAIN\n+CRUDE_OIL_\n\n"
              "--- SELL [061] ---\n"
              "SELL {SELLS SOLD SELLING}\n"
              "EXPORT\n"
              "- * &GOODS TO + [062:061]\n");
    assert_rows(LAPI_IMPORT_CLASSES, "x-goods\tgrain|crude oil\n");
    assert_rows(
        LAPI_IMPORT_LEXICON,
        "sell\tVERB\tcoop-economic\t-\t-\t-\t061\t-\t-\t-\t-\t"
        "SELL {SELLS SOLD SELLING}\n"
        "export\tVERB\tcoop-economic\t-\t-\t-\t061\t-\t-\t-\t-\tEXPORT\n"
        "sell obj=@x-goods\tVERB\tcoop-military\tobl:to\t-\t-\t062\t-\tobl:to\t-\t-\t"
        "- * &GOODS TO + [062:061]\n"
        "export obj=@x-goods\tVERB\tcoop-military\tobl:to\t-\t-\t062\t-\tobl:to\t-\t-"
        "\t- * &GOODS TO + [062:061]\n");
    assert_int_equal(faults.count, 0);
}

static void test_verbs_of_more_words(void **state)
{
    (void)state;
    read_text("BREAK_OFF [160]\n"
              "- REBELS * (PEACE_TALKS IN CITY) [164]\n"
              "SAY [010]\n"
              "- * TO HELP [033]\n");
    assert_rows(
        LAPI_IMPORT_LEXICON,
        "break compound:prt|advmod=off\tVERB\tsanction\t-\t-\t-\t160\t-\t-\t-\t-"
        "\tBREAK_OFF [160]\n"
        "break compound:prt|advmod=off subj=rebels obj=peace_talks obl:in=city"
        "\tVERB\tsanction-talks\t-\t-\t-\t164\t-\t-\t-\t-\t"
        "- REBELS * (PEACE_TALKS IN CITY) [164]\n"
        "say\tVERB\tnone-report\t-\t-\t-\t-\t-\t-\t-\t-\tSAY [010]\n"
        "say xcomp|obl:to=help\tVERB\tagree-aid\t-\t-\t-\t033\t-\t-\t-\t-\t"
        "- * TO HELP [033]\n");
    assert_int_equal(faults.count, 0);
}

static void test_verbs_that_are_wrong(void **state)
{
    (void)state;
    read_text("- * [040]\nMEET [040]\n- * WITH [040]\n- MEET [041]\n- * ~X [040]\n"
              "GREET [901]\n- * +\n+WORD\nB@D [040]\n");
    assert_rows(LAPI_IMPORT_LEXICON,
                "meet\tVERB\tconsult\t-\t-\t-\t040\t-\t-\t-\t-\tMEET [040]\n");
    assert_faults("d:1: no verb before '- * [040]'\nd:3: pattern not read '* WITH'\n"
                  "d:4: pattern not read 'MEET'\nd:5: pattern not read '* ~X'\n"
                  "d:6: no CAMEO code '901'\nd:7: no code in '- * +'\n"
                  "d:8: no set before '+WORD'\nd:9: not read 'B@D [040]'\n");
}

/* LAPI_IMPORT_NAMES_MAX other names are kept, one more is told. */
static void test_names_at_their_limit(void **state)
{
    (void)state;
    lapi_buffer text = {0};
    lapi_buffer_str(&text, "OLD_GUILD [NORBUS]\n");
    for (unsigned i = 0; i <= LAPI_IMPORT_NAMES_MAX; i++) {
        lapi_buffer_str(&text, "+GUILD_");
        lapi_buffer_u64(&text, i);
        lapi_buffer_byte(&text, '\n');
    }
    assert_int_equal(lapi_import_text(&import, "d", text.at, text.bytes, NULL), LAP_OK);
    lapi_buffer_clear(&text);
    assert_int_equal(faults.count, 1);
    assert_faults("d:130: not read '+GUILD_128'\n");
    lapi_buffer_byte(&import.rows[LAPI_IMPORT_BODIES], '\0');
    assert_non_null(strstr(import.rows[LAPI_IMPORT_BODIES].at, "|Guild 127\t"));
}

static void test_what_is_no_text(void **state)
{
    (void)state;
    lap_error error;
    assert_int_equal(lapi_import_text(&import, "d", "A [NORGOV]\n\xff", 12, &error),
                     LAP_BAD_INPUT);
    assert_string_equal(error.text, "d:0: not UTF-8");
    assert_int_equal(lapi_import_text(&import, "d", "", 0, &error), LAP_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_actors_with_dates, begin, end),
        cmocka_unit_test_setup_teardown(test_codes_of_cameo, begin, end),
        cmocka_unit_test_setup_teardown(test_actors_that_are_wrong, begin, end),
        cmocka_unit_test_setup_teardown(test_agents_with_plurals_and_sets, begin, end),
        cmocka_unit_test_setup_teardown(test_verbs_with_sets_and_patterns, begin, end),
        cmocka_unit_test_setup_teardown(test_verbs_of_more_words, begin, end),
        cmocka_unit_test_setup_teardown(test_verbs_that_are_wrong, begin, end),
        cmocka_unit_test_setup_teardown(test_names_at_their_limit, begin, end),
        cmocka_unit_test_setup_teardown(test_what_is_no_text, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
