/* German: the page behind a link in a mail. */
#include "notice/inner.h"

const struct notice_answer_words notice_answer_words_de = {
    .asks =
        {[ANSWER_APPROVE] = {"Das freigeben?",
                             "Wenn du auf den Knopf drückst, stimmst du genau dem zu:", "Freigeben"},
         [ANSWER_REFUSE] = {"Das ablehnen?",
                            "Wenn du auf den Knopf drückst, geschieht das nicht:", "Ablehnen"},
         [ANSWER_MINE] = {"Warst du das?",
                          "Wenn du auf den Knopf drückst, sagst du, dass diese Zahlung von dir war: Sie wird "
                          "nicht mehr angehalten, und ihr Empfänger ist bekannt.",
                          "Ich war es"},
         [ANSWER_NOT_MINE] = {"Das warst du nicht?",
                              "Wenn du auf den Knopf drückst, findet diese Zahlung nie statt, und ihr "
                              "Empfänger wird gesperrt.",
                              "Ich war es nicht"},
         [ANSWER_LESS_MAIL] = {"Weniger Mails?",
                               "Wenn du auf den Knopf drückst, bekommst du keine solchen Mails mehr. In "
                               "Florin siehst du es weiterhin.",
                               "Keine mehr davon"}},
    .views =
        {[ANSWER_NO_CODE] = "Dafür braucht es einen Einmalcode.",
         [ANSWER_WRONG_CODE] = "Dieser Code ist falsch oder wurde schon benutzt.",
         [ANSWER_WRONG_ANSWER] = "Auch deine eigene Frage muss beantwortet werden, und das ist nicht die "
                                 "Antwort.",
         [ANSWER_WAIT] = "Zu viele Versuche waren falsch. Warte eine Weile und versuch es dann noch einmal.",
         [ANSWER_LOG_IN] = "Die Regeln deines Haushalts verlangen einen Nachweis, der hier nicht möglich "
                           "ist: Melde dich in Florin an, um zu antworten.",
         [ANSWER_SAID] = "Das ist vermerkt.",
         [ANSWER_OVER] = "Diese Frage ist schon beantwortet. Der Link tut nichts mehr.",
         [ANSWER_LATE] = "Die Zeit dieses Links ist um. Er tut nichts mehr.",
         [ANSWER_CHANGED] = "Was geschehen würde, ist nicht mehr das, was in der Mail stand. Es wurde nichts "
                            "getan: Sieh es dir in Florin an.",
         [ANSWER_UNKNOWN] = "Dieser Link gilt nicht. Vielleicht wurde er nicht ganz kopiert.",
         [ANSWER_OFF] = "Du hast Links in Mails abgeschaltet. Melde dich in Florin an, um zu antworten.",
         [ANSWER_REFUSED] = "Das war nicht möglich."},
    .states = {[ANSWER_STATE_WAITS] = "Es muss noch jemand antworten.",
               [ANSWER_STATE_LATER] = "Es ist freigegeben und geschieht, wenn es so weit ist.",
               [ANSWER_STATE_DONE] = "Es ist geschehen.",
               [ANSWER_STATE_DENIED] = "Es wurde abgelehnt und geschieht nicht.",
               [ANSWER_STATE_FAILED] = "Es war freigegeben, ließ sich aber nicht ausführen.",
               [ANSWER_STATE_GONE] =
                   "Es wird nicht mehr gewünscht, oder niemand hat rechtzeitig geantwortet.",
               [ANSWER_STATE_RELEASED] = "Die Zahlung wird nicht mehr angehalten.",
               [ANSWER_STATE_VOID] = "Die Zahlung findet nicht statt."},
    .what = "Was geschieht",
    .number = "Kontonummer",
    .reference = "Verwendungszweck",
    .rule = "Regel, die fragt",
    .rule_why = "Warum sie fragt",
    .agent = "Gefragt von",
    .until = "Antworten bis",
    .code = "Einmalcode",
    .code_hint =
        "Sechs Ziffern aus deiner App. Ein Code per Mail zählt hier nicht: Auch dieser Link kam per Mail.",
    .question = "Deine eigene Frage:",
    .page = "In Florin ansehen",
    .kind = "Art der Mail",
};
