// Budgets in bytes, as a CDN sends the files (brotli 11). A page may grow with its content: its budget is a fixed
// part and an amount for each record. Raise a number only with a reason in the commit.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import zlib from "node:zlib";
import { CASE, SUFFIXES } from "../case.mjs";
import { DIST, readText } from "../dist.mjs";

// The fixed part has styles, scripts, page data, interface strings and the chart; then the amount for each record.
const PAGE = { fixed: 24_000, eventOrStep: 420, otherRecord: 60 };
// The factor for each language: a letter of Arabic has two bytes, for example.
const LANGUAGE = { en: 1, es: 1.12, ar: 1.2 };
const OTHER_LANGUAGE = 1.2;
// The largest card. Most of it is the same in every card.
const CARD = 10_300;
// The card of the chart: the styles, the page data with all answers, and the chart.
const CHART_CARD = 20_000;
// The script for embedding pages, the script inside a frame, and the script that reads aloud.
const SCRIPTS = { "embed.js": 1_050, "frame.js": 1_340, "listen.js": 3_000 };
// The WebAssembly module, its glue and the loader.
const APP = 128_000;

const OTHER_RECORDS = ["faq", "misreadings", "people", "terms", "help", "about", "sources"];
const count = (...kinds) => kinds.reduce((sum, kind) => sum + (CASE[kind]?.length ?? 0), 0);
const pageBudget = (code) => {
  const records = PAGE.eventOrStep * count("events", "steps") + PAGE.otherRecord * count(...OTHER_RECORDS);
  return Math.round((PAGE.fixed + records) * (LANGUAGE[code] ?? OTHER_LANGUAGE));
};

const compressedSize = (file) => compressed(fs.readFileSync(path.join(DIST, file))).length;

function compressed(content) {
  const bytes = Buffer.from(content);
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = zlib.constants;
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 22, [BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return zlib.brotliCompressSync(bytes, { params });
}

function assertWithin(context, name, size, budget) {
  context.diagnostic(`${name}: ${size} of ${budget} bytes`);
  assert.ok(size <= budget, `${name}: ${size} of ${budget} bytes`);
}

for (const [index, suffix] of SUFFIXES.entries()) {
  for (const page of ["index", "embed"]) {
    const name = `${page}${suffix}.html`;
    test(`${name}, with the styles and data inside it`, (context) => {
      assertWithin(context, name, compressedSize(name), pageBudget(CASE.languages[index]));
    });
  }
}

test("the cards of the chart", (context) => {
  const cards = SUFFIXES.map((suffix) => `card-chart${suffix}.html`);
  const [largest] = cards.map((name) => [name, compressedSize(name)]).sort(([, one], [, two]) => two - one);
  assertWithin(context, ...largest, CHART_CARD);
});

test("every card", (context) => {
  const cards = fs.readdirSync(DIST).filter((name) => /^card-(?!chart\b).*\.html$/.test(name));
  assert.equal(cards.length, count("events", "steps") * CASE.languages.length);
  const [largest] = cards.map((name) => [name, compressedSize(name)]).sort(([, one], [, two]) => two - one);
  assertWithin(context, ...largest, CARD);
});

for (const [name, budget] of Object.entries(SCRIPTS)) {
  test(name, (context) => assertWithin(context, name, compressedSize(name), budget));
}

test("the app: the WebAssembly module, its glue, the loader", (context) => {
  const files = fs.readdirSync(DIST).filter((name) => /^app-.*\.(wasm|js)$/.test(name));
  assert.equal(files.length, 2, files.join(" "));
  const [, loader] = readText("index.html").match(/<script type="module">([^<]+)/);
  const size = files.reduce((sum, file) => sum + compressedSize(file), compressed(loader).length);
  assertWithin(context, `${files.join(", ")} and the loader`, size, APP);
});

test("the page needs no other files to be read", () => {
  assert.doesNotMatch(readText("index.html"), /<link[^>]+rel="stylesheet"|<script[^>]+src=|<img|@import|url\(/);
});
