// Scenarios that run in every installed engine.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import zlib from "node:zlib";
import {
  CASE,
  dayOfMonth,
  LAST_STEP,
  LATER_DAY,
  LATER_EVENT,
  MONTH_END,
  OPENING_DAY,
  OTHER_DAY,
  OTHER_EVENT,
  RARE_ACTOR_INPUT,
  RARE_EVENTS,
  RARE_WORD,
  RARE_WORD_EVENT,
  STEP,
  STRINGS,
  TERM,
  TEXT,
  TRANSLATIONS,
} from "../content.mjs";
import { missing, server, withBody, withPolicy } from "../server.mjs";
import {
  ADDRESS,
  ALL,
  By,
  click,
  data,
  evaluate,
  isHydrated,
  isInView,
  Key,
  openDetails,
  openHydrated,
  press,
  settled,
  TIME_LIMIT,
  text,
  untilHydrated,
  untilStatic,
  waitFor,
} from "./browser.mjs";
import { ENGINES, find } from "./engines.mjs";
import {
  assertDayCanBeChosen,
  assertDayIsLink,
  assertReadable,
  assertSearchFinds,
  chosenDay,
  copyWith,
  dayCell,
  endWaiting,
  MODULE,
  readBytes,
  visible,
  visibleEvents,
} from "./failures.mjs";

// With `--all` and in CI an engine that is not installed is a failure.
const MUST_RUN = ALL || Boolean(process.env.CI);
const RIGHT_TO_LEFT = TRANSLATIONS.find((code) => data(`ui.${code}`).direction === "rtl");
const EVENTS = CASE.events.map(({ id }) => id);

test("executables are found in the folders of each system", () => {
  const chrome = ["chromium", "google-chrome"];
  const lookUp = (platform, searchPath, file) =>
    find(chrome, { platform, searchPath, exists: (name) => name === file });
  for (const [platform, searchPath, file] of [
    ["linux", "/usr/local/bin:/usr/bin", "/usr/bin/chromium"],
    ["linux", "/usr/local/bin:/usr/bin", "/usr/local/bin/google-chrome"],
    ["darwin", "/usr/bin:/bin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"],
    ["win32", "C:\\Windows;D:\\Tools", "D:\\Tools\\chromium.exe"],
  ])
    assert.equal(lookUp(platform, searchPath, file), file);
  assert.equal(lookUp("linux", "/usr/bin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"), undefined);
});

