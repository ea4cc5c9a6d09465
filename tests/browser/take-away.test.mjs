// The take-away page: the notice to paste, citations and addresses to copy, sharing, files, and the events in TimelineJS.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { CASE, SUFFIXES, TEXT } from "../content.mjs";
import { changed, LIBRARIES, server } from "../server.mjs";
import {
  ADDRESS,
  browser,
  checkConsole,
  click,
  DIST,
  data,
  emulate,
  emulating,
  evaluate,
  injecting,
  readText,
  text,
  waitFor,
} from "./browser.mjs";
import { copyWith } from "./failures.mjs";

let driver;
before(async () => {
  driver = await browser();
});
checkConsole(() => driver);

const TIMELINEJS = `${LIBRARIES}@knight-lab/timelinejs/dist/`;
for (const code of CASE.languages) {
  test(`TimelineJS shows the events in ${code} without errors`, async () => {
    const page = server.page(
      `<div id="timeline" style="height: 600px"></div>
      <script src="${TIMELINEJS}js/timeline.js"></script>
      <script>
        fetch("${ADDRESS}data/timelinejs.${code}.json").then((response) => response.json()).then((data) => {
          const options = { lang: "${code}", font: null, script_path: "${TIMELINEJS}js/" };
          window.timeline = new TL.Timeline("timeline", data, options);
        });
      </script>`,
      { head: `<link rel="stylesheet" href="${TIMELINEJS}css/timeline.css">` },
    );
    await driver.get(page);
    const markers = () => evaluate(driver, "return document.querySelectorAll('.tl-timemarker').length");
    await waitFor(driver, async () => (await markers()) > 0, "TimelineJS has not rendered");
    const { events } = JSON.parse(readText(`data/timelinejs.${code}.json`));
    assert.equal(await markers(), events.length);
    const reported = await evaluate(
      driver,
      "return [...document.querySelectorAll('.tl-message-error, .tl-error')].map(({ textContent }) => textContent)",
    );
    assert.deepEqual(reported, []);
    const headlines = await evaluate(driver, "return timeline.config.events.map((event) => event.text.headline)");
    // Sorted, because TimelineJS has an order of its own: it treats a month as its first day.
    assert.deepEqual(headlines.sort(), events.map((event) => event.text.headline).sort());
  });
}

test("each linked file exists", async () => {
  for (const suffix of SUFFIXES) {
    const html = readText(`take-away${suffix}.html`);
    const files = [...html.matchAll(/<dt><a href="([^"]+)"/g)].map(([, file]) => file);
    assert.notEqual(files.length, 0);
    for (const file of files) assert.ok(fs.statSync(path.join(DIST, file)).size > 1_000, file);
  }
});

const withoutIsolates = (text) => text.replace(/[\u2066-\u2069]/g, "");
// Paragraphs are separated by an empty line in copied text, and by a line break in what the driver reads.
const inOneLine = (text) => withoutIsolates(text).replace(/\s+/g, " ").trim();
const ISOLATED_ADDRESS = /[\u2066-\u2069]http|http\S*[\u2066-\u2069]/;
// A clipboard that accepts text, one that rejects it, and none.
const WORKING_CLIPBOARD = "{ writeText: async (text) => { window.copied = text; } }";
const UNAVAILABLE_CLIPBOARDS = ["{ writeText: () => Promise.reject(new Error('closed')) }", "undefined"];
const setClipboard = (value) =>
  evaluate(driver, `Object.defineProperty(navigator, "clipboard", { configurable: true, value: ${value} })`);
// Without the buttons that copy with links.
const copyableIds = () =>
  evaluate(
    driver,
    "return [...document.querySelectorAll('[data-copy]:not([data-copied-as-text])')].map((button) => button.dataset.copy)",
  );

