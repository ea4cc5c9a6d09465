// Languages: plural forms, search, writing direction, and the state that a change of language retains.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { CASE, EVENT, ORIGINAL, OTHER_DAY, SUFFIXES, TEXT, TRANSLATIONS } from "../content.mjs";
import { server } from "../server.mjs";
import {
  ADDRESS,
  By,
  browser,
  checkConsole,
  click,
  data,
  emulating,
  evaluate,
  isInView,
  Key,
  openDetails,
  openHydrated,
  press,
  settled,
  text,
  untilHydrated,
  waitFor,
} from "./browser.mjs";
import { EMBED_SCRIPT, inFrame, timeline } from "./embedding-pages.mjs";

let driver;
before(async () => {
  driver = await browser();
});
checkConsole(
  () => driver,
  // The browser requests an icon for pages that have none.
  (message) => message.includes("/favicon.ico"),
);

const suffixOf = (code) => SUFFIXES[CASE.languages.indexOf(code)];
const directionOf = (code) => data(`ui.${code}`).direction;
const status = () => text(driver, ".controls [role=status]");
const toggle = async (name) => {
  const label = await driver.findElement(By.xpath(`//label[contains(., '${name}')]`));
  await label.click();
  await settled(driver);
};
const search = async (query) => {
  const field = await driver.findElement(By.id("search"));
  await field.clear();
  await field.sendKeys(query);
  await settled(driver);
};
const marked = async () => {
  await evaluate(driver, () => document.querySelector(".search-results button:not([hidden])")?.click());
  await settled(driver);
  return evaluate(driver, () => [...document.querySelectorAll(".search-results mark")].map((mark) => mark.textContent));
};

for (const suffix of SUFFIXES) {
  test(`index${suffix}.html: the first screen has what holds today, the summary and the questions`, async () => {
    const boxes = async (view) =>
      emulating(driver, view, async () => {
        await openHydrated(driver, `index${suffix}.html`);
        return evaluate(driver, () =>
          ["h1", ".notice", ".lede", ".questions h2"].map((part) =>
            document.querySelector(part).getBoundingClientRect().toJSON(),
          ),
        );
      });
    const wide = await boxes({ width: 1280, height: 800 });
    for (const { top, bottom } of wide) assert.ok(top >= 0 && bottom <= 800, `${top} to ${bottom} px`);
    // On a phone the summary is cut visibly.
    const [title, notice, summary] = await boxes({ width: 360, height: 740 });
    assert.ok(title.bottom <= 740 && notice.bottom <= 740, `${notice.bottom} px`);
    assert.ok(summary.top <= 640 && summary.bottom > 740, `${summary.top} to ${summary.bottom} px`);
  });
}

// On a slow phone, the browser scrolls to the record before the filter and the order are applied.
for (const [name, slowdown] of [
  ["", 1],
  [", on a slow phone too", 8],
]) {
  test(`changing the language retains record, day, filter and order${name}`, async () => {
    const [code] = TRANSLATIONS;
    const actor = CASE.actors.find(({ court }) => court).id;
    const events = CASE.events.filter(({ by }) => by.includes(actor));
    const shownIds = events.map(({ id }) => id).reverse();
    const { id } = events[Math.floor(events.length / 2)];
    await openHydrated(driver, "?theme=dark&parentUrl=https%3A%2F%2Fexample.org%2F");
    await click(driver, `[data-day='${OTHER_DAY}']`);
    await toggle(TEXT.actors[actor]);
    await click(driver, ".controls__order");
    await evaluate(driver, (id) => document.getElementById(id).scrollIntoView({ behavior: "instant" }), id);
    await emulating(driver, { slowdown }, async () => {
      await evaluate(driver, (code) => document.querySelector(`.languages a[hreflang='${code}']`).click(), code);
      await waitFor(
        driver,
        () => evaluate(driver, (code) => document.documentElement.lang === code, code),
        "no new page",
      );
      await untilHydrated(driver);
      await waitFor(
        driver,
        () => evaluate(driver, (id) => document.querySelector(".event").id === id, CASE.events.at(-1).id),
        "the order does not change",
      );
      await settled(driver);
    });

    const address = new URL(await driver.getCurrentUrl());
    assert.deepEqual(Object.fromEntries(address.searchParams), {
      theme: "dark",
      day: OTHER_DAY,
      by: actor,
      order: "newest",
    });
    assert.equal(address.hash, `#${id}`);
    assert.ok(await isInView(driver, id), "in view");
    assert.equal(await evaluate(driver, () => document.getElementById("status").dataset.day), OTHER_DAY);
    const shown = await evaluate(driver, () =>
      [...document.querySelectorAll(".event")].filter((event) => event.offsetParent !== null).map(({ id }) => id),
    );
    assert.deepEqual(shown, shownIds, "newest first");
    assert.equal(await status(), countOf(code, events.length));
  });
}

