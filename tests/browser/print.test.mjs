// What comes out of the printer: the page as an edition of as many sheets as it needs, the bulletin's leaf on one.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { before, test } from "node:test";
import { getDocumentProxy } from "unpdf";
import { ADDRESS, ask, browser, DIST, data, live, settled, TOP } from "./browser.mjs";
import { address, changed } from "./failures.mjs";

const INCHES = { A4: [8.27, 11.69], Letter: [8.5, 11], A5: [5.83, 8.27], "half Letter": [5.5, 8.5] };
// No sentence is set smaller; the numbers of sources are.
const SMALLEST = 7.5;
const LANGUAGES = ["", ".ar", ".es"];
const UNFOLDED =
  ".event__told > p:not(.tag), .not, .quote blockquote, .step__answer, .record :is(.meaning, .misread__so)";

let driver;
before(async () => {
  driver = await browser();
});

// Prints what the browser shows: the pages' sizes, and their pieces of text with place and size in points.
async function print(size) {
  const [paperWidth, paperHeight] = INCHES[size];
  const { data } = await driver.sendAndGetDevToolsCommand("Page.printToPDF", { paperWidth, paperHeight });
  const paper = await getDocumentProxy(new Uint8Array(Buffer.from(data, "base64")));
  const pages = [];
  for (let number = 1; number <= paper.numPages; number += 1) {
    const page = await paper.getPage(number);
    const { items } = await page.getTextContent();
    pages.push({ width: page.view[2], height: page.view[3], pieces: items.filter((piece) => piece.str?.trim()) });
  }
  return pages;
}

const words = (pages) => pages.flatMap((page) => page.pieces.map((piece) => piece.str)).join("");
// Numbers of sources and of pages stand between the letters of a sentence, and lines may end anywhere.
const letters = (text) => text.normalize("NFKC").replace(/[^\p{L}]/gu, "");
// In how many pieces a text stands there: a heading that is printed before the columns around it may come
// between two of them.
function piecesOf(text, all) {
  let [rest, pieces] = [text, 0];
  while (rest) {
    let [found, beyond] = [0, rest.length + 1];
    while (beyond - found > 1) {
      const middle = (found + beyond) >> 1;
      if (all.includes(rest.slice(0, middle))) found = middle;
      else beyond = middle;
    }
    if (!found) return Infinity;
    rest = rest.slice(found);
    pieces += 1;
  }
  return pieces;
}
const unspaced = (text) => text.replace(/\s/g, "");
// Arabic letters come out of a PDF in the order in which they were drawn; what can be compared is how many
// there are of each.
const count = (text) => {
  const counts = new Map();
  for (const letter of letters(text)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
};

// Whether all these parts of the page are printed, and `rest` beside them.
function assertSays(pages, language, parts, rest = []) {
  const printed = words(pages);
  if (language === ".ar") {
    const [all, wanted] = [count(printed), count([...parts, ...rest].join(""))];
    for (const [letter, times] of wanted)
      assert.ok((all.get(letter) ?? 0) >= times, `${letter}: ${all.get(letter)} of ${times}`);
  } else {
    const all = letters(printed);
    for (const part of parts) assert.ok(piecesOf(letters(part), all) <= 3, part);
  }
}

// Whether a line of a page has just these letters, in whatever order they were drawn, and these figures.
function hasLine({ pieces }, text) {
  const lines = new Map();
  for (const { str, transform } of pieces)
    lines.set(Math.round(transform[5]), `${lines.get(Math.round(transform[5])) ?? ""} ${str}`);
  const sorted = (line) => [...letters(line)].sort().join("");
  const figures = text.match(/\d+/g) ?? [];
  return [...lines.values()].some(
    (line) => sorted(line) === sorted(text) && figures.every((figure) => line.includes(figure)),
  );
}

// Which entries begin on one sheet and end on another, and which headings stand on another sheet than what follows.
// Told by marks put beside their first and last words for as long as it takes, for Arabic letters come out of a PDF in
// no order that could be looked for. The marks are capitals: signs and figures would change places in an Arabic line.
async function cut(size) {
  const marks = (number) =>
    [..."QW"].map((first) => `${first}Z${[...`${number}`].map((figure) => "ABCDEFGHIJ"[figure]).join("")}X`);
  await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { media: "print" });
  const entries = await ask(
    driver,
    `return [...document.querySelectorAll(".event, .step, .record, .notice, .outcome, .days tbody th, .chapter, .section")].map((entry, number) => {
    const walker = document.createTreeWalker(entry, NodeFilter.SHOW_TEXT, (text) =>
      text.data.trim() && text.parentElement.checkVisibility() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    const followsHeading = (text) => entry.matches(".chapter, .section") && text.parentElement.closest(".event, .step, .record");
    const ends = [[texts[0], "before"], [texts.find(followsHeading) ?? texts.at(-1), "after"]];
    for (const [end, [text, place]] of ends.entries()) {
      const mark = document.createElement("bdo");
      mark.textContent = arguments[0][number][end];
      mark.dir = "ltr";
      mark.className = "cut";
      mark.style = "font-size: 0.2px; line-height: 0; white-space: nowrap; margin: 0 1px";
      text[place](mark);
    }
    return entry.id || texts[0].data;
  })`,
    Array.from({ length: 1_000 }, (_, number) => marks(number)),
  );
  await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { media: "" });
  const sheets = (await print(size)).map((page) => words([page]));
  await ask(driver, "document.querySelectorAll('.cut').forEach((mark) => mark.remove())");
  // What is taken out of an Arabic line may have been turned around with it.
  const on = (mark) =>
    sheets.findIndex((sheet) => sheet.includes(mark) || sheet.includes([...mark].reverse().join("")));
  assert.ok(entries.length > 250, `${entries.length}`);
  const places = entries.map((name, number) => [name, ...marks(number).map(on)]);
  assert.deepEqual(
    places.filter(([, ...sheets]) => sheets.includes(-1)),
    [],
    "every entry is found",
  );
  return places.filter(([, first, last]) => first !== last);
}

