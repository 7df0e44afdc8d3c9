/* What the API says, in TypeScript. Amounts are decimal text beside a currency, dates YYYY-MM-DD, months YYYY-MM, times RFC 3339. */

export type Id = string;
export type Amount = string;
export type Day = string;
export type Month = string;
export type Time = string;
export type Role = "owner" | "member" | "viewer";

export interface Page<T> {
    items: T[];
    next: string | null;
}
export interface Items<T> {
    items: T[];
}
export interface Ref {
    id: Id;
    name: string;
}

export interface Household {
    id: Id;
    name: string;
    currency: string | null /* not known before there is an account */;
}
export interface Me {
    id: Id;
    email: string;
    name: string;
    locale: string | null;
    time_zone: string | null;
    role: Role;
    household: Household;
    households: { id: Id; name: string; role: Role }[];
    created: Time;
}
export interface Setup {
    needs_owner: boolean;
    version: string;
}
export interface Session {
    id: Id;
    kind: "page" | "token";
    agent: string | null;
    created: Time;
    seen: Time | null;
    expires: Time | null;
    current: boolean;
}
export type Scope = "read" | "write" | "admin" | "approve";
export interface Key {
    id: Id;
    name: string;
    scopes: Scope[];
    created: Time;
    used: Time | null;
    expires: Time | null;
    key?: string;
}
export interface Member {
    id: Id;
    email: string;
    name: string;
    role: Role;
    since: Time;
}
export interface Invitation {
    id: Id;
    email: string;
    role: Role;
    created: Time;
    expires: Time;
    token?: string;
}

export interface Account {
    id: Id;
    name: string;
    kind: "asset" | "liability";
    currency: string;
    number: string | null;
    bank: string | null;
    balance: Amount;
    pending: Amount | null;
    available: Amount | null;
    transactions: number;
    held: number;
    newest: Day | null;
    lowest: Amount | null;
    created: Time;
    closed: Time | null;
}
export interface NewAccount {
    name: string;
    kind?: "asset" | "liability";
    currency?: string;
    number?: string;
    opening?: Amount;
    opening_date?: Day;
}

export interface Part {
    category: string;
    amount: Amount;
}
export type SortedBy = "none" | "classifier" | "file" | "pairing" | "rule" | "user";
export interface Transaction {
    id: Id;
    account: Ref;
    date: Day;
    amount: Amount;
    currency: string;
    state: "pending" | "posted" | "void";
    payee: string | null;
    text: string | null;
    memo: string | null;
    category: string | null;
    parts: Part[] /* one when it is not split; none when it is void */;
    tags: string[];
    notes: string | null;
    sorted_by: SortedBy;
    reconciled: boolean;
    opening: boolean;
    review: { candidate: Id; reason: string } | null;
    held: { verification: Id; why: string | null; deadline: string } | null;
    transfer: { id: Id } | null;
    import: Id | null;
}
/* What is near in its words; score: 1 is the same text. */
export interface Resembling {
    items: { score: number; transaction: Transaction }[];
    complete: boolean;
    model: string;
}
export const is_split = (t: Transaction) => t.parts.length > 1;

export interface TransactionEdit {
    category?: string;
    parts?: Part[];
    payee?: string;
    tags?: string[];
    notes?: string;
    reconciled?: boolean;
}
export interface NewTransaction {
    id?: Id;
    account: string;
    date: Day;
    amount: Amount;
    payee: string;
    memo?: string;
    category?: string;
    notes?: string;
    tags?: string[];
}
export interface BatchEdit {
    ids: Id[];
    category?: string;
    payee?: string;
    tags_add?: string[];
    tags_remove?: string[];
    reconciled?: boolean;
    void?: boolean;
    approve?: boolean;
}
export interface BatchReply {
    changed: number;
    refused: { id: Id; why: string }[];
    undo: string | null;
}

