// What readers take away: citations and addresses to copy, sharing, and events for the real TimelineJS.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { ADDRESS, ask, browser, click, DIST, data, errors, settled, text } from "./browser.mjs";

const TIMELINE = path.dirname(createRequire(import.meta.url).resolve("@knight-lab/timelinejs/package.json"));
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".html": "text/html" };

let driver, host;
before(async () => {
  driver = await browser();
  host = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    if (pathname === "/favicon.ico") return response.writeHead(204).end();
    if (pathname.endsWith(".html")) {
      const code = pathname.slice(1, 3);
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      return response.end(`<!doctype html><title>host</title><link rel="stylesheet" href="/package/css/timeline.css"><div id="timeline" style="height: 600px"></div>
        <script src="/package/js/timeline.js"></script><script>fetch("/data/timelinejs.${code}.json").then((answer) => answer.json()).then((data) => { window.timeline = new TL.Timeline("timeline", data, { lang: "${code}", font: null, script_path: "/package/js/" }); });</script>`);
    }
    const file = pathname.startsWith("/package/")
      ? path.join(TIMELINE, "dist", pathname.slice(9))
      : path.join(DIST, pathname);
    if (!fs.existsSync(file)) return response.writeHead(404).end();
    response.setHeader("Content-Type", TYPES[path.extname(file)] ?? "application/octet-stream");
    response.end(fs.readFileSync(file));
  });
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
});
after(() => host.close());

for (const code of ["en", "ar", "es"]) {
  test(`TimelineJS shows the events in ${code}, and reports nothing`, async () => {
    await errors(driver);
    await driver.get(`http://127.0.0.1:${host.address().port}/${code}.html`);
    await driver.wait(() => ask(driver, "return document.querySelectorAll('.tl-timemarker').length > 0"), 30_000);
    const events = JSON.parse(fs.readFileSync(path.join(DIST, `data/timelinejs.${code}.json`), "utf8")).events;
    // A slide for each event, and one for the title.
    assert.equal(await ask(driver, "return document.querySelectorAll('.tl-timemarker').length"), events.length);
    assert.equal(await ask(driver, "return timeline.config.events.length"), events.length);
    assert.deepEqual(
      await ask(
        driver,
        "return [...document.querySelectorAll('.tl-message-error, .tl-error')].map((told) => told.textContent)",
      ),
      [],
    );
    const headlines = await ask(driver, "return timeline.config.events.map((event) => event.text.headline)");
    // TimelineJS sorts by its own rule: a month counts as its first day.
    assert.deepEqual(headlines.sort(), events.map((event) => event.text.headline).sort());
    assert.deepEqual(await errors(driver), []);
  });
}

test("each file that is offered is there", async () => {
  for (const code of ["", ".ar", ".es"]) {
    const html = fs.readFileSync(path.join(DIST, `take-away${code}.html`), "utf8");
    const files = [...html.matchAll(/<dt><a href="([^"]+)"/g)].map(([, file]) => file);
    assert.equal(files.length, 8, files.join(" "));
    for (const file of files) assert.ok(fs.statSync(path.join(DIST, file)).size > 1_000, file);
  }
});

const bare = (words) => words.replace(/[\u2066-\u2069]/g, "");

