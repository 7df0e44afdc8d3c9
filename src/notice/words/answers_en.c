/* English: the page behind a link in a mail. */
#include "notice/inner.h"

const struct notice_answer_words notice_answer_words_en = {
    .asks =
        {[ANSWER_APPROVE] = {"Approve this?",
                             "When you press the button, you say yes to exactly this:", "Approve"},
         [ANSWER_REFUSE] = {"Refuse this?", "When you press the button, this does not happen:", "Refuse"},
         [ANSWER_MINE] = {"Was this you?",
                          "When you press the button, you say that this payment was yours: it is no longer "
                          "held, and its payee is known.",
                          "It was me"},
         [ANSWER_NOT_MINE] = {"This was not you?",
                              "When you press the button, this payment never happens, and its payee is "
                              "blocked.",
                              "It was not me"},
         [ANSWER_LESS_MAIL] = {"Less mail?",
                               "When you press the button, you get no more mail of this kind. In Florin "
                               "you still see it.",
                               "No more of these"}},
    .views = {[ANSWER_NO_CODE] = "A one-time code is needed for this.",
              [ANSWER_WRONG_CODE] = "This code is wrong, or was used before.",
              [ANSWER_WRONG_ANSWER] =
                  "Your own question has to be answered, too, and this is not the answer.",
              [ANSWER_WAIT] = "Too many tries were wrong. Wait a while, then try again.",
              [ANSWER_LOG_IN] =
                  "The policy of your household wants a proof that cannot be given here: log in "
                  "to Florin to answer.",
              [ANSWER_SAID] = "That is noted.",
              [ANSWER_OVER] = "This question was answered already. This link does nothing any more.",
              [ANSWER_LATE] = "The time of this link is over. It does nothing any more.",
              [ANSWER_CHANGED] =
                  "What would happen is not what the mail said any more. Nothing was done: look "
                  "at it in Florin.",
              [ANSWER_UNKNOWN] = "This link is worth nothing. Perhaps it was not copied whole.",
              [ANSWER_OFF] = "You switched links in mails off. Log in to Florin to answer.",
              [ANSWER_REFUSED] = "This could not be done."},
    .states = {[ANSWER_STATE_WAITS] = "Somebody else has to answer, too.",
               [ANSWER_STATE_LATER] = "It is approved, and happens when its time has come.",
               [ANSWER_STATE_DONE] = "It is done.",
               [ANSWER_STATE_DENIED] = "It was refused and does not happen.",
               [ANSWER_STATE_FAILED] = "It was approved, but could not be done.",
               [ANSWER_STATE_GONE] = "It is not wanted any more, or nobody answered in time.",
               [ANSWER_STATE_RELEASED] = "The payment is no longer held.",
               [ANSWER_STATE_VOID] = "The payment does not happen."},
    .what = "What happens",
    .number = "Account number",
    .reference = "Reference",
    .rule = "Rule that asks",
    .rule_why = "Why it asks",
    .agent = "Asked by",
    .until = "Answer until",
    .code = "One-time code",
    .code_hint = "Six digits from your app. A code by mail does not count here: this link came by mail, too.",
    .question = "Your own question:",
    .page = "Look at it in Florin",
    .kind = "Kind of mail",
};
