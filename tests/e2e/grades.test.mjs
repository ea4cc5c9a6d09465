// Plain words: the Flesch-Kincaid grade of each event and each step, and the length of sentences.
import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";
import { fleschKincaid } from "flesch-kincaid";
import { syllable } from "syllable";

const text = JSON.parse(fs.readFileSync(new URL("../../static/data/text.en.json", import.meta.url), "utf8"));

// What a reader reads: sentences without marks; abbreviations do not end a sentence.
const plain = (words) => words
  .replace(/\[\[[^|\]]+\|([^\]]+)\]\]/g, "$1")
  .replaceAll("*", "")
  .replace(/\b(?:U\.S\.C\.|U\.S\.|C\.F\.R\.|v\.|No\.|Rep\.|St\.|A\.)/g, (short) => short.replaceAll(".", ""));

function* sentences(value) {
  if (Array.isArray(value)) for (const part of value) yield* sentences(part);
  else if (value && typeof value === "object") {
    if (typeof value.text === "string") yield* plain(value.text).split(/[.!?]+["”’)]*(?:\s+|$)/).filter((sentence) => /\p{L}/u.test(sentence));
    else for (const part of Object.values(value)) yield* sentences(part);
  }
}

function measure(record) {
  const all = [...sentences(record)];
  const words = all.flatMap((sentence) => sentence.match(/[\p{L}\p{N}][\p{L}\p{N}’'.,-]*/gu) ?? []);
  const counts = { sentence: all.length, word: words.length, syllable: words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0) };
  return { grade: fleschKincaid(counts), length: words.length / all.length };
}

const records = [...Object.entries(text.events), ...Object.entries(text.steps)].map(([id, record]) => ({ id, ...measure(record) }));
const grades = records.map(({ grade }) => grade).sort((one, other) => one - other);

test("no event and no step is harder than grade 10", (context) => {
  context.diagnostic(`hardest: ${records.reduce((one, other) => (one.grade > other.grade ? one : other)).id}, ${grades.at(-1).toFixed(1)}`);
  assert.deepEqual(records.filter(({ grade }) => grade > 10), []);
});

test("half of them are at grade 8 or lower", (context) => {
  const median = grades[Math.floor(grades.length / 2)];
  context.diagnostic(`median grade ${median.toFixed(1)} of ${grades.length} records`);
  assert.ok(median <= 8, String(median));
});

test("sentences have 20 words on average at most", (context) => {
  const longest = records.reduce((one, other) => (one.length > other.length ? one : other));
  context.diagnostic(`longest on average: ${longest.id}, ${longest.length.toFixed(1)} words`);
  assert.deepEqual(records.filter(({ length }) => length > 20), []);
});