export interface Category {
    id: Id;
    path: string;
    kind: "expense" | "income" | "equity";
    transactions?: number | null;
    hidden?: boolean;
}
export interface Payee {
    id: string;
    name: string;
    transactions?: number | null;
    category: string | null;
}
export interface Tag {
    name: string;
    transactions: number;
}
export interface Rule {
    id: Id;
    position: number;
    text: string;
    matches?: number | null;
}
export interface RulesPreview {
    looked_at: number;
    changed: number;
    items: {
        transaction: Id;
        date: Day;
        payee: string | null;
        amount: Amount;
        currency: string;
        from: string | null;
        to: string | null;
    }[];
}

export type ImportState =
    "reading" | "ready" | "committing" | "committed" | "refused" | "undone" | "discarded";
export type Verdict = "new" | "known" | "settles" | "suggested";
export interface ImportAccount {
    name: string;
    currency: string;
    created: boolean;
    read: number;
    added: number;
    duplicates: number;
    settled: number;
    suggested: number;
    closing: Amount | null;
    balance: Amount | null;
    agrees: boolean | null;
}
export interface ImportSample {
    verdict: Verdict;
    account: string;
    date: Day;
    payee: string | null;
    category: string | null;
    amount: Amount;
    currency: string;
}
/* What a person should know about a file, and where in it. */
export interface ImportNote {
    line: number | null;
    detail: string;
}
export interface Import {
    id: Id;
    file: string;
    format: string | null;
    state: ImportState;
    progress: { bytes: number; bytes_all: number; entries: number } | null;
    read: number;
    new: number;
    known: number;
    settled: number;
    suggested: number;
    accounts: ImportAccount[];
    samples: ImportSample[];
    problem: ImportNote | null;
    notes: ImportNote[];
    created: Time;
    committed: Time | null;
}

export interface Budget {
    category: string;
    currency: string;
    amount: Amount;
    carried: Amount | null;
    limit: Amount;
    spent: Amount;
    left: Amount;
    percent: number;
    rollover: boolean;
}
export interface BudgetEdit {
    category: string;
    amount: Amount;
    currency?: string;
    from?: Month;
    rollover?: boolean;
}
export interface Goal {
    id: Id;
    name: string;
    target: Amount;
    currency: string;
    saved: Amount;
    account: Ref | null;
    due: Day | null;
    percent: number;
    monthly_needed: Amount | null;
    achieved: Time | null;
    created: Time;
}
export type CreditReason =
    | "too_soon"
    | "too_new"
    | "score"
    | "uses_much"
    | "missed"
    | "stressed"
    | "no_score"
    | "unanswered"
    | "uses_little";
/* Utilisations, targets and rates are per cent. */
export interface CreditCard {
    id: Id;
    account: Ref;
    currency: string;
    limit: Amount;
    statement_day: number;
    target: number;
    rate: number | null;
    opened: Day | null;
    owed: Amount;
    utilisation: number;
    statement: Day;
    projected: Amount;
    projected_utilisation: number;
    everyday: Amount;
    scheduled: Amount;
    advice: {
        pay: Amount;
        can: Amount;
        by: Day;
        utilisation: number;
        points: number;
        urgent: boolean;
    } | null;
    raise: { may: boolean; limit: Amount; months_to_wait: number; reasons: CreditReason[] };
    history: { date: Day; owed: Amount; utilisation: number }[];
}
export interface CreditTotal {
    currency: string;
    limit: Amount;
    owed: Amount;
    utilisation: number;
    projected: Amount;
    projected_utilisation: number;
}
export interface CreditScore {
    id: Id;
    date: Day;
    score: number;
    source: string | null;
}
export interface Credit {
    date: Day;
    totals: CreditTotal[];
    cards: CreditCard[];
    score: CreditScore | null;
    score_change: number | null;
    assumed: string;
}
export interface CreditCardEdit {
    account: string;
    limit?: Amount;
    statement_day?: number;
    target?: Amount;
}
export interface CreditRequest {
    id: Id;
    account: Ref;
    currency: string;
    state: "asked" | "granted" | "refused";
    limit_before: Amount;
    limit_asked: Amount;
    limit_granted: Amount | null;
    reason: string;
    letter: string;
    asked: Time;
    answered: Time | null;
}
export interface GoalEdit {
    name?: string;
    target?: Amount;
    currency?: string;
    account?: Id | null;
    saved?: Amount;
    due?: Day | null;
}

