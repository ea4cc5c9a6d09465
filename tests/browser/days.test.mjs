// Choosing days, events and steps, with the pointer and with the keyboard.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  CASE,
  EVENT,
  isOnDay,
  LATER_EVENT,
  OPENING_DAY,
  OTHER_DAY,
  OTHER_EVENT,
  QUIET_DAY,
  STRINGS,
  TEXT,
} from "../content.mjs";
import {
  ADDRESS,
  browser,
  checkConsole,
  click,
  emulating,
  evaluate,
  isInView,
  Key,
  openHydrated,
  press,
  requestDay,
  settled,
  text,
} from "./browser.mjs";

const FIRST_DAY = `${CASE.month}-01`;
const LAST_DAY = `${CASE.month}-${new Date(Date.UTC(...CASE.month.split("-").map(Number), 0)).getUTCDate()}`;
const NEXT_DAY = addDays(OPENING_DAY, 1);
const WEEK_BEFORE = addDays(OPENING_DAY, -7);

let driver;
before(async () => {
  driver = await browser();
});
checkConsole(() => driver);

function addDays(day, count) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}
// The answers of the data for a day.
const answersOn = (day) =>
  CASE.periods
    .filter(({ from, until }) => from <= day && (!until || day <= until))
    .map(({ id }) => TEXT.periods[id].answer)
    // The period of a step has no text of its own.
    .filter((answer) => answer !== undefined);
const stepsOf = (id) => CASE.events.find((event) => event.id === id).steps.map((step) => TEXT.steps[step].title);
const currentStep = () => evaluate(driver, "return document.querySelector('[aria-current=step]').textContent");
const chosenDay = () => evaluate(driver, "return document.getElementById('status').dataset.day");
const focusedDay = () => evaluate(driver, "return document.activeElement.dataset.day");
const focusDay = (day) => evaluate(driver, "document.querySelector(`[data-day='${arguments[0]}']`).focus()", day);

test("the page opens on its opening day", async () => {
  await openHydrated(driver);
  assert.equal(await chosenDay(), OPENING_DAY);
  const panel = await text(driver, "#status");
  for (const answer of answersOn(OPENING_DAY)) assert.ok(panel.includes(answer), answer);
  assert.ok(panel.includes(TEXT.events[EVENT].headline));
});

