#include "bankfile/ofx/vocabulary.h"

#include "base/hash.h"

#include <assert.h>

#define VALUE(name, within, slot)                                                                            \
    {                                                                                                        \
        (name), BOX_NONE, (within), (slot), BANKFILE_BANK, false, false                                      \
    }
#define BOX(name, box)                                                                                       \
    {                                                                                                        \
        (name), (box), BOX_NONE, SLOT_NONE, BANKFILE_BANK, false, false                                      \
    }
#define STATEMENT(name, kind)                                                                                \
    {                                                                                                        \
        (name), BOX_STATEMENT, BOX_NONE, SLOT_NONE, (kind), false, false                                     \
    }
#define ENTRY(name, pending)                                                                                 \
    {                                                                                                        \
        (name), BOX_ENTRY, BOX_NONE, SLOT_NONE, BANKFILE_BANK, false, (pending)                              \
    }
#define ACTION(name, moves_cash)                                                                             \
    {                                                                                                        \
        (name), BOX_ACTION, BOX_NONE, SLOT_NONE, BANKFILE_INVESTMENT, (moves_cash), false                    \
    }

/* Words of one name stand together. */
static const struct ofx_word words[] = {
    BOX("OFX", BOX_OFX),
    BOX("FI", BOX_INSTITUTION),
    VALUE("ORG", BOX_INSTITUTION, SLOT_ORGANISATION),
    BOX("STATUS", BOX_STATUS),
    VALUE("CODE", BOX_STATUS, SLOT_STATUS_CODE),
    VALUE("SEVERITY", BOX_STATUS, SLOT_STATUS_SEVERITY),
    VALUE("MESSAGE", BOX_STATUS, SLOT_STATUS_MESSAGE),

    STATEMENT("STMTRS", BANKFILE_BANK),
    STATEMENT("CCSTMTRS", BANKFILE_CARD),
    STATEMENT("INVSTMTRS", BANKFILE_INVESTMENT),
    STATEMENT("LOANSTMTRS", BANKFILE_LOAN),
    VALUE("CURDEF", BOX_STATEMENT, SLOT_CURRENCY_DEFAULT),
    BOX("BANKACCTFROM", BOX_ACCOUNT),
    BOX("CCACCTFROM", BOX_ACCOUNT),
    BOX("INVACCTFROM", BOX_ACCOUNT),
    BOX("LOANACCTFROM", BOX_ACCOUNT),
    VALUE("ACCTID", BOX_ACCOUNT, SLOT_ACCOUNT),
    VALUE("ACCTID", BOX_OTHER_ACCOUNT, SLOT_OTHER_ACCOUNT),
    VALUE("LOANACCTID", BOX_ACCOUNT, SLOT_ACCOUNT),
    VALUE("ACCTTYPE", BOX_ACCOUNT, SLOT_ACCOUNT_TYPE),
    VALUE("BANKID", BOX_ACCOUNT, SLOT_BANK),
    VALUE("BROKERID", BOX_ACCOUNT, SLOT_BANK),
    BOX("LEDGERBAL", BOX_LEDGER_BALANCE),
    VALUE("BALAMT", BOX_LEDGER_BALANCE, SLOT_CLOSING),
    VALUE("DTASOF", BOX_LEDGER_BALANCE, SLOT_CLOSING_DATE),
    VALUE("DTASOF", BOX_STATEMENT, SLOT_AS_OF),
    BOX("INVBAL", BOX_CASH_BALANCE),
    VALUE("AVAILCASH", BOX_CASH_BALANCE, SLOT_CASH),
    BOX("AVAILBAL", BOX_OTHER_BALANCE),
    BOX("BAL", BOX_OTHER_BALANCE),

    ENTRY("STMTTRN", false),
    ENTRY("STMTTRNP", true),
    ENTRY("LOANSTMTTRN", false),
    VALUE("TRNTYPE", BOX_ENTRY, SLOT_TYPE),
    VALUE("LOANTRNTYPE", BOX_ENTRY, SLOT_TYPE),
    VALUE("DTPOSTED", BOX_ENTRY, SLOT_DATE),
    VALUE("DTTRAN", BOX_ENTRY, SLOT_DATE), /* of a STMTTRNP */
    VALUE("DTAVAIL", BOX_ENTRY, SLOT_VALUE_DATE),
    VALUE("VALUEDATE", BOX_ENTRY, SLOT_VALUE_DATE), /* of banks in New Zealand */
    VALUE("TRNAMT", BOX_ENTRY, SLOT_AMOUNT),
    VALUE("FITID", BOX_ENTRY, SLOT_ID),
    VALUE("FITID", BOX_ACTION, SLOT_ID),
    VALUE("CORRECTFITID", BOX_ENTRY, SLOT_CORRECTED_ID),
    VALUE("REVERSALFITID", BOX_ACTION, SLOT_CORRECTED_ID),
    VALUE("CORRECTACTION", BOX_ENTRY, SLOT_CORRECTION),
    VALUE("CHECKNUM", BOX_ENTRY, SLOT_CHECK_NUMBER),
    VALUE("REFNUM", BOX_ENTRY, SLOT_REFERENCE),
    VALUE("NAME", BOX_ENTRY, SLOT_NAME),
    VALUE("NAME", BOX_PAYEE, SLOT_PAYEE),
    VALUE("EXTDNAME", BOX_ENTRY, SLOT_LONG_NAME),
    BOX("PAYEE", BOX_PAYEE),
    VALUE("PAYEE", BOX_ENTRY, SLOT_PAYEE), /* in Brazil it holds the name itself */
    BOX("BANKACCTTO", BOX_OTHER_ACCOUNT),
    BOX("CCACCTTO", BOX_OTHER_ACCOUNT),
    BOX("LOANACCTTO", BOX_OTHER_ACCOUNT),
    BOX("INVACCTTO", BOX_OTHER_ACCOUNT),
    VALUE("MEMO", BOX_ENTRY, SLOT_MEMO),
    VALUE("MEMO", BOX_ACTION, SLOT_MEMO),
    BOX("CURRENCY", BOX_CURRENCY),
    VALUE("CURRENCY", BOX_ENTRY, SLOT_CURRENCY),
    VALUE("CURRENCY", BOX_ACTION, SLOT_CURRENCY),
    VALUE("CURSYM", BOX_CURRENCY, SLOT_CURRENCY),
    BOX("ORIGCURRENCY", BOX_ORIGINAL_CURRENCY), /* TRNAMT is in the statement's currency then */

    ACTION("BUYDEBT", true),
    ACTION("BUYMF", true),
    ACTION("BUYOPT", true),
    ACTION("BUYOTHER", true),
    ACTION("BUYSTOCK", true),
    ACTION("SELLDEBT", true),
    ACTION("SELLMF", true),
    ACTION("SELLOPT", true),
    ACTION("SELLOTHER", true),
    ACTION("SELLSTOCK", true),
    ACTION("INCOME", true),
    ACTION("INVEXPENSE", true),
    ACTION("MARGININTEREST", true),
    ACTION("RETOFCAP", true),
    ACTION("CLOSUREOPT", false),
    ACTION("JRNLFUND", false), /* between parts of one account */
    ACTION("JRNLSEC", false),
    ACTION("REINVEST", false), /* the income buys securities at once */
    ACTION("SPLIT", false),
    ACTION("TRANSFER", false), /* of securities; cash comes as STMTTRN */
    VALUE("DTTRADE", BOX_ACTION, SLOT_DATE),
    VALUE("DTSETTLE", BOX_ACTION, SLOT_VALUE_DATE),
    VALUE("TOTAL", BOX_ACTION, SLOT_AMOUNT),
    VALUE("FRACCASH", BOX_ACTION, SLOT_FRACTION_CASH), /* cash for a fraction of a share after a split */
    VALUE("INCOMETYPE", BOX_ACTION, SLOT_TYPE),
    VALUE("UNIQUEID", BOX_ACTION, SLOT_SECURITY),
    VALUE("UNIQUEIDTYPE", BOX_ACTION, SLOT_SECURITY_TYPE),
};

