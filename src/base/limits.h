/* The most of everything that comes from outside. A refusal names the limit. */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
    LIMIT_STDIN_BYTES = 256 << 20,  /* a file piped in is held in memory */
    LIMIT_RECORD_BYTES = 1 << 20,   /* one line or record of a bank file */
    LIMIT_FIELD_BYTES = 64 << 10,   /* one field of it */
    LIMIT_COLUMNS = 512,            /* columns of a CSV file */
    LIMIT_XML_DEPTH = 64,           /* nested elements */
    LIMIT_ARCHIVE_MEMBERS = 1000,   /* files in a zip */
    LIMIT_ARCHIVE_RATIO = 200,      /* unpacked : packed, against bombs */
    LIMIT_STATEMENTS = 100000,      /* statements in one file */
    LIMIT_FILE_ACCOUNTS = 1000,     /* accounts in one file */
    LIMIT_ACCOUNT_TEXT = 256,       /* an account's number or name */
    LIMIT_PAYEE_TEXT = 512,         /* longer ones are cut at a character, the memo keeps the rest */
    LIMIT_MEMO_TEXT = 4096,         /* likewise */
    LIMIT_BANK_ID = 256,            /* a bank's own id of an entry */
    LIMIT_SPLITS = 1000,            /* parts of one transaction */
    LIMIT_RULES = 10000,            /* a household's rules */
    LIMIT_RULES_BYTES = 4 << 20,    /* their text */
    LIMIT_PATTERN_TEXT = 1024,      /* one rule's pattern */
    LIMIT_CATEGORY_TEXT = 256,      /* "Expenses:Food:Groceries" */
    LIMIT_BUDGET_STEPS = 100000,    /* a household's budgets, each change of one counted */
    LIMIT_PAGE = 1000,              /* rows of one list */
    LIMIT_EVENT_BYTES = 256 << 10,  /* one event's data */
    LIMIT_TASK_BYTES = 64 << 10,    /* one task's data, or its result */
    LIMIT_TASKS_WAITING = 1000,     /* a household's tasks that wait in one queue */
    LIMIT_BODY_BYTES = 1 << 20,     /* a request's body, unless it is a file */
    LIMIT_BODY_PUBLIC = 16 << 10,   /* of somebody unknown */
    LIMIT_BODY_MEMORY = 256 << 10,  /* of an upload; more is written to a file */
    LIMIT_UPLOAD_BYTES = 256 << 20, /* a file that is sent to be imported */
    LIMIT_SECRET_BYTES = 64 << 10,  /* one secret */
    LIMIT_JSON_DEPTH = 32,          /* arrays and objects within each other */
    LIMIT_JSON_VALUES = 100000,     /* values of one document */
    LIMIT_TABLE_BYTES = 1 << 30,    /* a table of numbers, unpacked */
    LIMIT_TABLE_COLUMNS = 4096,     /* its columns */
    LIMIT_TABLE_CELLS = 1 << 28,    /* its numbers */
};

#endif
