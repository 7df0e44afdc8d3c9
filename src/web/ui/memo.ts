/* A component that is drawn again only when one of its properties is another: for the rows of long lists. */
import { Component, createElement, type FunctionComponent } from "preact";

function differs(a: Record<string, unknown>, b: Record<string, unknown>): boolean {
    for (const name in b) if (a[name] !== b[name]) return true;
    for (const name in a) if (!(name in b)) return true;
    return false;
}

export function memo<P extends object>(inner: FunctionComponent<P>): FunctionComponent<P> {
    class Memo extends Component<P> {
        override shouldComponentUpdate(next: Readonly<P>) {
            return differs(this.props as Record<string, unknown>, next as Record<string, unknown>);
        }
        override render() {
            return createElement(inner, this.props as P);
        }
    }
    return Memo as unknown as FunctionComponent<P>;
}
