// The page without script: complete, linked, and without anything that does not work.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { ADDRESS, ask, By, browser, click, data, errors, inView, requests, text } from "./browser.mjs";

let driver;
before(async () => {
  driver = await browser({ script: false, width: 360 });
  await driver.get(ADDRESS);
});

test("everything is there: title, story, warning, events, steps, words, sources", async () => {
  assert.equal(await text(driver, "h1"), "Eleven Days in June");
  assert.match(await text(driver, ".lede"), /On June 11, 2017/);
  assert.match(await text(driver, ".notice"), /no longer protect/);
  assert.equal((await driver.findElements(By.css(".event"))).length, 37);
  assert.equal((await driver.findElements(By.css(".step"))).length, 16);
  for (const id of ["misreadings", "people", "words", "help", "sources", "about"]) {
    assert.ok((await text(driver, `#${id}`)).length > 500, id);
  }
});

test("the program has not run, and what needs it is not in sight", async () => {
  assert.equal(await ask(driver, "return document.documentElement.hasAttribute('data-live')"), false);
  for (const control of await driver.findElements(By.css("button, input, [role=button]"))) {
    assert.equal(await control.isDisplayed(), false, await control.getAttribute("outerHTML"));
  }
});

test("no byte of the program is on its way", async () => {
  const asked = (await requests(driver)).map((address) => new URL(address).pathname.split("/").pop());
  assert.deepEqual(
    asked.filter((name) => /\.(js|wasm)$/.test(name)),
    [],
  );
});

test("a day of the strip leads to its first event", async () => {
  await click(driver, ".strip a[data-day='2017-06-22']");
  assert.match(await driver.getCurrentUrl(), /#first-stay$/);
  assert.ok(await inView(driver, "first-stay"));
});

test("a day without events is no link", async () => {
  assert.equal(await (await driver.findElement(By.css("[data-day='2017-06-03']"))).getTagName(), "span");
});

test("the table answers for every day on which something changed", async () => {
  await click(driver, ".days > summary");
  const rows = await driver.findElements(By.css(".days tbody tr"));
  assert.equal(rows.length, 18);
  const june26 = await rows[6].getText();
  assert.match(june26, /June 26, 2017/);
  assert.ok(june26.includes(data("text.en").periods["elsewhere-2017-06-26"].answer));
});

test("details of a step open", async () => {
  await click(driver, "#stay-of-removal > details > summary");
  assert.match(await text(driver, "#stay-of-removal"), /What it does not do/i);
});

test("a term leads to its explanation, a number to its source", async () => {
  await click(driver, "#first-stay .term[href='#stay-of-removal']");
  assert.ok(await inView(driver, "stay-of-removal"));
  const source = await ask(driver, "return document.querySelector('#first-stay sup a').hash");
  await click(driver, "#first-stay sup a");
  assert.equal(new URL(await driver.getCurrentUrl()).hash, source);
  assert.ok(await inView(driver, source.slice(1)));
});

test("nothing scrolls sideways from 320 px on", async () => {
  for (const width of [320, 360, 768, 1280]) {
    await driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", {
      width,
      height: 900,
      deviceScaleFactor: 1,
      mobile: false,
    });
    assert.ok(await ask(driver, "return document.documentElement.scrollWidth <= innerWidth"), `${width} px`);
  }
});

test("nothing is reported in the console", async () => {
  assert.deepEqual(await errors(driver), []);
});
