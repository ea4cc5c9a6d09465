// Skip links, and axe-core: no violation of WCAG 2.2 AA and best practices, and no incomplete result. Every change is
// tested with pages and cards of each kind, language and theme; a release with all of them.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import { before, describe, test } from "node:test";
import { CASE, EVENT, STEP, SUFFIXES, TERM } from "../content.mjs";
import {
  ADDRESS,
  ALL,
  browser,
  click,
  DIST,
  data,
  emulating,
  evaluate,
  isInView,
  Key,
  openDetails,
  openHydrated,
  press,
  settled,
  waitFor,
} from "./browser.mjs";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const LIGHT = { "prefers-color-scheme": "light" };
const DARK = { "prefers-color-scheme": "dark" };
const nameOf = (features) => features["prefers-color-scheme"];

let driver;
before(async () => {
  driver = await browser();
});

// The heading of a column of the calendar is a single letter in Arabic, for which axe does not decide on contrast. Its
// color is that of other small text, which axe tests.
const isLetterOfDay = (id, { isHead, any: [reason] }) =>
  id === "color-contrast" && isHead && reason?.data?.messageKey === "shortTextContent";

const describeResults = (results, isExplained = () => false) =>
  results.flatMap(({ id, help, nodes }) =>
    nodes
      .filter((node) => !isExplained(id, node))
      .map(({ target, any, all, none }) => {
        const reasons = [...any, ...all, ...none].map(({ message }) => message).join("; ");
        return `${id}: ${help}: ${target.join(" ")}: ${reasons}`;
      }),
  );

// Frames are left out: their pages are tested as pages.
async function assertAccessible(state, within = "html") {
  // axe cannot test content that `content-visibility` does not render.
  await evaluate(
    driver,
    `const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets.push(sheet);
    ${AXE};
    window.axe = axe;`,
  );
  const results = await driver.executeAsyncScript(
    (selector, tags, done) => {
      const options = { runOnly: tags, iframes: false, rules: { "frame-tested": { enabled: false } } };
      window.axe.run(selector, options).then(
        ({ violations, incomplete }) => {
          const isHead = (selector) => document.querySelector(selector)?.matches(".chart__heads > span");
          for (const { nodes } of incomplete) for (const node of nodes) node.isHead = isHead(node.target[0]);
          done({ violations, incomplete });
        },
        (error) => done({ error: String(error) }),
      );
    },
    within,
    TAGS,
  );
  assert.equal(results.error, undefined);
  const { violations, incomplete } = results;
  const found = [...describeResults(violations), ...describeResults(incomplete, isLetterOfDay)];
  assert.deepEqual(found, [], state);
}

async function assertOpenPageAccessible(page) {
  await driver.get(ADDRESS + page);
  await openDetails(driver);
  await assertAccessible(page);
}

// The page and the embed, hydrated.
const HYDRATED = [
  ["index.html", 320, LIGHT],
  ["index.html", 1280, DARK],
  ["index.ar.html", 360, DARK],
  ["embed.es.html", 360, LIGHT],
];
const HYDRATED_FOR_RELEASES = [
  ...[320, 768, 1280].flatMap((width) => [LIGHT, DARK].map((features) => ["index.html", width, features])),
  ...["index", "embed"].flatMap((page) =>
    SUFFIXES.flatMap((suffix) => [
      [`${page}${suffix}.html`, 360, LIGHT],
      [`${page}${suffix}.html`, 1280, DARK],
    ]),
  ),
];
describe("hydrated", () => {
  for (const [page, width, features] of ALL ? HYDRATED_FOR_RELEASES : HYDRATED) {
    test(`${page}, ${width} px, ${nameOf(features)}: closed, open, and a term explained`, () =>
      emulating(driver, { width, features }, async () => {
        await openHydrated(driver, page);
        await assertAccessible("closed");
        await openDetails(driver);
        await assertAccessible("open");
        await click(driver, TERM);
        assert.equal(await evaluate(driver, "return document.getElementById('term-popover').checkVisibility()"), true);
        // The popover covers text, whose contrast axe could not test.
        await assertAccessible("a term explained", "#term-popover");
      }));
  }
});

