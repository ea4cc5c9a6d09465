// Pictures of every host and of every recipe, on a phone and on a desk, light and dark, for people to look
// at: `target/pictures/index.html` lists them. Not a test. How it is called stands in CONTRIBUTING.
//
//   node tests/browser/screenshots.mjs [WORD]     only hosts whose names contain WORD
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { ADDRESS, ask, browser, end, settled } from "./browser.mjs";
import { CLOSED, frame, HOSTS, hostPages } from "./embedding-pages.mjs";

const FOLDER = fileURLToPath(new URL("../../target/pictures/", import.meta.url));
const SHOWN = { embed: "", card: "first-stay" };
const TALLEST = 3200;
const [only = ""] = process.argv.slice(2);

// A parish page, such as the widget is pasted into.
const STYLE = `<meta name="viewport" content="width=device-width"><style>
  :root { color-scheme: light dark; font: 18px/1.5 Georgia, serif; background: light-dark(#fff, #14171c); color: light-dark(#222, #e4e4e0); }
  body { margin: 0; }
  header, footer { background: light-dark(#5b2333, #2c1119); color: #fff; padding: 0.8rem 1rem; font-family: sans-serif; }
  article { max-width: var(--column, 680px); margin: 0 auto; padding: 0 1rem 2rem; }
  iframe { border: 0; max-width: 100%; }
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

// What an editor does with what the chooser gives, by the names of the recipes page; `paste` has the
// recipes by their ids.
const EDITORS = {
  "WordPress, block editor": {
    html: (show) => wide(HOSTS["WordPress, by its format"](CLOSED, address(show))),
    column: 645,
  },
  "WordPress, classic editor": {
    html: (show) => HOSTS["WordPress, by its format"](CLOSED, address(show)),
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
    html: (show) => wide(HOSTS["AMP, by its format"]("allow-scripts allow-same-origin allow-popups", address(show))),
  },
  "Transparent ground": { paste: ({ element }) => element, choice: { ground: true } },
};

const driver = await browser();
const host = await hostPages();
fs.rmSync(FOLDER, { recursive: true, force: true });
fs.mkdirSync(FOLDER, { recursive: true });

async function recipes(show, choice = {}) {
  await driver.get(`${ADDRESS}embedding.html`);
  await settled(driver);
  return ask(
    driver,
    `
    document.getElementById("show").value = arguments[0];
    document.getElementById("ground").checked = Boolean(arguments[1].ground);
    document.getElementById("show").dispatchEvent(new Event("input", { bubbles: true }));
    return Object.fromEntries([...document.querySelectorAll("code[id]")].map((code) => [code.id, code.textContent]));`,
    show,
    choice,
  );
}

async function picture(file, url, width, scheme) {
  const metrics = (height) =>
    driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", {
      width,
      height,
      deviceScaleFactor: 1,
      mobile: width < 500,
    });
  await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", {
    features: [{ name: "prefers-color-scheme", value: scheme }],
  });
  await metrics(1000);
  await driver.get(url);
  // Lazy frames load when they come near; then all have settled on a height.
  await driver.sleep(900);
  await metrics(Math.min(TALLEST, await ask(driver, "return document.documentElement.scrollHeight")));
  await settled(driver);
  fs.writeFileSync(FOLDER + file, await driver.takeScreenshot(), "base64");
}

const entries = [];
async function show(name, what, url, looks) {
  for (const [width, scheme] of looks) {
    const file = `${name}-${what}-${width}-${scheme}.png`.toLowerCase().replace(/[^a-z0-9.]+/g, "-");
    await picture(file, url, width, scheme);
    entries.push(
      `<figure><figcaption>${name}: ${what}, ${width} px, ${scheme}</figcaption><a href="${file}"><img src="${file}" loading="lazy" alt="" width="${width / 2}"></a></figure>`,
    );
  }
}

for (const [what, id] of Object.entries(SHOWN)) {
  for (const [name, { html, paste, box, choice, column }] of Object.entries(EDITORS)) {
    if (!name.includes(only)) continue;
    const given = await recipes(id, choice);
    const inner = box && host.add(box(given), { head: "<style>body { margin: 0 }</style>" });
    const pasted = inner
      ? `<iframe class="box" title="box" sandbox="allow-scripts allow-same-origin allow-popups" src="${inner}"></iframe>`
      : html
        ? html(id)
        : paste(given);
    await show(name, what, host.add(page(pasted, column), { head: STYLE }), [
      [360, "light"],
      [360, "dark"],
      [1000, "light"],
      [1000, "dark"],
    ]);
  }
  for (const [name, html] of Object.entries(HOSTS)) {
    if (!name.includes(only)) continue;
    await show(name, what, host.add(page(wide(html(undefined, address(id)))), { head: STYLE }), [
      [360, "light"],
      [1000, "dark"],
    ]);
  }
}

fs.writeFileSync(
  `${FOLDER}index.html`,
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures of every host</title>
<style>body { font: 14px/1.4 sans-serif; background: #ccc; display: flex; flex-wrap: wrap; gap: 1rem; align-items: start } figure { margin: 0; max-width: 32rem }</style>
${entries.join("\n")}</html>\n`,
);
host.close();
await end(driver);
console.log(`${entries.length} pictures: ${FOLDER}index.html`);