// The text of the status for a number of visible events.
function countOf(code, shown) {
  const all = CASE.events.length;
  const { shown_all, shown_some } = data(`ui.${code}`).plurals;
  const form = new Intl.PluralRules(code).select(shown);
  return (shown === all ? shown_all : shown_some)[form].replace("{shown}", shown).replace("{all}", all);
}

for (const code of CASE.languages) {
  test(`${code}: the number of events has the plural form of the language`, async () => {
    await openHydrated(driver, `index${suffixOf(code)}.html`);
    assert.equal(await status(), countOf(code, CASE.events.length));
    const { actors } = data(`text.${code}`);
    for (const { id } of CASE.actors) {
      const { length } = CASE.events.filter(({ by }) => by.includes(id));
      await toggle(actors[id]);
      assert.equal(await status(), countOf(code, length), id);
      await toggle(actors[id]);
    }
  });
}

// The forms in which readers may type a word: the pattern in the text, and its replacement.
const FORMS = {
  ar: {
    "hamza above alif": [/أ/, "ا"],
    "hamza below alif": [/إ/, "ا"],
    "madda above alif": [/آ/, "ا"],
    "hamza on waw": [/ؤ/, "و"],
    "hamza on yeh": [/ئ/, "ي"],
    "teh marbuta": [/ة$/, "ه"],
    "alif maqsura": [/ى$/, "ي"],
    "yeh, typed as alif maqsura": [/ي$/, "ى"],
    "yeh, typed on a Persian keyboard": [/ي$/, "ی"],
    "no vowel sign, typed with one": [/^م/, "مَ"],
    "no kashida, typed with one": [/(?<=^..)/, "ـ"],
    tanwin: [/ً/, ""],
    "damma, written once or more": [/ُ/g, ""],
    "Western digits, typed as Eastern ones": [/2017/, "٢٠١٧"],
  },
  es: { "acute accent": [/[áéíóú]/, (letter) => letter.normalize("NFD")[0]] },
};

for (const [code, forms] of Object.entries(FORMS)) {
  test(`${code}: search finds a word in each form in which it may be typed`, async () => {
    await openHydrated(driver, `index${suffixOf(code)}.html`);
    const [all, texts] = await evaluate(driver, () => {
      const main = document.getElementById("main");
      const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
      const texts = [];
      while (walker.nextNode())
        if (walker.currentNode.parentElement.closest(".event p, .step p")) texts.push(walker.currentNode.data);
      return [main.textContent, texts];
    });
    const words = new Set(texts.flatMap((text) => text.match(/[\p{L}\p{M}\p{N}]{4,}/gu) ?? []));
    for (const [name, [pattern, replacement]] of Object.entries(forms)) {
      const [written, typed] =
        [...words]
          .map((word) => [word, word.replace(pattern, replacement)])
          .find(([word, typed]) => typed !== word && !all.includes(typed)) ?? [];
      assert.ok(written, `no word has: ${name}`);
      await search(typed);
      const found = await marked();
      assert.ok(found.includes(written), `${name}: ${typed} finds ${found.slice(0, 3)}, not ${written}`);
    }
  });
}

