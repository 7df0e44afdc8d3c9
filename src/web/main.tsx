/* The page begins here. */
import { render } from "preact";
import { App } from "./app";
import { session_start } from "./session";
import { theme_apply } from "./theme";

theme_apply();
const root = document.getElementById("app")!;
root.textContent = "";
render(<App />, root);
void session_start();