for (const code of ["", ".ar", ".es"]) {
  test(`take-away${code}.html: the address and each citation can be copied, and are selected where the clipboard refuses or is not there`, async () => {
    const words = data(`ui${code || ".en"}`).take_away;
    const said = (id) => text(driver, `[data-copy=${id}] ~ [role=status]`);
    await driver.get(`${ADDRESS}take-away${code}.html`);
    const kinds = await ask(
      driver,
      "return [...document.querySelectorAll('[data-copy]')].map((button) => button.dataset.copy)",
    );
    assert.deepEqual(kinds, ["address", "chicago", "bluebook", "plain"]);
    // The canonical address of the whole page.
    const own = fs
      .readFileSync(path.join(DIST, `index${code}.html`), "utf8")
      .match(/rel="canonical" href="([^"]+)"/)[1];
    const clipboard = (value) =>
      ask(driver, `Object.defineProperty(navigator, "clipboard", { configurable: true, value: ${value} })`);
    for (const id of kinds) {
      const written = await text(driver, `#${id}`);
      assert.ok(written.includes(own), written);
      await clipboard("{ writeText: async (words) => { window.copied = words; } }");
      await click(driver, `[data-copy=${id}]`);
      // Signs of direction hold an address together among Arabic words; pasted, they would be part of it.
      const copied = await ask(driver, "return window.copied");
      assert.equal(bare(copied), bare(written));
      assert.doesNotMatch(copied, /[\u2066-\u2069]http|http\S*[\u2066-\u2069]/);
      assert.equal(await said(id), words.copied);

      for (const closed of ["{ writeText: () => Promise.reject(new Error('closed')) }", "undefined"]) {
        await ask(driver, "getSelection().removeAllRanges()");
        await clipboard(closed);
        await click(driver, `[data-copy=${id}]`);
        assert.equal(await ask(driver, "return String(getSelection())"), written, `${id}: ${closed}`);
        assert.equal(await said(id), words.copy_by_hand);
      }
    }
  });
}

test("an address that is copied by hand opens too", async () => {
  await driver.get(`${ADDRESS}take-away.ar.html`);
  await ask(
    driver,
    `
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined });
    addEventListener("copy", (event) => { window.copied = event.defaultPrevented ? event.clipboardData.getData("text/plain") : String(getSelection()); });`,
  );
  for (const id of ["chicago", "bluebook", "plain"]) {
    await click(driver, `[data-copy=${id}]`);
    await ask(driver, "document.execCommand('copy')");
    const copied = await ask(driver, "return window.copied");
    assert.equal(bare(copied), bare(await text(driver, `#${id}`)));
    assert.doesNotMatch(copied, /[\u2066-\u2069]http|http\S*[\u2066-\u2069]/, id);
  }
});

test("no button is offered that nothing stands behind", async () => {
  const shown = () =>
    ask(
      driver,
      "return [...document.querySelectorAll('button')].filter((button) => button.checkVisibility()).map((button) => Object.keys(button.dataset)[0])",
    );
  const absent = await driver.sendAndGetDevToolsCommand("Page.addScriptToEvaluateOnNewDocument", {
    source: "delete Navigator.prototype.share",
  });
  await driver.get(`${ADDRESS}take-away.html`);
  assert.deepEqual(await shown(), ["copy", "copy", "copy", "copy"]);
  await driver.sendDevToolsCommand("Page.removeScriptToEvaluateOnNewDocument", absent);

  await driver.sendDevToolsCommand("Emulation.setScriptExecutionDisabled", { value: true });
  await driver.get(`${ADDRESS}take-away.html`);
  await driver.sendDevToolsCommand("Emulation.setScriptExecutionDisabled", { value: false });
  assert.deepEqual(await shown(), []);
});

test("a citation can be copied, and is selected where the clipboard is closed", async () => {
  await driver.get(`${ADDRESS}take-away.html`);
  const citation = await text(driver, "#chicago");
  assert.match(citation, /^“Eleven Days in June\.” Last checked [A-Z][a-z]+ \d+, \d{4}\. https?:\/\/\S+\.$/);
  await ask(driver, "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }");
  await click(driver, "[data-copy=chicago]");
  assert.equal(await ask(driver, "return window.copied"), citation);
  assert.equal(await text(driver, "[data-copy=chicago] + * , [data-copy=chicago] ~ [role=status]"), "Copied.");

  await ask(driver, "navigator.clipboard.writeText = () => Promise.reject(new Error('closed'))");
  await click(driver, "[data-copy=bluebook]");
  await settled(driver);
  assert.equal(await ask(driver, "return String(getSelection())"), await text(driver, "#bluebook"));
});

