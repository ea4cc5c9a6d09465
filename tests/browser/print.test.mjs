// Printing: the page on any number of sheets, two inserts for bulletins on one, a poster on one. Every change is tested with one or two paper sizes, a
// release with all of them.
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
  browser,
  checkConsole,
  click,
  DIST,
  data,
  emulate,
  emulating,
  evaluate,
  injecting,
  openHydrated,
  settled,
  TOP,
} from "./browser.mjs";
import { copyWith } from "./failures.mjs";
import {
  assertPrinted,
  assertReadableSize,
  assertWithinEdges,
  hasLine,
  letters,
  print,
  textOf,
  unspaced,
} from "./pdf.mjs";

const SIZES = ALL ? ["A4", "Letter"] : ["Letter"];
const ALWAYS_VISIBLE =
  ".event__text > p:not(.tag), .not, .quote blockquote, .step__answer, .record :is(.meaning, .misreading__answer)";

// The paper of the insert for bulletins, by the value that chooses it, in points.
const INSERTS = { "half-letter": { width: 792, height: 612 }, a5: { width: 842, height: 595 } };
// Asserts the size of a sheet. Browsers round A4 to a whole number of pixels.
const assertSheet = (page, width, height) =>
  assert.ok(
    Math.abs(page.width - width) < 1 && Math.abs(page.height - height) < 1,
    `${page.width} by ${page.height} points, not ${width} by ${height}`,
  );
// Asserts that the text of a sheet keeps a margin that printers can print, and reaches down to the lower one.
function assertMargins({ height, pieces }, [left, right]) {
  for (const { str, transform, width } of pieces) {
    const ends = [transform[4], transform[4] + width];
    assert.ok(Math.min(...ends) >= left + 20 && Math.max(...ends) <= right - 20, str);
  }
  const lines = pieces.map(({ transform }) => transform[5]);
  assert.ok(Math.max(...lines) < height - 20, "the first line is below the upper margin");
  const last = Math.min(...lines);
  assert.ok(last > 20 && last < height * 0.15, `the last line is ${last} points from the edge`);
}

let driver;
before(async () => {
  driver = await browser();
});
// The browser requests an icon for the single-file page, which has none.
checkConsole(
  () => driver,
  (error) => error.includes("/favicon.ico"),
);

// The entries that begin on one sheet and end on another, and the headings on another sheet than what follows them: events
// and steps are long, and may be divided between their parts. Markers
// around their first and last words are searched for, because the PDF has Arabic letters in the order in which they were
// drawn. The markers are capitals: the bidirectional algorithm would reorder punctuation and digits in an Arabic line.
async function entriesAcrossSheets(size) {
  const markers = (number) =>
    [..."QW"].map((first) => `${first}Z${[...`${number}`].map((digit) => "ABCDEFGHIJ"[digit]).join("")}X`);
  await emulate(driver, { media: "print" });
  const entries = await evaluate(
    driver,
    `return [...document.querySelectorAll(".event, .step, .record, .notice, .outcome, .days tbody th, .chapter, .section")].map((entry, number) => {
    const walker = document.createTreeWalker(entry, NodeFilter.SHOW_TEXT, (text) =>
      text.data.trim() && text.parentElement.checkVisibility() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    const next = entry.matches(".event") ? ".event__text > p:not(.tag)" : entry.matches(".step") ? ".step__answer" : ".event, .step, .record, .lane";
    const followsHeading = (text) => entry.matches(".chapter, .section, .event, .step") && text.parentElement.closest(next);
    const ends = [[texts[0], "before"], [texts.find(followsHeading) ?? texts.at(-1), "after"]];
    for (const [end, [text, side]] of ends.entries()) {
      const marker = document.createElement("bdo");
      marker.textContent = arguments[0][number][end];
      marker.dir = "ltr";
      marker.className = "marker";
      marker.style = "font-size: 0.2px; line-height: 0; white-space: nowrap; margin: 0 1px";
      text[side](marker);
    }
    return entry.id || texts[0].data;
  })`,
    Array.from({ length: 1_000 }, (_, number) => markers(number)),
  );
  await emulate(driver);
  const sheets = (await print(driver, size)).map((page) => textOf([page]));
  await evaluate(driver, "document.querySelectorAll('.marker').forEach((marker) => marker.remove())");
  // A marker in an Arabic line may be reversed.
  const sheetOf = (marker) =>
    sheets.findIndex((sheet) => sheet.includes(marker) || sheet.includes([...marker].reverse().join("")));
  const found = entries.map((name, number) => [name, ...markers(number).map(sheetOf)]);
  assert.deepEqual(
    found.filter(([, ...sheets]) => sheets.includes(-1)),
    [],
    "every entry is found",
  );
  return found.filter(([, first, last]) => first !== last);
}

