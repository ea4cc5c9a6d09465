// Three languages: the right form of each number and date, reading direction, and a place that is kept
// when the language changes.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import { before, test } from "node:test";
import { ADDRESS, ask, By, browser, click, DIST, data, errors, inView, Key, live, settled, text } from "./browser.mjs";

const LANGUAGES = data("case").languages;
// Whose names of months and days the pages use: Unicode's for Iraq, not those for Arabic at large.
const REGION = { ar: "ar-IQ" };

for (const code of LANGUAGES) {
  const { dates, counted, direction } = data(`ui.${code}`);
  const named = (options, count, first) => {
    const format = new Intl.DateTimeFormat(REGION[code] ?? code, { ...options, calendar: "gregory", timeZone: "UTC" });
    return Array.from({ length: count }, (_, place) => format.format(first(place)));
  };

  test(`${code}: months, days of the week and plural forms are those of CLDR`, () => {
    assert.deepEqual(
      dates.months,
      named({ month: "long" }, 12, (place) => Date.UTC(2017, place, 15)),
    );
    // January 1, 2017 was a Sunday.
    assert.deepEqual(
      dates.weekdays,
      named({ weekday: "long" }, 7, (place) => Date.UTC(2017, 0, place + 1)),
    );
    const { pluralCategories } = new Intl.PluralRules(code).resolvedOptions();
    for (const [name, forms] of Object.entries(counted))
      assert.deepEqual(Object.keys(forms).sort(), [...pluralCategories].sort(), name);
    assert.equal(new Intl.Locale(code).getTextInfo?.().direction ?? direction, direction);
  });
}

test("the other names of the months are those of Arabic at large", () => {
  const format = new Intl.DateTimeFormat("ar", { month: "long", calendar: "gregory", timeZone: "UTC" });
  assert.deepEqual(
    data("ui.ar").dates.months_also,
    Array.from({ length: 12 }, (_, place) => format.format(Date.UTC(2017, place, 15))),
  );
});

// Headings stand beside a date that has both names, and an explanation is read alone.
test("the first month of each record in Arabic has the name used in Iraq and the general one", () => {
  const { months, months_also } = data("ui.ar").dates;
  const HEADINGS = ["headline", "title", "name", "span", "role", "said", "from", "sources"];
  const told = (part) =>
    typeof part === "string"
      ? [part]
      : Object.entries(part).flatMap(([name, value]) => (HEADINGS.includes(name) ? [] : told(value)));
  const { events, steps, misreadings, people, terms, help, about, periods, chapters } = data("text.ar");
  let seen = 0;
  for (const records of [events, steps, misreadings, people, terms, help, about, periods, chapters]) {
    for (const [id, record] of Object.entries(records)) {
      const [, after, name] =
        told(record)
          .join(" ¶ ")
          .match(new RegExp(`(?<!\\p{L})((?=(${months.join("|")})(?!\\p{L})).{0,40})`, "u")) ?? [];
      if (!name) continue;
      seen += 1;
      assert.ok(after.startsWith(`${name} (${months_also[months.indexOf(name)]})`), `${id}: ${after}`);
    }
  }
  assert.ok(seen > 90, `${seen} records name a month`);
});

test("one system of digits in each language", () => {
  for (const file of fs.readdirSync(DIST).filter((name) => /\.(html|txt)$/.test(name))) {
    assert.doesNotMatch(fs.readFileSync(`${DIST}/${file}`, "utf8"), /[\u0660-\u0669\u06f0-\u06f9]/, file);
  }
});

