// Every way of embedding sizes itself: the real host libraries, and hosts written to the formats of
// WordPress and AMP, each without a sandbox and with both sandboxes.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ADDRESS, By, ask, browser, errors } from "./browser.mjs";

const LIBRARIES = fileURLToPath(new URL("node_modules/", import.meta.url));
const CARD = `${ADDRESS}card-first-stay.html`;
const OPEN = "allow-scripts allow-same-origin";
const CLOSED = "allow-scripts";

const frame = (sandbox, url = CARD) => `<iframe title="widget" width="600" height="150" src="${url}"${sandbox === undefined ? "" : ` sandbox="${sandbox}"`}></iframe>`;
const library = (file) => `<script src="/lib/${file}"></script>`;
const options = (sandbox) => (sandbox === undefined ? "{}" : `{ sandbox: "${sandbox}" }`);
// iframe-resizer speaks to the origin in `src` unless told otherwise; a frame without one never hears it.
const checked = (sandbox) => `checkOrigin: ${sandbox !== CLOSED}`;

const HOSTS = {
  "pym.js": (sandbox) => `<div id="c"></div>${library("pym.js/dist/pym.v1.js")}<script>new pym.Parent("c", "${CARD}", ${options(sandbox)})</script>`,
  "frames, Framer": (sandbox) => `<div id="c"></div>${library("@newswire/frames/dist/frames.umd.js")}<script>new newswireFrames.Framer(document.getElementById("c"), { src: "${CARD}", attributes: ${options(sandbox)} })</script>`,
  "frames, observeIframe": (sandbox) => `${frame(sandbox)}${library("@newswire/frames/dist/frames.umd.js")}<script>newswireFrames.observeIframe(document.querySelector("iframe"))</script>`,
  "iframe-resizer 4": (sandbox) => `${frame(sandbox)}${library("iframe-resizer/js/iframeResizer.js")}<script>iFrameResize({ ${checked(sandbox)} }, "iframe")</script>`,
  "iframe-resizer 5": (sandbox) => `${frame(sandbox)}${library("@iframe-resizer/parent/index.umd.js")}<script>iframeResize({ license: "GPLv3", ${checked(sandbox)} }, "iframe")</script>`,
  "open-iframe-resizer": (sandbox) => `${frame(sandbox)}${library("@open-iframe-resizer/core/dist/index.umd.cjs")}<script>iframeResizer.initialize({}, "iframe")</script>`,
  "open-iframe-resizer, legacy": (sandbox) => `${frame(sandbox)}${library("@open-iframe-resizer/core/dist/index.umd.cjs")}<script>iframeResizer.initialize({ enableLegacyLibSupport: true }, "iframe")</script>`,
  "AMP, by its format": (sandbox) => `${frame(sandbox)}<script>
    addEventListener("message", ({ data, source }) => {
      const frame = document.querySelector("iframe");
      const message = typeof data === "string" && data.startsWith("{") ? JSON.parse(data) : data;
      if (source === frame.contentWindow && message.sentinel === "amp" && message.type === "embed-size" && message.height >= 100) frame.style.height = message.height + "px";
    });</script>`,
  "WordPress, by its format": (sandbox) => `${frame(sandbox, `${CARD}#?secret=a1b2c3d4e5`)}<script>
    const frame = document.querySelector("iframe");
    addEventListener("message", ({ data, source }) => {
      if (source !== frame.contentWindow || data.secret !== "a1b2c3d4e5" || /[^a-zA-Z0-9]/.test(data.secret)) return;
      if (data.message === "height") frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
      if (data.message === "link") window.linked = data.value;
    });
    addEventListener("load", () => frame.contentWindow.postMessage({ message: "ready", secret: "a1b2c3d4e5" }, "*"));</script>`,
  "embed.js, a marked iframe": (sandbox) => `${frame(sandbox).replace("<iframe", "<iframe data-case-timeline")}<script async src="${ADDRESS}embed.js"></script>`,
};

let driver, host, base;
const pages = new Map();
before(async () => {
  driver = await browser({ width: 800, height: 1200 });
  host = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://host");
    if (pathname.startsWith("/lib/")) {
      response.setHeader("Content-Type", "text/javascript");
      response.end(fs.readFileSync(path.join(LIBRARIES, pathname.slice(5))));
    } else if (pages.has(pathname)) {
      const { html, policy } = pages.get(pathname);
      if (policy) response.setHeader("Content-Security-Policy", policy);
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(`<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,"></head><body>${html}</body></html>`);
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${host.address().port}`;
});
after(() => host.close());

let count = 0;
async function show(html, { policy, hash = "" } = {}) {
  const page = `/${++count}`;
  pages.set(page, { html, policy });
  await errors(driver);
  await driver.get(`${base}${page}${hash}`);
}

// How tall the frame is, and how tall what is in it.
async function heights(selector = "iframe") {
  const find = `return document.querySelector("${selector}") ?? document.querySelector("side-chain").shadowRoot.querySelector("iframe")`;
  const element = await ask(driver, find);
  const outside = await ask(driver, "return arguments[0].clientHeight", element);
  await driver.switchTo().frame(element);
  const inside = await ask(driver, "return Math.ceil(document.body.getBoundingClientRect().height)");
  await driver.switchTo().defaultContent();
  return { outside, inside };
}

async function fits(selector, cap = Infinity) {
  let last;
  await driver.wait(async () => {
    last = await heights(selector).catch(() => ({ outside: -99, inside: 0 }));
    return last.inside > 100 && Math.abs(Math.min(cap, last.inside) - last.outside) <= 2;
  }, 8_000).catch(() => assert.fail(`frame ${last.outside} px, content ${last.inside} px`));
  return last;
}

async function openDetail(selector = "iframe") {
  const find = `return document.querySelector("${selector}") ?? document.querySelector("side-chain").shadowRoot.querySelector("iframe")`;
  await driver.switchTo().frame(await ask(driver, find));
  await ask(driver, "document.querySelectorAll('details').forEach((details) => (details.open = true))");
  await driver.switchTo().defaultContent();
}

for (const [name, html] of Object.entries(HOSTS)) {
  for (const sandbox of [undefined, CLOSED, OPEN]) {
    test(`${name}, ${sandbox ?? "no sandbox"}: the first height, and growth`, async () => {
      await show(html(sandbox));
      const cap = name.startsWith("WordPress") ? 1000 : Infinity;
      const first = await fits("iframe", cap);
      await openDetail();
      const grown = await fits("iframe", cap);
      assert.ok(grown.inside > first.inside);
      assert.deepEqual((await errors(driver)).filter((line) => !/Legacy version|LICENSE|license|iframe-resizer/.test(line)), []);
    });
  }
}

for (const sandbox of [undefined, CLOSED, OPEN]) {
  test(`sidechain, ${sandbox ?? "no sandbox"}: the first height, and growth`, async () => {
    await show(`${library("@nprapps/sidechain/dist/sidechain.js")}<script>
      const host = document.createElement("side-chain");
      ${sandbox === undefined ? "" : `host.iframe.setAttribute("sandbox", "${sandbox}");`}
      host.setAttribute("src", "${CARD}");
      document.body.append(host);</script>`);
    const first = await fits("no-such-frame");
    await openDetail("no-such-frame");
    const grown = await fits("no-such-frame");
    assert.ok(grown.inside > first.inside);
  });
}

test("iframe-resizer's own limit: without an origin and with its check of origins the frame keeps its inner scroll", async () => {
  await show(`${frame(CLOSED)}${library("iframe-resizer/js/iframeResizer.js")}<script>iFrameResize({ scrolling: true }, "iframe")</script>`);
  await driver.sleep(1_000);
  const { outside, inside } = await heights();
  assert.ok(outside < inside, "not sized");
  await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
  assert.ok(await ask(driver, "document.scrollingElement.scrollTop = 50; return document.scrollingElement.scrollTop === 50"));
  await driver.switchTo().defaultContent();
});

test("WordPress: a link of the card is gone to on our own host, since no window may open", async () => {
  await show(HOSTS["WordPress, by its format"](CLOSED));
  await fits("iframe", 1000);
  await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
  await ask(driver, "document.querySelectorAll('details').forEach((details) => (details.open = true)); document.querySelector('.card__sources a').click()");
  await driver.switchTo().defaultContent();
  await driver.wait(() => ask(driver, "return window.linked !== undefined"), 5_000);
  assert.equal(await ask(driver, "return window.linked"), `${ADDRESS}index.html#first-stay`);
});