for (const suffix of SUFFIXES) {
  const strings = data(`ui${suffix || ".en"}`).take_away;

  test(`take-away${suffix}.html: the address and each citation are copied, or selected if the clipboard is unavailable`, async () => {
    await driver.get(`${ADDRESS}take-away${suffix}.html`);
    const [, canonical] = readText(`index${suffix}.html`).match(/rel="canonical" href="([^"]+)"/);
    const status = (id) => text(driver, `[data-copy=${id}] ~ [role=status]`);
    const ids = await copyableIds();
    assert.deepEqual(ids, ["address", "announcement", "chicago", "bluebook", "plain"]);
    for (const id of ids) {
      const written = await text(driver, `#${id}`);
      assert.ok(written.includes(canonical), written);
      await setClipboard(WORKING_CLIPBOARD);
      await click(driver, `[data-copy=${id}]`);
      // Directional isolates around an address in Arabic text would become part of the pasted address.
      const copied = await evaluate(driver, "return window.copied");
      assert.equal(inOneLine(copied), inOneLine(written));
      assert.doesNotMatch(copied, ISOLATED_ADDRESS);
      assert.equal(await status(id), strings.copied);

      for (const unavailable of UNAVAILABLE_CLIPBOARDS) {
        await evaluate(driver, "getSelection().removeAllRanges()");
        await setClipboard(unavailable);
        await click(driver, `[data-copy=${id}]`);
        const selected = await evaluate(driver, "return String(getSelection())");
        assert.equal(inOneLine(selected), inOneLine(written), `${id}: ${unavailable}`);
        assert.equal(await status(id), strings.copy_by_hand);
      }
    }
  });

  test(`take-away${suffix}.html: an address that is copied by hand has no directional isolates`, async () => {
    await driver.get(`${ADDRESS}take-away${suffix}.html`);
    await setClipboard("undefined");
    await evaluate(driver, () => {
      addEventListener("copy", (event) => {
        window.copied = event.defaultPrevented ? event.clipboardData.getData("text/plain") : String(getSelection());
      });
    });
    for (const id of await copyableIds()) {
      await click(driver, `[data-copy=${id}]`);
      await evaluate(driver, "document.execCommand('copy')");
      const copied = await evaluate(driver, "return window.copied");
      assert.equal(inOneLine(copied), inOneLine(await text(driver, `#${id}`)));
      assert.doesNotMatch(copied, ISOLATED_ADDRESS, id);
    }
  });
}

for (const suffix of SUFFIXES) {
  const strings = data(`ui${suffix || ".en"}`).take_away;
  const BUTTON = "[data-copied-as-text]";
  const status = () => text(driver, `${BUTTON} ~ [role=status]`);

  test(`take-away${suffix}.html: the notice is copied with links, with its language, and as text`, async () => {
    await driver.get(`${ADDRESS}take-away${suffix}.html`);
    await setClipboard("{ write: async ([item]) => { window.item = item; } }");
    await click(driver, BUTTON);
    assert.equal(await status(), strings.copied);
    const { html, plain } = await driver.executeAsyncScript(async (done) => {
      const read = async (type) => (await window.item.getType(type)).text();
      done({ html: await read("text/html"), plain: await read("text/plain") });
    });
    const [, main] = readText(`index${suffix}.html`).match(/rel="canonical" href="([^"]+)"/);
    // What an editor makes of it.
    await driver.get(server.page(html, { head: "<base href='https://elsewhere.example/'>" }));
    const { links, lang, dir, others } = await evaluate(driver, () => {
      const { lang, dir } = document.querySelector("[lang] p").parentElement;
      const allowed = ["href", "lang", "dir"];
      const parts = [...document.querySelectorAll("[dir] *")];
      return {
        lang,
        dir,
        links: parts.filter((part) => part.localName === "a").map(({ href, textContent }) => [href, textContent]),
        others: parts.flatMap((part) => part.getAttributeNames()).filter((name) => !allowed.includes(name)),
      };
    });
    assert.deepEqual(
      links,
      [main, `${main}#help`].map((address) => [address, address]),
    );
    assert.deepEqual([lang, dir], [suffix.slice(1) || CASE.languages[0], data(`ui${suffix || ".en"}`).direction]);
    assert.deepEqual(others, []);
    const words = plain.split(/\s+/).filter(Boolean);
    assert.ok(words.length <= 60, `${words.length} words`);
    assert.ok(words.includes(main) && words.includes(`${main}#help`), plain);
    assert.doesNotMatch(plain, ISOLATED_ADDRESS);
  });

  test(`take-away${suffix}.html: a browser that copies no markup copies the notice as text, and says so`, () =>
    injecting(driver, "delete window.ClipboardItem", async () => {
      await driver.get(`${ADDRESS}take-away${suffix}.html`);
      await setClipboard(WORKING_CLIPBOARD);
      await click(driver, BUTTON);
      const copied = await evaluate(driver, "return window.copied");
      assert.equal(inOneLine(copied), inOneLine(await text(driver, "#announcement")));
      assert.equal(await status(), strings.copied_as_text);
    }));

  test(`take-away${suffix}.html: the notice is selected if the clipboard is unavailable`, async () => {
    await driver.get(`${ADDRESS}take-away${suffix}.html`);
    for (const unavailable of ["{ write: () => Promise.reject(new Error('closed')) }", "undefined"]) {
      await evaluate(driver, "getSelection().removeAllRanges()");
      await setClipboard(unavailable);
      await click(driver, BUTTON);
      const selected = await evaluate(driver, "return String(getSelection())");
      assert.equal(inOneLine(selected), inOneLine(await text(driver, "#announcement")), unavailable);
      assert.equal(await status(), strings.copy_by_hand);
    }
  });
}