for (const language of SUFFIXES) {
  for (const size of SIZES) {
    test(`index${language}.html on ${size}: title and date are on the first sheet, no text is outside the sheets or too small, and all addresses are printed`, async (context) => {
      await openHydrated(driver, `index${language}.html`);
      const pages = await print(driver, size);

      context.diagnostic(`${pages.length} pages`);
      assertWithinEdges(pages);
      assertReadableSize(pages);
      for (const part of ["h1", ".masthead__note"]) {
        const line = await evaluate(driver, "return document.querySelector(arguments[0]).textContent", part);
        assert.ok(hasLine(pages[0], line), line);
      }
      assert.deepEqual(await entriesAcrossSheets(size), [], "no entry is divided between two sheets");
      const printed = unspaced(textOf(pages));
      const addresses = await evaluate(
        driver,
        "return [...document.querySelectorAll('#sources li a[href^=http]')].map((link) => link.getAttribute('href'))",
      );
      assert.notEqual(addresses.length, 0);
      for (const address of addresses) assert.ok(printed.includes(address), address);
      // The lower margin of 17 mm has the page number only; other text in it belongs to a line that is cut off.
      // The marks below Arabic letters may reach into it.
      for (const [index, { pieces }] of pages.entries()) {
        const low = pieces.filter(({ str, transform }) => transform[5] < 47 && !/^[\d\s/\p{M}]*$/u.test(str));
        assert.deepEqual(
          low.map(({ str }) => str),
          [],
          `in the lower margin of sheet ${index + 1}`,
        );
      }
      // A browser that finds no position for a break leaves the remainder of the page empty. A few may be: the month and
      // long records are not divided, and the steps begin on a new page.
      const isFilled = ({ height, pieces }) =>
        pieces.some((piece) => piece.transform[5] > 47 && piece.transform[5] < height * 0.45);
      const empty = pages.slice(0, -1).filter((page) => !isFilled(page));
      assert.ok(empty.length <= 3, `empty below: ${empty.map(({ pieces }) => pieces.at(-1).str)}`);
      for (const [index, page] of pages.entries()) {
        const footer = unspaced(
          page.pieces
            .filter((piece) => piece.transform[5] < 47)
            .map((piece) => piece.str)
            .join("")
            .replace(/\p{M}/gu, ""),
        );
        assert.match(
          footer,
          new RegExp(`^(${index + 1}/${pages.length}|${pages.length}/${index + 1})$`),
          `page ${index + 1}`,
        );
      }
    });
  }

  test(`index${language}.html: no date overlaps the names beside it`, () =>
    // The width of a Letter sheet within its margins.
    emulating(driver, { width: 703, media: "print" }, async () => {
      await driver.get(`${ADDRESS}index${language}.html`);
      const overlapping = await evaluate(driver, () => {
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
    test(`${page}${language}.html: closed details are printed, also without script`, async () => {
      const pages = await emulating(driver, { script: false }, async () => {
        await driver.get(`${ADDRESS}${page}${language}.html`);
        return print(driver, "A4");
      });

      const closedText = await evaluate(
        driver,
        "return [...document.querySelectorAll('details:not([open]) :is(.notes p, .step__more dd)')].map((part) => part.textContent)",
      );
      assert.notEqual(closedText.length, 0);
      assertPrinted(
        pages,
        language,
        closedText,
        await evaluate(
          driver,
          `return [...document.querySelectorAll("${ALWAYS_VISIBLE}")].map((part) => part.textContent)`,
        ),
      );
    });
  }

  for (const size of SIZES) {
    test(`the single-file page${language} on ${size} is printed from disk, without script, in a browser that prints no closed details`, async (context) => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "print-"));
      try {
        const file = path.join(folder, "page.html");
        const html = fs.readFileSync(path.join(DIST, `eleven-days${language || ".en"}.html`), "utf8");
        // The policy is removed because it would forbid the changed styles.
        const modified = html
          .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
          .replaceAll("::details-content", "::not-known-yet");
        assert.notEqual(modified.length, html.length);
        fs.writeFileSync(file, modified);
        const pages = await emulating(driver, { script: false }, async () => {
          await driver.get(`file://${file}`);
          return print(driver, size);
        });

        context.diagnostic(`${pages.length} pages`);
        assertWithinEdges(pages);
        const of = (selector) =>
          evaluate(driver, `return [...document.querySelectorAll("${selector}")].map((part) => part.textContent)`);
        const parts = await of("h1, .masthead__note, .notes p, .step__more dd, #glossary .name");
        assert.notEqual(parts.length, 0);
        assertPrinted(pages, language, parts, await of(ALWAYS_VISIBLE));
      } finally {
        fs.rmSync(folder, { recursive: true });
      }
    });
  }

  for (const size of SIZES) {
    test(`short-edition${language}.html has four sheets of ${size} at most, in 11 points, with chart, events and help`, async (context) => {
      await driver.get(`${ADDRESS}short-edition${language}.html`);
      const pages = await print(driver, size);

      context.diagnostic(`${pages.length} pages`);
      assert.ok(pages.length <= 4, `${pages.length} pages`);
      assertWithinEdges(pages);
      assertReadableSize(pages, { text: 11, sources: 11 });
      assertPrinted(
        pages,
        language,
        await evaluate(
          driver,
          "return [...document.querySelectorAll('h1, h2, h3, .bar, dt, dd')].map((part) => part.textContent)",
        ),
      );
    });
  }

  for (const [value, { width, height }] of Object.entries(INSERTS)) {
    test(`bulletin${language}.html, ${value}, without script: two copies on one sheet, nothing cut off, in 9.5 points`, async () => {
      const [page] = await emulating(driver, { script: false }, async () => {
        await driver.get(`${ADDRESS}bulletin${language}.html`);
        await click(driver, `[value=${value}]`);
        const pages = await print(driver);
        assert.equal(pages.length, 1);
        return pages;
      });

      assertSheet(page, width, height);
      assertReadableSize([page], { text: 9.5, sources: 9.5 });
      const copies = [0, 1].map((side) => {
        const half = [(side * page.width) / 2, ((side + 1) * page.width) / 2];
        const pieces = page.pieces.filter(({ transform }) => half[0] <= transform[4] && transform[4] < half[1]);
        assertMargins({ ...page, pieces }, half);
        return [...letters(textOf([{ pieces }]))].sort().join("");
      });
      assert.notEqual(copies[0], "");
      assert.equal(copies[0], copies[1]);
    });
  }

  for (const size of ["Letter", "A4"]) {
    test(`poster${language}.html fills one sheet of ${size}, with its sentences in 20 points and more`, async () => {
      await driver.get(`${ADDRESS}poster${language}.html`);
      const pages = await print(driver, size);

      assert.equal(pages.length, 1);
      const [page] = pages;
      assertMargins(page, [0, page.width]);
      assertReadableSize(pages, { text: 11, sources: 11 });
      const parts = (selector) =>
        evaluate(
          driver,
          "return [...document.querySelectorAll(arguments[0])].map((part) => part.textContent)",
          selector,
        );
      assertPrinted(
        pages,
        language,
        await parts(".poster > :is(p, h1, h2), .poster__foot p, .chart__actors li, .legend li"),
      );
      for (const [selector, points] of [
        [".poster__sentence", 20],
        ["h1", 40],
      ]) {
        const large = [{ pieces: page.pieces.filter((piece) => piece.height >= points - 0.05) }];
        const wanted = await parts(selector);
        assert.notEqual(wanted.length, 0);
        assertPrinted(large, language, wanted);
      }
    });
  }
}

// The text of sentences without inline markup.
const plain = (sentences) =>
  [sentences]
    .flat()
    .map(({ text }) => text.replace(/\[\[[^|\]]*\|([^\]]*)\]\]/g, "$1").replace(/[*_]/g, ""))
    .join(" ");