const element = (attributes = "") => `<case-timeline src="${ADDRESS}" ${attributes}><a href="${ADDRESS}">Eleven Days in June</a></case-timeline>`;
const script = `<script async src="${ADDRESS}embed.js"></script>`;

test("three elements on a page, one added later, one removed", async () => {
  await show(`${element('show="first-stay" id="one"')}${element('show="jurisdiction" theme="dark" id="two"')}${element('show="hearing" id="three"')}${script}`);
  for (const id of ["one", "two", "three"]) {
    await ask(driver, "document.getElementById(arguments[0]).scrollIntoView()", id);
    await fits(`#${id} iframe`);
  }
  assert.equal(await ask(driver, "return document.querySelectorAll('case-timeline a').length"), 0, "the links have given way");
  assert.match(await ask(driver, "return document.querySelector('#two iframe').src"), /card-jurisdiction\.html\?theme=dark$/);

  await ask(driver, "document.body.insertAdjacentHTML('beforeend', arguments[0]); document.getElementById('two').remove(); document.getElementById('four').scrollIntoView()", element('show="appeal" id="four"'));
  await fits("#four iframe");
  await openDetail("#one iframe");
  await fits("#one iframe");
  assert.deepEqual(await errors(driver), []);
});

test("where the script does not come, the link stays", async () => {
  await show(element());
  assert.ok(await (await driver.findElement(By.css("case-timeline a"))).isDisplayed());
});