export interface SpendingRow {
    month?: Month | null;
    category?: string | null;
    currency: string;
    amount: Amount;
    pending: Amount | null;
}
export interface CashflowRow {
    month: Month;
    currency: string;
    income: Amount;
    spending: Amount;
    net: Amount;
}
export interface BalanceRow {
    account: string;
    id: Id;
    kind: "asset" | "liability";
    currency: string;
    balance: Amount;
    pending: Amount | null;
}
export interface NetWorthRow {
    month: Month;
    currency: string;
    assets: Amount;
    liabilities: Amount;
    net: Amount;
}

export interface RecurringPayment {
    account: Ref;
    payee: string | null;
    currency: string;
    amount: Amount;
    amount_low: Amount;
    amount_high: Amount;
    amounts: "fixed" | "stepped" | "drifting" | "seasonal" | "varying";
    schedule: string;
    every: "weeks" | "month_day" | "month_weekday";
    step: number;
    day: number;
    weekday: number;
    nth: number;
    next: Day | null;
    next_early: Day | null;
    next_late: Day | null;
    state: "running" | "late" | "missed" | "ended";
    confidence: number;
    count: number;
    last: Day;
    last_amount: Amount;
    rise: { from: Amount; to: Amount; date: Day } | null;
}
export interface ExpectedPayment {
    date: Day;
    payee: string | null;
    account: Ref;
    amount: Amount;
    low: Amount;
    high: Amount;
    chance: number;
    announced: boolean;
}
export interface RunDry {
    date: Day;
    chance: number;
    standard_error: number;
}
export interface CashFlowForecast {
    account: Ref | null;
    currency: string | null;
    as_of: Day;
    balance: Amount;
    lowest: Amount;
    dry: RunDry | null;
    by_the_end: RunDry | null;
    rest_days: number;
    rest_week: Amount;
    due: ExpectedPayment[];
    days: { date: Day; low: Amount; median: Amount; high: Amount; dry_by_then: number }[];
}

