/* A mock of the API, to develop the page and to take screenshots without the program: node mock/server.mjs [PORT] [--empty] [--needs-owner]
 *
 * Serves the bundle of FLORIN_WEB (a folder made by src/web/build.mjs) with the headers that the program uses. Sign in as
 * ada@example.org, "correct horse battery". */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";
import { is_public, routes } from "./routes.mjs";
import { new_world, Problem, tell } from "./world.mjs";

const POLICY =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
    "manifest-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const compiled = Object.entries(routes).map(([name, handle]) => {
    const [method, path] = name.split(" ");
    return { name, method, pattern: new RegExp(`^${path.replace(":id", "(?<id>[^/]+)")}$`), handle };
});
compiled.sort((a, b) => Number(a.name.includes(":")) - Number(b.name.includes(":")));

function send(response, status, body, headers = {}) {
    const json = body === undefined ? "" : JSON.stringify(body);
    response.writeHead(status, {
        "Content-Type": status < 400 ? "application/json" : "application/problem+json",
        ...headers,
    });
    response.end(json);
}

const session_of = request => /florin_session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];

async function read_body(request) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks);
}

async function answer_api(world, request, response, url) {
    const path = url.pathname.slice("/api/v1".length);
    const raw = await read_body(request);
    const found = compiled
        .filter(r => r.method === request.method)
        .map(r => ({ ...r, match: r.pattern.exec(path) }))
        .find(r => r.match);
    const session = session_of(request);
    if (!found) throw new Problem(404, "not_found", `there is no ${request.method} ${path}`);
    if (!is_public(found.name) && !world.signed_in.has(session))
        throw new Problem(401, "signed_out", "not signed in");
    const is_json = request.headers["content-type"]?.includes("json");
    const body = is_json && raw.length > 0 ? JSON.parse(raw) : undefined;
    const reply = found.handle({
        world,
        query: url.searchParams,
        body,
        raw,
        session,
        id: found.match.groups?.id,
    });
    if (reply.raw !== undefined) {
        response.writeHead(200, reply.headers);
        response.end(reply.raw);
    } else send(response, reply.status ?? 200, reply.body, reply.headers);
}

function answer_page(folder, request, response, url) {
    const assets = JSON.parse(readFileSync(join(folder, "assets.json"), "utf8"));
    const asset =
        assets.find(a => a.path === url.pathname) ?? (url.pathname.startsWith("/assets/") ? null : assets[0]);
    if (!asset) return send(response, 404, { title: "Not found" });
    response.writeHead(200, {
        "Content-Type": asset.type,
        "Cache-Control": asset.cache,
        ETag: asset.etag,
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
    });
    response.end(readFileSync(join(folder, "dist", asset.path === "/" ? "index.html" : asset.path)));
}

/* Starts one; resolves to {url, world, tell, close}. */
export function mock_start({ folder, port = 0, ...how }) {
    const world = new_world(how);
    const server = createServer((request, response) => {
        const url = new URL(request.url, "http://mock");
        const work = async () =>
            url.pathname.startsWith("/api/v1/")
                ? answer_api(world, request, response, url)
                : answer_page(folder, request, response, url);
        work().catch(e => {
            if (!(e instanceof Problem)) console.error(e);
            const status = e.status ?? 500;
            const problem = {
                type: "about:blank",
                title: e.code ?? "internal",
                status,
                detail: e.message,
                code: e.code,
            };
            send(response, status, e.field ? { ...problem, field: e.field } : problem);
        });
    });
    const sockets = new WebSocketServer({ noServer: true });
    server.on("upgrade", (request, socket, head) => {
        if (!request.url.startsWith("/ws") || !world.signed_in.has(session_of(request)))
            return socket.destroy();
        sockets.handleUpgrade(request, socket, head, ws => {
            const listener = text => ws.send(text);
            world.listeners.add(listener);
            ws.on("close", () => world.listeners.delete(listener));
        });
    });
    return new Promise(resolve =>
        server.listen(port, "127.0.0.1", () =>
            resolve({
                url: `http://127.0.0.1:${server.address().port}`,
                world,
                tell: (type, data) => tell(world, type, data),
                close: () => {
                    for (const c of sockets.clients) c.terminate();
                    server.closeAllConnections?.();
                    server.close();
                },
            }),
        ),
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const flags = process.argv.slice(2);
    const port = Number(flags.find(f => /^\d+$/.test(f)) ?? 8788);
    const folder = process.env.FLORIN_WEB ?? fileURLToPath(new URL("../../../build/web", import.meta.url));
    const mock = await mock_start({
        folder,
        port,
        empty: flags.includes("--empty"),
        needs_owner: flags.includes("--needs-owner"),
    });
    console.log(`The mock listens at ${mock.url}`);
}