test("sharing is offered where the system has a dialog for it", async () => {
  await driver.sendDevToolsCommand("Page.addScriptToEvaluateOnNewDocument", {
    source: "navigator.share = (what) => { window.shared = what; return Promise.resolve(); }",
  });
  await driver.get(`${ADDRESS}take-away.ar.html`);
  await click(driver, "[data-share]");
  const shared = await ask(driver, "return window.shared");
  assert.equal(shared.title, "أحد عشر يومًا في حزيران");
  assert.match(shared.url, /index\.ar\.html$/);
});

// schema.org's own definitions: what is a kind of what, which fields a kind has, and what may stand in them.
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
  JSON.parse(
    fs.readFileSync(path.join(DIST, file), "utf8").match(/<script type="application\/ld\+json">(.*?)<\/script>/s)[1],
  );

test("the structured data is what schema.org defines", () => {
  const { subClassOf, domainIncludes, rangeIncludes } = definitions();
  const kinds = (type) => [type, ...(subClassOf.get(type) ?? []).flatMap(kinds)];
  // An address is a text too, but where an address is asked for not every text is one.
  const isLiteral = (kind, value) =>
    kind in LITERALS ? LITERALS[kind](value) : kinds(kind).some((parent) => LITERALS[parent]?.(value));
  const faults = (node) =>
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
        return [...(fits || isNamed ? [] : [`${name} cannot be ${type ?? typeof one}`]), ...(type ? faults(one) : [])];
      });
    });
  assert.ok(domainIncludes.size > 1_000, "the definitions have been read");
  assert.deepEqual(faults({ "@type": "Article", headlines: "no" }), ["Article has no headlines"]);
  assert.deepEqual(faults({ "@type": "Article", hasPart: { "@type": "Place" } }), ["hasPart cannot be Place"]);
  assert.deepEqual(faults({ "@type": "Article", dateModified: "yesterday" }), ["dateModified cannot be string"]);
  assert.deepEqual(faults({ "@type": "Article", license: "free" }), ["license cannot be string"]);
  assert.deepEqual(faults({ "@type": "Articles", headline: "no" }), ["Articles has no headline"]);
  // In every page that has such data: the whole page in each language is among them.
  const files = fs
    .readdirSync(DIST)
    .filter(
      (name) =>
        name.endsWith(".html") && fs.readFileSync(path.join(DIST, name), "utf8").includes("application/ld+json"),
    );
  for (const file of ["index.html", "index.ar.html", "index.es.html"]) assert.ok(files.includes(file), file);
  for (const file of files) {
    const graph = structured(file);
    assert.equal(`${graph["@context"].replace("https:", "http:")}/`, SCHEMA);
    assert.deepEqual(graph["@graph"].flatMap(faults), [], file);
    const [article, faq] = graph["@graph"];
    assert.equal(faq["@type"], "FAQPage");
    assert.equal(faq.mainEntity.length, data("case").faq.length);
    // These no reader of such data does without.
    for (const name of ["headline", "dateModified", "inLanguage", "license", "hasPart", "mentions", "citation"])
      assert.ok(article[name]?.length !== 0 && article[name], `${file}: ${name}`);
  }
});

test("the structured data points into the page", () => {
  for (const [file, code] of [
    ["index.html", "en"],
    ["index.ar.html", "ar"],
    ["index.es.html", "es"],
  ]) {
    const html = fs.readFileSync(path.join(DIST, file), "utf8");
    const [article, faq] = structured(file)["@graph"];
    assert.equal(article["@type"], "Article");
    assert.equal(article.inLanguage, code);
    const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    for (const part of [...article.hasPart, ...article.mentions.hasDefinedTerm, ...faq.mainEntity]) {
      assert.ok(ids.has(part["@id"].split("#")[1]), part["@id"]);
      assert.ok(part.name);
    }
    for (const { temporalCoverage } of article.hasPart)
      assert.match(temporalCoverage, /^\d{4}-\d\d(-\d\d)?(\/(\d{4}-\d\d-\d\d|\.\.))?$/);
    assert.ok(article.citation.every((address) => /^https?:\/\//.test(address)));
  }
});
