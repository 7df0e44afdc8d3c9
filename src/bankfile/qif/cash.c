#include "bankfile/qif/cash.h"

bool qif_cash(struct text action, enum qif_cash *out)
{
    static const struct {
        const char *action;
        enum qif_cash cash;
    } actions[] = {
        {"", QIF_CASH_SIGNED},       {"Cash", QIF_CASH_SIGNED},   {"Bank", QIF_CASH_SIGNED},
        {"Buy", QIF_CASH_OUT},       {"BuyBnd", QIF_CASH_OUT},    {"CvrShrt", QIF_CASH_OUT},
        {"MargInt", QIF_CASH_OUT},   {"MiscExp", QIF_CASH_OUT},   {"XOut", QIF_CASH_OUT},
        {"WithdrwX", QIF_CASH_OUT},  {"Withdrw", QIF_CASH_OUT},   {"Sell", QIF_CASH_IN},
        {"ShtSell", QIF_CASH_IN},    {"Div", QIF_CASH_IN},        {"IntInc", QIF_CASH_IN},
        {"CGLong", QIF_CASH_IN},     {"CGMid", QIF_CASH_IN},      {"CGShort", QIF_CASH_IN},
        {"RtrnCap", QIF_CASH_IN},    {"MiscInc", QIF_CASH_IN},    {"XIn", QIF_CASH_IN},
        {"ContribX", QIF_CASH_IN},   {"Contrib", QIF_CASH_IN},    {"BuyX", QIF_CASH_NONE},
        {"CvrShrtX", QIF_CASH_NONE}, {"MargIntX", QIF_CASH_NONE}, {"MiscExpX", QIF_CASH_NONE},
        {"SellX", QIF_CASH_NONE},    {"ShtSellX", QIF_CASH_NONE}, {"DivX", QIF_CASH_NONE},
        {"IntIncX", QIF_CASH_NONE},  {"CGLongX", QIF_CASH_NONE},  {"CGMidX", QIF_CASH_NONE},
        {"CGShortX", QIF_CASH_NONE}, {"RtrnCapX", QIF_CASH_NONE}, {"MiscIncX", QIF_CASH_NONE},
        {"ReinvDiv", QIF_CASH_NONE}, {"ReinvInt", QIF_CASH_NONE}, {"ReinvLg", QIF_CASH_NONE},
        {"ReinvMd", QIF_CASH_NONE},  {"ReinvSh", QIF_CASH_NONE},  {"ShrsIn", QIF_CASH_NONE},
        {"ShrsOut", QIF_CASH_NONE},  {"StkSplit", QIF_CASH_NONE}, {"StockSplit", QIF_CASH_NONE},
        {"Reminder", QIF_CASH_NONE}, {"Grant", QIF_CASH_NONE},    {"Vest", QIF_CASH_NONE},
        {"Expire", QIF_CASH_NONE},
    };
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (text_equal_nocase(action, text_of(actions[i].action))) {
            *out = actions[i].cash;
            return true;
        }
    }
    return false;
}
