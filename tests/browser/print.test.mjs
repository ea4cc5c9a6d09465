// What is printed: the page on as many sheets as it needs, the bulletin on one. One size of paper for every change, the
// others for a release.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { before, test } from "node:test";
import jsQR from "jsqr";
import { CASE, EVENT, STEP, SUFFIXES } from "../content.mjs";
import { changed } from "../server.mjs";
import {
  ADDRESS,
  ALL,
  ask,
  browser,
  checkConsole,
  DIST,
  data,
  emulate,
  emulating,
  openHydrated,
  settled,
  TOP,
} from "./browser.mjs";
import { copyWith } from "./failures.mjs";
import { assertPrinted, assertWithinEdges, hasLine, letters, print, textOf, unspaced } from "./pdf.mjs";

const SIZES = ALL ? ["A4", "Letter"] : ["Letter"];
const UNFOLDED =
  ".event__text > p:not(.tag), .not, .quote blockquote, .step__answer, .record :is(.meaning, .misreading__answer)";

let driver;
before(async () => {
  driver = await browser();
});
// The page in one file has no icon beside it.
checkConsole(
  () => driver,
  (error) => error.includes("/favicon.ico"),
);

// The entries that begin on one sheet and end on another, and the headings on another sheet than what follows them.
// Marks beside their first and last words show it, because Arabic letters come out of a PDF in no order that could be
// searched for. The marks are capitals: signs and figures would change places in an Arabic line.
async function entriesAcrossSheets(size) {
  const marks = (number) =>
    [..."QW"].map((first) => `${first}Z${[...`${number}`].map((figure) => "ABCDEFGHIJ"[figure]).join("")}X`);
  await emulate(driver, { media: "print" });
  const entries = await ask(
    driver,
    `return [...document.querySelectorAll(".event, .step, .record, .notice, .outcome, .days tbody th, .chapter, .section")].map((entry, number) => {
    const walker = document.createTreeWalker(entry, NodeFilter.SHOW_TEXT, (text) =>
      text.data.trim() && text.parentElement.checkVisibility() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    const followsHeading = (text) => entry.matches(".chapter, .section") && text.parentElement.closest(".event, .step, .record");
    const ends = [[texts[0], "before"], [texts.find(followsHeading) ?? texts.at(-1), "after"]];
    for (const [end, [text, side]] of ends.entries()) {
      const mark = document.createElement("bdo");
      mark.textContent = arguments[0][number][end];
      mark.dir = "ltr";
      mark.className = "cut";
      mark.style = "font-size: 0.2px; line-height: 0; white-space: nowrap; margin: 0 1px";
      text[side](mark);
    }
    return entry.id || texts[0].data;
  })`,
    Array.from({ length: 1_000 }, (_, number) => marks(number)),
  );
  await emulate(driver);
  const sheets = (await print(driver, size)).map((page) => textOf([page]));
  await ask(driver, "document.querySelectorAll('.cut').forEach((mark) => mark.remove())");
  // A mark inside an Arabic line may come out reversed.
  const sheetOf = (mark) =>
    sheets.findIndex((sheet) => sheet.includes(mark) || sheet.includes([...mark].reverse().join("")));
  const found = entries.map((name, number) => [name, ...marks(number).map(sheetOf)]);
  assert.deepEqual(
    found.filter(([, ...sheets]) => sheets.includes(-1)),
    [],
    "every entry is found",
  );
  return found.filter(([, first, last]) => first !== last);
}

