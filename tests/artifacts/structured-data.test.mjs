// The structured data in the pages is valid under schema.org, and its ids are in the page.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import { CASE, SUFFIXES } from "../case.mjs";
import { DIST, readText } from "../dist.mjs";

// The definitions of schema.org: the superclasses of each type, its properties, and their types.
const SCHEMA = "http://schema.org/";
const definitions = () => {
  const file = path.join(
    path.dirname(createRequire(import.meta.url).resolve("@vocabulary/schema/package.json")),
    "schema.nq",
  );
  const known = { subClassOf: new Map(), domainIncludes: new Map(), rangeIncludes: new Map() };
  for (const [, subject, relation, object] of fs
    .readFileSync(file, "utf8")
    .matchAll(
      /^<http:\/\/schema\.org\/(\w+)> <[^>]*[/#](subClassOf|domainIncludes|rangeIncludes)> <http:\/\/schema\.org\/(\w+)>/gm,
    )) {
    known[relation].set(subject, [...(known[relation].get(subject) ?? []), object]);
  }
  return known;
};
const LITERALS = {
  Text: (value) => typeof value === "string",
  URL: (value) => /^https?:\/\/\S+$/.test(value),
  Date: (value) => /^\d{4}-\d\d-\d\d$/.test(value),
  DateTime: (value) => /^\d{4}-\d\d-\d\dT/.test(value),
  Boolean: (value) => typeof value === "boolean",
  Number: (value) => typeof value === "number",
};
const structured = (file) =>
  JSON.parse(readText(file).match(/<script type="application\/ld\+json">(.*?)<\/script>/s)[1]);

test("the structured data has types and properties of schema.org", () => {
  const { subClassOf, domainIncludes, rangeIncludes } = definitions();
  const kinds = (type) => [type, ...(subClassOf.get(type) ?? []).flatMap(kinds)];
  // A URL is also a Text, but not every Text is a URL.
  const isLiteral = (kind, value) =>
    kind in LITERALS ? LITERALS[kind](value) : kinds(kind).some((parent) => LITERALS[parent]?.(value));
  const errors = (node) =>
    Object.entries(node).flatMap(([name, value]) => {
      if (name.startsWith("@")) return [];
      const own = kinds(node["@type"]);
      if (!domainIncludes.get(name)?.some((type) => own.includes(type))) return [`${node["@type"]} has no ${name}`];
      return [value].flat().flatMap((one) => {
        const type = one["@type"];
        const allowed = rangeIncludes.get(name) ?? [];
        const fits = type
          ? kinds(type).some((kind) => allowed.includes(kind))
          : allowed.some((kind) => isLiteral(kind, one));
        // A thing may be named by its address alone (JSON-LD, and schema.org's "How do I use schema.org?").
        const isNamed = LITERALS.URL(one) && allowed.some((kind) => !(kind in LITERALS));
        return [...(fits || isNamed ? [] : [`${name} cannot be ${type ?? typeof one}`]), ...(type ? errors(one) : [])];
      });
    });
  assert.ok(domainIncludes.size > 1_000, "the definitions have been read");
  assert.deepEqual(errors({ "@type": "Article", headlines: "no" }), ["Article has no headlines"]);
  assert.deepEqual(errors({ "@type": "Article", hasPart: { "@type": "Place" } }), ["hasPart cannot be Place"]);
  assert.deepEqual(errors({ "@type": "Article", dateModified: "yesterday" }), ["dateModified cannot be string"]);
  assert.deepEqual(errors({ "@type": "Article", license: "free" }), ["license cannot be string"]);
  assert.deepEqual(errors({ "@type": "Articles", headline: "no" }), ["Articles has no headline"]);
  // Every page that has such data, among them the main page in each language.
  const files = fs
    .readdirSync(DIST)
    .filter((name) => name.endsWith(".html") && readText(name).includes("application/ld+json"));
  for (const suffix of SUFFIXES) assert.ok(files.includes(`index${suffix}.html`), suffix);
  for (const file of files) {
    const graph = structured(file);
    assert.equal(`${graph["@context"].replace("https:", "http:")}/`, SCHEMA);
    assert.deepEqual(graph["@graph"].flatMap(errors), [], file);
    const [article, faq] = graph["@graph"];
    assert.equal(faq?.["@type"], CASE.faq?.length ? "FAQPage" : undefined);
    assert.equal(faq?.mainEntity.length ?? 0, CASE.faq?.length ?? 0);
    // The properties that consumers require.
    for (const name of ["headline", "dateModified", "inLanguage", "license", "hasPart", "mentions", "citation"])
      assert.ok(article[name]?.length !== 0 && article[name], `${file}: ${name}`);
  }
});

test("the structured data refers to ids of the page", () => {
  for (const [index, code] of CASE.languages.entries()) {
    const file = `index${SUFFIXES[index]}.html`;
    const html = readText(file);
    const [article, faq] = structured(file)["@graph"];
    assert.equal(article["@type"], "Article");
    assert.equal(article.inLanguage, code);
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const part of [...article.hasPart, ...article.mentions.hasDefinedTerm, ...(faq?.mainEntity ?? [])]) {
      assert.ok(ids.has(part["@id"].split("#")[1]), part["@id"]);
      assert.ok(part.name);
    }
    for (const { temporalCoverage } of article.hasPart)
      assert.match(temporalCoverage, /^\d{4}(-\d\d){0,2}(\/(\d{4}(-\d\d){0,2}|\.\.))?$/);
    assert.ok(article.citation.every((address) => /^https?:\/\//.test(address)));
  }
});
