// Our pages for a case of any size: prerendered into a folder with the files of the built app.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

// Writes the pages of the folder `data` into `folder` and returns how long that took, in milliseconds.
export function prerender({ root, dist, prerenderer, data, folder }) {
  // Removing many files slows down creating others, so the previous folder is removed afterwards.
  const previous = `${folder}.previous`;
  if (fs.existsSync(folder)) fs.renameSync(folder, previous);
  fs.mkdirSync(folder, { recursive: true });
  for (const name of fs.readdirSync(dist).filter((name) => /\.(js|wasm|svg)$/.test(name))) {
    fs.copyFileSync(path.join(dist, name), path.join(folder, name));
  }
  fs.writeFileSync(path.join(folder, "index.html"), shell(root, dist));
  const { CASE_TIMELINE_SITE: _, ...env } = process.env;
  const start = performance.now();
  execFileSync(prerenderer, [], {
    cwd: root,
    env: { ...env, TRUNK_STAGING_DIR: folder, CASE_TIMELINE_DATA: data },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const duration = performance.now() - start;
  fs.rmSync(previous, { recursive: true, force: true });
  return duration;
}

// `index.html` as Trunk gives it to the prerenderer: without Trunk's own links, and with the preloads, whose hashed names
// are in the built page.
function shell(root, dist) {
  const built = fs.readFileSync(path.join(dist, "index.html"), "utf8");
  const preloads = built.match(/(<link rel="(module)?preload"[^>]*>\s*)+/)?.[0];
  if (!preloads) throw new Error(`${dist}/index.html does not preload the app`);
  const source = fs.readFileSync(path.join(root, "index.html"), "utf8");
  return source.replace(/<link data-trunk[^>]*>\n?/g, "").replace("</head>", `${preloads}\n</head>`);
}

// The files that a reader of index.html and embed.html may request.
export function pageFiles(folder) {
  const names = fs.readdirSync(folder).filter((name) => /^(index|embed)\.html$|\.(js|wasm|svg|css)$/.test(name));
  return readFiles(folder, names);
}

// Every file of a folder except the precompressed ones: the server compresses by itself.
export function allFiles(folder) {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)));
  return readFiles(
    folder,
    names.filter((name) => !/\.(br|gz)$/.test(name)),
  );
}

const readFiles = (folder, names) =>
  Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(folder, name))]));
