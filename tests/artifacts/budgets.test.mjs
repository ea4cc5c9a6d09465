// Bytes, as any CDN sends them. Raise a budget only with a reason in the commit.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import zlib from "node:zlib";
import { DIST, data } from "../dist.mjs";

// With a standard library of its own, and with the one that comes with Rust (`xtask/src/tools.rs`).
const PROGRAM = { own: 95_000, delivered: 112_000 };
// What was measured, 9.3 kB, and a tenth more.
const CARD = 10_200;
const FRAME = 1_330;
const EMBED = 1_024;

const brotli = (file) => {
  const bytes = fs.readFileSync(path.join(DIST, file));
  return zlib.brotliCompressSync(bytes, {
    params: {
      [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
      [zlib.constants.BROTLI_PARAM_LGWIN]: 22,
      [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  }).length;
};

// The same text takes more bytes in other languages.
for (const [code, page, embed] of [
  ["", 52_000, 50_500],
  [".ar", 61_000, 59_500],
  [".es", 57_000, 55_500],
]) {
  for (const [name, budget] of Object.entries({ index: page, embed })) {
    test(`${name}${code}.html, with styles and data inside`, (context) => {
      const size = brotli(`${name}${code}.html`);
      context.diagnostic(`${size} of ${budget} bytes`);
      assert.ok(size <= budget, `${size} bytes`);
    });
  }
}

test("each card", (context) => {
  const cards = fs
    .readdirSync(DIST)
    .filter((name) => name.startsWith("card-") && name.endsWith(".html"))
    .map((name) => [name, brotli(name)]);
  const { events, steps, languages } = data("case");
  assert.equal(cards.length, (events.length + steps.length) * languages.length);
  const largest = cards.reduce((one, other) => (one[1] > other[1] ? one : other));
  context.diagnostic(`largest: ${largest.join(" ")} of ${CARD} bytes`);
  assert.ok(largest[1] <= CARD, largest.join(" "));
});

test("what hosts load, and what tells them the height", (context) => {
  const sizes = [
    ["frame.js", FRAME],
    ["embed.js", EMBED],
  ].map(([name, budget]) => [name, brotli(name), budget]);
  context.diagnostic(sizes.map(([name, size, budget]) => `${name}: ${size} of ${budget} bytes`).join(", "));
  for (const [name, size, budget] of sizes) assert.ok(size <= budget, `${name}: ${size} bytes`);
});

test("the program: wasm, glue, starters", (context) => {
  const files = fs
    .readdirSync(DIST)
    .filter((name) => /\.(wasm|js)$/.test(name) && !["check.js", "copy.js", "embed.js", "embedding.js"].includes(name));
  assert.equal(files.length, 4, files.join(" "));
  const sizes = files.map((file) => [file, brotli(file)]);
  const size = sizes.reduce((sum, [, size]) => sum + size, 0);
  // Only the one that comes with Rust has the texts of panics.
  const hasTexts = fs
    .readFileSync(
      path.join(
        DIST,
        files.find((file) => file.endsWith(".wasm")),
      ),
    )
    .includes("capacity overflow");
  const budget = hasTexts ? PROGRAM.delivered : PROGRAM.own;
  context.diagnostic(`${sizes.map((pair) => pair.join(" ")).join(", ")}: ${size} of ${budget} bytes`);
  assert.ok(size <= budget, `${size} bytes`);
});

test("no other bytes are needed to read", () => {
  const html = fs.readFileSync(path.join(DIST, "index.html"), "utf8");
  // Only paper asks for styles of its own.
  assert.doesNotMatch(
    html.replace('<link rel="stylesheet" media="print" href="print.css">', ""),
    /<link[^>]+rel="stylesheet"|<img|@import|url\(/,
  );
});
