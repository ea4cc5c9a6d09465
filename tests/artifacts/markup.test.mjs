// The pages are valid HTML.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { DIST } from "../dist.mjs";

const validator = new HtmlValidate(
  new FileSystemConfigLoader({
    root: true,
    extends: ["html-validate:standard", "html-validate:a11y"],
    rules: {
      // Yew and Trunk write these forms, which are valid.
      "void-style": "off",
      "no-trailing-whitespace": "off",
      "attribute-boolean-style": "off",
      "attribute-empty-style": "off",
      "doctype-style": "off",
      "no-inline-style": "error",
      // The days are a list, and each item contains a button.
      "prefer-native-element": "off",
      "long-title": "off",
      "wcag/h30": "error",
    },
  }),
);

for (const file of fs.readdirSync(DIST).filter((name) => name.endsWith(".html"))) {
  test(`${file} is valid`, async () => {
    const report = await validator.validateFile(path.join(DIST, file));
    const found = report.results.flatMap(({ messages }) =>
      messages.map(({ line, ruleId, message, selector }) => `${line}: ${ruleId}: ${message} (${selector})`),
    );
    assert.deepEqual(found.slice(0, 20), []);
  });
}
