/* The kinds of notices. */
#include "notice/inner.h"

#define PAYMENT                                                                                              \
    "\"amount\":\"89.90\",\"currency\":\"EUR\",\"payee\":\"City Energy\",\"account\":\"Checking\","          \
    "\"link\":\"/transactions\""

const struct notice_kind_facts notice_kinds[NOTICE_KINDS] = {
    [NOTICE_PAYMENT_EXECUTED] = {"payment_executed", SEVERITY_NOTICE, false, true,
                                 "{" PAYMENT ",\"date\":\"2026-11-21\",\"receipt\":\"FL-2026-1187\"}"},
    [NOTICE_PAYMENT_UPCOMING] = {"payment_upcoming", SEVERITY_NOTICE, false, true,
                                 "{" PAYMENT ",\"due\":\"2026-11-28\"}"},
    [NOTICE_APPROVAL_WANTED] = {"approval_wanted", SEVERITY_WARNING, true, true,
                                "{" PAYMENT ",\"due\":\"2026-11-28\",\"reason\":\"First payment to this "
                                "payee\"}"},
    [NOTICE_INSUFFICIENT_BALANCE] = {"insufficient_balance", SEVERITY_WARNING, false, true,
                                     "{" PAYMENT ",\"due\":\"2026-11-28\",\"balance\":\"41.20\",\"missing\":"
                                     "\"48.70\"}"},
    [NOTICE_FRAUD_ALERT] =
        {"fraud_alert", SEVERITY_ALERT, true, true,
         "{\"amount\":\"1249.00\",\"currency\":\"EUR\",\"payee\":\"Electronics "
         "Outlet\",\"account\":\"Card\",\"date\":\"2026-11-21\",\"reason\":\"Third payment "
         "in ten minutes, far above what is usual\",\"link\":\"/transactions\"}"},
    [NOTICE_BLOCKED] = {"blocked", SEVERITY_ALERT, false, true,
                        "{\"amount\":\"1249.00\",\"currency\":\"EUR\",\"payee\":\"Electronics "
                        "Outlet\",\"date\":\"2026-11-21\",\"reason\":\"Nobody confirmed it in "
                        "time\",\"link\":\"/transactions\"}"},
    [NOTICE_CODE] = {"code", SEVERITY_ALERT, false, false,
                     "{\"amount\":\"89.90\",\"currency\":\"EUR\",\"payee\":\"City "
                     "Energy\",\"minutes\":10}"},
    [NOTICE_CREDIT_ADVICE] =
        {"credit_advice", SEVERITY_NOTICE, false, true,
         "{\"card\":\"Visa\",\"percent\":78,\"balance\":\"1560.00\",\"limit\":"
         "\"2000.00\",\"currency\":\"EUR\",\"amount\":\"960.00\",\"date\":\"2026-11-27\","
         "\"link\":\"/accounts\"}"},
    [NOTICE_BUDGET_WARNING] = {"budget_warning", SEVERITY_WARNING, false, true,
                               "{\"category\":\"Groceries\",\"spent\":\"412.30\",\"budget\":\"500.00\","
                               "\"left\":\"87.70\",\"currency\":\"EUR\",\"month\":\"2026-11\",\"link\":"
                               "\"/budgets\"}"},
    [NOTICE_BUDGET_EXCEEDED] = {"budget_exceeded", SEVERITY_WARNING, false, true,
                                "{\"category\":\"Groceries\",\"spent\":\"534.10\",\"budget\":\"500.00\","
                                "\"currency\":\"EUR\",\"month\":\"2026-11\",\"link\":\"/budgets\"}"},
    [NOTICE_MONTH_SUMMARY] = {"month_summary", SEVERITY_INFO, false, true,
                              "{\"month\":\"2026-10\",\"spent\":\"2310.55\",\"usual\":\"2180.00\","
                              "\"currency\":\"EUR\",\"top\":[{\"category\":\"Rent\",\"amount\":\"980.00\"},{"
                              "\"category\":\"Groceries\",\"amount\":\"486.20\"}],\"link\":\"/spending\"}"},
    [NOTICE_INSIGHT] = {"insight", SEVERITY_NOTICE, false, true,
                        "{\"title\":\"Streaming costs more\",\"body\":\"Since October it is 17.99 a month, "
                        "and was 12.99.\",\"date\":\"2026-10-05\",\"link\":\"/alerts\"}"},
    [NOTICE_DIGEST] = {"digest", SEVERITY_NOTICE, false, false,
                       "{\"count\":2,\"items\":[{\"title\":\"A new payee\",\"body\":\"Bike shop, "
                       "64.00.\",\"date\":\"2026-11-18\"},{\"title\":\"Mondays cost "
                       "most\",\"body\":\"A quarter of what you spend goes on Mondays.\",\"date\":\"2026-11-"
                       "19\"}],\"link\":\"/alerts\"}"},
    [NOTICE_TEST] = {"test", SEVERITY_INFO, false, false, "{\"link\":\"/settings?show=notifications\"}"},
};

enum notice_kind notice_kind_parse(struct text name)
{
    for (int kind = 0; kind < NOTICE_KINDS; kind++)
        if (text_is(name, notice_kinds[kind].name))
            return (enum notice_kind)kind;
    return NOTICE_KINDS;
}

enum notice_kind notice_kind_of_insight(struct text insight_kind)
{
    enum notice_kind kind = notice_kind_parse(insight_kind);
    return kind == NOTICE_KINDS || kind == NOTICE_DIGEST || kind == NOTICE_TEST || kind == NOTICE_CODE
               ? NOTICE_INSIGHT
               : kind;
}