describe("skip links", () => {
  const active = () =>
    evaluate(driver, () => {
      const { activeElement: element } = document;
      const { top } = element.getBoundingClientRect();
      const { color, backgroundColor, padding, insetInlineStart } = getComputedStyle(element);
      return {
        href: element.getAttribute("href"),
        text: element.textContent.replace(/[\u2066-\u2069]/g, ""),
        look: { top, color, backgroundColor, padding, insetInlineStart },
      };
    });
  for (const suffix of SUFFIXES) {
    for (const page of [`index${suffix}.html`, `embed${suffix}.html`]) {
      test(`${page}: the second stop is a link to help, which looks like the first`, async () => {
        await openHydrated(driver, page);
        const { skip, skip_to_help } = data(`ui${suffix || `.${CASE.languages[0]}`}`).page;
        await press(driver, Key.TAB);
        const first = await active();
        assert.deepEqual([first.href, first.text], ["#main", skip]);
        await press(driver, Key.TAB);
        const second = await active();
        assert.deepEqual([second.href, second.text, second.look], ["#help", skip_to_help, first.look]);
        assert.ok(second.look.top >= 0);
        await press(driver, Key.ENTER);
        await waitFor(driver, () => isInView(driver, "help"), "help is not in view");
        await press(driver, Key.TAB);
        assert.ok(await evaluate(driver, () => document.activeElement.closest("#help")), "the next stop is in help");
      });

      test(`${page}: without the focus they are out of view, also in two lines on a narrow screen`, () =>
        emulating(driver, { width: 320 }, async () => {
          await driver.get(ADDRESS + page);
          const bottoms = await evaluate(driver, () =>
            [...document.querySelectorAll(".skip")].map((link) => link.getBoundingClientRect().bottom),
          );
          assert.ok(
            bottoms.every((bottom) => bottom <= 0),
            String(bottoms),
          );
        }));
    }
  }
});

const PAGES = fs.readdirSync(DIST).filter((name) => name.endsWith(".html"));
const isCard = (page) => page.startsWith("card-");

describe("the other pages", () => {
  const others = PAGES.filter((page) => !isCard(page) && !/^(index|embed)\./.test(page));
  for (const [index, page] of others.entries()) {
    for (const features of ALL ? [LIGHT, DARK] : [[LIGHT, DARK][index % 2]]) {
      test(`${page}, ${nameOf(features)}`, () =>
        emulating(driver, { width: 600, features }, () => assertOpenPageAccessible(page)));
    }
  }
});

describe("cards", () => {
  for (const suffix of SUFFIXES) {
    for (const [features, id] of [
      [LIGHT, EVENT],
      [LIGHT, STEP],
      [DARK, EVENT],
      [DARK, STEP],
    ]) {
      const card = `card-${id}${suffix}.html`;
      test(`${card}, ${nameOf(features)}`, () =>
        emulating(driver, { width: 360, features }, () => assertOpenPageAccessible(card)));
    }
  }

  // The other cards differ in their text only.
  for (const suffix of SUFFIXES) {
    test(`every card${suffix}`, { skip: ALL ? false : "runs with --all" }, () =>
      emulating(driver, { width: 360 }, async () => {
        const cards = PAGES.filter((page) => isCard(page) && page.slice(page.indexOf(".")) === `${suffix}.html`);
        assert.notEqual(cards.length, 0);
        for (const card of cards) await assertOpenPageAccessible(card);
      }),
    );
  }
});

// The driver injects axe, so it runs although our scripts are blocked.
describe("without our scripts", () => {
  const suffixes = ALL ? SUFFIXES : SUFFIXES.slice(0, 2);
  for (const page of ["index", "take-away", "embed-chooser", "frame-check"].flatMap((name) =>
    suffixes.map((suffix) => `${name}${suffix}.html`),
  )) {
    test(page, async () => {
      await driver.sendDevToolsCommand("Network.enable", {});
      await driver.sendDevToolsCommand("Network.setBlockedURLs", { urls: ["*.js", "*.wasm"] });
      try {
        await emulating(driver, { width: 600 }, async () => {
          await driver.get(ADDRESS + page);
          await settled(driver);
          await assertAccessible(page);
        });
      } finally {
        await driver.sendDevToolsCommand("Network.setBlockedURLs", { urls: [] });
      }
    });
  }
});
