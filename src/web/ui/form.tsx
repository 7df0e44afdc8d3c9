/* Forms: a field shows the API's complaint about it beside itself. */
import type { FunctionComponent, HTMLAttributes } from "preact";
import { useId, useRef, useState } from "preact/hooks";
import { ApiError } from "../api";
import { t } from "../text";
import { type Children, Button, error_text, IconButton, Trouble } from "./basics";

interface FieldProps {
    label: string;
    hint?: string;
    error?: string | null;
    children: (given: { id: string; "aria-describedby"?: string; "aria-invalid"?: "true" }) => Children;
}
export function Field({ label, hint, error, children }: FieldProps) {
    const id = useId();
    const about = error || hint ? `${id}-about` : undefined;
    return (
        <div class="field">
            <label class="field-label" for={id}>
                {label}
            </label>
            {children({ id, "aria-describedby": about, "aria-invalid": error ? "true" : undefined })}
            {error ? (
                <span id={about} class="field-error" role="alert">
                    {error}
                </span>
            ) : hint ? (
                <span id={about} class="field-hint">
                    {hint}
                </span>
            ) : null}
        </div>
    );
}

type InputProps = Omit<HTMLAttributes<HTMLInputElement>, "label" | "role" | "type" | "class"> & {
    label: string;
    name?: string;
    value: string;
    type?: "text" | "email" | "date" | "search";
    inputMode?: "decimal" | "numeric" | "text";
    autocomplete?: string;
    placeholder?: string;
    maxLength?: number;
    required?: boolean;
    disabled?: boolean;
    hint?: string;
    error?: string | null;
    onText?: (text: string) => void;
};
/* <input> whose type is known only when it runs; Preact's own types want one for each. */
type AnyInputProps = Omit<InputProps, "label" | "onText" | "type" | "class"> & {
    type: string;
    class: string;
};
const AnyInput = "input" as unknown as FunctionComponent<AnyInputProps>;

export function TextField({ label, hint, error, onText, ...rest }: InputProps) {
    return (
        <Field label={label} hint={hint} error={error}>
            {given => (
                <AnyInput
                    class="input"
                    type="text"
                    {...rest}
                    {...given}
                    onInput={e => onText?.(e.currentTarget.value)}
                />
            )}
        </Field>
    );
}

export function PasswordField(props: InputProps) {
    const [shown, show] = useState(false);
    const { label, hint, error, onText, ...rest } = props;
    return (
        <Field label={label} hint={hint} error={error}>
            {given => (
                <div class="input-wrap">
                    <AnyInput
                        class="input"
                        {...rest}
                        {...given}
                        type={shown ? "text" : "password"}
                        onInput={e => onText?.(e.currentTarget.value)}
                    />
                    <IconButton
                        icon={shown ? "eye-off" : "eye"}
                        label={shown ? t.sign.hide : t.sign.show}
                        aria-pressed={shown}
                        onClick={() => show(!shown)}
                    />
                </div>
            )}
        </Field>
    );
}

interface SelectProps {
    label: string;
    hint?: string;
    error?: string | null;
    value: string;
    options: { value: string; text: string }[];
    onValue: (value: string) => void;
}
export function SelectField({ label, hint, error, value, options, onValue }: SelectProps) {
    return (
        <Field label={label} hint={hint} error={error}>
            {given => (
                <select class="input" {...given} value={value} onChange={e => onValue(e.currentTarget.value)}>
                    {options.map(o => (
                        <option key={o.value} value={o.value}>
                            {o.text}
                        </option>
                    ))}
                </select>
            )}
        </Field>
    );
}

export function Check({
    label,
    checked,
    onCheck,
}: {
    label: string;
    checked: boolean;
    onCheck: (on: boolean) => void;
}) {
    return (
        <label class="check">
            <input type="checkbox" checked={checked} onChange={e => onCheck(e.currentTarget.checked)} />
            <span>{label}</span>
        </label>
    );
}

/* The API's details begin with the field's name; beside the field that is said already. */
function beside(name: string, error: unknown): string {
    const text = error_text(error);
    return text.startsWith(`${name}: `) ? text.slice(name.length + 2) : text;
}

export interface Submit {
    busy: boolean;
    /* The complaint about a field, for its `error`. */
    of: (field: string) => string | null;
    /* A complaint that no field shows. */
    other: unknown;
    complain: (field: string, text: string) => void;
    run: (work: () => Promise<void>) => Promise<void>;
}
/* What a form does when it is sent. `fields` are those that show their own complaints. */
export function useSubmit(fields: string[] = []): Submit {
    const [busy, set_busy] = useState(false);
    const [error, set_error] = useState<unknown>(null);
    const running = useRef(false);
    const field = error instanceof ApiError ? error.field : null;
    const own = field !== null && fields.includes(field);
    return {
        busy,
        of: name => (own && field === name ? beside(name, error) : null),
        other: own ? null : error,
        complain: (name, text) => set_error(new ApiError(422, "page", text, name)),
        run: async work => {
            if (running.current) return;
            running.current = true;
            set_busy(true);
            set_error(null);
            try {
                await work();
            } catch (e) {
                set_error(e);
            } finally {
                running.current = false;
                set_busy(false);
            }
        },
    };
}

interface FormProps {
    submit: Submit;
    onSubmit: () => Promise<void>;
    children: Children;
    class?: string;
}
export function Form({ submit, onSubmit, children, class: name }: FormProps) {
    return (
        <form
            class={name}
            noValidate
            onSubmit={e => {
                e.preventDefault();
                void submit.run(onSubmit);
            }}
        >
            {submit.other ? <Trouble error={submit.other} /> : null}
            {children}
        </form>
    );
}

export function FormFoot({
    submit,
    label,
    onCancel,
}: {
    submit: Submit;
    label: string;
    onCancel?: () => void;
}) {
    return (
        <div class="dialog-foot">
            {onCancel ? (
                <Button kind="quiet" onClick={onCancel}>
                    {t.do.cancel}
                </Button>
            ) : null}
            <Button kind="main" type="submit" busy={submit.busy}>
                {label}
            </Button>
        </div>
    );
}
