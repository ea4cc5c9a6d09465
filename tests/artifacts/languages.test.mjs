// Languages, as far as they can be tested without a browser: names of months and days, plural forms, digits, quotation
// marks, and the links between the languages of a page.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { CASE, ORIGINAL } from "../case.mjs";
import { DIST, data, readText } from "../dist.mjs";

// The pages use the names of months and days that CLDR has for Iraq, not those for Arabic in general.
const REGION = { ar: "ar-IQ" };

for (const code of CASE.languages) {
  const { dates, plurals, direction } = data(`ui.${code}`);
  const named = (options, count, dateOf) => {
    const format = new Intl.DateTimeFormat(REGION[code] ?? code, { ...options, calendar: "gregory", timeZone: "UTC" });
    return Array.from({ length: count }, (_, index) => format.format(dateOf(index)));
  };

  test(`${code}: months, days of the week, plural forms and direction are those of CLDR`, () => {
    assert.deepEqual(
      dates.months,
      named({ month: "long" }, 12, (index) => Date.UTC(2017, index, 15)),
    );
    // January 1, 2017 was a Sunday.
    assert.deepEqual(
      dates.weekdays,
      named({ weekday: "long" }, 7, (index) => Date.UTC(2017, 0, index + 1)),
    );
    const { pluralCategories } = new Intl.PluralRules(code).resolvedOptions();
    for (const [name, forms] of Object.entries(plurals))
      assert.deepEqual(Object.keys(forms).sort(), [...pluralCategories].sort(), name);
    const locale = new Intl.Locale(code);
    // Older versions of Node have a getter instead of the method.
    assert.equal((locale.getTextInfo?.() ?? locale.textInfo).direction, direction);
  });
}

const IN_ARABIC = { skip: !CASE.languages.includes("ar") && "the case has no Arabic translation" };

test("the second names of the months are those of Arabic in general", IN_ARABIC, () => {
  const format = new Intl.DateTimeFormat("ar", { month: "long", calendar: "gregory", timeZone: "UTC" });
  assert.deepEqual(
    data("ui.ar").dates.months_also,
    Array.from({ length: 12 }, (_, index) => format.format(Date.UTC(2017, index, 15))),
  );
});

// Headings are beside a date that has both names; each record must be readable alone.
test("the first month of each record in Arabic has the name used in Iraq and the general one", IN_ARABIC, () => {
  const { months, months_also } = data("ui.ar").dates;
  const HEADINGS = ["headline", "title", "name", "span", "role", "claim", "from", "sources"];
  const textsOf = (part) =>
    typeof part === "string"
      ? [part]
      : Object.entries(part).flatMap(([name, value]) => (HEADINGS.includes(name) ? [] : textsOf(value)));
  const { events, steps, misreadings, people, terms, help, about, periods, chapters } = data("text.ar");
  let found = 0;
  for (const records of [events, steps, misreadings, people, terms, help, about, periods, chapters]) {
    for (const [id, record] of Object.entries(records)) {
      const [, after, name] =
        textsOf(record)
          .join(" ¶ ")
          .match(new RegExp(`(?<!\\p{L})((?=(${months.join("|")})(?!\\p{L})).{0,40})`, "u")) ?? [];
      if (!name) continue;
      found += 1;
      assert.ok(after.startsWith(`${name} (${months_also[months.indexOf(name)]})`), `${id}: ${after}`);
    }
  }
  assert.ok(found > 0, "records name months");
});

test("every page and every text file has Western digits only", () => {
  for (const file of fs.readdirSync(DIST).filter((name) => /\.(html|txt)$/.test(name)))
    assert.doesNotMatch(readText(file), /[\u0660-\u0669\u06f0-\u06f9]/, file);
});

const QUOTES = { en: "“”", es: "“”", ar: "«»" };
const ANY_QUOTE = /["'‘‹›„‟‚«»“”]/g;

for (const code of CASE.languages) {
  test(`${code}: quotation marks are those of the language, in pairs`, () => {
    const stringsOf = (value, name) => {
      if (name === "code") return [];
      if (typeof value === "string") return [value];
      return Object.entries(value ?? {}).flatMap(([name, part]) => stringsOf(part, name));
    };
    const found = [...stringsOf(data(`text.${code}`)), ...stringsOf(data(`ui.${code}`))]
      // Code within a sentence.
      .map((string) => string.replace(/'wasm-unsafe-eval'|allow="clipboard-write"/, ""))
      .map((string) => [(string.match(ANY_QUOTE) ?? []).join(""), string]);
    assert.ok(found.some(([quotes]) => quotes === QUOTES[code]));
    for (const [quotes, string] of found) assert.equal(quotes.replaceAll(QUOTES[code], ""), "", string);
  });
}

test("every page names its language and links to itself in the others", () => {
  const pages = fs
    .readdirSync(DIST)
    .map((file) => [
      file,
      ...(file.match(
        /^(index|embed|card-[a-z0-9-]+|take-away|short-edition|bulletin|poster|embed-chooser|frame-check)(?:\.([\w-]+))?\.html$/,
      ) ?? []),
    ])
    .filter(([, match]) => match);
  assert.equal(pages.length, (9 + CASE.events.length + CASE.steps.length) * CASE.languages.length);
  for (const [file, , name, code = ORIGINAL] of pages) {
    const html = readText(file);
    assert.match(html, new RegExp(`<html lang="${code}" dir="${data(`ui.${code}`).direction}"`), file);
    for (const other of CASE.languages.filter((other) => other !== code)) {
      const target = other === ORIGINAL ? `${name}.html` : `${name}.${other}.html`;
      assert.ok(html.includes(`href="${target}" hreflang="${other}"`), `${file} links to ${target}`);
      assert.ok(fs.existsSync(`${DIST}/${target}`), target);
    }
  }
});
