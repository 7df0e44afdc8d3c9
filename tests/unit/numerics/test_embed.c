/* Built-in embeddings: what counts, what does not, and that the numbers never change. */
#include "base/hash.h"
#include "numerics/random.h"
#include "numerics/text/embed.h"
#include "support.h"

#include <math.h>

static double likeness(const char *a, const char *b)
{
    float x[EMBED_DIMS], y[EMBED_DIMS];
    double sum = 0;
    embed_text(text_of(a), x);
    embed_text(text_of(b), y);
    for (int i = 0; i < EMBED_DIMS; i++)
        sum += (double)x[i] * (double)y[i];
    return sum;
}

static double length_of(const float *at)
{
    double sum = 0;
    for (int i = 0; i < EMBED_DIMS; i++)
        sum += (double)at[i] * (double)at[i];
    return sqrt(sum);
}

static void is_the_same_text(const char *a, const char *b)
{
    float x[EMBED_DIMS], y[EMBED_DIMS];
    assert_true(embed_text(text_of(a), x));
    assert_true(embed_text(text_of(b), y));
    assert_memory_equal(x, y, sizeof x);
}

/* Case, accents, punctuation and blanks. */
static void what_does_not_count(void **state)
{
    (void)state;
    is_the_same_text("Blue Bottle Coffee", "BLUE  BOTTLE-COFFEE!");
    is_the_same_text("Café Zürich", "cafe zurich");
    is_the_same_text("ŻABKA Nr 7", "zabka nr 7");
    is_the_same_text("McDonald's", "MCDONALDS");
    is_the_same_text("Lidl\xC2\xA0\xE2\x80\x93 Wien", "lidl wien");
    assert_true(likeness("blue bottle", "bottle blue") < 0.999); /* the order does, a little */
    assert_true(likeness("blue bottle", "bottle blue") > 0.8);
}

static void similar_spellings_are_nearer(void **state)
{
    (void)state;
    static const struct {
        const char *text, *like, *unlike;
    } cases[] = {
        {"starbucks", "starbuck coffee", "shell station"},
        {"rewe markt berlin", "rewe markt gmbh", "deutsche bahn"},
        {"amazon marketplace", "amzn mktp amazon", "netflix"},
        {"sainsburys", "sainsbury s local", "british gas"},
        {"stadtapotheke", "apotheke am markt", "stadtwerke"},
        {"jeronimo martins", "jeronimo martins polska", "marks and spencer"},
        {"セブン-イレブン", "セブンイレブン 新宿", "ファミリーマート"},
        {"магнит", "магнит косметик", "пятерочка"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (likeness(cases[i].text, cases[i].like) < likeness(cases[i].text, cases[i].unlike) + 0.2)
            fail_msg("\"%s\" is like \"%s\" %.3f, like \"%s\" %.3f", cases[i].text, cases[i].like,
                     likeness(cases[i].text, cases[i].like), cases[i].unlike,
                     likeness(cases[i].text, cases[i].unlike));
}

/* Hashing keeps inner products on average: strangers are at right angles, give or take the dimensions' 1 / sqrt(384). */
static void strangers_are_at_right_angles(void **state)
{
    (void)state;
    enum { PAIRS = 400 };
    struct random r = random_stream(11, 0);
    double sum = 0, squares = 0;
    for (int i = 0; i < PAIRS; i++) {
        char a[11] = {0}, b[11] = {0};
        for (int k = 0; k < 10; k++) {
            a[k] = (char)('a' + random_below(&r, 13));
            b[k] = (char)('n' + random_below(&r, 13));
        }
        double score = likeness(a, b);
        sum += score;
        squares += score * score;
    }
    assert_true(fabs(sum / PAIRS) < 0.02);
    assert_true(sqrt(squares / PAIRS) < 0.12);
}

static void texts_without_a_word_have_no_direction(void **state)
{
    (void)state;
    static const char *const texts[] = {"", " ", "*** -- !", "\xE2\x80\x94\xE2\x80\x9C", "'"};
    float out[EMBED_DIMS];
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        memset(out, 1, sizeof out);
        assert_false(embed_text(text_of(texts[i]), out));
        assert_true(length_of(out) == 0);
    }
    assert_false(embed_text((struct text){NULL, 0}, out));
}

/* Random bytes, and texts cut anywhere: length 1, and nothing is read beyond the end (the sanitizer's business). */
static void any_bytes_are_harmless(void **state)
{
    (void)state;
    struct random r = random_stream(12, 0);
    float out[EMBED_DIMS];
    for (int round = 0; round < 2000; round++) {
        size_t len = random_below(&r, 200);
        char *room = malloc(len + 1);
        for (size_t i = 0; i < len; i++)
            room[i] = (char)(round % 2 == 0 ? random_below(&r, 256) : 0x80 + random_below(&r, 128));
        double expected = embed_text((struct text){room, len}, out) ? 1 : 0;
        assert_true(fabs(length_of(out) - expected) < 1e-6);
        free(room);
    }
    static const char wide[] = "Żółć €\xF0\x9F\x8D\x95 セブン";
    for (size_t len = 1; len < sizeof wide; len++)
        assert_true(embed_text((struct text){wide, len}, out));
}

static void long_texts_end_somewhere(void **state)
{
    (void)state;
    enum { LEN = EMBED_TEXT_MOST + 1000 };
    static char text[LEN];
    static float all[EMBED_DIMS], most[EMBED_DIMS];
    memset(text, 'x', LEN);
    assert_true(embed_text((struct text){text, LEN}, all));
    for (size_t i = 0; i < LEN; i++)
        text[i] = i % 7 == 6 ? ' ' : (char)('a' + i % 26);
    assert_true(embed_text((struct text){text, LEN}, all));
    assert_true(embed_text((struct text){text, EMBED_TEXT_MOST}, most));
    assert_memory_equal(all, most, sizeof all);
    assert_true(fabs(length_of(all) - 1) < 1e-5);
}

/* Vectors that were stored stay comparable: when this fails on purpose, EMBED_NAME changes too. */
static void golden(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint64_t hash;
    } vectors[] = {
        {"blue bottle coffee", UINT64_C(0xDA93ABDE756FF0B7)},
        {"Café de la Paix, Paris 75009", UINT64_C(0xDEA0A939EEE64480)},
        {"セブン-イレブン", UINT64_C(0x68E745E1B39E277B)},
    };
    assert_string_equal(EMBED_NAME, "florin-subword-1");
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        float out[EMBED_DIMS];
        int32_t scaled[EMBED_DIMS];
        embed_text(text_of(vectors[i].text), out);
        for (int k = 0; k < EMBED_DIMS; k++)
            scaled[k] = (int32_t)(out[k] * 16777216.0F); /* exact: no byte order of floats comes in */
        uint64_t hash = 0;
        for (int k = 0; k < EMBED_DIMS; k++)
            hash = hash_mix(hash, (uint64_t)(uint32_t)scaled[k]);
        if (hash != vectors[i].hash)
            fail_msg("\"%s\" has become 0x%016llX", vectors[i].text, (unsigned long long)hash);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_does_not_count),
        cmocka_unit_test(similar_spellings_are_nearer),
        cmocka_unit_test(strangers_are_at_right_angles),
        cmocka_unit_test(texts_without_a_word_have_no_direction),
        cmocka_unit_test(any_bytes_are_harmless),
        cmocka_unit_test(long_texts_end_somewhere),
        cmocka_unit_test(golden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
