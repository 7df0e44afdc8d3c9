/* Bundles the page: node build.mjs OUT_FOLDER [C_TABLE]
 *
 * OUT_FOLDER/dist gets the files as they are served, OUT_FOLDER/assets.json says how (tests/browser/mock reads it), and C_TABLE
 * is `web_assets` of web.h with everything compressed. File names carry a hash of their content, so they are cached for ever;
 * index.html, which names them, is asked for again each time. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const TOTAL_MOST = 150 * 1024; /* compressed bytes of the whole page */
const FOR_EVER = "public, max-age=31536000, immutable";
const TYPES = {
    html: "text/html; charset=utf-8",
    js: "text/javascript; charset=utf-8",
    css: "text/css; charset=utf-8",
    svg: "image/svg+xml",
    webmanifest: "application/manifest+json",
};

const hash = bytes => createHash("sha256").update(bytes).digest("hex").slice(0, 10);
const read = name => readFileSync(join(here, name), "utf8");
const squeeze = svg =>
    svg
        .replace(/<!--[\s\S]*?-->/g, "")
        .replace(/>\s+</g, "><")
        .trim();

/* A file that is not bundled, under a name with its hash. */
function hashed(name, content) {
    const [stem, extension] = [name.slice(0, name.lastIndexOf(".")), name.slice(name.lastIndexOf(".") + 1)];
    return {
        path: `/assets/${stem}-${hash(content)}.${extension}`,
        content: Buffer.from(content),
        cache: FOR_EVER,
    };
}

async function bundle(icons, favicon) {
    const result = await build({
        absWorkingDir: here,
        entryPoints: { app: "main.tsx", style: "styles/main.css", theme: "theme_early.ts" },
        outdir: "/assets",
        entryNames: "[name]-[hash]",
        chunkNames: "[name]-[hash]",
        bundle: true,
        splitting: true,
        format: "esm",
        target: ["es2020"],
        jsx: "automatic",
        jsxImportSource: "preact",
        minify: true,
        legalComments: "none",
        define: { ICONS: JSON.stringify(icons), FAVICON: JSON.stringify(favicon) },
        metafile: true,
        write: false,
        logLevel: "warning",
    });
    const files = result.outputFiles.map(f => ({
        path: `/assets/${basename(f.path)}`,
        content: Buffer.from(f.contents),
        cache: FOR_EVER,
    }));
    const entry = {};
    for (const [path, about] of Object.entries(result.metafile.outputs))
        if (about.entryPoint) entry[basename(about.entryPoint)] = `/assets/${basename(path)}`;
    return { files, entry };
}

function index_page(entry, favicon, manifest) {
    const names = {
        app: entry["main.tsx"],
        style: entry["main.css"],
        theme: entry["theme_early.ts"],
        favicon: favicon.path,
        manifest: manifest.path,
    };
    const html = read("index.html")
        .replace(/<!--[\s\S]*?-->/g, "")
        .replace(/\{(\w+)\}/g, (_, name) => names[name] ?? _)
        .replace(/\n\s*/g, "\n");
    return { path: "/", content: Buffer.from(html), cache: "no-cache" };
}

function described(file) {
    const name = file.path === "/" ? "index.html" : basename(file.path);
    const packed = gzipSync(file.content, { level: 9 });
    return { ...file, name, type: TYPES[name.split(".").pop()], etag: `"${hash(file.content)}"`, packed };
}

/* Strings, not lists of numbers: compilers read them ten times as fast. */
function c_bytes(bytes) {
    const lines = [];
    for (let at = 0; at < bytes.length; at += 32) {
        const octal = [...bytes.subarray(at, at + 32)].map(b => "\\" + b.toString(8).padStart(3, "0"));
        lines.push(`    "${octal.join("")}"`);
    }
    return lines.join("\n");
}

function c_table(assets) {
    const bytes = assets.map((a, i) => `static const char asset_${i}[] =\n${c_bytes(a.packed)};\n`);
    const text = s => JSON.stringify(s);
    const rows = assets.map(
        (a, i) =>
            `    {${text(a.path)}, ${text(a.type)}, (const unsigned char *)asset_${i}, ${a.packed.length}, true,\n` +
            `     ${text(a.cache)}, ${text(a.etag)}},\n`,
    );
    return (
        "/* Made from src/web/ by src/web/build.mjs. */\n" +
        '#include "web/web.h"\n\n' +
        '#ifdef __GNUC__\n#pragma GCC diagnostic ignored "-Woverlength-strings"\n#endif\n\n' +
        `${bytes.join("\n")}\nconst struct web_asset web_assets[] = {\n${rows.join("")}    {0},\n};\n`
    );
}

const [out, table] = process.argv.slice(2);
if (!out) {
    console.error("usage: node build.mjs OUT_FOLDER [C_TABLE]");
    process.exit(2);
}
const icons = hashed("icons.svg", squeeze(read("icons/sprite.svg")));
const favicon = hashed("favicon.svg", squeeze(read("icons/favicon.svg")));
const manifest = hashed(
    "manifest.webmanifest",
    JSON.stringify(JSON.parse(read("manifest.json").replaceAll("{favicon}", favicon.path))),
);
const { files, entry } = await bundle(icons.path, favicon.path);
const assets = [index_page(entry, favicon, manifest), ...files, icons, favicon, manifest].map(described);

rmSync(join(out, "dist"), { recursive: true, force: true });
mkdirSync(join(out, "dist", "assets"), { recursive: true });
for (const a of assets) writeFileSync(join(out, "dist", a.path === "/" ? "index.html" : a.path), a.content);
writeFileSync(
    join(out, "assets.json"),
    JSON.stringify(assets.map(({ path, type, cache, etag, name }) => ({ path, type, cache, etag, name }))),
);
if (table) writeFileSync(table, c_table(assets));

const total = assets.reduce((sum, a) => sum + a.packed.length, 0);
console.log(`The page: ${assets.length} files, ${(total / 1024).toFixed(1)} KiB compressed`);
if (total > TOTAL_MOST) {
    console.error(`The page may have ${TOTAL_MOST / 1024} KiB, compressed.`);
    process.exit(1);
}
