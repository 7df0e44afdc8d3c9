/* Files on their way to the server. XMLHttpRequest, because fetch does not say how much has been sent. They go on while one looks at other
 * views; two at a time. */
import { signal } from "@preact/signals";
import { ApiError, upload_path } from "./api";
import { uuid } from "./ids";
import { changed } from "./query";
import { me } from "./session";
import type { Import } from "./types";

export interface Upload {
    id: string;
    name: string;
    size: number;
    sent: number;
    error: ApiError | null;
    file: File;
    how: How;
    stop: () => void;
}
/* What the file does not say itself. */
export interface How {
    currency?: string;
    account?: string;
    unreconciled?: boolean;
}
const AT_ONCE = 2;
const SIZE_MOST = 256 * 1024 * 1024;

export const uploads = signal<Upload[]>([]);
/* Files of this visit by the import they became: one that was refused may be read again, differently. */
export const files = new Map<string, File>();
const waiting: string[] = [];
let running = 0;

function update(id: string, change: Partial<Upload>) {
    uploads.value = uploads.value.map(u => (u.id === id ? { ...u, ...change } : u));
}

export function upload_forget(id: string) {
    uploads.value.find(u => u.id === id)?.stop();
    uploads.value = uploads.value.filter(u => u.id !== id);
}

export function upload_again(id: string) {
    const again = uploads.value.find(u => u.id === id);
    if (!again) return;
    upload_forget(id);
    upload([again.file], again.how);
}

export function upload(chosen: File[], how: How = {}) {
    for (const file of chosen) {
        const id = uuid();
        const stop = () => void waiting.splice(0, waiting.length, ...waiting.filter(w => w !== id));
        const error = file.size > SIZE_MOST ? new ApiError(413, "too_large", "256 MiB") : null;
        uploads.value = [
            ...uploads.value,
            { id, name: file.name, size: file.size, sent: 0, error, file, how, stop },
        ];
        if (!error) waiting.push(id);
    }
    next();
}

function next() {
    while (running < AT_ONCE && waiting.length > 0) {
        const one = uploads.value.find(u => u.id === waiting[0]);
        waiting.shift();
        if (one) begin(one);
    }
}

function problem(request: XMLHttpRequest): ApiError {
    if (request.status === 0) return new ApiError(0, "offline", "");
    let said: { detail?: string; title?: string; code?: string; field?: string } = {};
    try {
        said = JSON.parse(request.responseText);
    } catch {
        /* A proxy's page: the status says enough. */
    }
    const text = said.detail ?? said.title ?? request.statusText;
    return new ApiError(request.status, said.code ?? "", text, said.field ?? null);
}

function begin(one: Upload) {
    const request = new XMLHttpRequest();
    running++;
    request.open("POST", upload_path({ name: one.name, currency: me.value?.household.currency, ...one.how }));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Idempotency-Key", one.id);
    request.upload.onprogress = e => update(one.id, { sent: e.loaded });
    request.onloadend = () => {
        running--;
        if (request.status >= 200 && request.status < 300) {
            const made = JSON.parse(request.responseText) as Import;
            uploads.value = uploads.value.filter(u => u.id !== one.id);
            files.set(made.id, one.file);
            changed(`import.${made.state}`);
        } else update(one.id, { error: problem(request) });
        next();
    };
    update(one.id, { stop: () => request.abort() });
    request.send(one.file);
}
