// The security of the built folder, as far as it can be tested without a browser.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import Ajv from "ajv";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { DIST, readText, TOP } from "../dist.mjs";

const policyOf = (page) =>
  readText(page)
    .match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1]
    .replaceAll(/&#(x27|39);/g, "'");

// The accepted findings of the evaluator, and why.
const ACCEPTED = {
  "script-src 'self'":
    "no file of the folder is made from what a reader sends, and none replies with what is requested (JSONP)",
};
const findings = (policy) =>
  new CspEvaluator(new CspParser(policy).csp)
    .evaluate()
    .filter(({ severity, directive, value }) => severity < Severity.INFO && !ACCEPTED[`${directive} ${value}`]);

test("a policy evaluator has no findings above information in any page, except accepted ones", () => {
  const pages = fs.readdirSync(DIST).filter((name) => name.endsWith(".html"));
  assert.ok(pages.length > 0);
  for (const policy of new Set(pages.map(policyOf))) assert.deepEqual(findings(policy), [], policy);
});

for (const [from, to] of [
  // The hashes of inline scripts would make browsers ignore 'unsafe-inline'.
  [/script-src [^;]+/, "script-src 'self' 'unsafe-inline'"],
  [/script-src 'self'/, "script-src https:"],
  [/default-src 'none'/, ""],
]) {
  test(`the evaluator has a finding for a policy with ${to || "nothing"} instead of ${from.source}`, () => {
    const policy = policyOf("index.html");
    assert.match(policy, from);
    assert.notDeepEqual(findings(policy.replace(from, to)), []);
  });
}

test("the bill of materials is valid CycloneDX 1.6", () => {
  const schemas = path.join(TOP, "tests/node_modules/@cyclonedx/cyclonedx-library/res/schema");
  const schema = (name) => JSON.parse(fs.readFileSync(path.join(schemas, `${name}.SNAPSHOT.schema.json`), "utf8"));
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const name of ["spdx", "jsf-0.82"])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  const isBill = ajv.compile(schema("bom-1.6"));
  const bill = JSON.parse(readText("bom.cdx.json"));

  assert.equal(bill.specVersion, "1.6");
  assert.ok(isBill(bill), JSON.stringify(isBill.errors, null, 1));
  assert.ok(!isBill({ ...bill, components: [{ name: "without a type" }] }), "the schema finds errors");
});