// The number of pages of a PDF. Firefox compresses the page tree.
function pages(pdf) {
  const parts = [pdf.toString("latin1")];
  for (const { index } of parts[0].matchAll(/\bstream\r?\n/g)) {
    const stream = pdf.subarray(pdf.indexOf("\n", index) + 1);
    try {
      parts.push(zlib.inflateSync(stream, { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString("latin1"));
    } catch {
      // Not compressed with deflate, such as an image.
    }
  }
  return parts.join("\n").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

for (const { name, lacks, start, prints } of ENGINES) {
  if (lacks && MUST_RUN) {
    test(`${name} is installed`, () => assert.fail(`not installed: ${lacks}`));
    continue;
  }
  if (lacks) console.error(`\n!!! ${name} IS NOT TESTED: not installed: ${lacks}\n`);

  describe(name, { skip: lacks ? `not installed: ${lacks}` : false }, () => {
    let driver;
    before(async () => {
      driver = await start();
      await driver.manage().setTimeouts({ script: TIME_LIMIT });
    });

    const open = (page) => openHydrated(driver, page);
    const focusDay = (day) => evaluate(driver, (cell) => document.querySelector(cell).focus(), dayCell(day));
    const focusedDay = () => evaluate(driver, () => document.activeElement.dataset.day);
    const isExplained = () => evaluate(driver, () => document.getElementById("term-popover").matches(":popover-open"));
    const hash = async (driver) => new URL(await driver.getCurrentUrl()).hash;

    test("without script the page is readable", async () => {
      // Only Chromium can disable script in a running browser.
      const plain = await start({ script: false });
      try {
        await plain.get(ADDRESS);
        assert.equal(await text(plain, "h1"), TEXT.title);
        assert.equal((await plain.findElements(By.css(".event"))).length, EVENTS.length);
        assert.ok((await text(plain, ".footer")).includes(STRINGS.page.not_advice));
        assert.equal(await isHydrated(plain), false);
        for (const control of await plain.findElements(By.css("button, input, [role=button], .app-only, .static-only")))
          assert.equal(await control.isDisplayed(), false, await control.getAttribute("outerHTML"));
        await assertDayIsLink(plain);
        await click(plain, `#${STEP} summary`);
        const step = (await text(plain, `#${STEP}`)).toLowerCase();
        assert.ok(step.includes(STRINGS.page.step_does_not.toLowerCase()), "the details are open");
        await click(plain, TERM);
        assert.equal(await hash(plain), `#${STEP}`);
        assert.ok(await isInView(plain, STEP));
      } finally {
        await plain.end();
      }
    });

    test("the page opens on the opening day, and a click chooses a day", async () => {
      await open();
      assert.equal(await chosenDay(driver), OPENING_DAY);
      const page = await visible(driver);
      assert.equal(page.notice, "");
      assert.ok(page.controls.length > EVENTS.length, `${page.controls.length} controls`);
      await assertDayCanBeChosen(driver);
      const date = await text(driver, `#${OTHER_EVENT} time`);
      assert.ok((await text(driver, "#status-day")).includes(date), date);
      assert.equal(await hash(driver), "");
    });

    test("days are chosen with the keyboard: one tab stop, arrows, Home, End, Enter", async () => {
      await open();
      await evaluate(driver, () => [...document.querySelectorAll(".chart-head a")].at(-1).focus());
      await press(driver, Key.TAB);
      assert.equal(await focusedDay(), OPENING_DAY);
      for (const [key, number] of [
        [Key.HOME, 1],
        [Key.ARROW_LEFT, 1],
        [Key.ARROW_RIGHT, 2],
        [Key.ARROW_DOWN, 9],
        [Key.ARROW_DOWN, 16],
        [Key.ARROW_UP, 9],
        [Key.ARROW_LEFT, 8],
      ]) {
        await press(driver, key);
        assert.equal(await chosenDay(driver), dayOfMonth(number));
        assert.equal(await focusedDay(), dayOfMonth(number), "the focus moves with the choice");
      }
      await press(driver, Key.END);
      assert.equal(await chosenDay(driver), MONTH_END);
      assert.equal(await focusedDay(), MONTH_END);
      assert.notEqual(await evaluate(driver, () => getComputedStyle(document.activeElement).outlineStyle), "none");
      await focusDay(OTHER_DAY);
      await press(driver, Key.ENTER);
      assert.equal(await chosenDay(driver), OTHER_DAY);
    });

    test("filter, order and search change the list", async () => {
      await open();
      const status = () => text(driver, ".controls [role=status]");
      await click(driver, RARE_ACTOR_INPUT);
      assert.deepEqual(await visibleEvents(driver), RARE_EVENTS);
      assert.match(await status(), new RegExp(`\\b${RARE_EVENTS.length}\\b.*\\b${EVENTS.length}\\b`));
      await click(driver, ".controls__clear");
      assert.deepEqual(await visibleEvents(driver), EVENTS);

      await click(driver, ".controls__order");
      assert.deepEqual(await visibleEvents(driver), [...EVENTS].reverse());
      await click(driver, ".controls__order");
      assert.deepEqual(await visibleEvents(driver), EVENTS);

      await assertSearchFinds(driver, RARE_WORD.toUpperCase());
      assert.deepEqual(await visibleEvents(driver), EVENTS);
      await press(driver, Key.ARROW_DOWN);
      await press(driver, Key.ENTER);
      await waitFor(driver, () => isInView(driver, RARE_WORD_EVENT), "the result is not in view");
    });

    test("a term is explained beside it, with the pointer and with the keyboard", async () => {
      await open();
      await click(driver, TERM);
      assert.ok(await isExplained());
      assert.equal(await text(driver, "#term-popover-title"), TEXT.steps[STEP].title);
      await press(driver, Key.ESCAPE);
      assert.equal(await isExplained(), false);
      await evaluate(driver, (term) => document.querySelector(term).focus(), TERM);
      await press(driver, Key.ENTER);
      assert.ok(await isExplained());
      assert.ok(await evaluate(driver, () => document.getElementById("term-popover").contains(document.activeElement)));
      await press(driver, Key.ESCAPE);
      const hasFocus = await evaluate(driver, (term) => document.activeElement === document.querySelector(term), TERM);
      assert.ok(hasFocus, "the focus returns to the term");
    });

    test("a record is shared with what became of it", async () => {
      const { id } = CASE.events.find((event) => TEXT.events[event.id].outcome);
      await open();
      await click(driver, `#${id} .record-link`);
      await waitFor(driver, async () => (await text(driver, "#share-popover [role=status]")) !== "", "no message");
      assert.equal(await text(driver, ".share-popover__address"), `${ADDRESS}#${id}`);
      const shared = await text(driver, ".share-popover__text");
      assert.ok(shared.startsWith(TEXT.events[id].headline), shared);
      await press(driver, Key.ESCAPE);
    });

    // Headless engines have no voices, so the test takes their place.
    test("the summary is read sentence by sentence, and each sentence is highlighted", async () => {
      await open();
      const sentences = await driver.executeAsyncScript(async (done) => {
        const spoken = [];
        const speechSynthesis = {
          cancel() {},
          speak(utterance) {
            spoken.push([utterance.text, String([...CSS.highlights.get("reading")][0])]);
            setTimeout(() => utterance.onend());
          },
        };
        Object.defineProperty(window, "speechSynthesis", { value: speechSynthesis });
        window.SpeechSynthesisUtterance = class {
          constructor(text) {
            this.text = text;
          }
        };
        const { read } = await import("./listen.js");
        read(document.querySelector(".lede .listen"), { lang: document.documentElement.lang });
        const bar = document.getElementById("listen-bar");
        const wait = () => (bar.hidden ? done(spoken) : setTimeout(wait, 20));
        wait();
      });
      assert.ok(sentences.length > TEXT.summary.length, `${sentences.length} sentences`);
      for (const [words, highlighted] of sentences) assert.ok(words && highlighted.trim(), `${words}: ${highlighted}`);
    });

    test("the page for editors shows the way that works on a platform", async () => {
      await driver.get(`${ADDRESS}embed-chooser.html`);
      await settled(driver);
      await click(driver, "#platform-html");
      const code = await driver.findElement(By.id("html-script"));
      assert.ok(await code.isDisplayed());
      assert.ok((await code.getText()).includes(`src="${ADDRESS}embed.html"`));
      assert.equal(await (await driver.findElement(By.id("pym-pym"))).isDisplayed(), false);
    });

    test("the insert for bulletins is chosen in two sizes", async () => {
      await driver.get(`${ADDRESS}bulletin.html`);
      const [letter, a4] = await driver.findElements(By.css("input[type=radio]"));
      assert.ok(await letter.isSelected());
      await click(driver, "input[type=radio]:not(:checked)");
      assert.ok(await a4.isSelected());
      assert.ok(await (await driver.findElement(By.css("[data-print]"))).isDisplayed());
    });

    test("an address reveals its record", async () => {
      await open(`#${LAST_STEP}`);
      assert.ok(await isInView(driver, LAST_STEP));
      assert.ok(await evaluate(driver, (step) => document.querySelector(`#${step} > details`).open, LAST_STEP));
      await open(`#${LATER_EVENT}`);
      assert.ok(await isInView(driver, LATER_EVENT));
      assert.equal(await chosenDay(driver), LATER_DAY);
      await evaluate(driver, "location.hash = arguments[0]", OTHER_EVENT);
      await settled(driver);
      assert.ok(await isInView(driver, OTHER_EVENT));
      await open("#%E0%A4%A");
      assert.deepEqual(await visibleEvents(driver), EVENTS);
    });

    test("an embed on another site grows with its content", async () => {
      const widget = copyWith();
      const element = (id, show) =>
        `<case-timeline id="${id}" src="${widget}" show="${show}"><a href="${widget}">The timeline</a></case-timeline>`;
      const page = server.page(
        `${element("card", OTHER_EVENT)}${element("whole", "all")}<script async src="${widget}embed.js"></script>`,
      );
      await driver.get(page.replace("127.0.0.1", "localhost"));
      for (const id of ["card", "whole"]) {
        const frame = await waitFor(
          driver,
          () => evaluate(driver, (id) => document.querySelector(`#${id} iframe`), id),
          "there is no frame",
        );
        await evaluate(driver, (frame) => frame.scrollIntoView(), frame);
        const askInside = async (script) => {
          await driver.switchTo().frame(frame);
          try {
            return await evaluate(driver, script);
          } finally {
            await driver.switchTo().defaultContent();
          }
        };
        const content = () =>
          askInside(() => (document.readyState === "complete" ? document.body.getBoundingClientRect().height : 0));
        const clientHeight = () => evaluate(driver, (frame) => frame.clientHeight, frame);
        let heights;
        const untilFits = (minHeight) =>
          waitFor(
            driver,
            async () => {
              heights = [await content(), await clientHeight()];
              return heights[0] > minHeight && Math.abs(heights[0] - heights[1]) <= 2;
            },
            () => `${id}: content of ${heights[0]} px in a frame of ${heights[1]} px`,
          );
        await untilFits(100);
        const [collapsed] = heights;
        await askInside(() => {
          for (const details of document.querySelectorAll("details")) details.open = true;
        });
        await untilFits(collapsed + 10);
      }
    });

    test("in right-to-left pages the arrow keys follow the direction", async () => {
      await open(`index.${RIGHT_TO_LEFT}.html`);
      assert.equal(await evaluate(driver, () => getComputedStyle(document.body).direction), "rtl");
      const left = (number) =>
        evaluate(
          driver,
          (cell) => document.querySelector(cell).getBoundingClientRect().left,
          dayCell(dayOfMonth(number)),
        );
      assert.ok((await left(12)) < (await left(11)), "the next day is to the left");
      await click(driver, dayCell(dayOfMonth(15)));
      for (const [key, number] of [
        [Key.ARROW_LEFT, 16],
        [Key.ARROW_RIGHT, 15],
        [Key.ARROW_RIGHT, 14],
      ]) {
        await press(driver, key);
        assert.equal(await chosenDay(driver), dayOfMonth(number));
      }
      const overflow = await evaluate(driver, () => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${overflow} px to scroll sideways`);
      await click(driver, ".term");
      assert.ok(await isExplained());
    });

    const whyNoPrint = prints ? !ALL && "runs with --all" : `${name}'s driver cannot print`;
    test("all details are open in print", { skip: whyNoPrint }, async () => {
      await open();
      const print = async () => pages(Buffer.from(await driver.printPage(), "base64"));
      const collapsed = await print();
      await openDetails(driver);
      assert.ok(collapsed > 1, `${collapsed} pages`);
      assert.equal(collapsed, await print());
    });

    test("without the module the page is readable", async () => {
      await driver.get(copyWith({ [MODULE]: missing }));
      await untilStatic(driver);
      await settled(driver);
      await assertReadable(driver);
    });

    test("where a policy forbids scripts, the page is readable after it has stopped waiting", async () => {
      await driver.get(copyWith({ "index.html": withPolicy("script-src 'none'") }));
      assert.equal((await visible(driver)).notice, "");
      await endWaiting(driver);
      await settled(driver);
      await assertReadable(driver);
    });

    // The stacks of exceptions differ among engines, and between modules that are compiled from a stream and from bytes.
    for (const [name, replies] of [
      ["the app", {}],
      ["an app with a generic media type", { [MODULE]: withBody(readBytes(MODULE), "application/octet-stream") }],
    ]) {
      test(`an exception inside ${name} restores the prerendered page`, async () => {
        await driver.get(copyWith(replies));
        await untilHydrated(driver);
        await settled(driver);
        await evaluate(
          driver,
          (cell) => {
            const own = Element.prototype.setAttribute;
            Element.prototype.setAttribute = function (...values) {
              if (/wasm/.test(new Error().stack)) throw new Error("the browser fails");
              own.apply(this, values);
            };
            document.querySelector(cell).click();
          },
          dayCell(OTHER_DAY),
        );
        await untilStatic(driver);
        await settled(driver);
        assert.equal(await isHydrated(driver), false);
        await assertReadable(driver);
      });
    }
  });
}
