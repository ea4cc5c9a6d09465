// Takes screenshots of every embedding page and of every recipe, on a phone and on a desktop, light and dark, for visual
// inspection: `target/pictures/index.html` lists them. Not a test. CONTRIBUTING.md says how to run it.
//
//   node tests/browser/screenshots.mjs [WORD]     only pages whose names contain WORD
import fs from "node:fs";
import path from "node:path";
import { EVENT } from "../content.mjs";
import { server } from "../server.mjs";
import { ADDRESS, browser, emulate, end, evaluate, settled, TOP, waitFor } from "./browser.mjs";
import { EMBEDDING_PAGES, frame, inFrame, OPAQUE_ORIGIN } from "./embedding-pages.mjs";

const FOLDER = path.join(TOP, "target/pictures");
const SHOWN = { embed: "", card: EVENT };
const MAX_HEIGHT = 3200;
const [only = ""] = process.argv.slice(2);

// A page of a parish, as an embedding page.
const STYLE = `<meta name="viewport" content="width=device-width"><style>
  :root { color-scheme: light dark; font: 18px/1.5 Georgia, serif; background: light-dark(#fff, #14171c); color: light-dark(#222, #e4e4e0); }
  body { margin: 0; }
  header, footer { background: light-dark(#5b2333, #2c1119); color: #fff; padding: 0.8rem 1rem; font-family: sans-serif; }
  article { max-width: var(--column, 680px); margin: 0 auto; padding: 0 1rem 2rem; }
  iframe { max-width: 100%; }
  .box { width: 600px; max-width: 100%; height: 800px; outline: 1px dashed #999; }
  [data-pym-src], side-chain, amp-iframe { display: block; }</style>`;
const page = (
  html,
  column,
) => `<header>St. Example Parish</header><article${column ? ` style="--column: ${column}px"` : ""}><h1>What happened in June</h1>
  <p>Many families in our parish remember that summer. This timeline tells, day by day, what was ordered and what it meant.</p>
  ${html}<p>The parish office is open on weekdays from nine to noon.</p></article><footer>St. Example Parish</footer>`;

const wide = (html) => html.replaceAll('width="600"', 'width="100%"');
const address = (show) => `${ADDRESS}${show ? `card-${show}` : "embed"}.html`;

// How editors embed the widget, by the names on the page of the chooser; `paste` and `box` receive the recipes by id.
const EDITORS = {
  "WordPress, block editor": {
    html: (show) => wide(EMBEDDING_PAGES["WordPress, by its format"](OPAQUE_ORIGIN, address(show))),
    column: 645,
  },
  "WordPress, classic editor": {
    html: (show) => EMBEDDING_PAGES["WordPress, by its format"](OPAQUE_ORIGIN, address(show)),
    column: 525,
  },
  "Squarespace, code block": { paste: ({ script }) => script, column: 900 },
  "Wix, embedded HTML": { box: ({ frame }) => frame },
  "Drupal, plain frame": { paste: ({ frame }) => frame, column: 760 },
  "Ghost, HTML card": { paste: ({ script }) => script, column: 720 },
  "Plain HTML, the element": { paste: ({ element }) => element },
  "Plain HTML, the script line": { paste: ({ script }) => script },
  "AMP, before it has grown": {
    html: (show) =>
      `${frame("allow-scripts allow-same-origin allow-popups", address(show)).replace('width="600" height="150"', 'width="100%" height="800"')}`,
  },
  "AMP, grown": {
    html: (show) =>
      wide(EMBEDDING_PAGES["AMP, by its format"]("allow-scripts allow-same-origin allow-popups", address(show))),
  },
  "Transparent background": { paste: ({ element }) => element, choice: { background: true } },
};

const driver = await browser();
fs.rmSync(FOLDER, { recursive: true, force: true });
fs.mkdirSync(FOLDER, { recursive: true });

