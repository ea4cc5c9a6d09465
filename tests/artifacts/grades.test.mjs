// Readability: the Flesch-Kincaid grade of the summary, of answers, events and steps, and the length of sentences.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fleschKincaid } from "flesch-kincaid";
import { syllable } from "syllable";
import { data } from "../dist.mjs";

const text = data("text.en");

// The text without inline markup, and without the periods of abbreviations, which do not end a sentence.
const plain = (words) =>
  words
    .replace(/\[\[[^|\]]+\|([^\]]+)\]\]/g, "$1")
    .replaceAll("*", "")
    .replace(/\b(?:U\.S\.C\.|U\.S\.|C\.F\.R\.|v\.|No\.|Rep\.|St\.|A\.)/g, (short) => short.replaceAll(".", ""));

function* sentences(value) {
  if (Array.isArray(value)) for (const part of value) yield* sentences(part);
  else if (value && typeof value === "object") {
    if (typeof value.text === "string")
      yield* plain(value.text)
        .split(/[.!?]+["”’)]*(?:\s+|$)/)
        .filter((sentence) => /\p{L}/u.test(sentence));
    else for (const part of Object.values(value)) yield* sentences(part);
  }
}

function measure(record) {
  const all = [...sentences(record)];
  const words = all.flatMap((sentence) => sentence.match(/[\p{L}\p{N}][\p{L}\p{N}’'.,-]*/gu) ?? []);
  const counts = {
    sentence: all.length,
    word: words.length,
    syllable: words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0),
  };
  return { grade: fleschKincaid(counts), length: words.length / all.length };
}

const measured = (records, of = (record) => record) =>
  Object.entries(records).map(([id, record]) => ({ id, ...measure(of(record)) }));
const hardest = (records) => records.reduce((one, other) => (one.grade > other.grade ? one : other));
const median = (records) =>
  records.map(({ grade }) => grade).sort((one, other) => one - other)[Math.floor(records.length / 2)];
const harderThan = (records, grade) => records.filter((record) => record.grade > grade);

test("the summary as a whole is at grade 7.5 or lower", (context) => {
  const { grade } = measure(text.summary);
  context.diagnostic(`grade ${grade.toFixed(1)}`);
  assert.ok(grade <= 7.5, String(grade));
});

test("the three sentences of poster and notice are at grade 8 or lower", (context) => {
  const { grade } = measure(text.brief);
  context.diagnostic(`grade ${grade.toFixed(1)}`);
  assert.ok(grade <= 8, String(grade));
});

test("each answer to a question of readers is at grade 8 or lower", (context) => {
  const answers = measured(text.faq, ({ answer }) => answer);
  context.diagnostic(`hardest: ${hardest(answers).id}, ${hardest(answers).grade.toFixed(1)}`);
  assert.deepEqual(harderThan(answers, 8), []);
});

test("the one-line answers of the steps are at grade 9 or lower, half of them at 7 or lower", (context) => {
  const answers = measured(text.steps, ({ answer }) => answer);
  context.diagnostic(
    `hardest: ${hardest(answers).id}, ${hardest(answers).grade.toFixed(1)}; median ${median(answers).toFixed(1)}`,
  );
  assert.deepEqual(harderThan(answers, 9), []);
  assert.ok(median(answers) <= 7, String(median(answers)));
});

const records = [...measured(text.events), ...measured(text.steps)];

test("events and steps are at grade 9 or lower, half of them at 6.1 or lower", (context) => {
  context.diagnostic(
    `hardest: ${hardest(records).id}, ${hardest(records).grade.toFixed(1)}; median ${median(records).toFixed(2)} of ${records.length} records`,
  );
  assert.deepEqual(harderThan(records, 9), []);
  assert.ok(median(records) <= 6.1, String(median(records)));
});

test("sentences have 20 words on average at most", (context) => {
  const longest = records.reduce((one, other) => (one.length > other.length ? one : other));
  context.diagnostic(`longest on average: ${longest.id}, ${longest.length.toFixed(1)} words`);
  assert.deepEqual(
    records.filter(({ length }) => length > 20),
    [],
  );
});