test("without the address of the site, the notice has that of the folder it was loaded from", async () => {
  const withoutSite = changed((html) => html.replaceAll(/https:\/\/[^"<]*\/june\//g, "index.html"));
  const copy = copyWith({ "take-away.html": withoutSite });
  await driver.get(`${copy}take-away.html`);
  const links = await evaluate(
    driver,
    "return [...document.querySelectorAll('#announcement a')].map((link) => [link.href, link.textContent])",
  );
  assert.deepEqual(
    links,
    [`${copy}index.html`, `${copy}index.html#help`].map((address) => [address, address]),
  );
});

test("a citation names the title and the day of the last check", async () => {
  await driver.get(`${ADDRESS}take-away.html`);
  const [year] = CASE.as_of.split("-");
  const citation = await text(driver, "#chicago");
  assert.ok(citation.startsWith(`“${TEXT.title}.” Last checked `), citation);
  assert.match(citation, new RegExp(`[A-Z][a-z]+ \\d+, ${year}\\. https://\\S+\\.$`));
});

const visibleButtons = () =>
  evaluate(driver, () =>
    [...document.querySelectorAll("button")]
      .filter((button) => button.checkVisibility())
      .map((button) => Object.keys(button.dataset)[0]),
  );

test("a browser without a share dialog has no share button", () =>
  injecting(driver, "delete Navigator.prototype.share", async () => {
    await driver.get(`${ADDRESS}take-away.html`);
    assert.deepEqual(await visibleButtons(), Array(6).fill("copy"));
  }));

test("without script no button is visible", () =>
  emulating(driver, { script: false }, async () => {
    await driver.get(`${ADDRESS}take-away.html`);
    await emulate(driver);
    assert.deepEqual(await visibleButtons(), []);
  }));

for (const suffix of SUFFIXES) {
  test(`take-away${suffix}.html: the share dialog receives the page in its language`, () =>
    injecting(driver, "navigator.share = async (content) => { window.shared = content; }", async () => {
      await driver.get(`${ADDRESS}take-away${suffix}.html`);
      await click(driver, "[data-share]");
      const shared = await evaluate(driver, "return window.shared");
      assert.equal(shared.title, data(`text${suffix || ".en"}`).title);
      assert.ok(shared.url.endsWith(suffix ? `/index${suffix}.html` : "/june/"), shared.url);
    }));
}