// The text of the first copy of the bulletin: headings, title, notice, footer, and the content under each heading.
// Directional isolates are removed.
const bulletinText = () =>
  evaluate(
    driver,
    `
  const plain = (element) => element.textContent.replace(/[\u2066-\u2069]/g, "");
  const copy = document.querySelector(".bulletin");
  const all = (selector) => [...copy.querySelectorAll(selector)].map(plain);
  const content = Object.fromEntries([...copy.querySelectorAll("h2")].map((heading) => [plain(heading), [heading.nextElementSibling]]));
  for (const [heading, [part]] of Object.entries(content)) content[heading] = part.matches("dl") ? [...part.querySelectorAll("dd")].map((definition) => [plain(definition.previousElementSibling), plain(definition)]) : plain(part);
  return { headings: all("h2"), title: all("h1")[0], notice: all(".bulletin__notice")[0], footer: all(".bulletin__foot p").join(" "), content };`,
  );

for (const language of SUFFIXES) {
  test(`bulletin${language}.html has the notice, the summary, the main days, and where to find help`, async () => {
    const [text, ui] = [data(`text${language || ".en"}`), data(`ui${language || ".en"}`)];
    await driver.get(`${ADDRESS}bulletin${language}.html`);
    const shown = await bulletinText();
    const strings = ui.bulletin;
    assert.deepEqual(shown.headings, [strings.happened, strings.days]);
    assert.equal(shown.title, text.title);
    assert.equal(shown.content[strings.happened], plain(text.summary));
    assert.equal(shown.notice, plain(text.notice));
    const { bulletin, events, as_of, help, lawyers } = CASE;
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
    assert.deepEqual(shown.content[strings.days], days);
    const site = new URL(help.find(({ id }) => id === lawyers).url);
    for (const part of [ui.page.not_advice, as_of.slice(0, 4), ui.page.help, site.host + site.pathname])
      assert.ok(shown.footer.includes(part), `${part} in ${shown.footer}`);
    // Everything is printed.
    assertPrinted(await print(driver), language, Object.values(shown.content).flat(2), [shown.title, shown.notice]);
  });
}

