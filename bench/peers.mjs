// The pages of the other contenders in their best case: minified and bundled without unused code, with events inline,
// fonts and icons from the same server, and no request to another.
import fs from "node:fs";
import path from "node:path";
import { build, transform } from "esbuild";
import { escapeHtml, forChrono, forTimelineJs, forVis } from "./events.mjs";

const FOLDER = import.meta.dirname;
const readPackageFile = (name) => fs.readFileSync(path.join(FOLDER, "node_modules", name));

// Inside a script element only `<` could end the element or open a comment.
const scriptJson = (value) => JSON.stringify(value).replaceAll("<", "\\u003c");

const page = ({ language, title, body, style = "" }) => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="timeline.css">
<script defer src="timeline.js"></script>
${style}
</head>
<body>
${body}
</body>
</html>
`;

// react-chrono requests a font from another server, and no option prevents that.
const withoutFont = {
  name: "without-font",
  setup: ({ onLoad }) =>
    onLoad({ filter: /react-chrono[/\\]dist[/\\]index\.esm\.js$/ }, ({ path: file }) => {
      const original = fs.readFileSync(file, "utf8");
      const contents = original.replace(/googleFonts: [a-z]+,\n/i, "googleFonts: null,\n");
      if (contents === original) throw new Error("react-chrono: the request for its font was not found");
      return { contents };
    }),
};

async function bundle(contents, loader = "js") {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: FOLDER },
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    outdir: "/",
    legalComments: "none",
    jsx: "automatic",
    plugins: [withoutFont],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const output = (extension) => outputFiles.find(({ path: name }) => path.extname(name) === extension).contents;
  return { "timeline.css": output(".css"), "timeline.js": output(".js") };
}

// TimelineJS as its package ships it. Its default fonts come from another server, so it gets none; of its icons
// it gets the only format that Chromium loads.
async function timelineJs(timeline) {
  const css = String(readPackageFile("@knight-lab/timelinejs/dist/css/timeline.css"))
    .replace(/src: url\([^;]*tl-icons\.woff2[^;]*;/, "src: url(icons/tl-icons.woff2) format('woff2');")
    .replace(/src: url\([^;]*tl-icons\.eot\);/, "");
  const { code } = await transform(css, { loader: "css", minify: true });
  const options = "{font:null,script_path:location.href,hash_bookmark:true}";
  const create = `window.timeline=new TL.Timeline("timeline",${scriptJson(forTimelineJs(timeline))},${options})`;
  return {
    "index.html": page({
      ...timeline,
      style: "<style>body{margin:0}#timeline{height:100vh}</style>",
      body: `<div id="timeline"></div>\n<script>addEventListener("DOMContentLoaded",()=>{${create}})</script>`,
    }),
    "timeline.css": code,
    "timeline.js": readPackageFile("@knight-lab/timelinejs/dist/js/timeline.js"),
    "icons/tl-icons.woff2": readPackageFile("@knight-lab/timelinejs/dist/css/icons/tl-icons.woff2"),
  };
}

const eventData = (events) => `<script type="application/json" id="events">${scriptJson(events)}</script>`;

// vis-timeline shows headlines on an axis; the page shows the details of the selected one below it.
async function vis(timeline) {
  const files = await bundle(`
    import { Timeline } from "vis-timeline/peer";
    import { DataSet } from "vis-data/peer";
    import "vis-timeline/styles/vis-timeline-graph2d.min.css";
    const items = new DataSet(JSON.parse(document.getElementById("events").textContent));
    const details = document.getElementById("details");
    const options = { maxHeight: "70vh", verticalScroll: true };
    const timeline = new Timeline(document.getElementById("timeline"), items, options);
    timeline.on("select", ({ items: [id] }) => {
      details.innerHTML = id === undefined ? "" : items.get(id).details;
    });
    window.timeline = timeline;
  `);
  const elements = `<div id="timeline"></div>\n<div id="details" aria-live="polite"></div>`;
  const body = `<h1>${escapeHtml(timeline.title)}</h1>\n${elements}\n${eventData(forVis(timeline))}`;
  return { "index.html": page({ ...timeline, body }), ...files };
}

// react-chrono, vertical as its documentation advises for phones.
async function chrono(timeline) {
  const script = `
    import { createRoot } from "react-dom/client";
    import { Chrono } from "react-chrono";
    import "react-chrono/dist/style.css";
    const items = JSON.parse(document.getElementById("events").textContent);
    createRoot(document.getElementById("timeline")).render(<Chrono items={items} mode="vertical" />);
  `;
  const files = await bundle(script, "jsx");
  const title = `<h1>${escapeHtml(timeline.title)}</h1>`;
  const body = `${title}\n<div id="timeline"></div>\n${eventData(forChrono(timeline))}`;
  return { "index.html": page({ ...timeline, body }), ...files };
}

// By id: writes the files of a contender's page for a timeline (see `readTimeline`).
export const PEERS = { timelinejs: timelineJs, vis, chrono };
