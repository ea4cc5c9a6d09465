// The pages of the others, as an editor with some care would write them, and in their best case: minified,
// only what is used, events in the page itself, fonts and icons from the same host, nothing from elsewhere.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { forChrono, forTimelineJs, forVis } from "./events.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const package_file = (name) => fs.readFileSync(path.join(HERE, "node_modules", name));

// In a script element only `<` could end the block or open a comment.
const json = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");

const page = ({ language, title, head, body }) => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
${head}
</head>
<body>
${body}
</body>
</html>
`;

// react-chrono asks another host for a font, and none of its options prevents that.
const without_font = {
  name: "without-font",
  setup: ({ onLoad }) => onLoad({ filter: /react-chrono[/\\]dist[/\\]index\.esm\.js$/ }, ({ path: file }) => {
    const before = fs.readFileSync(file, "utf8");
    const contents = before.replace(/googleFonts: [a-z]+,\n/i, "googleFonts: null,\n");
    if (contents === before) throw new Error("react-chrono: the place where it asks for its font was not found");
    return { contents };
  }),
};

async function bundle(contents, loader = "js") {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: HERE },
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    outdir: "/",
    legalComments: "none",
    jsx: "automatic",
    plugins: [without_font],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return Object.fromEntries(outputFiles.map(({ path: name, contents }) => [path.extname(name), contents]));
}

// TimelineJS as its package ships it. Its default fonts come from another host, so none are asked for; of
// its icons only the format that Chromium loads.
export async function timelineJs(story) {
  const css = String(package_file("@knight-lab/timelinejs/dist/css/timeline.css"));
  const icons = css.replace(/src: url\([^;]*tl-icons\.woff2[^;]*;/, "src: url(icons/tl-icons.woff2) format('woff2');").replace(/src: url\([^;]*tl-icons\.eot\);/, "");
  const { code } = await transform(icons, { loader: "css", minify: true });
  return {
    "index.html": page({
      ...story,
      head: `<link rel="stylesheet" href="timeline.css">\n<script defer src="timeline.js"></script>\n<style>body{margin:0}#timeline{height:100vh}</style>`,
      body: `<div id="timeline"></div>
<script>addEventListener("DOMContentLoaded",()=>{window.timeline=new TL.Timeline("timeline",${json(forTimelineJs(story))},{font:null,script_path:location.href,hash_bookmark:true})})</script>`,
    }),
    "timeline.css": code,
    "timeline.js": package_file("@knight-lab/timelinejs/dist/js/timeline.js"),
    "icons/tl-icons.woff2": package_file("@knight-lab/timelinejs/dist/css/icons/tl-icons.woff2"),
  };
}

// vis-timeline shows headlines on an axis; below it, what the chosen one tells.
export async function vis(story) {
  const script = await bundle(`
    import { Timeline } from "vis-timeline/peer";
    import { DataSet } from "vis-data/peer";
    import "vis-timeline/styles/vis-timeline-graph2d.min.css";
    const items = new DataSet(JSON.parse(document.getElementById("events").textContent));
    const told = document.getElementById("told");
    const timeline = new Timeline(document.getElementById("timeline"), items, { maxHeight: "70vh", verticalScroll: true });
    timeline.on("select", ({ items: [id] }) => { told.innerHTML = id === undefined ? "" : items.get(id).told; });
    window.timeline = timeline;
  `);
  return {
    "index.html": page({
      ...story,
      head: `<link rel="stylesheet" href="timeline.css">\n<script defer src="timeline.js"></script>`,
      body: `<h1>${story.title}</h1>\n<div id="timeline"></div>\n<div id="told" aria-live="polite"></div>\n<script type="application/json" id="events">${json(forVis(story))}</script>`,
    }),
    "timeline.css": script[".css"],
    "timeline.js": script[".js"],
  };
}

// react-chrono, upright as its documentation advises for phones.
export async function chrono(story) {
  const script = await bundle(
    `
    import { createRoot } from "react-dom/client";
    import { Chrono } from "react-chrono";
    import "react-chrono/dist/style.css";
    const items = JSON.parse(document.getElementById("events").textContent);
    createRoot(document.getElementById("timeline")).render(<Chrono items={items} mode="vertical" />);
  `,
    "jsx",
  );
  return {
    "index.html": page({
      ...story,
      head: `<link rel="stylesheet" href="timeline.css">\n<script defer src="timeline.js"></script>`,
      body: `<h1>${story.title}</h1>\n<div id="timeline"></div>\n<script type="application/json" id="events">${json(forChrono(story))}</script>`,
    }),
    "timeline.css": script[".css"],
    "timeline.js": script[".js"],
  };
}
