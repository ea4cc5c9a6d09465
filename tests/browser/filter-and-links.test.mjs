// Filter, order, details, addresses of records, and links to copy.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { CASE, EVENT, LATER_EVENT, RARE_ACTOR, RARE_EVENTS, STEP, TEXT } from "../content.mjs";
import {
  By,
  browser,
  checkConsole,
  click,
  emulating,
  evaluate,
  isInView,
  openHydrated,
  settled,
  text,
  waitFor,
} from "./browser.mjs";

let driver;
before(async () => {
  driver = await browser();
});
checkConsole(() => driver);

const ALL_EVENTS = CASE.events.map(({ id }) => id);
const _NO_MATCH = "zebra";
const RECORDS = ".event, .step, .record";

const shownEvents = () =>
  evaluate(
    driver,
    "return [...document.querySelectorAll('.event')].filter((event) => event.checkVisibility()).map(({ id }) => id)",
  );
const status = () => text(driver, ".controls [role=status]");
const _search = async (words) => {
  const field = await driver.findElement(By.id("search"));
  await field.clear();
  await field.sendKeys(words);
  await settled(driver);
};
const goTo = async (id) => {
  await evaluate(driver, "location.hash = arguments[0]", id);
  await settled(driver);
};
test("events are filtered by actor, with counts", async () => {
  await openHydrated(driver);
  const box = await driver.findElement(By.xpath(`//label[contains(., '${TEXT.actors[RARE_ACTOR]}')]`));
  assert.equal(await box.getText(), `${TEXT.actors[RARE_ACTOR]} ${RARE_EVENTS.length}`);
  await box.click();
  await settled(driver);
  assert.deepEqual(await shownEvents(), RARE_EVENTS);
  const [shown, all] = (await status()).match(/\d+/g).map(Number);
  assert.deepEqual([shown, all], [RARE_EVENTS.length, ALL_EVENTS.length]);
  await click(driver, ".controls__clear");
  assert.deepEqual(await shownEvents(), ALL_EVENTS);
});

test("the order of events is reversed and restored", async () => {
  await openHydrated(driver);
  await click(driver, ".controls__order");
  assert.deepEqual(await shownEvents(), [...ALL_EVENTS].reverse());
  assert.ok((await text(driver, `#${LATER_EVENT}`)).includes(TEXT.events[LATER_EVENT].headline));
  await click(driver, ".controls__order");
  assert.deepEqual(await shownEvents(), ALL_EVENTS);
});

test("all details open and close with one button each", async () => {
  await openHydrated(driver);
  const closed = () => evaluate(driver, "return document.querySelectorAll('main details:not([open])').length");
  const before = await closed();
  const [openAll, closeAll] = await driver.findElements(By.css(".controls__row button:not(.controls__order)"));
  await openAll.click();
  assert.equal(await closed(), 0);
  await closeAll.click();
  assert.ok((await closed()) >= before);
});

test("an address reveals its record and opens its details", async () => {
  await openHydrated(driver, `#${STEP}`);
  assert.ok(await isInView(driver, STEP));
  assert.equal(await evaluate(driver, "return document.querySelector(`#${arguments[0]} > details`).open", STEP), true);
});

test("the address of an event chooses its day", async () => {
  await openHydrated(driver, `#${LATER_EVENT}`);
  assert.ok(await isInView(driver, LATER_EVENT));
  const { on } = CASE.events.find(({ id }) => id === LATER_EVENT).when;
  assert.equal(await evaluate(driver, "return document.getElementById('status').dataset.day"), on);
});

// An actor that has no part in an event, so that the filter hides it.
const withoutActor = (id) => {
  const { by } = CASE.events.find((event) => event.id === id);
  return CASE.actors.find((actor) => !by.includes(actor.id) && CASE.events.some((event) => event.by.includes(actor.id)))
    .id;
};
const toggle = async (actor) => {
  // Not by the pointer: the chart may cover the label after scrolling.
  const label = await driver.findElement(By.xpath(`//label[contains(., '${TEXT.actors[actor]}')]`));
  await evaluate(driver, "arguments[0].click()", label);
  await settled(driver);
};

test("an address reveals an event that the filter hides, and clears the filter", async () => {
  await openHydrated(driver);
  await toggle(withoutActor(LATER_EVENT));
  assert.ok(!(await shownEvents()).includes(LATER_EVENT));
  await goTo(LATER_EVENT);
  assert.ok(await isInView(driver, LATER_EVENT));
  assert.deepEqual(await shownEvents(), ALL_EVENTS);
});

test("on a slow phone, too, an address reveals an event that the filter hides", () =>
  emulating(driver, { slowdown: 8 }, async () => {
    await openHydrated(driver);
    for (const id of [EVENT, LATER_EVENT]) {
      await toggle(withoutActor(id));
      await waitFor(driver, async () => !(await shownEvents()).includes(id), "the filter does not hide it");
      await goTo(id);
      await waitFor(driver, async () => (await shownEvents()).length === ALL_EVENTS.length, "events are still hidden");
      await waitFor(driver, () => isInView(driver, id), `${id} is not in view`);
    }
  }));

test("an equal request scrolls again", async () => {
  await openHydrated(driver, `#${LATER_EVENT}`);
  await evaluate(driver, () => scrollTo(0, 0));
  await evaluate(driver, (id) => document.querySelector(`a[href='#${id}']`).click(), LATER_EVENT);
  await waitFor(driver, () => isInView(driver, LATER_EVENT), "it does not scroll");
});

for (const invalid of ["#nothing-here", "#%E0%A4%A", "#%3Cscript%3E", "#"]) {
  test(`the invalid hash ${invalid} changes nothing`, async () => {
    await openHydrated(driver, invalid);
    assert.deepEqual(await shownEvents(), ALL_EVENTS);
  });
}

test("every record has a link to copy", async () => {
  await openHydrated(driver);
  const without = await evaluate(
    driver,
    (selector) =>
      [...document.querySelectorAll(selector)]
        .filter((record) => !record.querySelector(`:scope > .record-link[href='#${record.id}']`))
        .map(({ id }) => id),
    RECORDS,
  );
  assert.deepEqual(without, []);
});