// What is quoted stands between these, and nothing else does.
const QUOTES = { en: "“”", es: "“”", ar: "«»" };
const MARKS = /["'‘‹›„‟‚«»“”]/g;

for (const code of LANGUAGES) {
  test(`${code}: quotation marks are those of the language, in pairs`, () => {
    const strings = (value, name) =>
      name === "code"
        ? []
        : typeof value === "string"
          ? [value]
          : Object.entries(value ?? {}).flatMap(([name, part]) => strings(part, name));
    const all = [...strings(data(`text.${code}`)), ...strings(data(`ui.${code}`))];
    // What has to be typed as it stands.
    const marks = all
      .map((words) => words.replace(/'wasm-unsafe-eval'|allow="clipboard-write"/, ""))
      .map((words) => [(words.match(MARKS) ?? []).join(""), words]);
    assert.ok(marks.filter(([found]) => found === QUOTES[code]).length > 20);
    for (const [found, words] of marks) assert.equal(found.replaceAll(QUOTES[code], ""), "", words);
  });
}

let driver;
before(async () => {
  driver = await browser();
});
const status = () => text(driver, ".controls [role=status]");
const only = async (name) => {
  const box = await driver.findElement(By.xpath(`//label[contains(., '${name}')]`));
  await box.click();
  await settled(driver);
};
const search = async (words) => {
  const field = await driver.findElement(By.id("search"));
  await field.clear();
  await field.sendKeys(words);
  await settled(driver);
};

// On a slow phone the page is turned and filtered only after the browser has gone to the record.
for (const [name, rate] of [
  ["", 1],
  [", on a slow phone too", 8],
]) {
  test(`changing the language keeps record, day, filter and order${name}`, async () => {
    await live(driver, "?theme=dark&parentUrl=https%3A%2F%2Fexample.org%2F");
    await click(driver, "[data-day='2017-06-24']");
    await only("Court");
    await click(driver, ".controls__order");
    await ask(driver, "document.getElementById('reversal').scrollIntoView({ behavior: 'instant' })");
    await driver.sendDevToolsCommand("Emulation.setCPUThrottlingRate", { rate });
    await ask(driver, "document.querySelector(\".languages a[hreflang='ar']\").click()");
    await driver.wait(
      () =>
        ask(
          driver,
          "return document.documentElement.lang === 'ar' && document.documentElement.hasAttribute('data-live')",
        ),
      20_000,
    );
    await driver.wait(() => ask(driver, "return document.querySelector('.event').id === 'settlement'"), 20_000);
    await settled(driver);
    await driver.sendDevToolsCommand("Emulation.setCPUThrottlingRate", { rate: 1 });

    const address = new URL(await driver.getCurrentUrl());
    assert.deepEqual(Object.fromEntries(address.searchParams), {
      theme: "dark",
      day: "2017-06-24",
      by: "court",
      order: "newest",
    });
    assert.equal(address.hash, "#reversal");
    assert.ok(await inView(driver, "reversal"), "in view");
    assert.equal(await ask(driver, "return document.getElementById('standing').dataset.day"), "2017-06-24");
    const shown = await ask(
      driver,
      "return [...document.querySelectorAll('.event')].filter((event) => event.offsetParent !== null).map((event) => event.id)",
    );
    assert.ok(shown.indexOf("reversal") < shown.indexOf("first-stay"), "newest first");
    assert.match(await status(), /^يظهر 15 حدثًا من أصل 37\.$/);
  });
}

test("Arabic counts in six forms", async () => {
  await live(driver, "index.ar.html");
  assert.equal(await status(), "تظهر الأحداث كلها: 37 حدثًا.");
  await only("أعضاء الكونغرس");
  assert.equal(await status(), "يظهر حدثان من أصل 37.");
  await only("أعضاء الكونغرس");
  await only("الكنيسة");
  assert.equal(await status(), "تظهر 5 أحداث من أصل 37.");
});

test("search finds Arabic whatever the hamza, the vowel signs, the letter at the end and the keyboard", async () => {
  await live(driver, "index.ar.html");
  const all = await ask(driver, "return document.getElementById('main').textContent");
  for (const [typed, written] of [
    ["اوامر", "أوامر"],
    ["ادارة", "إدارة"],
    ["اخرين", "آخرين"],
    ["مسوولون", "مسؤولون"],
    ["نهايية", "نهائية"],
    ["الهجره", "الهجرة"],
    ["الدعوي", "الدعوى"],
    ["القاضى", "القاضي"],
    ["القاضی", "القاضي"],
    ["مَحكَمة", "محكمة"],
    ["محكـمة", "محكمة"],
    ["مؤقتا", "مؤقتًا"],
    ["يفرج", "يُفرَج"],
    ["٢٠١٧", "2017"],
  ]) {
    assert.ok(all.includes(written) && !all.includes(typed), `the page has ${written} and not ${typed}`);
    await search(typed);
    const found = await ask(
      driver,
      "return [...CSS.highlights.get('found')].map(({ startContainer, startOffset, endOffset }) => startContainer.nodeValue.slice(startOffset, endOffset))",
    );
    assert.ok(found.includes(written), `${typed}: ${found.slice(0, 3)}`);
  }
  await live(driver, "index.es.html");
  await search("peticion");
  assert.ok(
    (
      await ask(
        driver,
        "return [...CSS.highlights.get('found')].map(({ startContainer, startOffset, endOffset }) => startContainer.nodeValue.slice(startOffset, endOffset))",
      )
    ).includes("petición"),
  );
});

test("no page has quotation marks of another language", async () => {
  for (const page of [
    "index",
    "embed",
    "take-away",
    "embedding",
    "check",
    "bulletin",
    "card-first-stay",
    "card-bishops-letter",
  ]) {
    for (const code of LANGUAGES) {
      await driver.get(`${ADDRESS}${page}${code === LANGUAGES[0] ? "" : `.${code}`}.html`);
      // What is said in another language has its marks.
      const said = await ask(
        driver,
        `
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), said = [];
        while (walker.nextNode()) {
          const { data, parentElement } = walker.currentNode;
          if (!parentElement.closest("script, pre, code") && parentElement.closest("[lang]") === document.documentElement) said.push(data);
        }
        return said;`,
      );
      assert.ok(said.length > 20, page);
      for (const words of said)
        assert.ok(
          (words.match(MARKS) ?? []).every((mark) => QUOTES[code].includes(mark)),
          `${page} in ${code}: ${words}`,
        );
    }
  }
});

const resize = (width) =>
  driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", {
    width,
    height: 800,
    deviceScaleFactor: 1,
    mobile: false,
  });