export type Severity = "info" | "notice" | "warning" | "alert";
export interface Insight {
    id: Id;
    agent: string;
    kind: string;
    severity: Severity;
    date: Day;
    title: string;
    body: string;
    transaction: Id | null;
    created: Time;
}
export interface Notification {
    id: Id;
    channel: string;
    severity: Severity;
    title: string;
    body: string;
    kind: string;
    state: "queued" | "delivered" | "failed" | "read" | "bounced" | "sent";
    insight: Id | null;
    link: string | null;
    personal: boolean;
    to: string | null;
    created: Time;
    done: Time | null;
    tries: number;
    next_try: Time | null;
    why: string | null;
}
export type ProposalState = "waiting" | "approved" | "done" | "denied" | "expired" | "failed" | "withdrawn";
export interface Proposal {
    id: Id;
    state: ProposalState;
    kind: string;
    summary: string;
    reason: string;
    agent: string | null;
    run: Id | null;
    amount: Amount | null;
    currency: string | null;
    action: Record<string, unknown>;
    digest: string;
    decision: {
        verdict: "deny" | "ask" | "allow";
        rule: string;
        why: string;
        approvals_needed: number;
        approvals: number;
        step_up: boolean;
        not_before: Time | null;
    };
    expires: Time | null;
    created: Time;
    changed: Time;
    receipt: unknown;
}
export type PaymentState = "planned" | "held" | "submitted" | "paid" | "failed" | "cancelled";
export interface Payment {
    id: Id;
    state: PaymentState;
    kind: "payment" | "transfer";
    account: string;
    payee: string;
    number: string | null;
    amount: Amount;
    currency: string;
    due: Day;
    reference: string | null;
    category: string | null;
    mandate: Id | null;
    occurrence: Day | null;
    transaction: Id | null;
    provider: string | null;
    provider_reference: string | null;
    tries: number;
    why: string | null;
    created: Time;
    changed: Time;
}
export interface Mandate {
    id: Id;
    state: "active" | "ended";
    account: string;
    payee: string;
    number: string | null;
    most: Amount;
    currency: string;
    every: string;
    first: Day;
    next: Day | null;
    reference: string | null;
    category: string | null;
    confirmed: boolean;
    why: string | null;
    created: Time;
    ended: Time | null;
}
export interface PaymentCalendar {
    from: Day;
    to: Day;
    days: {
        date: Day;
        payments: Payment[];
        expected: { mandate: Id; account: string; payee: string; most: Amount; currency: string }[];
    }[];
}
export interface NewPayment {
    id: Id;
    account: string;
    payee?: string;
    to?: string;
    number?: string;
    amount: Amount;
    due?: Day;
    reference?: string;
    category?: string;
}
export interface NewMandate {
    id: Id;
    account: string;
    payee: string;
    number?: string;
    amount: Amount;
    every: string;
    first: Day;
    reference?: string;
    category?: string;
    replaces?: Id;
}
export interface PaymentAsked {
    state: ProposalState;
    proposal: Proposal;
    payment: Payment | null;
    mandate: Mandate | null;
}
export interface LoggedEvent {
    id: string;
    type: string;
    subject: string;
    time: Time;
}
export interface HeldPayment {
    id: Id;
    state: "open" | "confirmed" | "denied" | "gone";
    transaction: Id;
    date: Day;
    amount: Amount;
    currency: string;
    payee: string;
    account: string;
    why: string;
    score: number;
    probability: number | null;
    reasons: { reason: string; words: string; weight: number }[];
    similar: { transaction: Id; date: Day; amount: Amount; currency: string; payee: string; state: string }[];
    deadline: Time;
    late: boolean;
    held: Time;
    answered: Time | null;
}
export interface AgentRun {
    run: { id: Id; agent: string; kind: string; started: Time; took_us: number; outcome: string };
    facts: unknown;
    decision: { because: string[] };
}
export interface StepUp {
    app: boolean;
    since: Time | null;
}
export interface NotificationTry {
    at: Time;
    outcome: "taken" | "later" | "away" | "refused" | "bounced" | "gone";
    status: number | null;
    unknown: boolean;
    why: string | null;
}
export interface NotificationWithTries extends Notification {
    attempts: NotificationTry[];
}
export type NoticeLevel = "info" | "notice" | "warning" | "alert" | "never";
export type NoticeHow = "by_severity" | "never" | "at_once" | "digest";
export interface NotificationChoice {
    kind: string;
    title?: string;
    how: NoticeHow;
}
export interface NotificationPreferences {
    email: string;
    sends_mail: boolean;
    bounced: string | null;
    at_once: NoticeLevel;
    digest_from: NoticeLevel;
    digest: "never" | "daily" | "weekly";
    digest_at: string;
    digest_weekday: string;
    quiet_from: string | null;
    quiet_to: string | null;
    answer_links: boolean;
    kinds: NotificationChoice[];
}
export interface Template {
    kind: string;
    name: string;
    severity: Severity;
    chosen: boolean;
}
export interface TemplatePreview {
    kind: string;
    locale: string;
    title: string;
    text: string;
    html: string;
}
export interface Webhook {
    id: Id;
    name: string;
    url: string;
    kinds: string[];
    least: Severity;
    state: "on" | "off" | "gone";
    why: string | null;
    created: Time;
    secret?: string;
}
export interface Agent {
    name: string;
    title: string;
    state: "well" | "failing" | "idle";
    processed: number;
    failed: number;
    dead: number;
    behind: number;
    last: Time | null;
    why: string | null;
}
