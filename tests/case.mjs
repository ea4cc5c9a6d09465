// The case that the built folder was made from. Any case has these; the records that tests of the published case need are
// in `content.mjs`.
import { data } from "./dist.mjs";

export const CASE = data("case");
export const [ORIGINAL, ...TRANSLATIONS] = CASE.languages;
// Sentences and interface strings in the original language.
export const TEXT = data(`text.${ORIGINAL}`);
export const STRINGS = data(`ui.${ORIGINAL}`);
// Strings that the case words in its own way.
for (const [name, text] of Object.entries(TEXT.interface ?? {})) {
  const path = name.split(".");
  const key = path.pop();
  path.reduce((part, step) => part[step], STRINGS)[key] = text;
}
// The suffixes of page names: `index.html`, `index.ar.html`.
export const SUFFIXES = ["", ...TRANSLATIONS.map((code) => `.${code}`)];