const QUOTES = { en: "“”", es: "“”", ar: "«»" };
const ANY_QUOTE = /["'‘‹›„‟‚«»“”]/g;
// An event with a quotation.
const QUOTED = CASE.events.find(({ id }) => JSON.stringify(TEXT.events[id]).includes('"quote"'))?.id ?? EVENT;

for (const code of CASE.languages) {
  test(`${code}: no page has the quotation marks of another language`, async () => {
    for (const page of [
      "index",
      "embed",
      "take-away",
      "embed-chooser",
      "frame-check",
      "bulletin",
      "poster",
      `card-${QUOTED}`,
    ]) {
      await driver.get(`${ADDRESS}${page}${suffixOf(code)}.html`);
      // Text in another language has the quotation marks of that language.
      const texts = await evaluate(driver, () => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) {
          const { data, parentElement } = walker.currentNode;
          const isOwn = parentElement.closest("[lang]") === document.documentElement;
          if (isOwn && !parentElement.closest("script, pre, code")) texts.push(data);
        }
        return texts;
      });
      assert.ok(texts.length > 0, page);
      for (const text of texts)
        for (const quote of text.match(ANY_QUOTE) ?? []) assert.ok(QUOTES[code].includes(quote), `${page}: ${text}`);
    }
  });
}

const [YEAR, MONTH] = CASE.month.split("-").map(Number);
const DAYS = new Date(Date.UTC(YEAR, MONTH, 0)).getUTCDate();
const weekdayOf = (index) => new Date(Date.UTC(YEAR, MONTH - 1, index + 1)).getUTCDay();
const boxes = (selector) =>
  evaluate(
    driver,
    (selector) =>
      [...document.querySelectorAll(selector)].map((part) => {
        const { left, right, top, bottom } = part.getBoundingClientRect();
        return { left, right, top, bottom };
      }),
    selector,
  );

for (const width of [360, 1280]) {
  const isPhone = width === 360;
  for (const code of CASE.languages) {
    const precedes =
      directionOf(code) === "rtl"
        ? (one, other) => one.left >= other.right - 1
        : (one, other) => one.right <= other.left + 1;

    test(`${code} at ${width} px: days and steps follow the writing direction`, () =>
      emulating(driver, { width, height: 800 }, async () => {
        await openHydrated(driver, `index${suffixOf(code)}.html`);
        for (const [selector, count, hasRows] of [
          [".chart .day", DAYS, (rows) => (isPhone ? rows > 3 : rows === 1)],
          [".stop", CASE.steps.length, (rows) => (isPhone ? rows === CASE.steps.length : rows < CASE.steps.length)],
        ]) {
          const parts = await boxes(selector);
          assert.equal(parts.length, count);
          parts.slice(1).forEach((part, index) => {
            const isBelow = part.top >= parts[index].bottom - 1;
            assert.ok(isBelow || precedes(parts[index], part), `${selector}: ${index + 1} and ${index + 2}`);
          });
          const rows = new Set(parts.map(({ top }) => Math.round(top))).size;
          assert.ok(hasRows(rows), `${selector} in ${rows} rows`);
        }
        // On a phone the month is a calendar: each day is below its day of the week.
        const [names, days] = [await boxes(".chart__heads span"), await boxes(".chart .day")];
        if (isPhone)
          days.forEach((day, index) => {
            const name = names[weekdayOf(index)];
            const isAbove = name.left >= day.left - 1 && name.right <= day.right + 1 && name.bottom <= day.top + 1;
            assert.ok(isAbove, `day ${index + 1}`);
          });
      }));
  }

  for (const code of CASE.languages.filter((code) => directionOf(code) === "rtl")) {
    test(`${code} at ${width} px: an explanation is in the viewport, above or below its term, and aligned to its start`, () =>
      emulating(driver, { width, height: 800 }, async () => {
        await openHydrated(driver, `index${suffixOf(code)}.html`);
        await evaluate(driver, () => {
          for (const details of document.querySelectorAll("main details")) details.open = true;
        });
        const count = await evaluate(driver, () => document.querySelectorAll("main .term").length);
        assert.ok(count > 0);
        for (let index = 0; index < count; index += Math.max(1, Math.floor(count / 15))) {
          // Content near the viewport is laid out only then (`content-visibility`), which may move the term once.
          for (let time = 0; time < 2; time += 1) {
            await evaluate(
              driver,
              (index, block) =>
                document.querySelectorAll("main .term")[index].scrollIntoView({ block, behavior: "instant" }),
              index,
              index % 2 ? "center" : "end",
            );
            await settled(driver);
          }
          await evaluate(driver, (index) => document.querySelectorAll("main .term")[index].click(), index);
          await settled(driver);
          const { term, box, label } = await evaluate(
            driver,
            (index) => {
              const term = document.querySelectorAll("main .term")[index];
              const popover = document.getElementById("term-popover");
              const boxes = [term, popover].map((element) => {
                const { left, right, top, bottom } = element.getBoundingClientRect();
                return { left, right, top, bottom };
              });
              popover.hidePopover();
              return { term: boxes[0], box: boxes[1], label: term.textContent };
            },
            index,
          );
          const message = `${label}: ${JSON.stringify([term, box])}`;
          assert.ok(box.right > box.left && box.left >= 0 && box.right <= width, message);
          assert.ok(box.top >= 0 && box.bottom <= 800, message);
          assert.ok(box.left < term.right && box.right > term.left, message);
          const above = term.top - box.bottom;
          const below = box.top - term.bottom;
          assert.ok((above >= 0 && above < 20) || (below >= 0 && below < 20), message);
          // Where it would not fit, it is at the margin of the viewport.
          assert.ok(Math.abs(box.right - term.right) < 1 || box.left < 9, message);
        }
      }));
  }
}