for (const width of [360, 1280]) {
  for (const code of LANGUAGES) {
    const before =
      data(`ui.${code}`).direction === "rtl"
        ? (one, other) => one.left >= other.right - 1
        : (one, other) => one.right <= other.left + 1;

    test(`${code} at ${width} px: days and steps follow one another as one reads`, async () => {
      await resize(width);
      await live(driver, `index${code === LANGUAGES[0] ? "" : `.${code}`}.html`);
      const boxes = (selector) =>
        ask(
          driver,
          "return [...document.querySelectorAll(arguments[0])].map((part) => { const { left, right, top, bottom } = part.getBoundingClientRect(); return { left, right, top, bottom }; })",
          selector,
        );
      for (const [selector, count] of [
        [".strip .day", 30],
        [".path li", 16],
      ]) {
        const parts = await boxes(selector);
        assert.equal(parts.length, count);
        parts.slice(1).forEach((part, place) => {
          const isBelow = part.top >= parts[place].bottom - 1;
          assert.ok(isBelow || before(parts[place], part), `${selector}: ${place + 1} and ${place + 2}`);
        });
        const rows = new Set(parts.map(({ top }) => Math.round(top))).size;
        assert.ok(width === 1280 ? rows < count / 3 : rows > 4, `${selector} in ${rows} rows`);
      }
      // In a calendar each day stands under the name of its day of the week.
      const [heads, days] = [await boxes(".strip__heads span"), await boxes(".strip .day")];
      if (width === 360)
        days.forEach((day, place) => {
          const head = heads[new Date(Date.UTC(2017, 5, place + 1)).getUTCDay()];
          assert.ok(
            head.left >= day.left - 1 && head.right <= day.right + 1 && head.bottom <= day.top + 1,
            `June ${place + 1}`,
          );
        });
      await resize(1280);
    });
  }

  test(`at ${width} px an explanation in Arabic stands inside the screen, over or under its term, and begins where it does`, async () => {
    await resize(width);
    await live(driver, "index.ar.html");
    await ask(driver, "document.querySelectorAll('main details').forEach((details) => (details.open = true))");
    const count = await ask(driver, "return document.querySelectorAll('main .term').length");
    for (let place = 0; place < count; place += Math.floor(count / 15)) {
      // What comes near the screen is laid out then, so a term is brought there twice.
      for (let time = 0; time < 2; time += 1) {
        await ask(
          driver,
          "document.querySelectorAll('main .term')[arguments[0]].scrollIntoView({ block: arguments[1], behavior: 'instant' })",
          place,
          place % 2 ? "center" : "end",
        );
        await settled(driver);
      }
      const { term, box } = await ask(
        driver,
        `
        const term = document.querySelectorAll("main .term")[arguments[0]], explain = document.getElementById("explain");
        term.click();
        const place = (element) => { const { left, right, top, bottom } = element.getBoundingClientRect(); return { left, right, top, bottom, said: element.textContent }; };
        const places = { term: place(term), box: place(explain) };
        explain.hidePopover();
        return places;`,
        place,
      );
      const told = `${term.said}: ${JSON.stringify([term, box])}`;
      assert.ok(box.right > box.left && box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= 800, told);
      assert.ok(box.left < term.right && box.right > term.left, told);
      const above = term.top - box.bottom,
        below = box.top - term.bottom;
      assert.ok((above >= 0 && above < 20) || (below >= 0 && below < 20), told);
      // Unless it would not fit on the screen there, which leaves a margin.
      assert.ok(Math.abs(box.right - term.right) < 1 || box.left < 9, told);
    }
    await resize(1280);
  });
}