for (const page of ["bulletin", "poster", "short-edition"]) {
  test(`${page}.html: the button prints the page; without script it is hidden`, async () => {
    const button = "[data-print]";
    const isVisible = () => evaluate(driver, "return document.querySelector(arguments[0]).checkVisibility()", button);
    await injecting(driver, "window.print = () => { window.printed = true; }", async () => {
      await driver.get(`${ADDRESS}${page}.html`);
      assert.equal(await isVisible(), true);
      await click(driver, button);
      assert.equal(await evaluate(driver, "return window.printed"), true);
    });
    await emulating(driver, { script: false }, async () => {
      await driver.get(`${ADDRESS}${page}.html`);
      assert.equal(await isVisible(), false);
    });
  });
}

// Decodes a QR code from the squares of its SVG path.
function decodeQrCode(svg) {
  const squares = [...svg.matchAll(/M(\d+) (\d+)h(\d+)v/g)].map((square) => square.slice(1).map(Number));
  const width = Math.max(...squares.map(([x, , side]) => x + side)) + Math.min(...squares.map(([x]) => x));
  const pixels = new Uint8ClampedArray(4 * width * width).fill(255);
  for (const [x, y, side] of squares) {
    for (let row = y; row < y + side; row += 1) pixels.fill(0, 4 * (row * width + x), 4 * (row * width + x + side));
  }
  // Opacity.
  for (let index = 3; index < pixels.length; index += 4) pixels[index] = 255;
  return jsQR(pixels, width, width)?.data;
}