for (const code of CASE.languages) {
  const isRtl = directionOf(code) === "rtl";
  test(`${code}: the arrow key in the writing direction chooses the next day`, async () => {
    const [first, second] = [`${CASE.month}-01`, `${CASE.month}-02`];
    await openHydrated(driver, `index${suffixOf(code)}.html`);
    await click(driver, `[data-day='${first}']`);
    await press(driver, isRtl ? Key.ARROW_LEFT : Key.ARROW_RIGHT);
    assert.equal(await evaluate(driver, () => document.getElementById("status").dataset.day), second);
    const [before, after] = await evaluate(
      driver,
      (...days) => days.map((day) => document.querySelector(`[data-day='${day}']`).getBoundingClientRect().left),
      first,
      second,
    );
    assert.equal(after < before, isRtl);
  });
}

for (const code of CASE.languages.filter((code) => directionOf(code) === "rtl")) {
  test(`${code}: names, numbers and citations run from left to right`, async () => {
    await openHydrated(driver, `index${suffixOf(code)}.html`);
    await openDetails(driver);
    // The text between isolates (U+2066 and U+2069).
    const runs = await evaluate(driver, () => {
      const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
      const runs = [];
      while (walker.nextNode()) {
        const node = walker.currentNode;
        const box = (index) => {
          const range = document.createRange();
          range.setStart(node, index);
          range.setEnd(node, index + 1);
          return range.getBoundingClientRect();
        };
        for (const { 1: run, index } of node.data.matchAll(/\u2066([^\u2069]{2,})\u2069/g)) {
          const [first, last] = [box(index + 1), box(index + run.length)];
          if (first.top === last.top && first.width) runs.push([run, first.left, last.left]);
        }
      }
      return runs;
    });
    assert.ok(runs.length > 0);
    for (const [run, first, last] of runs) assert.ok(first < last, run);
  });

  test(`${code}: text has no letter spacing and no italics, and a sufficient line height`, async () => {
    await openHydrated(driver, `index${suffixOf(code)}.html`);
    const { spaced, slanted, leading } = await evaluate(driver, () => {
      const styles = [...document.querySelectorAll("main *, header *")]
        .filter(({ textContent }) => textContent.trim())
        .map((element) => getComputedStyle(element));
      const { lineHeight, fontSize } = getComputedStyle(document.querySelector(".event p:not([class])"));
      return {
        spaced: styles.filter(({ letterSpacing }) => letterSpacing !== "normal").length,
        slanted: styles.filter(({ fontStyle }) => fontStyle !== "normal").length,
        leading: Number.parseFloat(lineHeight) / Number.parseFloat(fontSize),
      };
    });
    assert.deepEqual({ spaced, slanted }, { spaced: 0, slanted: 0 });
    assert.ok(leading >= 1.7, `${leading}`);
  });
}

