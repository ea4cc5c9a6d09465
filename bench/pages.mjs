// Our pages for a case of any size: the prerenderer on a copy of the built folder, the program not compiled
// again.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

// Writes the pages of `data` into `into` and tells how long the prerenderer took, in milliseconds.
export function prerender({ root, dist, prerenderer, data, into }) {
  // File systems are slow to make files where as many have just been removed: what was there is removed afterwards.
  const old = `${into}.old`;
  if (fs.existsSync(into)) fs.renameSync(into, old);
  fs.mkdirSync(into, { recursive: true });
  for (const name of fs.readdirSync(dist).filter((name) => /\.(js|wasm|svg)$/.test(name))) fs.copyFileSync(path.join(dist, name), path.join(into, name));
  fs.writeFileSync(path.join(into, "index.html"), shell(root, dist));
  const { CASE_TIMELINE_SITE: _, ...env } = process.env;
  const start = performance.now();
  execFileSync(prerenderer, [], { cwd: root, env: { ...env, TRUNK_STAGING_DIR: into, CASE_TIMELINE_DATA: data }, stdio: ["ignore", "pipe", "inherit"] });
  const took = performance.now() - start;
  fs.rmSync(old, { recursive: true, force: true });
  return took;
}

// The shell as Trunk hands it to the prerenderer: its own lines gone, what starts the program and what asks for it
// early put in, with the program's names. Those are in the built page.
function shell(root, dist) {
  const built = fs.readFileSync(path.join(dist, "index.html"), "utf8");
  const starter = built.match(/<script type="module"[^>]*data-wasm[^>]*><\/script>\s*(<link rel="(module)?preload"[^>]*>)+/)?.[0];
  if (!starter) throw new Error(`${dist}/index.html: it has no script that starts the program`);
  const source = fs.readFileSync(path.join(root, "index.html"), "utf8");
  return source.replace(/<link data-trunk[^>]*>\n?/g, "").replace("</head>", `${starter}\n</head>`);
}

// The files that a reader of index.html and embed.html may ask for.
export function files(folder) {
  const names = fs.readdirSync(folder).filter((name) => /^(index|embed)\.html$|\.(js|wasm|svg|css)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(folder, name))]));
}