for (const language of SUFFIXES) {
  for (const size of SIZES) {
    test(`index${language}.html on ${size}: title and date on the first sheet, nothing beyond the edge or too small, all addresses`, async (context) => {
      await openHydrated(driver, `index${language}.html`);
      const pages = await print(driver, size);

      context.diagnostic(`${pages.length} pages`);
      assertWithinEdges(pages);
      for (const part of ["h1", ".masthead__note"]) {
        const line = await ask(driver, "return document.querySelector(arguments[0]).textContent", part);
        assert.ok(hasLine(pages[0], line), line);
      }
      assert.deepEqual(await entriesAcrossSheets(size), [], "no entry is cut by the edge of a sheet");
      const printed = unspaced(textOf(pages));
      const addresses = await ask(
        driver,
        "return [...document.querySelectorAll('#sources li a[href^=http]')].map((link) => link.getAttribute('href'))",
      );
      assert.notEqual(addresses.length, 0);
      for (const address of addresses) assert.ok(printed.includes(address), address);
      // The lowest line is above the margin of 9 millimeters; anything in it but the number belongs to a line cut in two.
      for (const [index, { pieces }] of pages.entries()) {
        const low = pieces.filter(({ str, transform }) => transform[5] < 25.5 && !/^[\d\s/]*$/.test(str));
        assert.deepEqual(
          low.map(({ str }) => str),
          [],
          `in the lower margin of sheet ${index + 1}`,
        );
      }
      // A browser that finds no good place to break columns leaves the rest of the page empty.
      for (const { height, pieces } of pages.slice(0, -1)) {
        assert.ok(
          pieces.some((piece) => piece.transform[5] > 22 && piece.transform[5] < height * 0.25),
          `empty below: ${pieces.at(-1).str}`,
        );
      }
      for (const [index, page] of pages.entries()) {
        const foot = unspaced(
          page.pieces
            .filter((piece) => piece.transform[5] < 15)
            .map((piece) => piece.str)
            .join(""),
        );
        assert.match(
          foot,
          new RegExp(`^(${index + 1}/${pages.length}|${pages.length}/${index + 1})$`),
          `page ${index + 1}`,
        );
      }
    });
  }

  test(`index${language}.html: no date overlaps the names beside it`, () =>
    // As wide as a sheet of Letter within its margins.
    emulating(driver, { width: 759, media: "print" }, async () => {
      await driver.get(`${ADDRESS}index${language}.html`);
      const overlapping = await ask(driver, () => {
        const lines = (element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          return [...range.getClientRects()].filter((box) => box.width);
        };
        const overlap = (one, two) =>
          one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 3 && two.top < one.bottom - 3;
        return [...document.querySelectorAll(".event")]
          .filter((event) => {
            const names = lines(event.querySelector(".tag"));
            return lines(event.querySelector(".event__date")).some((date) => names.some((name) => overlap(date, name)));
          })
          .map(({ id }) => id);
      });
      assert.deepEqual(overlapping, []);
    }));

  for (const page of ALL ? ["index", "embed"] : ["embed"]) {
    test(`${page}${language}.html: what is folded on screen is on paper, also without script`, async () => {
      const pages = await emulating(driver, { script: false }, async () => {
        await driver.get(`${ADDRESS}${page}${language}.html`);
        return print(driver, "A4");
      });

      const folded = await ask(
        driver,
        "return [...document.querySelectorAll('details:not([open]) :is(.notes p, .step__more dd)')].map((part) => part.textContent)",
      );
      assert.notEqual(folded.length, 0);
      assertPrinted(
        pages,
        language,
        folded,
        await ask(driver, `return [...document.querySelectorAll("${UNFOLDED}")].map((part) => part.textContent)`),
      );
    });
  }

  for (const size of SIZES) {
    test(`the page in one file${language} on ${size}: from disk, without script, in a browser that prints nothing of what is folded`, async (context) => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "print-"));
      try {
        const file = path.join(folder, "page.html");
        const html = fs.readFileSync(path.join(DIST, `eleven-days${language || ".en"}.html`), "utf8");
        // The policy allows only the styles with the hash that the page names.
        const older = html
          .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
          .replaceAll("::details-content", "::not-known-yet");
        assert.notEqual(older.length, html.length);
        fs.writeFileSync(file, older);
        const pages = await emulating(driver, { script: false }, async () => {
          await driver.get(`file://${file}`);
          return print(driver, size);
        });

        context.diagnostic(`${pages.length} pages`);
        assertWithinEdges(pages);
        const of = (selector) =>
          ask(driver, `return [...document.querySelectorAll("${selector}")].map((part) => part.textContent)`);
        const parts = await of("h1, .masthead__note, .notes p, .step__more dd, #words .name");
        assert.notEqual(parts.length, 0);
        assertPrinted(pages, language, parts, await of(UNFOLDED));
      } finally {
        fs.rmSync(folder, { recursive: true });
      }
    });
  }

  for (const size of ALL ? ["half Letter", "A5", "Letter", "A4"] : ["half Letter", "A4"]) {
    test(`bulletin${language}.html fills one page of ${size}`, async () => {
      await driver.get(`${ADDRESS}bulletin${language}.html`);
      const pages = await print(driver, size);

      assert.equal(pages.length, 1);
      const { width, height, pieces } = pages[0];
      const lines = pieces.map((piece) => piece.transform[5]);
      assert.ok(
        Math.min(...lines) > 20 && Math.min(...lines) < height * 0.15,
        `last line ${Math.min(...lines)} points from the edge`,
      );
      for (const { str, transform, width: length } of pieces)
        assert.ok(transform[4] >= 24 && transform[4] + length <= width - 24, str);
    });
  }
}

