// Filter, order, search, details, addresses of records, and links to copy.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { CASE, EVENT, LAST_STEP, LATER_EVENT, RARE_ACTOR, RARE_EVENTS, STEP, STRINGS, TEXT } from "../content.mjs";
import {
  ADDRESS,
  By,
  browser,
  checkConsole,
  click,
  emulating,
  evaluate,
  isInView,
  Key,
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
const NO_MATCH = "zebra";
const RECORDS = ".event, .step, .record";

const shownEvents = () =>
  evaluate(
    driver,
    "return [...document.querySelectorAll('.event')].filter((event) => event.checkVisibility()).map(({ id }) => id)",
  );
const status = () => text(driver, ".controls [role=status]");
const search = async (words) => {
  const field = await driver.findElement(By.id("search"));
  await field.clear();
  await field.sendKeys(words);
  await settled(driver);
};
const goTo = async (id) => {
  await evaluate(driver, "location.hash = arguments[0]", id);
  await settled(driver);
};
// A person whose name has an accent.
const withoutAccents = (name) => name.normalize("NFD").replace(/\p{M}/gu, "");
const ACCENTED = CASE.people.find(({ id }) => withoutAccents(TEXT.people[id].name) !== TEXT.people[id].name)?.id;

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

test("search ignores case and accents, finds any record, and highlights the match", { skip: !ACCENTED }, async () => {
  await openHydrated(driver);
  const surname = TEXT.people[ACCENTED].name.split(" ").find((part) => withoutAccents(part) !== part);
  await search(withoutAccents(surname).toUpperCase());
  assert.equal(await (await driver.findElement(By.id(ACCENTED))).isDisplayed(), true);
  assert.ok((await shownEvents()).length < ALL_EVENTS.length);
  assert.match(await status(), /\d/);
  const highlighted = await evaluate(driver, () =>
    [...CSS.highlights.get("found")].map(({ startContainer, startOffset, endOffset }) =>
      startContainer.nodeValue.slice(startOffset, endOffset),
    ),
  );
  assert.ok(highlighted.includes(surname), highlighted.join(" "));
});

test("a search without a match says so, and clearing it shows everything", async () => {
  await openHydrated(driver);
  await search(NO_MATCH);
  assert.deepEqual(await shownEvents(), []);
  assert.equal(await status(), STRINGS.client.shown_none);
  await click(driver, ".controls__clear");
  assert.deepEqual(await shownEvents(), ALL_EVENTS);
  assert.equal(await evaluate(driver, "return document.getElementById('search').value"), "");
  assert.equal(await evaluate(driver, "return CSS.highlights.get('found').size"), 0);
});

test("a match that spans a term and the text before it is found", async () => {
  await openHydrated(driver);
  // The marked words and the word before them.
  const crossing = CASE.events
    .map(({ id }) => [id, JSON.stringify(TEXT.events[id].sentences).match(/([a-z]{4,}) \[\[[^|]+\|([^\]]+)\]\]/)])
    .find(([, match]) => match);
  const [id, [, before, words]] = crossing;
  await search(`${before} ${words}`);
  assert.ok((await shownEvents()).includes(id));
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

for (const [what, find] of [
  ["an event", () => LATER_EVENT],
  ["a step", () => LAST_STEP],
  ["the last source", () => evaluate(driver, "return [...document.querySelectorAll('#sources .record')].at(-1).id")],
]) {
  test(`an address reveals ${what} that a search hides, and clears the search`, async () => {
    await openHydrated(driver);
    await search(NO_MATCH);
    const id = await find();
    await goTo(id);
    assert.ok(await isInView(driver, id));
    const hidden = await evaluate(
      driver,
      "return [...document.querySelectorAll(arguments[0])].filter((record) => record.closest('[hidden]')).map(({ id }) => id)",
      RECORDS,
    );
    assert.deepEqual(hidden, []);
  });
}

test("on a slow phone, too, an address reveals a record that a search hides", () =>
  emulating(driver, { slowdown: 8 }, async () => {
    await openHydrated(driver);
    for (const id of [EVENT, LATER_EVENT]) {
      await search(NO_MATCH);
      await waitFor(driver, async () => (await shownEvents()).length === 0, "the search does not hide all events");
      await goTo(id);
      await waitFor(driver, async () => (await shownEvents()).length === ALL_EVENTS.length, "events are still hidden");
      await waitFor(driver, () => isInView(driver, id), `${id} is not in view`);
    }
  }));

for (const invalid of ["#nothing-here", "#%E0%A4%A", "#%3Cscript%3E", "#"]) {
  test(`the invalid hash ${invalid} changes nothing`, async () => {
    await openHydrated(driver, invalid);
    assert.deepEqual(await shownEvents(), ALL_EVENTS);
  });
}

test("a link to a record can be copied", async () => {
  await openHydrated(driver);
  const { origin } = new URL(ADDRESS);
  await driver.sendDevToolsCommand("Browser.grantPermissions", { origin, permissions: ["clipboardSanitizedWrite"] });
  try {
    await click(driver, `#${EVENT} .record-link`);
    await waitFor(
      driver,
      async () => (await text(driver, ".toast")) === STRINGS.client.link_copied,
      "there is no confirmation",
    );
    // The page may write to the clipboard and not read it, so the content is pasted.
    const field = await driver.findElement(By.id("search"));
    await field.sendKeys(Key.chord(Key.CONTROL, "v"));
    assert.equal(await field.getAttribute("value"), `${ADDRESS}#${EVENT}`);
  } finally {
    await driver.sendDevToolsCommand("Browser.resetPermissions", {});
  }
});

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

test("without a clipboard the link is in the address bar", async () => {
  await openHydrated(driver);
  await evaluate(driver, "Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await click(driver, `#${EVENT} .record-link`);
  await waitFor(
    driver,
    async () => (await text(driver, ".toast")) === STRINGS.client.link_in_address,
    "there is no confirmation",
  );
  assert.equal(new URL(await driver.getCurrentUrl()).hash, `#${EVENT}`);
});