for (const code of TRANSLATIONS) {
  test(`${code}: a translation links to the original and to error reporting, and has the original quotations`, async () => {
    await openHydrated(driver, `index${suffixOf(code)}.html`);
    const { original, report, quotes } = await evaluate(
      driver,
      (original) => ({
        original: document.querySelector(`.translation a[hreflang=${original}]`).getAttribute("href"),
        report: document.querySelector(document.querySelector('.translation a[href^="#"]').hash)?.id,
        quotes: [...document.querySelectorAll(".quote")].map(
          (quote) => quote.querySelector(`details [lang=${original}]`)?.textContent ?? "",
        ),
      }),
      ORIGINAL,
    );
    assert.equal(original, "index.html");
    assert.equal(report, CASE.reporting);
    const [open, close] = QUOTES[ORIGINAL];
    assert.ok(quotes.length > 0);
    for (const quote of quotes) assert.match(quote, new RegExp(`^${open}.+${close}$`, "s"));
  });
}

for (const code of CASE.languages) {
  test(`${code}: on a phone the links to languages do not overlap the heading, and code runs from left to right`, () =>
    emulating(driver, { width: 360, height: 800 }, async () => {
      for (const page of ["index", "embed", "take-away", "embed-chooser", "frame-check", `card-${EVENT}`]) {
        await driver.get(`${ADDRESS}${page}${suffixOf(code)}.html`);
        const { links, overlapping, directions } = await evaluate(driver, () => {
          const lines = (selector) =>
            [...document.querySelectorAll(selector)].flatMap((element) => {
              const range = document.createRange();
              range.selectNodeContents(element);
              return [...range.getClientRects()].filter((box) => box.width);
            });
          const overlaps = (one, other) =>
            one.left < other.right &&
            other.left < one.right &&
            one.top < other.bottom - 2 &&
            other.top < one.bottom - 2;
          const links = lines(".languages li");
          const headings = lines("h1, .kicker");
          return {
            links: links.length,
            overlapping: links.filter((link) => headings.some((line) => overlaps(link, line))).length,
            directions: [...document.querySelectorAll("pre")].map((code) => getComputedStyle(code).direction),
          };
        });
        assert.ok(links > 0, page);
        assert.equal(overlapping, 0, page);
        assert.ok(
          directions.every((direction) => direction === "ltr"),
          page,
        );
      }
    }));
}

test("embeds in all languages on one page are each as tall as their content", async () => {
  const elements = CASE.languages.map((code) => timeline(`show="${EVENT}" lang="${code}"`)).join("");
  await driver.get(
    server.page(
      `<div style="display: grid; grid-template-columns: repeat(${CASE.languages.length}, 1fr)">${elements}</div>${EMBED_SCRIPT}`,
    ),
  );
  for (const [index, code] of CASE.languages.entries()) {
    const frame = await waitFor(
      driver,
      async () => (await driver.findElements(By.css("iframe")))[index],
      "a frame is missing",
    );
    await waitFor(
      driver,
      async () => {
        const outer = await evaluate(driver, (frame) => frame.offsetHeight, frame);
        const { lang, height } = await inFrame(driver, frame, () =>
          evaluate(driver, () => ({
            lang: document.documentElement.lang,
            height: document.body?.getBoundingClientRect().height,
          })),
        );
        return lang === code && height > 0 && Math.abs(height - outer) <= 2;
      },
      `${code} does not fit`,
    );
  }
});