function stays(pages) {
  for (const [place, { width, height, pieces }] of pages.entries()) {
    for (const { str, transform, width: length, height: size } of pieces) {
      const [x, y] = transform.slice(4);
      const [left, right] = [Math.min(x, x + length), Math.max(x, x + length)];
      assert.ok(left >= 0 && right <= width && y > 0 && y < height, `page ${place + 1}: ${str}`);
      if (/\p{L}/u.test(str)) assert.ok(size >= SMALLEST - 0.05, `page ${place + 1}: ${size} pt: ${str}`);
    }
  }
}

for (const language of LANGUAGES) {
  for (const size of ["A4", "Letter"]) {
    test(`index${language}.html on ${size}: title and date on the first sheet, nothing beyond the edge or too small, all addresses`, async (context) => {
      await live(driver, `index${language}.html`);
      const pages = await print(size);

      context.diagnostic(`${pages.length} pages`);
      stays(pages);
      for (const part of ["h1", ".masthead__note"]) {
        const said = await ask(driver, "return document.querySelector(arguments[0]).textContent", part);
        assert.ok(hasLine(pages[0], said), said);
      }
      assert.deepEqual(await cut(size), [], "no entry is cut by the edge of a sheet");
      const printed = unspaced(words(pages));
      const addresses = await ask(
        driver,
        "return [...document.querySelectorAll('#sources li a[href^=http]')].map((link) => link.getAttribute('href'))",
      );
      assert.ok(addresses.length > 100);
      for (const address of addresses) assert.ok(printed.includes(address), address);
      // The lowest line stands above the margin of 9 millimetres; what stands in it, but the number, is of a line cut in two.
      for (const [place, { pieces }] of pages.entries()) {
        const low = pieces.filter(({ str, transform }) => transform[5] < 25.5 && !/^[\d\s/]*$/.test(str));
        assert.deepEqual(
          low.map(({ str }) => str),
          [],
          `in the lower margin of sheet ${place + 1}`,
        );
      }
      // A browser that finds no good place to break columns leaves the rest of the page empty.
      for (const { height, pieces } of pages.slice(0, -1)) {
        assert.ok(
          pieces.some((piece) => piece.transform[5] > 22 && piece.transform[5] < height * 0.25),
          `empty below: ${pieces.at(-1).str}`,
        );
      }
      for (const [place, page] of pages.entries()) {
        const foot = unspaced(
          page.pieces
            .filter((piece) => piece.transform[5] < 15)
            .map((piece) => piece.str)
            .join(""),
        );
        assert.match(
          foot,
          new RegExp(`^(${place + 1}/${pages.length}|${pages.length}/${place + 1})$`),
          `page ${place + 1}`,
        );
      }
    });
  }

  test(`index${language}.html: no date meets the names beside it`, async () => {
    await driver.get(`${ADDRESS}index${language}.html`);
    // As wide as a sheet of Letter within its margins.
    await driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", {
      width: 759,
      height: 900,
      deviceScaleFactor: 1,
      mobile: false,
    });
    await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { media: "print" });
    const met = await ask(
      driver,
      `
      const lines = (element) => {
        const range = document.createRange();
        range.selectNodeContents(element);
        return [...range.getClientRects()].filter((box) => box.width);
      };
      const meet = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 3 && other.top < one.bottom - 3;
      return [...document.querySelectorAll(".event")].filter((event) => {
        const names = lines(event.querySelector(".tag"));
        return lines(event.querySelector(".event__date")).some((date) => names.some((name) => meet(date, name)));
      }).map((event) => event.id);`,
    );
    await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { media: "" });
    await driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", {
      width: 1280,
      height: 900,
      deviceScaleFactor: 1,
      mobile: false,
    });

    assert.deepEqual(met, []);
  });

  for (const page of ["index", "embed"]) {
    test(`${page}${language}.html: what is folded on screen is on paper, also without the program`, async () => {
      await driver.sendDevToolsCommand("Emulation.setScriptExecutionDisabled", { value: true });
      await driver.get(`${ADDRESS}${page}${language}.html`);
      const pages = await print("A4");
      await driver.sendDevToolsCommand("Emulation.setScriptExecutionDisabled", { value: false });

      const folded = await ask(
        driver,
        "return [...document.querySelectorAll('details:not([open]) :is(.sure p, .step__more dd)')].map((part) => part.textContent)",
      );
      assert.ok(folded.length > 130, `${folded.length}`);
      assertSays(
        pages,
        language,
        folded,
        await ask(driver, `return [...document.querySelectorAll("${UNFOLDED}")].map((part) => part.textContent)`),
      );
    });
  }

  for (const size of ["A4", "Letter"]) {
    test(`the page in one file${language} on ${size}: from disk, without script, in a browser that prints nothing of what is folded`, async (context) => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "paper-"));
      try {
        const file = path.join(folder, "page.html");
        const html = fs.readFileSync(path.join(DIST, `eleven-days${language || ".en"}.html`), "utf8");
        // The policy allows only the styles as they were written.
        const old = html
          .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
          .replaceAll("::details-content", "::not-known-yet");
        assert.notEqual(old.length, html.length);
        fs.writeFileSync(file, old);
        await driver.sendDevToolsCommand("Emulation.setScriptExecutionDisabled", { value: true });
        await driver.get(`file://${file}`);
        const pages = await print(size);
        await driver.sendDevToolsCommand("Emulation.setScriptExecutionDisabled", { value: false });

        context.diagnostic(`${pages.length} pages`);
        stays(pages);
        const of = (selector) =>
          ask(driver, `return [...document.querySelectorAll("${selector}")].map((part) => part.textContent)`);
        const parts = await of("h1, .masthead__note, .sure p, .step__more dd, #words .name");
        assert.ok(parts.length > 160, `${parts.length}`);
        assertSays(pages, language, parts, await of(UNFOLDED));
      } finally {
        fs.rmSync(folder, { recursive: true });
      }
    });
  }

  for (const size of ["half Letter", "A5", "Letter", "A4"]) {
    test(`bulletin${language}.html fills one page of ${size}`, async () => {
      await driver.get(`${ADDRESS}bulletin${language}.html`);
      const pages = await print(size);

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
const DAYS = {
  arrests: "2017-06-11",
  "petition-filed": "2017-06-15",
  "first-stay": "2017-06-22",
  "nationwide-stay": "2017-06-26",
  "injunction-granted": "2017-07-24",
  reversal: "2018-12-20",
};
const FIVE = ["final-order-of-removal", "habeas-corpus-petition", "stay-of-removal", "jurisdiction", "class-action"];

// What the leaf says, each part under its heading; without the marks that hold left-to-right words together.
const told = () =>
  ask(
    driver,
    `
  const plain = (element) => element.textContent.replace(/[\u2066-\u2069]/g, "");
  const all = (selector) => [...document.querySelectorAll(selector)].map(plain);
  const under = Object.fromEntries([...document.querySelectorAll(".leaf h2")].map((head) => [plain(head), [head.nextElementSibling]]));
  for (const [head, [part]] of Object.entries(under)) under[head] = part.matches("dl") ? [...part.querySelectorAll("dd")].map((said) => [plain(said.previousElementSibling), plain(said)]) : plain(part);
  return { heads: all(".leaf h2"), title: all(".leaf h1")[0], notice: all(".leaf__notice")[0], foot: all(".leaf__foot p").join(" "), under };`,
  );

for (const language of LANGUAGES) {
  test(`bulletin${language}.html tells what happened, the days that matter, five words, and what was not decided`, async () => {
    const [text, ui] = [data(`text${language || ".en"}`), data(`ui${language || ".en"}`)];
    await driver.get(`${ADDRESS}bulletin${language}.html`);
    const leaf = await told();
    const words = ui.bulletin;
    assert.deepEqual(leaf.heads, [words.happened, words.days, words.words, words.not_decided]);
    assert.equal(leaf.title, text.title);
    assert.equal(leaf.under[words.happened], plain(text.summary));
    assert.equal(leaf.notice, plain(text.notice));
    const days = Object.entries(DAYS).map(([id, day]) => {
      const [year, month, date] = day.split("-").map(Number);
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
      FIVE.map((id) => [text.steps[id].title, plain(text.steps[id].answer)]),
    );
    assert.equal(leaf.under[words.not_decided], plain(text.events["first-stay"].did_not));
    assert.ok(leaf.foot.includes(ui.page.not_advice) && leaf.foot.includes("2026"), leaf.foot);
    // All of it comes out of the printer.
    assertSays(await print("A5"), language, Object.values(leaf.under).flat(2), [leaf.title, leaf.notice]);
  });
}

// Reads a small QR code (ISO 18004: up to version 6, one block, letters as bytes) from the squares of its drawing.
function scan(drawing) {
  const squares = [...drawing.matchAll(/M(\d+) (\d+)h(\d+)v/g)].map((square) => square.slice(1).map(Number));
  const [edge, unit] = [Math.min(...squares.map(([x]) => x)), squares[0][2]];
  const size = (Math.max(...squares.map(([x]) => x)) - edge) / unit + 1;
  const black = new Set(squares.map(([x, y]) => `${(x - edge) / unit} ${(y - edge) / unit}`));
  const isBlack = (x, y) => black.has(`${x} ${y}`);
  const mask = (isBlack(2, 8) ? 0 : 4) + (isBlack(3, 8) ? 2 : 0) + (isBlack(4, 8) ? 0 : 1);
  const isTurned = [
    (x, y) => (x + y) % 2 === 0,
    (_x, y) => y % 2 === 0,
    (x) => x % 3 === 0,
    (x, y) => (x + y) % 3 === 0,
    (x, y) => ((y >> 1) + Math.floor(x / 3)) % 2 === 0,
    (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
    (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
    (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
  ][mask];
  const isFrame = (x, y) =>
    (x < 9 && y < 9) ||
    (x > size - 9 && y < 9) ||
    (x < 9 && y > size - 9) ||
    x === 6 ||
    y === 6 ||
    (Math.abs(x - size + 7) < 3 && Math.abs(y - size + 7) < 3);
  let bits = "";
  for (let right = size - 1, isUp = true; right > 0; right -= right === 8 ? 3 : 2, isUp = !isUp) {
    for (let step = 0; step < size; step += 1) {
      const y = isUp ? size - 1 - step : step;
      for (const x of [right, right - 1]) if (!isFrame(x, y)) bits += Number(isBlack(x, y) !== isTurned(x, y));
    }
  }
  const number = (from, length) => parseInt(bits.slice(from, from + length), 2);
  assert.equal(number(0, 4), 4, "letters as bytes");
  return String.fromCharCode(...Array.from({ length: number(4, 8) }, (_, place) => number(12 + place * 8, 8)));
}

test("a bulletin of a site leads there, in letters and by a code, on one page", async () => {
  // A longer address takes a code of more squares.
  const [short, long] = [
    "https://example.org/june/",
    "https://www.parish-of-a-long-name.example.org/community/history/june/",
  ];
  for (const site of [short, long]) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "paper-"));
    try {
      // The same pages under an address: the prerenderer stands beside xtask, where trunk has built it.
      const prerender = path.join(
        path.dirname(path.resolve(process.env.CASE_TIMELINE_XTASK ?? "target/debug/xtask")),
        "prerender",
      );
      fs.copyFileSync(path.join(TOP, "index.html"), path.join(folder, "index.html"));
      execFileSync(prerender, {
        cwd: TOP,
        env: { ...process.env, CASE_TIMELINE_SITE: site, TRUNK_STAGING_DIR: folder },
      });
      for (const language of LANGUAGES) {
        const own = language ? `${site}index${language}.html` : site;
        await driver.get(`file://${folder}/bulletin${language}.html`);
        for (const size of ["half Letter", "A4"]) {
          const pages = await print(size);
          assert.equal(pages.length, 1, `bulletin${language}.html on ${size}`);
          assert.ok(unspaced(words(pages)).includes(own), `${own} on ${size}`);
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
        if (site === short) assert.equal(scan(drawing), own);
      }
    } finally {
      fs.rmSync(folder, { recursive: true });
    }
  }
});

// What is seen under another color than black, or on another ground than white. A mark is a black square, triangle or so.
const coloured = (driver) =>
  ask(
    driver,
    `
  const [black, white, none] = ["rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"];
  const found = new Set();
  for (const element of [document.documentElement, ...document.body.querySelectorAll("*")]) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const { color, backgroundColor } = getComputedStyle(element);
    const name = element.localName + "." + element.classList;
    if (element.matches(".mark")) {
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
  "card-first-stay.html?theme=dark",
  "card-stay-of-removal.ar.html?theme=dark&accent=ff8800",
  "bulletin.html?theme=dark",
]) {
  test(`${page}: black on white, also where the screen is dark`, async () => {
    const dark = { name: "prefers-color-scheme", value: "dark" };
    try {
      await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { features: [dark] });
      await driver.get(ADDRESS + page);
      await settled(driver);
      if (!/light|bulletin/.test(page)) assert.notEqual((await coloured(driver)).length, 0, "the screen is dark");
      await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { media: "print", features: [dark] });
      assert.deepEqual(await coloured(driver), []);
      assert.equal(await ask(driver, "return getComputedStyle(document.documentElement).colorScheme"), "light");
    } finally {
      await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { media: "", features: [] });
    }
  });
}

test("what was folded before printing is folded again afterwards, and what was open stays open", async () => {
  await live(driver);
  const open = () => ask(driver, "return [...document.querySelectorAll('details')].map((details) => details.open)");
  await ask(driver, "document.querySelector('#first-stay details').open = true");
  const then = await open();
  assert.ok(then.includes(true) && then.includes(false));

  await ask(driver, "dispatchEvent(new Event('beforeprint'))");
  const meanwhile = await open();
  await ask(driver, "dispatchEvent(new Event('afterprint'))");
  const restored = await open();
  await print("A4");

  assert.ok(!meanwhile.includes(false));
  assert.deepEqual(restored, then);
  assert.deepEqual(await open(), then);
});

for (const [name, answers] of Object.entries({
  "": {},
  ", also from a browser that prints nothing of what is folded": {
    "print.css": changed((styles) => styles.replaceAll("::details-content", "::not-known-yet")),
  },
})) {
  test(`a card prints on a page or two, with what is folded in it${name}`, async () => {
    for (const [card, part] of [
      ["card-first-stay", ".sure p"],
      ["card-stay-of-removal", ".step__more dd"],
    ]) {
      await driver.get(`${address(answers)}${card}.html`);
      const pages = await print("A4");

      assert.ok(pages.length <= 2, card);
      assert.ok(
        letters(words(pages)).includes(
          letters(await ask(driver, `return document.querySelector("${part}").textContent`)),
        ),
        card,
      );
    }
  });
}
