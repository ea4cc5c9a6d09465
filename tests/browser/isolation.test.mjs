// Isolation: no requests to other sites, no storage, the content security policy, and frames with an opaque origin.
import assert from "node:assert/strict";
import http from "node:http";
import { before, test } from "node:test";
import { server } from "../server.mjs";
import {
  ADDRESS,
  By,
  browser,
  checkConsole,
  evaluate,
  openHydrated,
  readText,
  requests,
  settled,
  untilHydrated,
  untilStatic,
} from "./browser.mjs";
import { assertDayCanBeChosen, assertReported, FALLBACK, isUnusedPreload, MODULE } from "./failures.mjs";

let driver;
before(async () => {
  driver = await browser({ requests: true });
});
checkConsole(() => driver, isUnusedPreload);

test("no request goes to another site", async () => {
  await requests(driver);
  await openHydrated(driver);
  const urls = (await requests(driver)).filter((url) => !/^(about|data|chrome):/.test(url));
  assert.ok(urls.includes(ADDRESS + MODULE), `the log has the module: ${urls}`);
  assert.deepEqual(
    urls.filter((url) => !url.startsWith(ADDRESS)),
    [],
  );
});

test("there are no cookies and no storage", async () => {
  await openHydrated(driver);
  await assertDayCanBeChosen(driver);
  assert.deepEqual(await driver.manage().getCookies(), []);
  const stored = await evaluate(driver, async () => [
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
  ]);
  assert.deepEqual(stored, [0, 0, 0, 0, 0]);
});

test("the policy allows nothing inline and nothing from other sites", () => {
  const html = readText("index.html");
  const policy = html
    .match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1]
    .replaceAll("&#x27;", "'")
    .replaceAll("&#39;", "'");
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|\*|https?:/);
  assert.doesNotMatch(html, /\son[a-z]+=|\sstyle=/);
});

// The status and the headers of a reply. `fetch` would resolve the path before it sends it, and leave the connection
// open after the test.
const get = (path, headers = {}) =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(ADDRESS);
    http.get({ hostname, port, path, headers, agent: false }, (reply) => resolve(reply.resume())).on("error", reject);
  });

test("the server sends each file with its type, compressed, and with access for every origin", async () => {
  for (const [file, type] of [
    ["", /^text\/html/],
    ["frame.js", /^text\/javascript/],
    [MODULE, /^application\/wasm$/],
  ]) {
    const { statusCode, headers } = await get(`/${file}`, { "Accept-Encoding": "br" });
    assert.equal(statusCode, 200);
    assert.match(headers["content-type"], type);
    assert.equal(headers["access-control-allow-origin"], "*");
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["content-encoding"], "br");
  }
  assert.match((await get(`/${MODULE}`)).headers["cache-control"], /immutable/);
  assert.equal((await get("/nothing")).statusCode, 404);
});

test("the server sends no file outside the folder", async () => {
  assert.equal((await get("/frame.js")).statusCode, 200);
  for (const path of ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/..%2fCargo.toml", "/./../Cargo.toml"])
    assert.notEqual((await get(path)).statusCode, 200, path);
});

test("the app runs in a sandboxed frame with an opaque origin", async () => {
  await driver.get(
    server.page(`<iframe title="widget" sandbox="allow-scripts" width="800" height="600" src="${ADDRESS}"></iframe>`),
  );
  await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
  await untilHydrated(driver);
  assert.equal(await evaluate(driver, "return self.origin"), "null");
  await assertDayCanBeChosen(driver);
});

test("without the module there is no gap in the page", async () => {
  const block = (urls) => driver.sendDevToolsCommand("Network.setBlockedURLs", { urls });
  await driver.sendDevToolsCommand("Network.enable", {});
  await block(["*.wasm"]);
  try {
    // Not the address of the other tests, whose module is in memory.
    await driver.get(`${ADDRESS}?blocked`);
    await untilStatic(driver);
  } finally {
    await block([]);
    await driver.sendDevToolsCommand("Network.disable", {});
  }
  await settled(driver);
  assert.equal(await (await driver.findElement(By.css(".controls"))).isDisplayed(), false);
  assert.equal(await evaluate(driver, "return document.querySelector('.controls').offsetHeight"), 0);
  await assertReported(driver, FALLBACK);
});