// Runs a function with a folder of the same pages for another address of the site, or for none. The prerenderer is in the
// folder of xtask.
async function withPages(site, run) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "print-"));
  try {
    const prerender = path.join(
      path.dirname(path.resolve(process.env.CASE_TIMELINE_XTASK ?? "target/debug/xtask")),
      "prerender",
    );
    // As trunk leaves it: with the name of the glue.
    const shell = fs.readFileSync(path.join(TOP, "index.html"), "utf8");
    fs.writeFileSync(
      path.join(folder, "index.html"),
      shell.replace("</head>", '<link rel="modulepreload" href="./glue.js"></head>'),
    );
    fs.writeFileSync(path.join(folder, "glue.js"), "");
    fs.copyFileSync(path.join(TOP, "static/icon.svg"), path.join(folder, "icon.svg"));
    const { CASE_TIMELINE_SITE: _, ...env } = process.env;
    if (site) env.CASE_TIMELINE_SITE = site;
    execFileSync(prerender, { cwd: TOP, env: { ...env, TRUNK_STAGING_DIR: folder } });
    await run(`file://${folder}/`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
// The sheets of the bulletin on each paper, and of the poster on the same.
async function printForms(folder, language) {
  const sheets = {};
  await driver.get(`${folder}bulletin${language}.html`);
  for (const value of Object.keys(INSERTS)) {
    await click(driver, `[value=${value}]`);
    sheets[`bulletin${language}.html, ${value}`] = await print(driver);
  }
  await driver.get(`${folder}poster${language}.html`);
  for (const size of ["Letter", "A4"]) sheets[`poster${language}.html, ${size}`] = await print(driver, size);
  return sheets;
}

test("bulletin and poster of a site have its address as text and as a QR code, on one sheet", async () => {
  // The QR code of a longer address has more squares.
  for (const site of [
    "https://example.org/june/",
    "https://www.parish-of-a-long-name.example.org/community/history/june/",
  ]) {
    await withPages(site, async (folder) => {
      for (const language of SUFFIXES) {
        const own = language ? `${site}index${language}.html` : site;
        for (const [name, pages] of Object.entries(await printForms(folder, language))) {
          assert.equal(pages.length, 1, name);
          assertMargins(pages[0], [0, pages[0].width]);
          assert.ok(unspaced(textOf(pages)).includes(own), `${own} in ${name}`);
        }
        for (const page of ["bulletin", "poster"]) {
          await driver.get(`${folder}${page}${language}.html`);
          assert.equal(await evaluate(driver, "return document.querySelector('footer a').href"), own);
          const { drawing, width, beyond } = await evaluate(
            driver,
            `
            const code = document.querySelector(".paper__code"), svg = code.querySelector("svg");
            const [outer, black] = [code, svg.querySelector("path")].map((part) => part.getBoundingClientRect());
            return { drawing: svg.innerHTML, width: black.width, beyond: Math.max(outer.left - black.left, black.right - outer.right, outer.top - black.top, black.bottom - outer.bottom) };`,
          );
          assert.ok(width > 60, `${width} px`);
          assert.ok(beyond < 0.5, `${beyond} px of the code of ${own} are cut off`);
          assert.equal(decodeQrCode(drawing), own);
        }
      }
    });
  }
});

test("bulletin and poster without an address have a labeled blank for it on one sheet, and say so on screen", () =>
  withPages(undefined, async (folder) => {
    for (const language of SUFFIXES) {
      const { blank, blank_hint } = data(`ui${language || ".en"}`).paper;
      for (const [name, pages] of Object.entries(await printForms(folder, language))) {
        assert.equal(pages.length, 1, name);
        assertMargins(pages[0], [0, pages[0].width]);
        assertPrinted(pages, language, [blank]);
      }
      for (const page of ["bulletin", "poster"]) {
        await driver.get(`${folder}${page}${language}.html`);
        const shown = await evaluate(driver, "return document.querySelector('.paper__controls').textContent");
        const [screen, hint] = [shown, blank_hint].map((text) => text.replace(/[\u2066-\u2069]/g, ""));
        assert.ok(screen.includes(hint), screen);
        await emulate(driver, { media: "print" });
        const { controls, room } = await evaluate(driver, () => {
          const blank = document.querySelector(".paper__blank");
          const { fontSize, height } = getComputedStyle(blank);
          return {
            controls: document.querySelector(".paper__controls").checkVisibility(),
            // The lines below the label.
            room: Number.parseFloat(height) / Number.parseFloat(fontSize) - 2,
          };
        });
        await emulate(driver);
        assert.equal(controls, false);
        assert.ok(room >= 2, `${page}${language}.html has room for ${room} lines`);
      }
    }
  }));

// The elements whose text is not black or whose background is not white. Icons and bands are black.
const nonBlackOrWhite = (driver) =>
  evaluate(
    driver,
    `
  const [black, white, none] = ["rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"];
  const found = new Set();
  for (const element of [document.documentElement, ...document.body.querySelectorAll("*")]) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const { color, backgroundColor } = getComputedStyle(element);
    const name = element.localName + "." + element.classList;
    if (element.matches(".icon, .band--all")) {
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
  "poster.html?theme=dark",
]) {
  test(`${page} is printed black on white, also with a dark color scheme`, async () => {
    const features = { "prefers-color-scheme": "dark" };
    await emulating(driver, { features }, async () => {
      await driver.get(ADDRESS + page);
      await settled(driver);
      if (!/light|bulletin|poster/.test(page))
        assert.notEqual((await nonBlackOrWhite(driver)).length, 0, "the screen has colors");
      await emulate(driver, { features, media: "print" });
      assert.deepEqual(await nonBlackOrWhite(driver), []);
      assert.equal(await evaluate(driver, "return getComputedStyle(document.documentElement).colorScheme"), "light");
    });
  });
}

test("details that were closed before printing are closed afterwards, and open ones are open", async () => {
  await openHydrated(driver);
  const open = () =>
    evaluate(driver, "return [...document.querySelectorAll('details')].map((details) => details.open)");
  await evaluate(driver, "document.querySelector(`#${arguments[0]} details`).open = true", EVENT);
  const before = await open();
  assert.ok(before.includes(true) && before.includes(false));

  await evaluate(driver, "dispatchEvent(new Event('beforeprint'))");
  const duringPrint = await open();
  await evaluate(driver, "dispatchEvent(new Event('afterprint'))");
  const restored = await open();
  await print(driver, "A4");

  assert.ok(!duringPrint.includes(false));
  assert.deepEqual(restored, before);
  assert.deepEqual(await open(), before);
});

for (const [name, replies] of Object.entries({
  "": {},
  ", also in a browser that prints no closed details": {
    "print.css": changed((styles) => styles.replaceAll("::details-content", "::not-known-yet")),
  },
})) {
  test(`a card is printed on one or two pages with its details${name}`, async () => {
    for (const [card, part] of [
      [`card-${EVENT}`, ".notes p"],
      [`card-${STEP}`, ".step__more dd"],
    ]) {
      await driver.get(`${copyWith(replies)}${card}.html`);
      const pages = await print(driver, "A4");

      assert.ok(pages.length <= 2, card);
      assert.ok(
        letters(textOf(pages)).includes(
          letters(await evaluate(driver, `return document.querySelector("${part}").textContent`)),
        ),
        card,
      );
    }
  });
}