test("a click on a day shows its answers, events and step", async () => {
  await openHydrated(driver);
  await click(driver, `[data-day='${OTHER_DAY}']`);
  assert.equal(await chosenDay(), OTHER_DAY);
  const panel = await text(driver, "#status");
  for (const answer of answersOn(OTHER_DAY)) assert.ok(panel.includes(answer), answer);
  assert.ok(stepsOf(OTHER_EVENT).includes(await currentStep()));
  const highlighted = await evaluate(
    driver,
    "return [...document.querySelectorAll('.event--chosen')].map(({ id }) => id)",
  );
  const ofTheDay = CASE.events.filter((event) => isOnDay(event, OTHER_DAY)).map(({ id }) => id);
  assert.deepEqual(highlighted, ofTheDay);
  assert.equal(await evaluate(driver, "return document.querySelectorAll('[aria-pressed=true]').length"), 1);
  assert.doesNotMatch(await driver.getCurrentUrl(), /#/, "choosing a day does not change the hash");
});

test("on a phone a tap on a day brings the heading and the answers into view, and an arrow key keeps the day in view", () =>
  emulating(driver, { width: 360, height: 740 }, async () => {
    await openHydrated(driver);
    const tops = () =>
      evaluate(driver, () =>
        ["#status-day", ".status-panel__pair + .status-panel__pair"].map(
          (part) => document.querySelector(part).getBoundingClientRect().top,
        ),
      );
    await click(driver, `[data-day='${OTHER_DAY}']`);
    await settled(driver);
    const [heading, answer] = await tops();
    assert.ok(heading >= 0 && answer < 600, `the heading is at ${heading} px, the second answer at ${answer} px`);

    await focusDay(OTHER_DAY);
    await press(driver, Key.HOME);
    await settled(driver);
    assert.equal(await focusedDay(), FIRST_DAY);
    const top = await evaluate(driver, () => document.activeElement.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 740, `the day is at ${top} px`);
  }));

test("a day without events can be chosen", async () => {
  await openHydrated(driver);
  await click(driver, `[data-day='${QUIET_DAY}']`);
  assert.equal(await chosenDay(), QUIET_DAY);
  assert.ok((await text(driver, "#status")).includes(STRINGS.client.no_events_then));
});

test("the days are one tab stop, and arrows, Home and End move within them", async () => {
  await openHydrated(driver);
  await evaluate(driver, () => [...document.querySelectorAll(".chart-head a")].at(-1).focus());
  await press(driver, Key.TAB);
  assert.equal(await focusedDay(), OPENING_DAY);
  for (const [key, day] of [
    [Key.ARROW_RIGHT, NEXT_DAY],
    [Key.ARROW_LEFT, OPENING_DAY],
    [Key.ARROW_UP, WEEK_BEFORE],
    [Key.ARROW_DOWN, OPENING_DAY],
    [Key.HOME, FIRST_DAY],
    [Key.ARROW_LEFT, FIRST_DAY],
    [Key.END, LAST_DAY],
  ]) {
    await press(driver, key);
    assert.equal(await chosenDay(), day);
    assert.equal(await focusedDay(), day, "the focus moves with the choice");
  }
  assert.notEqual(await evaluate(driver, "return getComputedStyle(document.activeElement).outlineStyle"), "none");
  await press(driver, Key.TAB);
  assert.equal(await evaluate(driver, "return document.activeElement.closest('.chart')"), null, "Tab leaves the days");
});

test("Enter and Space on a day choose it", async () => {
  await openHydrated(driver);
  await focusDay(OTHER_DAY);
  await press(driver, Key.ENTER);
  assert.equal(await chosenDay(), OTHER_DAY);
  await focusDay(QUIET_DAY);
  await press(driver, " ");
  assert.equal(await chosenDay(), QUIET_DAY);
});

test("choosing an event chooses its day", async () => {
  await openHydrated(driver);
  const event = CASE.events.findLast(({ when, steps }) => when.on > OPENING_DAY && steps?.length);
  await click(driver, `#${event.id} .event__date`);
  assert.equal(await chosenDay(), event.when.on);
  assert.ok(stepsOf(event.id).includes(await currentStep()));
});

test("any day of the timeline can be requested", async () => {
  await openHydrated(driver);
  const day = CASE.events.find(({ id }) => id === LATER_EVENT).when.on;
  await requestDay(driver, day);
  assert.equal(await chosenDay(), day);
  const panel = await text(driver, "#status");
  for (const answer of answersOn(day)) assert.ok(panel.includes(answer), answer);
  await requestDay(driver, "");
  assert.equal(await chosenDay(), day, "an empty field changes nothing");
});

test("after a day outside the month, Tab leads to the day at which the keys start", async () => {
  await openHydrated(driver);
  await requestDay(driver, CASE.as_of);
  const inTabOrder =
    "return [...document.querySelectorAll('.day__button[tabindex=\"0\"]')].map((day) => day.dataset.day)";
  assert.deepEqual(await evaluate(driver, inTabOrder), [LAST_DAY]);
  await focusDay(LAST_DAY);
  await press(driver, Key.ARROW_LEFT);
  assert.equal(await focusedDay(), addDays(LAST_DAY, -1));
});

test("the days and the panel stay in view beside the timeline", async () => {
  await openHydrated(driver);
  await evaluate(driver, "document.getElementById(arguments[0]).scrollIntoView({ behavior: 'instant' })", LATER_EVENT);
  await settled(driver);
  assert.ok(await isInView(driver, "status"));
  const [top, bottom, heading] = await evaluate(
    driver,
    (id) => {
      const chart = document.querySelector(".chart").getBoundingClientRect();
      const day = document.querySelector(".day__number").getBoundingClientRect();
      const title = document.querySelector(`#${id} .event__title`).getBoundingClientRect();
      return [day.top, chart.bottom, title.top];
    },
    LATER_EVENT,
  );
  assert.ok(top >= 0);
  assert.ok(heading > bottom, "the days do not cover the heading");
});

test("focus is never hidden behind the days", async () => {
  await openHydrated(driver);
  const hidden = await evaluate(driver, () => {
    scrollTo({ top: document.body.scrollHeight, behavior: "instant" });
    const links = [...document.querySelectorAll(".timeline a, .timeline summary")].reverse();
    return links
      .slice(0, 400)
      .filter((link) => {
        link.focus();
        const box = link.getBoundingClientRect();
        const days = document.querySelector(".chart").getBoundingClientRect();
        return box.height && box.bottom <= days.bottom && box.top >= days.top;
      })
      .map((link) => link.outerHTML.slice(0, 120));
  });
  assert.deepEqual(hidden, []);
});

test("a page restored from the back/forward cache has its state and works", async () => {
  await openHydrated(driver);
  await click(driver, `[data-day='${OTHER_DAY}']`);
  await evaluate(driver, () => {
    addEventListener("pageshow", ({ persisted }) => {
      window.isFromCache = persisted;
    });
  });
  await driver.get(`${ADDRESS}take-away.html`);
  await driver.navigate().back();
  await settled(driver);
  assert.equal(await evaluate(driver, "return window.isFromCache"), true);
  assert.equal(await chosenDay(), OTHER_DAY);
  await click(driver, `[data-day='${QUIET_DAY}']`);
  assert.equal(await chosenDay(), QUIET_DAY);
});
