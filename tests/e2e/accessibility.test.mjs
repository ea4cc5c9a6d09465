// axe-core: WCAG 2.2 AA and best practice, no violation and nothing left to judge by hand.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { ADDRESS, ask, browser, end, live, settled } from "./browser.mjs";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const told = (results) => results.flatMap(({ id, help, nodes }) => nodes.map(({ target, any, all, none }) => {
  const why = [...any, ...all, ...none].map(({ message }) => message).join("; ");
  return `${id}: ${help}: ${target.join(" ")}: ${why}`;
}));

// What is in a frame is a page of its own, and examined as one.
async function examine(driver) {
  // What is far from the screen is not drawn (content-visibility), and axe cannot judge what is not drawn.
  await ask(driver, `const drawn = new CSSStyleSheet(); drawn.replaceSync("* { content-visibility: visible !important }"); document.adoptedStyleSheets.push(drawn); ${AXE}; window.axe = axe;`);
  const results = await driver.executeAsyncScript(
    "const done = arguments[1]; axe.run(document, { runOnly: arguments[0], iframes: false, rules: { 'frame-tested': { enabled: false } } }).then(({ violations, incomplete }) => done({ violations, incomplete }), (error) => done({ violations: [], incomplete: [], error: String(error) }))",
    TAGS,
  );
  assert.equal(results.error, undefined);
  // One letter over a column of the calendar: axe takes it for a sign and judges no contrast. Its color is
  // that of other small text, which is judged.
  const judged = /\.strip__heads|span:nth-child.*too short to determine/;
  const incomplete = told(results.incomplete).filter((line) => !judged.test(line));
  return { violations: told(results.violations), incomplete };
}

for (const width of [320, 768, 1280]) {
  for (const dark of [false, true]) {
    test(`${width} px, ${dark ? "dark" : "light"}`, async () => {
      const driver = await browser({ width, dark });
      await driver.manage().setTimeouts({ script: 120_000 });
      await live(driver);
      assert.deepEqual(await examine(driver), { violations: [], incomplete: [] }, "closed");
      await ask(driver, "document.querySelectorAll('details').forEach((details) => (details.open = true)); document.querySelector('#first-stay .term').click()");
      await settled(driver);
      assert.deepEqual(await examine(driver), { violations: [], incomplete: [] }, "all open, a term explained");
      await end(driver);
    });
  }
}

// The other pages have the same parts in another frame: one width each, both grounds.
const PAGES = ["embed", "card-first-stay", "card-jurisdiction", "embedding", "check", "take-away", "bulletin"];
const IN_ALL = PAGES.flatMap((page) => ["", ".ar", ".es"].map((code) => `${page}${code}.html`));
const WHOLE = ["index.ar.html", "index.es.html", "eleven-days.en.html", "eleven-days.ar.html", "eleven-days.es.html"];
for (const page of [...IN_ALL, ...WHOLE]) {
  for (const dark of [false, true]) {
    test(`${page}, ${dark ? "dark" : "light"}`, async () => {
      const driver = await browser({ width: 600, dark });
      await driver.manage().setTimeouts({ script: 120_000 });
      await driver.get(ADDRESS + page);
      await settled(driver);
      await ask(driver, "document.querySelectorAll('details').forEach((details) => (details.open = true))");
      await settled(driver);
      assert.deepEqual(await examine(driver), { violations: [], incomplete: [] });
      await end(driver);
    });
  }
}

// Where no script of ours arrives; axe is ours to bring.
for (const page of ["index", "take-away", "embedding", "check"].flatMap((page) => ["", ".ar", ".es"].map((code) => `${page}${code}.html`))) {
  test(`${page}, without its scripts`, async () => {
    const driver = await browser({ width: 600 });
    await driver.manage().setTimeouts({ script: 120_000 });
    await driver.sendDevToolsCommand("Network.enable", {});
    await driver.sendDevToolsCommand("Network.setBlockedURLs", { urls: ["*.js", "*.wasm"] });
    await driver.get(ADDRESS + page);
    await settled(driver);
    assert.deepEqual(await examine(driver), { violations: [], incomplete: [] });
    await end(driver);
  });
}