async function recipes(show, choice = {}) {
  await driver.get(`${ADDRESS}embed-chooser.html`);
  await settled(driver);
  return evaluate(
    driver,
    (show, isTransparent) => {
      document.getElementById("show").value = show;
      document.getElementById("background").checked = isTransparent;
      document.getElementById("show").dispatchEvent(new Event("input", { bubbles: true }));
      const names = ["script", "element", "frame"];
      return Object.fromEntries(names.map((name) => [name, document.getElementById(`html-${name}`).textContent]));
    },
    show,
    Boolean(choice.background),
  );
}

// Waits until the frames have loaded and the page has the same height twice in a row, and returns that height.
async function settledHeight() {
  const frames = await evaluate(driver, () => {
    const roots = [document, ...[...document.querySelectorAll("side-chain")].map(({ shadowRoot }) => shadowRoot)];
    return roots.flatMap((root) => [...root.querySelectorAll("iframe")]);
  });
  const isLoaded = () => evaluate(driver, () => location.href !== "about:blank" && document.readyState === "complete");
  for (const frame of frames) await waitFor(driver, () => inFrame(driver, frame, isLoaded), "a frame does not load");
  let last;
  await waitFor(
    driver,
    async () => {
      await settled(driver);
      const before = last;
      last = await evaluate(driver, () => document.documentElement.scrollHeight);
      return last === before;
    },
    "the page does not settle",
  );
  return last;
}

async function saveScreenshot(file, url, width, scheme) {
  const view = { width, height: 1000, mobile: width < 500, features: { "prefers-color-scheme": scheme } };
  await emulate(driver, view);
  await driver.get(url);
  await emulate(driver, { ...view, height: Math.min(MAX_HEIGHT, await settledHeight()) });
  await settledHeight();
  fs.writeFileSync(path.join(FOLDER, file), await driver.takeScreenshot(), "base64");
}

const entries = [];
async function addScreenshots(name, what, url, appearances) {
  for (const [width, scheme] of appearances) {
    const file = `${name}-${what}-${width}-${scheme}.png`.toLowerCase().replace(/[^a-z0-9.]+/g, "-");
    await saveScreenshot(file, url, width, scheme);
    entries.push(
      `<figure><figcaption>${name}: ${what}, ${width} px, ${scheme}</figcaption><a href="${file}"><img src="${file}" loading="lazy" alt="" width="${width / 2}"></a></figure>`,
    );
  }
}

for (const [what, id] of Object.entries(SHOWN)) {
  for (const [name, { html, paste, box, choice, column }] of Object.entries(EDITORS)) {
    if (!name.includes(only)) continue;
    const chosen = await recipes(id, choice);
    const inner = box && server.page(box(chosen), { head: "<style>body { margin: 0 }</style>" });
    const pasted = inner
      ? `<iframe class="box" title="box" sandbox="allow-scripts allow-same-origin allow-popups" src="${inner}"></iframe>`
      : html
        ? html(id)
        : paste(chosen);
    await addScreenshots(name, what, server.page(page(pasted, column), { head: STYLE }), [
      [360, "light"],
      [360, "dark"],
      [1000, "light"],
      [1000, "dark"],
    ]);
  }
  for (const [name, html] of Object.entries(EMBEDDING_PAGES)) {
    if (!name.includes(only)) continue;
    await addScreenshots(name, what, server.page(page(wide(html(undefined, address(id)))), { head: STYLE }), [
      [360, "light"],
      [1000, "dark"],
    ]);
  }
}

fs.writeFileSync(
  path.join(FOLDER, "index.html"),
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures of every embedding page</title>
<style>body { font: 14px/1.4 sans-serif; background: #ccc; display: flex; flex-wrap: wrap; gap: 1rem; align-items: start } figure { margin: 0; max-width: 32rem }</style>
${entries.join("\n")}</html>\n`,
);
await end(driver);
console.log(`${entries.length} pictures: ${path.join(FOLDER, "index.html")}`);
// The server ends by itself only after tests.
process.exit();
