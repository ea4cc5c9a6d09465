// Nothing from elsewhere, under the strict policy, also in a frame that is nobody's origin.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";
import { ADDRESS, ask, By, browser, errors, live, requests } from "./browser.mjs";

let driver, host;
before(async () => {
  driver = await browser();
  host = http.createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(
      `<!doctype html><title>host</title><iframe title="widget" sandbox="allow-scripts" width="800" height="600" src="${ADDRESS}"></iframe>`,
    );
  });
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
});
after(() => host.close());

test("no request to any other host", async () => {
  await requests(driver);
  await live(driver);
  const foreign = (await requests(driver)).filter(
    (url) => !url.startsWith(ADDRESS) && !/^(about|data|chrome):/.test(url),
  );
  assert.deepEqual(foreign, []);
});

test("no cookie, no storage", async () => {
  await live(driver);
  assert.deepEqual(await driver.manage().getCookies(), []);
  assert.deepEqual(await ask(driver, "return [localStorage.length, sessionStorage.length]"), [0, 0]);
});

test("the policy allows nothing inline and nothing foreign", async () => {
  const html = await (await fetch(ADDRESS)).text();
  const policy = html
    .match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1]
    .replaceAll("&#x27;", "'")
    .replaceAll("&#39;", "'");
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|\*|https?:/);
  assert.doesNotMatch(html, /\son[a-z]+=|\sstyle=/);
});

test("the server says what each file is, to everyone", async () => {
  const html = await (await fetch(ADDRESS)).text();
  const wasm = html.match(/data-wasm="\.\/([^"]+)"/)[1];
  for (const [file, type] of [
    ["", /^text\/html/],
    ["boot.js", /^text\/javascript/],
    [wasm, /^application\/wasm$/],
  ]) {
    const response = await fetch(ADDRESS + file, { headers: { "Accept-Encoding": "br" } });
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type"), type);
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    assert.equal(response.headers.get("x-content-type-options"), "nosniff");
    assert.equal(response.headers.get("content-encoding"), "br");
  }
  assert.match((await fetch(ADDRESS + wasm)).headers.get("cache-control"), /immutable/);
  assert.equal((await fetch(`${ADDRESS}../Cargo.toml`)).status, 404);
  assert.equal((await fetch(`${ADDRESS}nothing`)).status, 404);
});

test("in a sandboxed frame without an origin it lives as well", async () => {
  const { port } = host.address();
  await driver.get(`http://127.0.0.1:${port}/`);
  await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
  await driver.wait(() => ask(driver, "return document.documentElement.hasAttribute('data-live')"), 20_000);
  assert.equal(await ask(driver, "return self.origin"), "null");
  await ask(driver, "document.querySelector(\"[data-day='2017-06-12']\").click()");
  await driver.wait(
    () => ask(driver, "return document.getElementById('standing').dataset.day === '2017-06-12'"),
    5_000,
  );
  await driver.switchTo().defaultContent();
});

test("a program that does not come leaves no gap", async () => {
  await driver.sendDevToolsCommand("Network.enable", {});
  await driver.sendDevToolsCommand("Network.setBlockedURLs", { urls: ["*.wasm"] });
  await driver.get(`${ADDRESS}?blocked`);
  await driver.wait(() => ask(driver, "return document.documentElement.hasAttribute('data-still')"), 10_000);
  assert.equal(await (await driver.findElement(By.css(".controls"))).isDisplayed(), false);
  assert.equal(await ask(driver, "return document.querySelector('.controls').offsetHeight"), 0);
  await driver.sendDevToolsCommand("Network.setBlockedURLs", { urls: [] });
  await errors(driver);
});

test("nothing is reported in the console", async () => {
  await live(driver);
  assert.deepEqual(await errors(driver), []);
});