test("arrow keys follow the direction of reading", async () => {
  await live(driver, "index.ar.html");
  await click(driver, "[data-day='2017-06-22']");
  await driver.actions().sendKeys(Key.ARROW_LEFT).perform();
  await settled(driver);
  assert.equal(await ask(driver, "return document.getElementById('standing').dataset.day"), "2017-06-23");
  const [before, after] = await ask(
    driver,
    "return ['2017-06-22', '2017-06-23'].map((day) => document.querySelector(`[data-day='${day}']`).getBoundingClientRect().left)",
  );
  assert.ok(after < before, "the later day stands on the left");
});

test("names, numbers and citations run from left to right inside Arabic", async () => {
  await live(driver, "index.ar.html");
  await ask(driver, "document.querySelectorAll('details').forEach((details) => (details.open = true))");
  const places = await ask(
    driver,
    `
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const places = [];
    for (let node; (node = walker.nextNode());) {
      const box = (at) => { const range = document.createRange(); range.setStart(node, at); range.setEnd(node, at + 1); return range.getBoundingClientRect(); };
      for (const { 1: run, index } of node.nodeValue.matchAll(/\\u2066([^\\u2069]+)\\u2069/g)) {
        const first = box(index + 1), last = box(index + run.length);
        if (first.top === last.top && first.width) places.push([run, first.left, last.left]);
      }
    }
    return places;`,
  );
  assert.ok(places.length > 20, `${places.length} such runs`);
  assert.ok(
    places.some(([run]) => /^\d+-\d+/.test(run)),
    "a telephone number among them",
  );
  for (const [citation, number, title] of places) assert.ok(number < title, citation);
});

test("Arabic is neither spaced nor slanted, and has room between lines", async () => {
  await live(driver, "index.ar.html");
  const [spacing, slants, leading] = await ask(
    driver,
    `
    const all = [...document.querySelectorAll('main *, header *')].filter(({ textContent }) => textContent.trim()).map((element) => getComputedStyle(element));
    const { lineHeight, fontSize } = getComputedStyle(document.querySelector('.event p:not([class])'));
    return [all.filter(({ letterSpacing }) => letterSpacing !== 'normal').length, all.filter(({ fontStyle }) => fontStyle !== 'normal').length, parseFloat(lineHeight) / parseFloat(fontSize)];`,
  );
  assert.deepEqual([spacing, slants], [0, 0]);
  assert.ok(leading >= 1.7, `${leading}`);
});

for (const code of LANGUAGES.slice(1)) {
  test(`${code}: it says that it is a translation, which words count, and how to report a mistake`, async () => {
    await live(driver, `index.${code}.html`);
    assert.equal(
      await ask(driver, "return document.querySelector('.translation a[hreflang=en]').getAttribute('href')"),
      "index.html",
    );
    const report = await ask(driver, "return document.querySelector('.translation a[href^=\"#\"]').hash");
    assert.ok(await ask(driver, "return document.querySelector(arguments[0]) !== null", report));
    // The very words of each quotation are there.
    const quotes = await ask(
      driver,
      "return [...document.querySelectorAll('.quote')].map((quote) => quote.querySelector('details [lang=en]')?.textContent ?? '')",
    );
    assert.ok(quotes.length > 5 && quotes.every((words) => /^“.+”$/s.test(words)), quotes.join("\n"));
  });
}

