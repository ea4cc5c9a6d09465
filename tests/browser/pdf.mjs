// Prints pages to PDF and reads the text of the PDF.
import assert from "node:assert/strict";
import { getDocumentProxy } from "unpdf";

const INCHES = { A4: [8.27, 11.69], Letter: [8.5, 11] };
// The minimum font sizes of letters on paper, in points: of cards, and of the whole edition, where only sources and
// addresses are smaller. The numbers of sources are smaller everywhere.
const MIN_FONT_SIZE = 7.5;
const EDITION = { text: 10.5, sources: 9 };

// Prints the open page, without a size on the paper that its styles choose. Returns the size of each sheet and its
// pieces of text, with position and size in points.
export async function print(driver, size) {
  const [paperWidth, paperHeight] = INCHES[size] ?? [];
  const paper = size ? { paperWidth, paperHeight } : { preferCSSPageSize: true };
  const { data } = await driver.sendAndGetDevToolsCommand("Page.printToPDF", paper);
  const pdf = await getDocumentProxy(new Uint8Array(Buffer.from(data, "base64")));
  const pages = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push({ width: page.view[2], height: page.view[3], pieces: items.filter((piece) => piece.str?.trim()) });
  }
  return pages;
}

export const textOf = (pages) => pages.flatMap((page) => page.pieces.map((piece) => piece.str)).join("");
// Only letters are compared: numbers of sources and pages interrupt sentences, and lines may end anywhere.
export const letters = (text) => text.normalize("NFKC").replace(/[^\p{L}]/gu, "");
// The number of pieces in which a text is printed. A heading that is printed before the columns around it may separate
// two of them.
function piecesOf(text, all) {
  let [remaining, pieces] = [text, 0];
  while (remaining) {
    let [found, beyond] = [0, remaining.length + 1];
    while (beyond - found > 1) {
      const middle = (found + beyond) >> 1;
      if (all.includes(remaining.slice(0, middle))) found = middle;
      else beyond = middle;
    }
    if (!found) return Infinity;
    remaining = remaining.slice(found);
    pieces += 1;
  }
  return pieces;
}
export const unspaced = (text) => text.replace(/\s/g, "");
// The number of each letter. The PDF has Arabic letters in the order in which they were drawn, so their order cannot be
// compared.
const count = (text) => {
  const counts = new Map();
  for (const letter of letters(text)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return counts;
};

// Asserts that these parts of the page are printed; in Arabic, that the PDF has enough letters for them and `others`.
export function assertPrinted(pages, suffix, parts, others = []) {
  const printed = textOf(pages);
  if (suffix === ".ar") {
    const [all, wanted] = [count(printed), count([...parts, ...others].join(""))];
    for (const [letter, times] of wanted)
      assert.ok((all.get(letter) ?? 0) >= times, `${letter}: ${all.get(letter)} of ${times}`);
  } else {
    const all = letters(printed);
    for (const part of parts) assert.ok(piecesOf(letters(part), all) <= 3, part);
  }
}

// Whether a line of a page has exactly the letters of the text, in any order, and its digits.
export function hasLine({ pieces }, text) {
  const lines = new Map();
  for (const { str, transform } of pieces)
    lines.set(Math.round(transform[5]), `${lines.get(Math.round(transform[5])) ?? ""} ${str}`);
  const sorted = (line) => [...letters(line)].sort().join("");
  const numbers = text.match(/\d+/g) ?? [];
  return [...lines.values()].some(
    (line) => sorted(line) === sorted(text) && numbers.every((number) => line.includes(number)),
  );
}

export function assertWithinEdges(pages) {
  for (const [index, { width, height, pieces }] of pages.entries()) {
    for (const { str, transform, width: length, height: size } of pieces) {
      const [x, y] = transform.slice(4);
      const [left, right] = [Math.min(x, x + length), Math.max(x, x + length)];
      assert.ok(left >= 0 && right <= width && y > 0 && y < height, `page ${index + 1}: ${str}`);
      if (/\p{L}/u.test(str)) assert.ok(size >= MIN_FONT_SIZE - 0.05, `page ${index + 1}: ${size} pt: ${str}`);
    }
  }
}

// Asserts that the text of an edition can be read on paper: each letter has the size `text` or more, or the size
// `sources`.
export function assertReadableSize(pages, { text, sources } = EDITION) {
  for (const [index, { pieces }] of pages.entries())
    for (const { str, height: size } of pieces.filter(({ str }) => /\p{L}/u.test(str)))
      assert.ok(size >= text - 0.05 || Math.abs(size - sources) < 0.1, `page ${index + 1}: ${size} pt: ${str}`);
}
