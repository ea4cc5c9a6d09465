// Days, events and steps move together, by pointer and by keyboard alone.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { ask, browser, click, data, errors, inView, Key, live, settled, text } from "./browser.mjs";

let driver;
before(async () => {
  driver = await browser();
});

const chosen = () => ask(driver, "return document.getElementById('standing').dataset.day");
const press = async (...keys) => {
  await driver
    .actions()
    .sendKeys(...keys)
    .perform();
  await settled(driver);
};

test("the page opens on the day of the first stay", async () => {
  await live(driver);
  assert.equal(await chosen(), "2017-06-22");
  assert.ok((await text(driver, "#standing")).includes(data("text.en").periods["detroit-2017-06-22"].answer));
  assert.match(await text(driver, "#standing"), /Judge Goldsmith pauses removals/);
});

test("a click on a day shows how things stood, the events of the day and the step", async () => {
  await live(driver);
  await click(driver, "[data-day='2017-06-15']");
  assert.equal(await chosen(), "2017-06-15");
  assert.match(await text(driver, "#standing-day"), /Thursday, June 15, 2017/);
  assert.equal(
    await ask(driver, "return document.querySelector('[aria-current=step]').textContent"),
    "Habeas corpus petition",
  );
  assert.deepEqual(
    await ask(driver, "return [...document.querySelectorAll('.event--chosen')].map((event) => event.id)"),
    ["petition-filed"],
  );
  assert.equal(await ask(driver, "return document.querySelectorAll('[aria-pressed=true]').length"), 1);
  assert.doesNotMatch(await driver.getCurrentUrl(), /#/, "a day is chosen, not gone to");
});

test("a day without events can be chosen too", async () => {
  await live(driver);
  await click(driver, "[data-day='2017-06-03']");
  assert.equal(await chosen(), "2017-06-03");
  assert.ok((await text(driver, "#standing")).includes(data("ui.en").live.no_events_then));
});

test("with the keyboard alone: one stop, arrows, Home, End, and it shows where one is", async () => {
  await live(driver);
  await ask(driver, "[...document.querySelectorAll('.section--faq a')].pop().focus()");
  await press(Key.TAB);
  assert.equal(await ask(driver, "return document.activeElement.dataset.day"), "2017-06-22");
  for (const [key, day] of [
    [Key.ARROW_RIGHT, "2017-06-23"],
    [Key.ARROW_LEFT, "2017-06-22"],
    [Key.ARROW_UP, "2017-06-15"],
    [Key.ARROW_DOWN, "2017-06-22"],
    [Key.HOME, "2017-06-01"],
    [Key.ARROW_LEFT, "2017-06-01"],
    [Key.END, "2017-06-30"],
  ]) {
    await press(key);
    assert.equal(await chosen(), day);
    assert.equal(await ask(driver, "return document.activeElement.dataset.day"), day, "the focus goes along");
  }
  assert.notEqual(await ask(driver, "return getComputedStyle(document.activeElement).outlineStyle"), "none");
  await press(Key.TAB);
  assert.equal(await ask(driver, "return document.activeElement.closest('.strip')"), null, "Tab leaves the strip");
});

test("Enter on a day's button chooses it", async () => {
  await live(driver);
  await ask(driver, "document.querySelector(\"[data-day='2017-06-13']\").focus()");
  await press(Key.ENTER);
  assert.equal(await chosen(), "2017-06-13");
  await ask(driver, "document.querySelector(\"[data-day='2017-06-04']\").focus()");
  await press(" ");
  assert.equal(await chosen(), "2017-06-04");
});

test("choosing an event chooses its day", async () => {
  await live(driver);
  await click(driver, "#injunction-granted .event__date");
  assert.equal(await chosen(), "2017-07-24");
  assert.equal(
    await ask(driver, "return document.querySelector('[aria-current=step]').textContent"),
    "Preliminary injunction",
  );
});

test("any day that is known can be asked for", async () => {
  await live(driver);
  const ask_for = async (day) => {
    await ask(
      driver,
      "const field = document.getElementById('other-day'); field.value = arguments[0]; field.dispatchEvent(new Event('change', { bubbles: true }))",
      day,
    );
    await settled(driver);
  };
  await ask_for("2018-12-20");
  assert.equal(await chosen(), "2018-12-20");
  assert.match(await text(driver, "#standing"), /April 9, 2019/);
  await ask_for("");
  assert.equal(await chosen(), "2018-12-20", "an empty field changes nothing");
});

test("strip and panel stay in view beside the timeline", async () => {
  await live(driver);
  await ask(driver, "document.getElementById('injunction-granted').scrollIntoView({ behavior: 'instant' })");
  await settled(driver);
  assert.ok(await inView(driver, "standing"));
  assert.ok(await ask(driver, "return document.querySelector('.strip').getBoundingClientRect().top >= 0"));
  assert.ok(
    await ask(
      driver,
      "return document.querySelector('#injunction-granted .event__title').getBoundingClientRect().top > document.querySelector('.strip').getBoundingClientRect().bottom",
    ),
    "the strip covers no heading",
  );
});

test("focus is never hidden under the strip", async () => {
  await live(driver);
  const hidden = await driver.executeAsyncScript(`
    const done = arguments[0], found = [];
    scrollTo({ top: document.body.scrollHeight, behavior: "instant" });
    const links = [...document.querySelectorAll(".timeline a, .timeline summary")].reverse();
    (async () => {
      for (const link of links.slice(0, 400)) {
        link.focus();
        const box = link.getBoundingClientRect(), strip = document.querySelector(".strip").getBoundingClientRect();
        if (box.height && box.bottom <= strip.bottom && box.top >= strip.top) found.push(link.outerHTML.slice(0, 120));
      }
      done(found);
    })();`);
  assert.deepEqual(hidden, []);
});

test("nothing is reported in the console", async () => {
  assert.deepEqual(await errors(driver), []);
});
