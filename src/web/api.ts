/* The API's client: one function per call, typed by hand to the contract. Every write carries an Idempotency-Key, so one that is sent
 * twice happens once; a request whose answer got lost may simply be sent again with the same key. */
import type * as T from "./types";
import { uuid } from "./ids";

export class ApiError extends Error {
    constructor(
        readonly status: number /* 0: no answer came */,
        readonly code: string,
        message: string,
        readonly field: string | null = null,
        readonly retry_after_s: number | null = null,
    ) {
        super(message);
    }
    get offline(): boolean {
        return this.status === 0;
    }
}

type Query = Record<string, string | number | boolean | null | undefined>;
interface Options {
    query?: Query;
    body?: unknown;
    signal?: AbortSignal;
    key?: string;
}
export interface Reply<R> {
    value: R;
    headers: Headers;
}

const ROOT = "/api/v1";
const RETRIES_MOST = 2;
let signed_out: () => void = () => undefined;
/* Who is told when a session has ended. */
export function on_signed_out(handler: () => void) {
    signed_out = handler;
}

export function query_text(query: Query = {}): string {
    const given = Object.entries(query).filter(([, v]) => v !== null && v !== undefined && v !== "");
    const text = new URLSearchParams(given.map(([k, v]) => [k, String(v)])).toString();
    return text ? `?${text}` : "";
}