// The words of a text, without what it leads to.
const plain = (sentences) =>
  [sentences]
    .flat()
    .map(({ text }) => text.replace(/\[\[[^|\]]*\|([^\]]*)\]\]/g, "$1").replace(/[*_]/g, ""))
    .join(" ");
// The text of each part of the bulletin under its heading, without the marks that isolate left-to-right words.
const bulletinText = () =>
  ask(
    driver,
    `
  const plain = (element) => element.textContent.replace(/[\u2066-\u2069]/g, "");
  const all = (selector) => [...document.querySelectorAll(selector)].map(plain);
  const under = Object.fromEntries([...document.querySelectorAll(".leaf h2")].map((head) => [plain(head), [head.nextElementSibling]]));
  for (const [head, [part]] of Object.entries(under)) under[head] = part.matches("dl") ? [...part.querySelectorAll("dd")].map((said) => [plain(said.previousElementSibling), plain(said)]) : plain(part);
  return { heads: all(".leaf h2"), title: all(".leaf h1")[0], notice: all(".leaf__notice")[0], foot: all(".leaf__foot p").join(" "), under };`,
  );

for (const language of SUFFIXES) {
  test(`bulletin${language}.html has the summary, the days that matter, the words and what was not decided`, async () => {
    const [text, ui] = [data(`text${language || ".en"}`), data(`ui${language || ".en"}`)];
    await driver.get(`${ADDRESS}bulletin${language}.html`);
    const leaf = await bulletinText();
    const words = ui.bulletin;
    assert.deepEqual(leaf.heads, [words.happened, words.days, words.words, words.not_decided]);
    assert.equal(leaf.title, text.title);
    assert.equal(leaf.under[words.happened], plain(text.summary));
    assert.equal(leaf.notice, plain(text.notice));
    const { bulletin, events, as_of } = CASE;
    const days = bulletin.days.map((id) => {
      const { on } = events.find((event) => event.id === id).when;
      const [year, month, date] = on.split("-").map(Number);
      return [
        ui.dates.dated
          .replace("{day}", date)
          .replace("{month}", ui.dates.months[month - 1])
          .replace("{year}", year),
        text.events[id].headline,
      ];
    });
    assert.deepEqual(leaf.under[words.days], days);
    assert.deepEqual(
      leaf.under[words.words],
      bulletin.words.map((id) => [text.steps[id].title, plain(text.steps[id].answer)]),
    );
    assert.equal(
      leaf.under[words.not_decided],
      bulletin.not_decided.map((id) => plain(text.events[id].did_not)).join(" "),
    );
    assert.ok(leaf.foot.includes(ui.page.not_advice) && leaf.foot.includes(as_of.slice(0, 4)), leaf.foot);
    // All of it is printed.
    assertPrinted(await print(driver, "A5"), language, Object.values(leaf.under).flat(2), [leaf.title, leaf.notice]);
  });
}

// Reads a QR code from the squares of its drawing.
function readCode(drawing) {
  const squares = [...drawing.matchAll(/M(\d+) (\d+)h(\d+)v/g)].map((square) => square.slice(1).map(Number));
  const width = Math.max(...squares.map(([x, , side]) => x + side)) + Math.min(...squares.map(([x]) => x));
  const pixels = new Uint8ClampedArray(4 * width * width).fill(255);
  for (const [x, y, side] of squares) {
    for (let row = y; row < y + side; row += 1) pixels.fill(0, 4 * (row * width + x), 4 * (row * width + x + side));
  }
  // Opacity.
  for (let index = 3; index < pixels.length; index += 4) pixels[index] = 255;
  return jsQR(pixels, width, width)?.data;
}

