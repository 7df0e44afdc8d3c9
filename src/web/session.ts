/* Who is signed in, and what everything else on the page needs to know about them. */
import { computed, signal } from "@preact/signals";
import { api, ApiError, on_signed_out } from "./api";
import { live_start, live_stop } from "./live";
import { forget_all } from "./query";
import { region_use } from "./text";
import type { Me, Setup } from "./types";

/* undefined: not known yet. */
export const me = signal<Me | null | undefined>(undefined);
export const setup = signal<Setup | null>(null);
export const start_error = signal<ApiError | null>(null);

/* What sums are in: the one that was chosen for now, else the household's currency; before it has one, or while no account is in it, that of
 * most accounts: a page of zeros would hide what is there. Amounts of two currencies are never added. */
export const chosen_currency = signal<string | null>(null);
export const currencies = signal<string[]>([]); /* of the accounts, the most frequent first */
export const currency = computed(() => {
    const own = me.value?.household.currency;
    const held = currencies.value;
    const first = own && (held.length === 0 || held.includes(own)) ? own : held[0];
    return chosen_currency.value ?? first ?? "EUR";
});
export const may_write = computed(() => me.value?.role === "owner" || me.value?.role === "member");
export const is_owner = computed(() => me.value?.role === "owner");

export function signed_in(user: Me) {
    forget_all();
    region_use(user.locale);
    me.value = user;
    live_start();
}

export function signed_out() {
    live_stop();
    forget_all();
    chosen_currency.value = null;
    me.value = null;
}
on_signed_out(signed_out);

export async function sign_out() {
    await api.log_out().catch(() => undefined);
    signed_out();
}

/* Finds out who we are; when nobody, whether the server waits for its owner. */
export async function session_start() {
    start_error.value = null;
    try {
        signed_in(await api.me());
    } catch (e) {
        if (!(e instanceof ApiError) || e.status !== 401) {
            start_error.value = e instanceof ApiError ? e : new ApiError(0, "page", String(e));
            return;
        }
        setup.value = await api.setup().catch(() => null);
        me.value = null;
    }
}
