// What an attacker may try: scripts in the page, a hostile frame beside ours, a hostile page in place of
// ours, messages of every form. SECURITY.md tells the threats; each promise there is a test here.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { after, before, test } from "node:test";
import Ajv from "ajv";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { ADDRESS, ask, By, browser, DIST, errors, live, settled, TOP } from "./browser.mjs";

const PAGES = [
  "",
  "embed.html",
  "card-first-stay.html",
  "take-away.html",
  "embedding.html",
  "check.html",
  "bulletin.html",
];

let driver;
const servers = [];
// A site of its own: another origin than ours and than every other.
async function site(html) {
  const server = http.createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(
      `<!doctype html><html lang="en"><head><title>A site</title><link rel="icon" href="data:,"></head><body>${html}</body></html>`,
    );
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  servers.push(server);
  return `http://127.0.0.1:${server.address().port}/`;
}
before(async () => {
  driver = await browser();
});
after(() => {
  for (const server of servers) server.close();
});

const policyOf = (html) =>
  html.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1].replaceAll(/&#(x27|39);/g, "'");

// What the evaluator finds in a sound policy of ours, and why it stays.
const EXPLAINED = {
  "script-src 'self'":
    "no file of the folder is made from what a reader sends, and none answers with what is asked (JSONP)",
};

test("a policy evaluator finds nothing above information in any page that is not explained", () => {
  const pages = fs.readdirSync(DIST).filter((name) => name.endsWith(".html"));
  assert.ok(pages.length > 100);
  const policies = new Set(pages.map((name) => policyOf(fs.readFileSync(path.join(DIST, name), "utf8"))));
  for (const policy of policies) {
    const found = new CspEvaluator(new CspParser(policy).csp).evaluate();
    const open = found.filter(
      ({ severity, directive, value }) => severity < Severity.INFO && !EXPLAINED[`${directive} ${value}`],
    );
    assert.deepEqual(open, [], policy);
  }
});

test("the evaluator would find what is wrong", () => {
  const [policy] = [policyOf(fs.readFileSync(path.join(DIST, "index.html"), "utf8"))];
  for (const [from, to] of [
    ["script-src 'self'", "script-src 'self' 'unsafe-inline'"],
    ["script-src 'self'", "script-src https:"],
    ["default-src 'none'", ""],
  ]) {
    assert.ok(policy.includes(from), from);
    const found = new CspEvaluator(new CspParser(policy.replace(from, to)).csp).evaluate();
    assert.ok(
      found.some(({ severity, directive, value }) => severity < Severity.INFO && !EXPLAINED[`${directive} ${value}`]),
      to,
    );
  }
});

test("no page takes HTML or a script made from a string", async () => {
  for (const page of PAGES) {
    await driver.get(ADDRESS + page);
    const tried = await ask(
      driver,
      `
      const tried = {};
      const attempt = (name, what) => { try { what(); tried[name] = "done"; } catch ({ name: kind }) { tried[name] = kind; } };
      attempt("innerHTML", () => { document.body.innerHTML = "<b>x</b>"; });
      attempt("insertAdjacentHTML", () => document.body.insertAdjacentHTML("beforeend", "<b>x</b>"));
      attempt("srcdoc", () => { document.createElement("iframe").srcdoc = "<b>x</b>"; });
      attempt("script address", () => { document.createElement("script").src = "https://evil.example/"; });
      attempt("script text", () => { document.createElement("script").text = "1"; });
      attempt("timer", () => setTimeout("window.ran = 1"));
      attempt("policy", () => trustedTypes.createPolicy("any", { createHTML: (html) => html }));
      attempt("default policy", () => trustedTypes.createPolicy("default", { createHTML: (html) => html }));
      return tried;`,
    );
    for (const [name, what] of Object.entries(tried)) assert.match(what, /TypeError|EvalError/, `${page}: ${name}`);
  }
  await errors(driver);
});

test("no page runs what a faulty build or a hand in between writes into its mark-up", async () => {
  const added = `<script>window.ran = "inline"</script><script src="data:text/javascript,window.ran='data'"></script>
    <img src="nothing.png" onerror="window.ran = 'handler'"><svg onload="window.ran = 'svg'"></svg><iframe srcdoc="<script>parent.ran = 'srcdoc'</script>"></iframe>
    <a id="link" href="javascript:window.ran = 'link'">x</a><base href="https://evil.example/"><object data="data:text/html,x"></object>
    <form id="form" action="javascript:window.ran = 'form'"><button>x</button></form>`;
  const server = http.createServer(async (request, response) => {
    const answer = await fetch(new URL(request.url.slice(1), ADDRESS));
    response.setHeader("Content-Type", answer.headers.get("content-type"));
    const html = await answer.text();
    response.end(html.replace("</body>", () => `${added}</body>`));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  servers.push(server);
  for (const page of PAGES) {
    await driver.get(`http://127.0.0.1:${server.address().port}/${page}`);
    assert.equal(
      await ask(driver, "return document.querySelectorAll('#link, #form').length"),
      2,
      `${page}: it was added`,
    );
    await ask(driver, "document.getElementById('link').click(); document.getElementById('form').requestSubmit()");
    await settled(driver);
    await driver.sleep(100);
    assert.equal(await ask(driver, "return window.ran ?? null"), null, page);
    if (!page.startsWith("card")) assert.doesNotMatch(await ask(driver, "return document.baseURI"), /evil/, page);
  }
  await errors(driver);
});

test("everything that a browser offers is off, but for copying", async () => {
  await live(driver);
  const allowed = await ask(driver, "return document.featurePolicy.allowedFeatures()");
  assert.ok(allowed.includes("clipboard-write"));
  for (const feature of [
    "camera",
    "microphone",
    "geolocation",
    "usb",
    "serial",
    "hid",
    "midi",
    "payment",
    "clipboard-read",
    "display-capture",
    "fullscreen",
    "sync-xhr",
    "local-fonts",
    "accelerometer",
  ]) {
    assert.ok(!allowed.includes(feature), feature);
  }
});

test("a site that is linked to does not learn from where its reader comes", async () => {
  const elsewhere = await site("<p>Elsewhere</p>");
  await live(driver);
  await ask(
    driver,
    "const link = document.createElement('a'); link.href = arguments[0]; document.body.append(link); link.click()",
    elsewhere,
  );
  await driver.wait(() => ask(driver, "return document.title === 'A site'"), 5_000);
  assert.equal(await ask(driver, "return document.referrer"), "");
});

// Neither text nor a number can be made of it: who tries throws.
const UNREADABLE = "{ toString: 0, valueOf: 0 }";
// What a hostile frame says to the host, as often as it likes.
const LIES = `[
  { caseTimeline: { height: 5000 } }, { caseTimeline: { height: 1e5, shown: "stolen", top: 900 } },
  { caseTimeline: { shown: "hearing", top: 0 } }, { caseTimeline: { height: "4000px" } }, "[iFrameSizer]x:5000:5000:init",
  { type: "embed-size", height: 5000, sentinel: "amp" }, { caseTimeline: null }, null, 7, [], { caseTimeline: [1] },
]`;
// What a host may ask of our frame: each has an effect, if it is heeded.
const REQUESTS = `[{ caseTimeline: { show: "first-stay" } }, { caseTimeline: { ask: "height" } }, "[iFrameSizer]sibling:8:false:0:true"]`;
const HOSTILE = `<script>
  const REQUESTS = ${REQUESTS};
  window.heard = [];
  addEventListener("message", ({ data }) => heard.push(data));
  for (const lie of ${LIES}) parent.postMessage(lie, "*");
  window.read = [];
  for (let place = 0; place < parent.length; place++) {
    const other = parent.frames[place];
    if (other === window) continue;
    for (const request of REQUESTS) other.postMessage(request, "*");
    try { read.push(other.document.title); } catch ({ name }) { read.push(name); }
    try { other.location = "about:blank#stolen"; } catch ({ name }) { read.push(name); }
    try { other.location.hash = "first-stay"; } catch ({ name }) { read.push(name); }
  }
</script>`;

async function host(frames) {
  const address = await site(
    `${frames}<div style="height: 4000px"></div><script>window.said = []; addEventListener("message", ({ data }) => said.push(data));</script><script src="${ADDRESS}embed.js"></script>`,
  );
  await driver.get(address);
  return address;
}
const ours = `<iframe data-case-timeline id="ours" title="ours" width="600" height="333" src="${ADDRESS}card-first-stay.html"></iframe>`;
const heightOf = (id) => ask(driver, "return document.getElementById(arguments[0]).clientHeight", id);
const grown = async (id) => {
  await driver.wait(async () => (await heightOf(id)) !== 333, 8_000);
  return heightOf(id);
};

test("a hostile frame beside ours cannot resize, navigate or read it, nor move the host", async () => {
  await host(ours);
  const height = await grown("ours");
  const hostile = await site(HOSTILE);
  for (const attributes of [
    "",
    ' sandbox="allow-scripts"',
    ' sandbox="allow-scripts allow-same-origin allow-popups"',
  ]) {
    const address = await host(
      `${ours}<iframe id="hostile" title="hostile" width="300" height="200" src="${hostile}"${attributes}></iframe>`,
    );
    assert.equal(await grown("ours"), height);
    await driver.wait(() => ask(driver, "return said.some((data) => data?.caseTimeline?.shown === 'stolen')"), 5_000);
    // Once more, now that ours is there.
    await ask(
      driver,
      "const { src } = document.getElementById('hostile'); document.getElementById('hostile').src = src;",
    );
    await driver.wait(
      () => ask(driver, "return said.filter((data) => data?.caseTimeline?.shown === 'stolen').length > 1"),
      5_000,
    );
    await settled(driver);
    await driver.sleep(200);

    const answers = () =>
      ask(
        driver,
        "return said.filter((data) => typeof data === 'string' && data.startsWith('[iFrameSizer]sibling')).length",
      );
    assert.equal(await answers(), 0, attributes);
    assert.equal(await heightOf("ours"), height, attributes);
    assert.equal(await heightOf("hostile"), 200, attributes);
    assert.equal(await driver.getCurrentUrl(), address, attributes);
    assert.equal(await ask(driver, "return scrollY"), 0, attributes);
    await driver.switchTo().frame(await driver.findElement(By.id("hostile")));
    const read = await ask(driver, "return read");
    assert.ok(read.length > 0 && read.every((what) => what === "SecurityError"), `${attributes}: ${read}`);
    assert.deepEqual(await ask(driver, "return heard"), [], attributes);
    await driver.switchTo().defaultContent();
    await driver.switchTo().frame(await driver.findElement(By.id("ours")));
    assert.equal(await ask(driver, "return location.href"), `${ADDRESS}card-first-stay.html`, attributes);
    await driver.switchTo().defaultContent();

    // The host is heeded when it says the same.
    await ask(
      driver,
      `for (const request of ${REQUESTS}) document.getElementById("ours").contentWindow.postMessage(request, "*");`,
    );
    await driver.wait(answers, 5_000);
    await driver.switchTo().frame(await driver.findElement(By.id("ours")));
    await driver.wait(() => ask(driver, "return location.hash === '#first-stay'"), 5_000);
    await driver.switchTo().defaultContent();
  }
  await errors(driver);
});

test("a page that takes the place of ours in the frame is no longer trusted", async () => {
  const hostile = await site(`<script>for (const lie of ${LIES}) parent.postMessage(lie, "*");</script>`);
  const address = await host(ours);
  const height = await grown("ours");
  await driver.switchTo().frame(await driver.findElement(By.id("ours")));
  await ask(driver, "location.href = arguments[0]", hostile);
  await driver.switchTo().defaultContent();
  await driver.wait(() => ask(driver, "return said.some((data) => data?.caseTimeline?.shown === 'stolen')"), 5_000);
  await settled(driver);
  assert.equal(await heightOf("ours"), height);
  assert.equal(await driver.getCurrentUrl(), address);
});

test("what our own frame says cannot do more than set a height and a hash", async () => {
  await errors(driver);
  const address = await host(ours);
  const height = await grown("ours");
  await driver.switchTo().frame(await driver.findElement(By.id("ours")));
  await ask(
    driver,
    `for (const lie of [
    { height: -5 }, { height: 1e6 }, { height: Infinity }, { height: NaN }, { height: "9;position:fixed" }, { height: {} },
    { shown: "x\\njavascript:alert(1)" }, { shown: "../../elsewhere" }, { shown: "<b>" }, { shown: "?x=1" }, { shown: 7e300 }, { shown: ${UNREADABLE} }, { shown: ["hearing"] },
  ]) parent.postMessage({ caseTimeline: lie }, "*"); parent.postMessage({ caseTimeline: { done: 1 } }, "*");`,
  );
  await driver.switchTo().defaultContent();
  await driver.wait(() => ask(driver, "return said.some((data) => data?.caseTimeline?.done)"), 5_000);
  await settled(driver);
  assert.equal(await heightOf("ours"), height);
  assert.equal(await driver.getCurrentUrl(), address);
  assert.equal(
    await ask(driver, "return document.getElementById('ours').getAttribute('style')"),
    `height: ${height}px;`,
  );
  assert.deepEqual(await errors(driver), []);
});

test("our own frame can scroll the host to a place, and by nothing that is none", async () => {
  const tell = async (top) => {
    await driver.switchTo().frame(await driver.findElement(By.id("ours")));
    await ask(
      driver,
      `parent.postMessage({ caseTimeline: { shown: "first-stay", top: ${top} } }, "*"); parent.postMessage({ caseTimeline: { told: \`${top}\` } }, "*");`,
    );
    await driver.switchTo().defaultContent();
    await driver.wait(
      () => ask(driver, "return said.some((data) => data?.caseTimeline?.told === arguments[0])", top),
      5_000,
    );
    await settled(driver);
    return ask(driver, "return scrollY");
  };
  await errors(driver);
  await host(ours);
  await grown("ours");
  const start = await ask(driver, "return document.getElementById('ours').getBoundingClientRect().top + scrollY");
  for (const odd of [
    "NaN",
    "-1",
    "-Infinity",
    '"300"',
    '"300px"',
    "[300]",
    "null",
    "true",
    "{}",
    UNREADABLE,
    "new Date(300)",
    "300n",
  ])
    assert.equal(await tell(odd), 0, odd);
  assert.equal(await tell("300"), Math.round(start + 300 - 16), "a place of its own");
  assert.deepEqual(await errors(driver), []);
});

test("our frame heeds its host only, and no odd message stops it", async () => {
  await errors(driver);
  await host(ours);
  const height = await grown("ours");
  await ask(
    driver,
    `
    const { contentWindow } = document.getElementById("ours");
    for (const odd of [null, 7, "", "[iFrameSizer]", "[iFrameSizer]::::", "pymxPYMx", [], {}, { caseTimeline: null }, { caseTimeline: { show: {} } },
      { caseTimeline: { show: "<img src=x onerror=alert(1)>" } }, { caseTimeline: { show: "javascript:alert(1)" } }, { type: {} }, { type: /./ }, new Map(),
      { type: ${UNREADABLE} }, { message: ${UNREADABLE} }, { caseTimeline: { show: ${UNREADABLE} } }, { caseTimeline: { ask: ${UNREADABLE} } }, { caseTimeline: { show: ["first-stay"] } }]) contentWindow.postMessage(odd, "*");`,
  );
  await settled(driver);
  await driver.switchTo().frame(await driver.findElement(By.id("ours")));
  assert.equal(await ask(driver, "return location.href"), `${ADDRESS}card-first-stay.html`);
  await driver.switchTo().defaultContent();
  await ask(
    driver,
    "said.length = 0; document.getElementById('ours').contentWindow.postMessage({ caseTimeline: { ask: 'height' } }, '*')",
  );
  await driver.wait(() => ask(driver, "return said.some((data) => data?.caseTimeline?.height > 0)"), 5_000);
  assert.equal(await heightOf("ours"), height);
  assert.deepEqual(await errors(driver), []);
});

// The frames' own script stands in embeds and cards, allowed by its hash: there must be no other.
const SCRIPTS = "script:not([src]):not([type='application/json'])";
const scripts = () =>
  ask(driver, "return [...document.querySelectorAll(arguments[0])].map((script) => script.textContent)", SCRIPTS);

test("nothing that stands in the address is written into the page", async () => {
  const plain = {};
  for (const page of ["embed.html", "card-first-stay.html"]) {
    await driver.get(ADDRESS + page);
    plain[page] = await scripts();
  }
  for (const odd of [
    "?theme=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "?accent=000000;background:url(https://evil.example)",
    "?heading=%3Cb%3E",
    "?ground=%22onload=alert(1)",
    "?childId=%3Cscript%3E&datawrapper=%3Cimg%3E",
    `?${"x=1&".repeat(5_000)}`,
    "#%3Cimg%20src=x%20onerror=alert(1)%3E",
    "#javascript:alert(1)",
    "#%00%E0%A4%A",
  ]) {
    for (const page of ["embed.html", "card-first-stay.html"]) {
      await driver.get(`${ADDRESS}${page}${odd}`);
      if (page === "embed.html")
        await driver.wait(() => ask(driver, "return document.documentElement.hasAttribute('data-live')"), 20_000);
      const html = await ask(driver, "return document.documentElement.outerHTML");
      assert.doesNotMatch(html, /alert\(1\)|evil\.example/, odd);
      assert.deepEqual(await scripts(), plain[page], odd);
    }
  }
  assert.deepEqual(await errors(driver), []);
});

// The same values in each run. What a value may be: a number, text, a list, an object, and what the frames know to say.
const RANDOM = `
  let seed = 2017;
  const next = (below) => (seed = (seed * 48271) % 2147483647) % below;
  const pick = (list) => list[next(list.length)];
  const letters = ["x", "0", ":", "[", "]", "{", '"', "'", "<script>", "%", "#", "=", "&", "-", "\u202e", "\0", "é", "شـ", "height", "hearing", "iFrameSizer", "pymx", "PYMx", "child"];
  const words = () => Array.from({ length: next(12) }, () => pick(letters)).join("");
  const keys = ["caseTimeline", "ask", "show", "shown", "top", "height", "type", "sentinel", "method", "value", "message", "datawrapper-height", words()];
  const value = (depth) => [
    () => next(1e6) - 5e5, () => next(100) / 7, () => 1e300, () => NaN, () => -Infinity, () => null, () => undefined, () => true, words, words,
    () => "[iFrameSizer]" + words(), () => "pym" + words(), () => new Date(NaN), () => /x/, () => new Map([[words(), 1]]), () => 10n, () => new Uint8Array(3), () => "x".repeat(1e5),
    () => depth > 3 ? 0 : Array.from({ length: next(4) }, () => value(depth + 1)),
    () => depth > 3 ? 0 : Object.fromEntries(Array.from({ length: 1 + next(3) }, () => [pick(keys), value(depth + 1)])),
    () => ({ caseTimeline: depth > 3 ? 0 : Object.fromEntries(Array.from({ length: 1 + next(3) }, () => [pick(keys), value(depth + 1)])) }),
  ][next(21)]();`;

test("two thousand random messages from a host, and as many from a hostile frame, change nothing", async () => {
  const mine = await site(
    `<script>${RANDOM}; for (let count = 0; count < 2000; count++) parent.postMessage(value(0), "*"); parent.postMessage("all said", "*");</script>`,
  );
  await errors(driver);
  await host(`${ours}<iframe id="hostile" title="hostile" width="600" height="222" src="about:blank"></iframe>`);
  const height = await grown("ours");
  await driver.switchTo().frame(await driver.findElement(By.id("ours")));
  const plain = await scripts();
  await driver.switchTo().defaultContent();
  // The driver marks each frame that it looks into.
  const before = await ask(driver, "return [location.href, document.body.innerHTML.length]");

  await ask(driver, "document.getElementById('hostile').contentWindow.location = arguments[0]", mine);
  await driver.wait(() => ask(driver, "return said.includes('all said')"), 10_000);
  await ask(
    driver,
    `${RANDOM}; const { contentWindow } = document.getElementById("ours"); for (let count = 0; count < 2000; count++) contentWindow.postMessage(value(0), "*");`,
  );
  await settled(driver);

  assert.deepEqual(await ask(driver, "return [location.href, document.body.innerHTML.length]"), before);
  assert.equal(await heightOf("hostile"), 222);
  await driver.switchTo().frame(await driver.findElement(By.id("ours")));
  assert.match(await ask(driver, "return location.href"), new RegExp(`^${ADDRESS}card-first-stay\\.html(#|$)`));
  assert.deepEqual(await scripts(), plain);
  await driver.switchTo().defaultContent();
  await ask(
    driver,
    "said.length = 0; document.getElementById('ours').contentWindow.postMessage({ caseTimeline: { ask: 'height' } }, '*')",
  );
  await driver.wait(
    () => ask(driver, "return said.some((data) => data?.caseTimeline?.height > 0)"),
    5_000,
    "it still answers",
  );
  assert.equal(await heightOf("ours"), height);
  assert.deepEqual(await errors(driver), []);
});

test("two hundred random addresses: the page is there, and nothing of them is mark-up", async () => {
  await errors(driver);
  await driver.get(`${ADDRESS}card-first-stay.html`);
  const addresses = await ask(
    driver,
    `${RANDOM}
    const names = ["theme", "accent", "heading", "ground", "childId", "initialWidth", "datawrapper", "day", words()];
    return Array.from({ length: 200 }, () => "?" + Array.from({ length: next(5) }, () => pick(names) + "=" + pick([encodeURIComponent, (text) => text.replaceAll("#", "")])(words())).join("&") + "#" + words());`,
  );
  const shape = () =>
    ask(driver, "return [...document.querySelectorAll('body *')].map((element) => element.localName).join()");
  const plain = await shape();
  const own = await scripts();
  for (const odd of addresses) {
    await driver.get(`${ADDRESS}card-first-stay.html${odd}`);
    assert.deepEqual(await scripts(), own, odd);
    assert.equal(await ask(driver, "return window.ran ?? null"), null, odd);
    assert.equal(await shape(), plain, odd);
  }
  assert.deepEqual(await errors(driver), []);
});

test("the bill of materials is what CycloneDX asks for", () => {
  const schemas = path.join(TOP, "tests/node_modules/@cyclonedx/cyclonedx-library/res/schema");
  const schema = (name) => JSON.parse(fs.readFileSync(path.join(schemas, `${name}.SNAPSHOT.schema.json`), "utf8"));
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const name of ["spdx", "jsf-0.82"])
    ajv.addSchema(schema(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  const isBill = ajv.compile(schema("bom-1.6"));
  const bill = JSON.parse(fs.readFileSync(path.join(DIST, "bom.cdx.json"), "utf8"));

  assert.equal(bill.specVersion, "1.6");
  assert.ok(isBill(bill), JSON.stringify(isBill.errors, null, 1));
  assert.ok(!isBill({ ...bill, components: [{ name: "nameless kind" }] }), "the schema finds faults");
});