test("every page names its languages, and leads to itself in the others", () => {
  for (const file of fs
    .readdirSync(DIST)
    .filter((name) => /^(index|embed|card-[a-z0-9-]+|take-away|embedding|check)(\.\w\w)?\.html$/.test(name))) {
    const html = fs.readFileSync(`${DIST}/${file}`, "utf8");
    const [stem, code] = [file.split(".")[0], file.split(".").length > 2 ? file.split(".")[1] : LANGUAGES[0]];
    assert.match(html, new RegExp(`<html lang="${code}" dir="${data(`ui.${code}`).direction}"`), file);
    for (const other of LANGUAGES.filter((other) => other !== code)) {
      const target = other === LANGUAGES[0] ? `${stem}.html` : `${stem}.${other}.html`;
      assert.ok(html.includes(`href="${target}" hreflang="${other}"`), `${file} leads to ${target}`);
      assert.ok(fs.existsSync(`${DIST}/${target}`), target);
    }
  }
});

test("on a telephone no link to a language lies on what follows it, and code runs from left to right", async () => {
  await driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", {
    width: 360,
    height: 800,
    deviceScaleFactor: 1,
    mobile: false,
  });
  for (const page of ["index", "embed", "take-away", "embedding", "check", "card-first-stay"]) {
    for (const code of LANGUAGES) {
      await driver.get(`${ADDRESS}${page}${code === LANGUAGES[0] ? "" : `.${code}`}.html`);
      const [meet, directions] = await ask(
        driver,
        `
        const lines = (selector) => [...document.querySelectorAll(selector)].flatMap((element) => {
          const range = document.createRange();
          range.selectNodeContents(element);
          return [...range.getClientRects()].filter((box) => box.width);
        });
        const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom - 2 && other.top < one.bottom - 2;
        const links = lines(".languages li");
        return [links.length && links.filter((link) => lines("h1, .kicker").some((line) => meet(link, line))).length,
          [...document.querySelectorAll("pre")].map((code) => getComputedStyle(code).direction)];`,
      );
      assert.equal(meet, 0, `${page} in ${code}`);
      assert.ok(
        directions.every((direction) => direction === "ltr"),
        `${page} in ${code}`,
      );
    }
  }
  await driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", {
    width: 1280,
    height: 900,
    deviceScaleFactor: 1,
    mobile: false,
  });
});

test("no language reports anything in the console", async () => {
  // Pages that stand alone, which other tests look at, name no icon, and the browser asks for one.
  await errors(driver);
  for (const code of LANGUAGES.slice(1)) {
    await live(driver, `index.${code}.html`);
    assert.deepEqual(await errors(driver), [], code);
  }
});

test("two languages side by side on a host page, each as tall as its content", async () => {
  const host = http.createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(`<!doctype html><title>host</title><div style="display: grid; grid-template-columns: 1fr 1fr">
      <case-timeline src="${ADDRESS}" show="first-stay"><a href="${ADDRESS}">Eleven Days in June</a></case-timeline>
      <case-timeline src="${ADDRESS}" show="first-stay" lang="ar"><a href="${ADDRESS}">أحد عشر يومًا في حزيران</a></case-timeline></div>
      <script async src="${ADDRESS}embed.js"></script>`);
  });
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
  try {
    await driver.get(`http://127.0.0.1:${host.address().port}/`);
    await driver.wait(
      () =>
        ask(
          driver,
          "return document.querySelectorAll('iframe[style*=height]').length === 2 && [...document.querySelectorAll('iframe')].every((frame) => frame.isAlive)",
        ),
      20_000,
    );
    await settled(driver);
    const heights = await ask(
      driver,
      "return [...document.querySelectorAll('iframe')].map((frame) => frame.offsetHeight)",
    );
    for (const [place, code] of ["en", "ar"].entries()) {
      await driver.switchTo().frame(place);
      assert.equal(await ask(driver, "return document.documentElement.lang"), code);
      const own = await ask(driver, "return document.body.getBoundingClientRect().height");
      assert.ok(Math.abs(own - heights[place]) <= 2, `${code}: ${own} in ${heights[place]}`);
      await driver.switchTo().defaultContent();
    }
  } finally {
    host.close();
  }
});
