// axe-core: WCAG 2.2 AA and best practice, no violation and nothing left to judge by hand.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { ADDRESS, ask, browser, DIST, end, live, settled } from "./browser.mjs";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// One letter over a column of the calendar, as Arabic has it: axe takes it for a sign and judges no contrast.
// Its color is that of other small text, which is judged.
const isLetterOfDay = (id, { isHead, any: [why] }) =>
  id === "color-contrast" && isHead && why?.data?.messageKey === "shortTextContent";

const told = (results, isExplained = () => false) =>
  results.flatMap(({ id, help, nodes }) =>
    nodes
      .filter((node) => !isExplained(id, node))
      .map(({ target, any, all, none }) => {
        const why = [...any, ...all, ...none].map(({ message }) => message).join("; ");
        return `${id}: ${help}: ${target.join(" ")}: ${why}`;
      }),
  );

// What is in a frame is a page of its own, and examined as one.
async function examine(driver) {
  // What is far from the screen is not drawn (content-visibility), and axe cannot judge what is not drawn.
  await ask(
    driver,
    `const drawn = new CSSStyleSheet(); drawn.replaceSync("* { content-visibility: visible !important }"); document.adoptedStyleSheets.push(drawn); ${AXE}; window.axe = axe;`,
  );
  const results = await driver.executeAsyncScript(
    `const done = arguments[1];
    axe.run(document, { runOnly: arguments[0], iframes: false, rules: { "frame-tested": { enabled: false } } }).then(({ violations, incomplete }) => {
      for (const { nodes } of incomplete) for (const node of nodes) node.isHead = document.querySelector(node.target[0])?.matches(".strip__heads > span");
      done({ violations, incomplete });
    }, (error) => done({ violations: [], incomplete: [], error: String(error) }))`,
    TAGS,
  );
  assert.equal(results.error, undefined);
  return { violations: told(results.violations), incomplete: told(results.incomplete, isLetterOfDay) };
}

// The whole page and the one for frames, live: closed, then open, with a term explained.
const LIVE = [
  ...[320, 768, 1280].flatMap((width) => [
    ["index.html", width, false],
    ["index.html", width, true],
  ]),
  ...["index.ar.html", "index.es.html", "embed.html", "embed.ar.html", "embed.es.html"].flatMap((page) => [
    [page, 360, false],
    [page, 1280, true],
  ]),
];
for (const [page, width, dark] of LIVE) {
  test(`${page}, live, ${width} px, ${dark ? "dark" : "light"}`, async () => {
    const driver = await browser({ width, dark });
    await driver.manage().setTimeouts({ script: 120_000 });
    await live(driver, page);
    assert.deepEqual(await examine(driver), { violations: [], incomplete: [] }, "closed");
    await ask(
      driver,
      "document.querySelectorAll('details').forEach((details) => (details.open = true)); document.querySelector('#first-stay .term').click()",
    );
    await settled(driver);
    assert.equal(await ask(driver, "return document.getElementById('explain').checkVisibility()"), true);
    assert.deepEqual(await examine(driver), { violations: [], incomplete: [] }, "all open, a term explained");
    await end(driver);
  });
}

async function examineOpen(driver, page) {
  await driver.get(ADDRESS + page);
  await ask(driver, "document.querySelectorAll('details').forEach((details) => (details.open = true))");
  await settled(driver);
  assert.deepEqual(await examine(driver), { violations: [], incomplete: [] }, page);
}

// The other pages have the same parts in another frame: one width each, both grounds.
const FILES = fs.readdirSync(DIST).filter((name) => name.endsWith(".html"));
const isCard = (page) => page.startsWith("card-");
for (const page of FILES.filter((page) => !isCard(page) && !LIVE.some(([other]) => other === page))) {
  for (const dark of [false, true]) {
    test(`${page}, ${dark ? "dark" : "light"}`, async () => {
      const driver = await browser({ width: 600, dark });
      await driver.manage().setTimeouts({ script: 120_000 });
      await examineOpen(driver, page);
      await end(driver);
    });
  }
}

// Cards differ in their words only: all of them once, and one of each sort on dark ground too.
for (const code of ["", ".ar", ".es"]) {
  test(`every card${code}`, async () => {
    const driver = await browser({ width: 360 });
    const cards = FILES.filter((page) => isCard(page) && page.slice(page.indexOf(".")) === `${code}.html`);
    assert.ok(cards.length > 50, `${cards.length} cards`);
    for (const page of cards) await examineOpen(driver, page);
    await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: "dark" }],
    });
    for (const card of ["card-first-stay", "card-jurisdiction"]) await examineOpen(driver, `${card}${code}.html`);
    await end(driver);
  });
}

// Where no script of ours arrives; axe is ours to bring.
for (const page of ["index", "take-away", "embedding", "check"].flatMap((page) =>
  ["", ".ar", ".es"].map((code) => `${page}${code}.html`),
)) {
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