enum { WORD_COUNT = sizeof words / sizeof *words, TABLE_SIZE = 256 };

/* Open addressing; a place holds 1 + the index of the first word of a name, or 0. */
struct vocabulary {
    uint8_t places[TABLE_SIZE];
};

/* The place where `name` stands, or the free one where it would. */
static size_t place_of(const struct vocabulary *v, struct text name)
{
    size_t place = hash_text(name) % TABLE_SIZE;
    while (v->places[place] != 0 && !text_is(name, words[v->places[place] - 1].name))
        place = (place + 1) % TABLE_SIZE;
    return place;
}

struct vocabulary *vocabulary_new(struct arena *arena)
{
    static_assert(WORD_COUNT < TABLE_SIZE / 2, "the table is too full to be quick");
    struct vocabulary *v = ARENA_NEW(arena, struct vocabulary);
    for (size_t i = 0; i < WORD_COUNT; i++) {
        size_t place = place_of(v, text_of(words[i].name));
        assert(v->places[place] == 0 || strcmp(words[i - 1].name, words[i].name) == 0);
        if (v->places[place] == 0)
            v->places[place] = (uint8_t)(i + 1);
    }
    return v;
}

static const struct ofx_word *find(const struct vocabulary *v, struct text name, bool box,
                                   enum ofx_box within)
{
    size_t first = v->places[place_of(v, name)];
    if (first == 0)
        return NULL;
    for (size_t i = first - 1; i < WORD_COUNT && text_is(name, words[i].name); i++)
        if (box ? words[i].opens != BOX_NONE : words[i].opens == BOX_NONE && words[i].within == within)
            return &words[i];
    return NULL;
}

const struct ofx_word *vocabulary_box(const struct vocabulary *v, struct text name)
{
    return find(v, name, true, BOX_NONE);
}

const struct ofx_word *vocabulary_value(const struct vocabulary *v, struct text name, enum ofx_box within)
{
    return find(v, name, false, within);
}
