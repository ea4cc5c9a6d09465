// Filter, order, search, details, addresses of records.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { ADDRESS, ask, By, browser, click, data, errors, inView, Key, live, settled, text } from "./browser.mjs";

let driver;
before(async () => {
  driver = await browser();
});

const shownEvents = () =>
  ask(
    driver,
    "return [...document.querySelectorAll('.event')].filter((event) => event.offsetParent !== null).map((event) => event.id)",
  );
const status = () => text(driver, ".controls [role=status]");
const search = async (words) => {
  const field = await driver.findElement(By.id("search"));
  await field.clear();
  await field.sendKeys(words);
  await settled(driver);
};

test("events can be filtered by who acted, with counts", async () => {
  await live(driver);
  const box = await driver.findElement(By.xpath("//label[contains(., 'Congress')]"));
  assert.match(await box.getText(), /Congress 2/);
  await box.click();
  await settled(driver);
  assert.deepEqual(await shownEvents(), ["congress-letter", "demonstration"]);
  assert.equal(await status(), "2 of 37 events are shown.");
  await click(driver, ".controls__clear");
  assert.equal((await shownEvents()).length, 37);
});

test("the order of the document turns round and back", async () => {
  await live(driver);
  const order = () => ask(driver, "return [...document.querySelectorAll('.event')].map((event) => event.id)");
  const oldest = await order();
  await click(driver, ".controls__order");
  assert.deepEqual(await order(), [...oldest].reverse());
  assert.match(await text(driver, "#settlement"), /settlement/);
  await click(driver, ".controls__order");
  assert.deepEqual(await order(), oldest);
});

test("search is about everything readers see, whatever the case and the accents", async () => {
  await live(driver);
  await search("CANTU");
  assert.deepEqual(await shownEvents(), ["bishops-letter"]);
  assert.ok(await (await driver.findElement(By.id("cantu"))).isDisplayed());
  assert.equal(await (await driver.findElement(By.id("goldsmith"))).isDisplayed(), false);
  assert.match(await status(), /^\d+ of \d+ entries match “CANTU”\.$/);
  assert.ok(
    await ask(
      driver,
      "return [...CSS.highlights.get('found')].some(({ startContainer, startOffset, endOffset }) => startContainer.nodeValue.slice(startOffset, endOffset) === 'Cantú')",
    ),
    "matches are marked",
  );
  await search("zebra");
  assert.equal(await status(), data("ui.en").live.shown_none);
  await click(driver, ".controls__clear");
  assert.equal((await shownEvents()).length, 37);
  assert.equal(await ask(driver, "return document.getElementById('search').value"), "");
  assert.equal(await ask(driver, "return CSS.highlights.get('found').size"), 0);
});

test("a match that spans a marked term is found and marked", async () => {
  await live(driver);
  await search("habeas corpus petition");
  assert.ok((await shownEvents()).includes("petition-filed"));
});

test("all details open and close at once", async () => {
  await live(driver);
  const closed = () => ask(driver, "return document.querySelectorAll('main details:not([open])').length");
  const [open_all, close_all] = await driver.findElements(By.css(".controls__row button:not(.controls__order)"));
  await open_all.click();
  assert.equal(await closed(), 0);
  await close_all.click();
  assert.ok((await closed()) > 20);
});

test("an address shows its record, also inside something closed or filtered out", async () => {
  await live(driver, "#motion-to-reopen");
  assert.ok(await inView(driver, "motion-to-reopen"));
  assert.ok(await ask(driver, "return document.querySelector('#motion-to-reopen > details').open"));

  await live(driver, "#reversal");
  assert.ok(await inView(driver, "reversal"));
  assert.equal(await ask(driver, "return document.getElementById('standing').dataset.day"), "2018-12-20");

  await live(driver);
  await search("patriarch");
  await ask(driver, "location.hash = '#charter-flight'");
  await settled(driver);
  assert.ok(await inView(driver, "charter-flight"));

  // The last of many that come back.
  await live(driver);
  await search("zebra");
  const last = await ask(driver, "return [...document.querySelectorAll('#sources .record')].at(-1).id");
  await ask(driver, "location.hash = arguments[0]", last);
  await settled(driver);
  assert.ok(await inView(driver, last));
  const hidden = await ask(
    driver,
    "return [...document.querySelectorAll(':is(.event, .step, .record)')].filter((record) => record.closest('[hidden]')).map(({ id }) => id)",
  );
  assert.deepEqual(hidden, []);
});

test("on a slow phone, too, what a choice hides is shown where an address leads to it", async () => {
  await live(driver);
  await driver.sendDevToolsCommand("Emulation.setCPUThrottlingRate", { rate: 8 });
  for (const id of ["charter-flight", "settlement"]) {
    await search("zebra");
    await driver.wait(async () => (await shownEvents()).length === 0, 10_000);
    await ask(driver, "location.hash = arguments[0]", id);
    await driver.wait(async () => (await shownEvents()).length === 37, 10_000);
    await settled(driver);
    assert.ok(await inView(driver, id), id);
  }
  await driver.sendDevToolsCommand("Emulation.setCPUThrottlingRate", { rate: 1 });
});

test("an odd address changes nothing", async () => {
  for (const odd of ["#nothing-here", "#%E0%A4%A", "#%3Cscript%3E", "#"]) {
    await live(driver, odd);
    assert.equal((await shownEvents()).length, 37, odd);
  }
  assert.deepEqual(await errors(driver), []);
});

test("a link to a record can be copied", async () => {
  await live(driver);
  await driver.sendDevToolsCommand("Browser.grantPermissions", {
    origin: new URL(ADDRESS).origin,
    permissions: ["clipboardSanitizedWrite"],
  });
  await click(driver, "#first-stay .record-link");
  await driver.wait(async () => (await text(driver, ".toast")) !== "", 5_000);
  assert.equal(await text(driver, ".toast"), "Link copied.");
  // The page may write to the clipboard and not read it: the reader's own pasting shows what is in it.
  const field = await driver.findElement(By.id("search"));
  await field.sendKeys(Key.chord(Key.CONTROL, "v"));
  assert.equal(await field.getAttribute("value"), `${ADDRESS}#first-stay`);
});

test("every record has such a link", async () => {
  await live(driver);
  const without = await ask(
    driver,
    "return [...document.querySelectorAll('.event, .step, .record')].filter((record) => !record.querySelector(`:scope > .record-link[href='#${record.id}']`)).map((record) => record.id)",
  );
  assert.deepEqual(without, []);
});

test("where the clipboard is closed, the address bar has the link", async () => {
  await live(driver);
  await ask(driver, "Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await click(driver, "#hearing .record-link");
  await driver.wait(async () => (await text(driver, ".toast")) !== "", 5_000);
  assert.match(await text(driver, ".toast"), /address bar/);
  assert.match(await driver.getCurrentUrl(), /#hearing$/);
});

test("nothing is reported in the console", async () => {
  assert.deepEqual(await errors(driver), []);
});