test("a bulletin of a site has its address, in letters and as a code, on one page", async () => {
  // A longer address takes a code of more squares.
  for (const site of [
    "https://example.org/june/",
    "https://www.parish-of-a-long-name.example.org/community/history/june/",
  ]) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "print-"));
    try {
      // The same pages under an address: the prerenderer stands beside xtask, where trunk has built it.
      const prerender = path.join(
        path.dirname(path.resolve(process.env.CASE_TIMELINE_XTASK ?? "target/debug/xtask")),
        "prerender",
      );
      fs.copyFileSync(path.join(TOP, "index.html"), path.join(folder, "index.html"));
      fs.copyFileSync(path.join(TOP, "static/icon.svg"), path.join(folder, "icon.svg"));
      execFileSync(prerender, {
        cwd: TOP,
        env: { ...process.env, CASE_TIMELINE_SITE: site, TRUNK_STAGING_DIR: folder },
      });
      for (const language of SUFFIXES) {
        const own = language ? `${site}index${language}.html` : site;
        await driver.get(`file://${folder}/bulletin${language}.html`);
        for (const size of ["half Letter", "A4"]) {
          const pages = await print(driver, size);
          assert.equal(pages.length, 1, `bulletin${language}.html on ${size}`);
          assert.ok(unspaced(textOf(pages)).includes(own), `${own} on ${size}`);
        }
        assert.equal(await ask(driver, "return document.querySelector('.leaf__foot a').href"), own);
        const { drawing, width, beyond } = await ask(
          driver,
          `
          const code = document.querySelector(".leaf__code"), svg = code.querySelector("svg");
          const [outer, black] = [code, svg.querySelector("path")].map((part) => part.getBoundingClientRect());
          return { drawing: svg.innerHTML, width: black.width, beyond: Math.max(outer.left - black.left, black.right - outer.right, outer.top - black.top, black.bottom - outer.bottom) };`,
        );
        assert.ok(width > 60, `${width} px`);
        assert.ok(beyond < 0.5, `${beyond} px of the code of ${own} are cut off`);
        assert.equal(readCode(drawing), own);
      }
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  }
});

// The elements whose text is not black or whose background is not white. An icon is a black square, triangle or so.
const colored = (driver) =>
  ask(
    driver,
    `
  const [black, white, none] = ["rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"];
  const found = new Set();
  for (const element of [document.documentElement, ...document.body.querySelectorAll("*")]) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const { color, backgroundColor } = getComputedStyle(element);
    const name = element.localName + "." + element.classList;
    if (element.matches(".icon")) {
      if (backgroundColor !== black) found.add(name + " is " + backgroundColor);
      continue;
    }
    if (color !== black && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) found.add(name + " is " + color);
    if (![white, none].includes(backgroundColor)) found.add(name + " is on " + backgroundColor);
  }
  return [...found];`,
  );

for (const page of [
  "index.html",
  "index.ar.html",
  "eleven-days.en.html",
  "embed.html",
  "embed.html?theme=dark",
  "embed.html?theme=dark&accent=ff8800",
  "embed.html?theme=light&accent=24468c",
  `card-${EVENT}.html?theme=dark`,
  `card-${STEP}.ar.html?theme=dark&accent=ff8800`,
  "bulletin.html?theme=dark",
]) {
  test(`${page}: black on white, also where the screen is dark`, async () => {
    const features = { "prefers-color-scheme": "dark" };
    await emulating(driver, { features }, async () => {
      await driver.get(ADDRESS + page);
      await settled(driver);
      if (!/light|bulletin/.test(page)) assert.notEqual((await colored(driver)).length, 0, "the screen is dark");
      await emulate(driver, { features, media: "print" });
      assert.deepEqual(await colored(driver), []);
      assert.equal(await ask(driver, "return getComputedStyle(document.documentElement).colorScheme"), "light");
    });
  });
}

test("what was folded before printing is folded again afterwards, and what was open stays open", async () => {
  await openHydrated(driver);
  const open = () => ask(driver, "return [...document.querySelectorAll('details')].map((details) => details.open)");
  await ask(driver, "document.querySelector(`#${arguments[0]} details`).open = true", EVENT);
  const before = await open();
  assert.ok(before.includes(true) && before.includes(false));

  await ask(driver, "dispatchEvent(new Event('beforeprint'))");
  const meanwhile = await open();
  await ask(driver, "dispatchEvent(new Event('afterprint'))");
  const restored = await open();
  await print(driver, "A4");

  assert.ok(!meanwhile.includes(false));
  assert.deepEqual(restored, before);
  assert.deepEqual(await open(), before);
});

for (const [name, replies] of Object.entries({
  "": {},
  ", also from a browser that prints nothing of closed details": {
    "print.css": changed((styles) => styles.replaceAll("::details-content", "::not-known-yet")),
  },
})) {
  test(`a card prints on a page or two, with what is folded in it${name}`, async () => {
    for (const [card, part] of [
      [`card-${EVENT}`, ".notes p"],
      [`card-${STEP}`, ".step__more dd"],
    ]) {
      await driver.get(`${copyWith(replies)}${card}.html`);
      const pages = await print(driver, "A4");

      assert.ok(pages.length <= 2, card);
      assert.ok(
        letters(textOf(pages)).includes(
          letters(await ask(driver, `return document.querySelector("${part}").textContent`)),
        ),
        card,
      );
    }
  });
}