test("under a strict policy of the host", async () => {
  const origin = new URL(ADDRESS).origin;
  await show(`${element('show="first-stay"')}${script}`, { policy: `default-src 'none'; frame-src ${origin}; script-src ${origin}; img-src data:` });
  await fits("case-timeline iframe");
  assert.deepEqual(await errors(driver), []);
});

test("a host's #case-<id> leads to the record, and the frame's own way back", async () => {
  await show(`<div id="spacer"></div>${element()}${script}`, { hash: "#case-motion-to-reopen" });
  await driver.wait(async () => {
    const frame = await driver.findElements(By.css("case-timeline iframe"));
    if (!frame.length) return false;
    await driver.switchTo().frame(frame[0]);
    const open = await ask(driver, "return document.querySelector('#motion-to-reopen > details')?.open === true && document.querySelector('#steps').open === true");
    await driver.switchTo().defaultContent();
    return open;
  }, 10_000);
  await driver.switchTo().frame(await driver.findElement(By.css("case-timeline iframe")));
  await ask(driver, "location.hash = '#asylum'");
  await driver.switchTo().defaultContent();
  await driver.wait(() => ask(driver, "return location.hash === '#case-asylum'"), 5_000);
  assert.deepEqual(await errors(driver), []);
});

test("junk messages, forged ones and floods change nothing", async () => {
  await show(`${element('show="first-stay"')}${script}`);
  const { outside } = await fits("case-timeline iframe");
  await ask(driver, `
    const target = document.querySelector("case-timeline iframe").contentWindow;
    const junk = [null, undefined, 0, "", "[iFrameSizer]", "[iFrameSizer]::", "pymxPYMx", "{", {}, [], { type: null }, { caseTimeline: null }, { caseTimeline: { show: 7 } }, { caseTimeline: { show: "<b>" } }, { message: "ready" }, { big: "x".repeat(1e5) }];
    for (let n = 0; n < 10000; n++) target.postMessage(junk[n % junk.length], "*");
    for (const height of [5, 99999]) postMessage({ caseTimeline: { height, shown: "forged" } }, "*");`);
  await driver.sleep(1_500);
  assert.equal((await heights("case-timeline iframe")).outside, outside);
  assert.equal(await ask(driver, "return location.hash"), "");
  assert.deepEqual(await errors(driver), []);
});

test("the frame never posts null, and does not chatter", async () => {
  await show(`<script>window.heard = []; addEventListener("message", ({ data }) => heard.push(data));</script>${frame(undefined)}`);
  await driver.sleep(1_500);
  const quiet = await ask(driver, "return heard.length");
  assert.ok(await ask(driver, "return heard.length > 0 && heard.every((data) => data !== null && data !== undefined)"));
  await driver.sleep(1_000);
  assert.equal(await ask(driver, "return heard.length"), quiet);
});

test("what hosts add to the address is passed on to nobody", async () => {
  await show(`<script>window.heard = []; addEventListener("message", ({ data }) => heard.push(JSON.stringify(data)));</script>${frame(undefined, `${ADDRESS}embed.html?parentUrl=https%3A%2F%2Fsecret.example&parentTitle=Secret`)}`);
  await driver.sleep(2_000);
  assert.equal(await ask(driver, "return heard.some((line) => /secret/i.test(line))"), false);
  await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
  assert.doesNotMatch(await ask(driver, "return document.documentElement.outerHTML"), /secret\.example/i);
  await driver.switchTo().defaultContent();
});

test("no layout shift beyond what is reserved", async () => {
  await show(`<script>window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) shift += entry.value; }).observe({ type: "layout-shift", buffered: true });</script><p>Text.</p>${element('show="first-stay" height="900"')}${script}`);
  await fits("case-timeline iframe");
  await driver.sleep(300);
  const shift = await ask(driver, "return window.shift");
  assert.ok(shift <= 0.01, String(shift));
});

test("looks asked for in the address are taken on, bad ones are not", async () => {
  const style = (name) => ask(driver, "return getComputedStyle(document.documentElement).getPropertyValue(arguments[0]).trim()", name);
  const open = (query) => driver.get(`${CARD}?${query}`);
  await open("theme=dark&accent=ffcc00&heading=3");
  assert.equal(await style("--paper"), "#171614");
  assert.equal(await style("--link"), "#ffcc00");
  assert.equal(await ask(driver, "return document.querySelector('h1').ariaLevel"), "3");
  await open("theme=light&accent=ffcc00&heading=9");
  assert.notEqual(await style("--link"), "#ffcc00", "its contrast is too low on light ground");
  assert.equal(await ask(driver, "return document.querySelector('h1').ariaLevel"), null);
  for (const odd of ["theme=neon&accent=red&heading=x", "accent=%3Cscript%3E", "theme=&accent=&heading=", "accent=12345g"]) {
    await open(odd);
    assert.equal(await style("--paper"), "#fbfaf7", odd);
    assert.equal(await style("--link"), "#24468c", odd);
  }
  await driver.get(`${ADDRESS}?theme=dark`);
  assert.equal(await style("--paper"), "#fbfaf7", "the page itself takes nothing on");
});