export async function error_of(response: Response): Promise<ApiError> {
    const problem = await response.json().catch(() => ({}));
    const wait = Number(response.headers.get("Retry-After"));
    const detail = problem.detail || problem.title || response.statusText || `HTTP ${response.status}`;
    return new ApiError(response.status, problem.code ?? "", detail, problem.field ?? null, wait || null);
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

async function send<R>(method: string, path: string, options: Options = {}, attempt = 0): Promise<Reply<R>> {
    const headers: Record<string, string> = { Accept: "application/json" };
    const writes = method !== "GET";
    const key = options.key ?? uuid();
    if (writes) headers["Idempotency-Key"] = key;
    if (options.body !== undefined) headers["Content-Type"] = "application/json";
    let response: Response;
    try {
        response = await fetch(ROOT + path + query_text(options.query), {
            method,
            headers,
            body: options.body === undefined ? undefined : JSON.stringify(options.body),
            signal: options.signal,
            credentials: "same-origin",
        });
    } catch (e) {
        if ((e as Error).name === "AbortError") throw e;
        if (attempt < RETRIES_MOST) {
            await pause(250 * 2 ** attempt);
            return send(method, path, { ...options, key }, attempt + 1);
        }
        throw new ApiError(0, "offline", "");
    }
    if (response.status === 503 && attempt < RETRIES_MOST) {
        await pause(Math.min(3, Number(response.headers.get("Retry-After")) || 1) * 1000);
        return send(method, path, { ...options, key }, attempt + 1);
    }
    if (!response.ok) {
        if (response.status === 401 && !path.startsWith("/auth/")) signed_out();
        throw await error_of(response);
    }
    const value = response.status === 204 ? undefined : await response.json();
    return { value: value as R, headers: response.headers };
}

const value = async <R>(reply: Promise<Reply<R>>): Promise<R> => (await reply).value;
const get = <R>(path: string, query?: Query, signal?: AbortSignal) =>
    value(send<R>("GET", path, { query, signal }));
const post = <R = void>(path: string, body: unknown = {}) => value(send<R>("POST", path, { body }));
const put = <R = void>(path: string, body: unknown) => value(send<R>("PUT", path, { body }));
const patch = <R = void>(path: string, body: unknown) => value(send<R>("PATCH", path, { body }));
const remove = (path: string, query?: Query) => value(send<void>("DELETE", path, { query }));

/* An edit and the token that takes it back. */
export interface Edited {
    transaction: T.Transaction;
    undo: string | null;
}
async function edited(method: string, path: string, body: unknown = {}): Promise<Edited> {
    const reply = await send<T.Transaction>(method, path, { body });
    return { transaction: reply.value, undo: reply.headers.get("Florin-Undo") };
}

export const api = {
    setup: () => get<T.Setup>("/setup"),
    sign_up: (b: {
        email: string;
        password: string;
        name?: string;
        household_name?: string;
        invitation?: string;
    }) => post<{ user: T.Me }>("/auth/signup", b),
    log_in: (b: { email: string; password: string; remember?: boolean }) =>
        post<{ user: T.Me }>("/auth/login", b),
    log_out: () => post("/auth/logout"),
    log_out_everywhere: (keys: boolean) => post("/auth/logout-everywhere", { keys }),
    password: (current: string, next: string) => post("/auth/password", { current, new: next }),

    me: () => get<T.Me>("/me"),
    me_edit: (b: { name?: string; locale?: string; time_zone?: string }) => patch<T.Me>("/me", b),
    me_household: (household: T.Id) => post<T.Me>("/me/household", { household }),
    sessions: () => get<T.Items<T.Session>>("/sessions"),
    session_end: (id: T.Id) => remove(`/sessions/${id}`),
    keys: () => get<T.Items<T.Key>>("/keys"),
    key_new: (b: { name: string; scopes: T.Scope[]; expires?: T.Time }) => post<T.Key>("/keys", b),
    key_end: (id: T.Id) => remove(`/keys/${id}`),
    household_edit: (b: { name?: string; currency?: string }) => patch<T.Household>("/household", b),
    members: () => get<T.Items<T.Member>>("/members"),
    member_edit: (id: T.Id, role: T.Role) => patch<T.Member>(`/members/${id}`, { role }),
    member_end: (id: T.Id) => remove(`/members/${id}`),
    invitations: () => get<T.Items<T.Invitation>>("/invitations"),
    invite: (email: string, role: T.Role) => post<T.Invitation>("/invitations", { email, role }),
    invitation_end: (id: T.Id) => remove(`/invitations/${id}`),

    accounts: (signal?: AbortSignal) => get<T.Items<T.Account>>("/accounts", {}, signal),
    account: (id: T.Id) => get<T.Account>(`/accounts/${id}`),
    account_new: (b: T.NewAccount) => post<T.Account>("/accounts", b),
    account_edit: (id: T.Id, b: { name?: string; lowest?: T.Amount | null; closed?: boolean }) =>
        patch<T.Account>(`/accounts/${id}`, b),
    account_balances: (id: T.Id, from: T.Month, to: T.Month) =>
        get<T.Items<{ month: T.Month; balance: T.Amount }>>(`/accounts/${id}/balances`, { from, to }),

    transactions: (query: Query, signal?: AbortSignal) =>
        get<T.Page<T.Transaction>>("/transactions", query, signal),
    transaction: (id: T.Id, signal?: AbortSignal) => get<T.Transaction>(`/transactions/${id}`, {}, signal),
    transactions_similar: (transaction: T.Id, limit: number, signal?: AbortSignal) =>
        get<T.Resembling>("/transactions/similar", { transaction, limit }, signal),
    transaction_new: (b: T.NewTransaction) => post<T.Transaction>("/transactions", b),
    transaction_edit: (id: T.Id, b: T.TransactionEdit) => edited("PATCH", `/transactions/${id}`, b),
    transaction_split: (id: T.Id, parts: T.Part[]) => edited("POST", `/transactions/${id}/split`, { parts }),
    transaction_approve: (id: T.Id) => edited("POST", `/transactions/${id}/approve`),
    transaction_void: (id: T.Id) => edited("POST", `/transactions/${id}/void`),
    transaction_review: (id: T.Id, same: boolean) => edited("POST", `/transactions/${id}/review`, { same }),
    /* `id` becomes void: it is the same payment as `stays`. */
    transaction_merge: (id: T.Id, stays: T.Id) =>
        edited("POST", `/transactions/${id}/merge`, { with: stays }),
    batch: (b: T.BatchEdit) => post<T.BatchReply>("/transactions/batch", b),
    undo: (undo: string) => post<{ changed: number }>("/undo", { undo }),

    categories: () => get<T.Items<T.Category>>("/categories"),
    category_new: (path: string) => post<T.Category>("/categories", { path }),
    category_rename: (id: T.Id, path: string) => patch<T.Category>(`/categories/${id}`, { path }),
    payees: (q: string, limit = 20, signal?: AbortSignal) =>
        get<T.Page<T.Payee>>("/payees", { q, limit }, signal),
    payee_rename: (id: string, name: string) => patch<T.Payee>(`/payees/${id}`, { name }),
    tags: () => get<T.Items<T.Tag>>("/tags"),
    rules: () => get<T.Items<T.Rule>>("/rules"),
    rule_new: (text: string, position?: number) => post<T.Rule>("/rules", { text, position }),
    rule_edit: (id: T.Id, b: { text?: string; position?: number }) => patch<T.Rule>(`/rules/${id}`, b),
    rule_end: (id: T.Id) => remove(`/rules/${id}`),
    rules_replace: (text: string) => put<T.Items<T.Rule>>("/rules", { text }),
    rules_preview: (b: { text: string; whole?: boolean; all?: boolean }) =>
        post<T.RulesPreview>("/rules/preview", b),
    rules_apply: (all: boolean) => post<{ looked_at: number; changed: number }>("/rules/apply", { all }),

    imports: (query: Query = {}) => get<T.Page<T.Import>>("/imports", query),
    import_one: (id: T.Id) => get<T.Import>(`/imports/${id}`),
    import_commit: (id: T.Id) => post<T.Import>(`/imports/${id}/commit`),
    import_undo: (id: T.Id) => post<T.Import>(`/imports/${id}/undo`),
    import_discard: (id: T.Id) => remove(`/imports/${id}`),

    budgets: (month: T.Month) => get<T.Items<T.Budget>>("/budgets", { month }),
    budget_set: (b: T.BudgetEdit) => put<T.Budget>("/budgets", b),
    budget_end: (category: string, currency: string, from?: T.Month) =>
        remove("/budgets", { category, currency, from }),
    goals: () => get<T.Items<T.Goal>>("/goals"),
    goal_new: (b: T.GoalEdit) => post<T.Goal>("/goals", b),
    goal_edit: (id: T.Id, b: T.GoalEdit) => patch<T.Goal>(`/goals/${id}`, b),
    goal_end: (id: T.Id) => remove(`/goals/${id}`),

    credit: () => get<T.Credit>("/credit"),
    credit_card_set: (b: T.CreditCardEdit) => put<T.CreditCard>("/credit/cards", b),
    credit_card_end: (id: T.Id) => remove(`/credit/cards/${id}`),
    credit_scores: () => get<T.Items<T.CreditScore>>("/credit/scores"),
    credit_score_add: (b: { score: number; date?: T.Day; source?: string }) => post("/credit/scores", b),
    credit_scores_import: (text: string) =>
        post<{ added: number; changed: number; same: number }>("/credit/scores/import", { text }),
    credit_requests: () => get<T.Items<T.CreditRequest>>("/credit/requests"),
    credit_answer: (id: T.Id, b: { outcome: "granted" | "refused"; limit?: T.Amount }) =>
        post<T.CreditRequest>(`/credit/requests/${id}/answer`, b),

    spending: (query: {
        by: string;
        from?: T.Month;
        to?: T.Month;
        category?: string;
        currency?: string;
        depth?: number;
        account?: T.Id;
    }) => get<T.Items<T.SpendingRow>>("/reports/spending", query),
    cashflow: (query: { from?: T.Month; to?: T.Month; currency?: string; account?: T.Id }) =>
        get<T.Items<T.CashflowRow>>("/reports/cashflow", query),
    balances: (at?: T.Month) => get<T.Items<T.BalanceRow>>("/reports/balances", { at }),
    net_worth: (query: { from?: T.Month; to?: T.Month; currency?: string }) =>
        get<T.Items<T.NetWorthRow>>("/reports/networth", query),

    recurring: (query: { account?: T.Id; today?: T.Day }) =>
        get<T.Items<T.RecurringPayment>>("/recurring", query),
    cash_flow_ahead: (query: { account?: T.Id; currency?: string; days?: number; today?: T.Day }) =>
        get<T.CashFlowForecast>("/forecast/cash-flow", query),

    insights: (query: Query = {}) => get<T.Page<T.Insight>>("/insights", query),
    insight_dismiss: (id: T.Id) => remove(`/insights/${id}`),
    notifications: (query: Query = {}) => get<T.Page<T.Notification>>("/notifications", query),
    notification_read: (id: T.Id) => post(`/notifications/${id}/read`),
    notifications_read: () => post("/notifications/read-all"),
    notification: (id: T.Id) => get<T.NotificationWithTries>(`/notifications/${id}`),
    preferences: () => get<T.NotificationPreferences>("/notification-preferences"),
    preferences_edit: (b: Partial<T.NotificationPreferences>) =>
        patch<T.NotificationPreferences>("/notification-preferences", b),
    templates: () => get<T.Items<T.Template>>("/templates"),
    template: (kind: string, locale: string) => get<T.TemplatePreview>(`/templates/${kind}`, { locale }),
    template_test: (kind: string) => post<{ id: T.Id }>(`/templates/${kind}/test`),
    webhooks: () => get<T.Items<T.Webhook>>("/webhooks"),
    webhook_new: (b: { name: string; url: string }) => post<T.Webhook>("/webhooks", b),
    webhook_edit: (id: T.Id, b: { name?: string; url?: string; off?: boolean }) =>
        patch<T.Webhook>(`/webhooks/${id}`, b),
    webhook_secret: (id: T.Id) => post<T.Webhook>(`/webhooks/${id}/secret`),
    webhook_test: (id: T.Id) => post<{ id: T.Id }>(`/webhooks/${id}/test`),
    webhook_end: (id: T.Id) => remove(`/webhooks/${id}`),
    agents: () => get<T.Items<T.Agent>>("/agents"),
    agent_run: (id: T.Id) => get<T.AgentRun>(`/agents/runs/${id}`),

    proposals: (query: Query = {}) => get<T.Page<T.Proposal>>("/approvals", query),
    proposal_approve: (it: T.Proposal, code?: string) =>
        post<T.Proposal>(`/approvals/${it.id}/approve`, { digest: it.digest, ...(code ? { code } : {}) }),
    proposal_deny: (id: T.Id) => post<T.Proposal>(`/approvals/${id}/deny`),

    proposal: (id: T.Id) => get<T.Proposal>(`/approvals/${id}`),
    propose: (b: { kind: string; key: string; action: Record<string, string>; reason?: string }) =>
        post<T.Proposal>("/approvals", b),

    payments: (query: Query = {}) => get<T.Page<T.Payment>>("/payments", query),
    payment: (id: T.Id) => get<T.Payment>(`/payments/${id}`),
    payment_calendar: (from: T.Day, to: T.Day) => get<T.PaymentCalendar>("/payments/calendar", { from, to }),
    payment_new: (b: T.NewPayment) => post<T.PaymentAsked>("/payments", b),
    payment_cancel: (id: T.Id) => post<T.Payment>(`/payments/${id}/cancel`),
    payment_settle: (id: T.Id, paid: boolean) => post<T.Payment>(`/payments/${id}/settle`, { paid }),
    mandates: (ended: boolean) => get<T.Items<T.Mandate>>("/payments/mandates", { ended }),
    mandate_new: (b: T.NewMandate) => post<T.PaymentAsked>("/payments/mandates", b),
    mandate_end: (id: T.Id) => post<T.Mandate>(`/payments/mandates/${id}/end`),
    events: (query: Query) => get<T.Page<T.LoggedEvent>>("/events", query),

    held_payments: (query: Query = {}) => get<T.Page<T.HeldPayment>>("/security/inbox", query),
    held_question: (id: T.Id) =>
        get<{ number: number; question: string | null }>(`/security/inbox/${id}/question`),
    held_confirm: (id: T.Id, proof: { code?: string; mailed_code?: string; answer?: string }) =>
        post<T.HeldPayment>(`/security/inbox/${id}/confirm`, proof),
    held_deny: (id: T.Id) => post<T.HeldPayment>(`/security/inbox/${id}/deny`),
    held_code: () => post<{ minutes: number }>("/security/code"),

    step_up: () => get<T.StepUp>("/me/step-up"),
    step_up_begin: (password: string) =>
        post<{ secret: string; uri: string }>("/me/step-up/app", { password }),
    step_up_confirm: (code: string) => post<T.StepUp>("/me/step-up/confirm", { code }),
    step_up_end: (code: string) => post<T.StepUp>("/me/step-up/end", { code }),
};

export const export_path = (query: Query) => `${ROOT}/exports${query_text(query)}`;
export const template_path = (kind: string, locale: string) =>
    `${ROOT}/templates/${kind}/page${query_text({ locale })}`;
export const upload_path = (query: Query) => `${ROOT}/imports${query_text(query)}`;
export const live_path = (after: string | null) => `/ws${query_text({ after })}`;
