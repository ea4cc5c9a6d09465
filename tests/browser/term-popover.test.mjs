// Terms are explained where they stand: dismissable, hoverable, persistent, by keyboard too.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { ask, By, browser, click, errors, inView, Key, live, settled, text } from "./browser.mjs";

let driver;
before(async () => {
  driver = await browser();
});

const isOpen = () => ask(driver, "return document.getElementById('explain').matches(':popover-open')");
const TERM = "#first-stay .term[href='#stay-of-removal']";

test("a term opens its explanation beside it", async () => {
  await live(driver);
  await click(driver, TERM);
  assert.ok(await isOpen());
  assert.equal(await text(driver, "#explain-title"), "Stay of removal");
  assert.match(await text(driver, "#explain-body"), /pause/i);
  assert.doesNotMatch(await driver.getCurrentUrl(), /#stay-of-removal/, "the reader stays where they are");
  const distance = await ask(
    driver,
    "const term = document.querySelector(arguments[0]).getBoundingClientRect(), box = document.getElementById('explain').getBoundingClientRect(); return Math.min(Math.abs(box.top - term.bottom), Math.abs(term.top - box.bottom));",
    TERM,
  );
  assert.ok(distance < 20, `${distance} px away`);
  const [apart, beyond] = await ask(
    driver,
    "const term = document.querySelector(arguments[0]).getBoundingClientRect(), box = document.getElementById('explain').getBoundingClientRect(); return [term.left - box.left, term.left + box.width - innerWidth]",
    TERM,
  );
  assert.ok(Math.abs(apart) < 1 || beyond > 0, `it begins ${apart} px before the term, though it had room`);
});

test("it stays while the pointer moves over it, and goes with Escape", async () => {
  await driver
    .actions()
    .move({ origin: await driver.findElement(By.id("explain-body")) })
    .perform();
  await settled(driver);
  assert.ok(await isOpen());
  await driver.actions().sendKeys(Key.ESCAPE).perform();
  await settled(driver);
  assert.equal(await isOpen(), false);
});

test("with the keyboard alone it opens, has the focus, and gives it back", async () => {
  await live(driver);
  await ask(driver, "document.querySelector(arguments[0]).focus()", TERM);
  await driver.actions().sendKeys(Key.ENTER).perform();
  await settled(driver);
  assert.ok(await isOpen());
  assert.ok(await ask(driver, "return document.getElementById('explain').contains(document.activeElement)"));
  await driver.actions().sendKeys(Key.ESCAPE).perform();
  await settled(driver);
  assert.ok(await ask(driver, "return document.activeElement === document.querySelector(arguments[0])", TERM));
});

test("a click elsewhere closes it, its button too", async () => {
  await live(driver);
  await click(driver, TERM);
  await click(driver, "#explain button");
  assert.equal(await isOpen(), false);
  await click(driver, TERM);
  await driver.actions().move({ x: 5, y: 450 }).click().perform();
  await settled(driver);
  assert.equal(await isOpen(), false);
});

test("it leads to the full entry", async () => {
  await live(driver);
  await click(driver, TERM);
  await click(driver, "#explain-more");
  assert.ok(await inView(driver, "stay-of-removal"));
});

test("words, persons and steps are explained; an event is gone to", async () => {
  await live(driver);
  for (const [selector, name] of [
    ["#first-stay .term[href='#goldsmith']", /Mark A. Goldsmith/],
    ["#first-stay .term[href='#jurisdiction']", /Jurisdiction/],
    ["#hearing .term[href='#motion']", /motion/],
  ]) {
    await click(driver, selector);
    assert.match(await text(driver, "#explain-title"), name);
    await driver.actions().sendKeys(Key.ESCAPE).perform();
    await settled(driver);
  }
});

test("a term inside an explanation explains itself in turn", async () => {
  await live(driver);
  await click(driver, TERM);
  const inner = await driver.findElements(By.css("#explain-body .term"));
  if (inner.length) {
    await inner[0].click();
    await settled(driver);
    assert.ok(await isOpen());
    assert.notEqual(await text(driver, "#explain-title"), "Stay of removal");
  }
});

test("without popovers a term is a link", async () => {
  await live(driver);
  await ask(driver, "HTMLElement.prototype.showPopover = undefined");
  await click(driver, TERM);
  assert.ok(await inView(driver, "stay-of-removal"));
});

test("it fits a phone", async () => {
  const phone = await browser({ width: 320, height: 640 });
  await live(phone);
  await click(phone, TERM);
  const box = await ask(
    phone,
    "const { left, right, top, bottom } = document.getElementById('explain').getBoundingClientRect(); return { left, right, top, bottom }",
  );
  assert.ok(box.left >= 0 && box.right <= 320 && box.top >= 0 && box.bottom <= 640, JSON.stringify(box));
  assert.deepEqual(await errors(phone), []);
});

test("nothing is reported in the console", async () => {
  assert.deepEqual(await errors(driver), []);
});
