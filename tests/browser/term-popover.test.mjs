// The popover of a term: dismissible, hoverable and persistent (WCAG 1.4.13), with the pointer and with the keyboard.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { CASE, STEP, TERM, TEXT } from "../content.mjs";
import {
  By,
  browser,
  checkConsole,
  click,
  emulating,
  evaluate,
  isInView,
  Key,
  openHydrated,
  press,
  settled,
  text,
} from "./browser.mjs";

let driver;
before(async () => {
  driver = await browser();
});
checkConsole(() => driver);

const isOpen = () => evaluate(driver, "return document.getElementById('term-popover').matches(':popover-open')");
const openTerm = async () => {
  await openHydrated(driver);
  await click(driver, TERM);
  assert.ok(await isOpen());
};
// The text of sentences without inline markup.
const plain = (sentences) =>
  [sentences]
    .flat()
    .map(({ text }) => text.replace(/\[\[[^|\]]*\|([^\]]*)\]\]/g, "$1").replaceAll("*", ""))
    .join(" ");
const marksRecord = (id, marked) => JSON.stringify(TEXT.events[id]).includes(`[[${marked}|`);
const termOf = (records) => {
  for (const { id: event } of CASE.events) {
    const record = records.find(({ id }) => marksRecord(event, id));
    if (record) return [`#${event} .term[href='#${record.id}']`, record.id];
  }
  throw new Error("no event marks such a record");
};

test("a term opens its explanation beside it", async () => {
  await openTerm();
  assert.equal(await text(driver, "#term-popover-title"), TEXT.steps[STEP].title);
  const answer = plain(TEXT.steps[STEP].answer);
  assert.ok((await text(driver, "#term-popover-body")).includes(answer), answer);
  assert.doesNotMatch(await driver.getCurrentUrl(), /#/, "the hash does not change");
  const { below, above, start, overflow } = await evaluate(
    driver,
    (selector) => {
      const term = document.querySelector(selector).getBoundingClientRect();
      const box = document.getElementById("term-popover").getBoundingClientRect();
      return {
        below: Math.abs(box.top - term.bottom),
        above: Math.abs(term.top - box.bottom),
        start: term.left - box.left,
        overflow: term.left + box.width - innerWidth,
      };
    },
    TERM,
  );
  assert.ok(Math.min(below, above) < 20, `${Math.min(below, above)} px away`);
  assert.ok(Math.abs(start) < 1 || overflow > 0, `it begins ${start} px before the term, though it has room`);
});

test("it stays while the pointer moves over it, and closes with Escape", async () => {
  await openTerm();
  await driver
    .actions()
    .move({ origin: await driver.findElement(By.id("term-popover-body")) })
    .perform();
  await settled(driver);
  assert.ok(await isOpen());
  await press(driver, Key.ESCAPE);
  assert.equal(await isOpen(), false);
});

test("with the keyboard it opens, takes the focus, and returns it", async () => {
  await openHydrated(driver);
  await evaluate(driver, "document.querySelector(arguments[0]).focus()", TERM);
  await press(driver, Key.ENTER);
  assert.ok(await isOpen());
  assert.ok(await evaluate(driver, "return document.getElementById('term-popover').contains(document.activeElement)"));
  await press(driver, Key.ESCAPE);
  assert.ok(await evaluate(driver, "return document.activeElement === document.querySelector(arguments[0])", TERM));
});

test("its button closes it", async () => {
  await openTerm();
  await click(driver, "#term-popover button");
  assert.equal(await isOpen(), false);
});

test("a click elsewhere closes it", async () => {
  await openTerm();
  await driver.actions().move({ x: 5, y: 450 }).click().perform();
  await settled(driver);
  assert.equal(await isOpen(), false);
});

test("its link reveals the record", async () => {
  await openTerm();
  await click(driver, "#term-popover-more");
  assert.ok(await isInView(driver, STEP));
});

for (const [kind, records, name] of [
  ["a person", CASE.people, (id) => TEXT.people[id].name],
  ["a step", CASE.steps, (id) => TEXT.steps[id].title],
  ["a word", CASE.terms.map((id) => ({ id })), (id) => TEXT.terms[id].name],
]) {
  test(`${kind} is explained`, async () => {
    const [selector, id] = termOf(records);
    await openHydrated(driver);
    await click(driver, selector);
    assert.equal((await text(driver, "#term-popover-title")).toLowerCase(), name(id).toLowerCase());
    assert.notEqual((await text(driver, "#term-popover-body")).trim(), "");
  });
}

test("a link to an event reveals it and opens no popover", async () => {
  await openHydrated(driver);
  // The opening event may have no link to an event, so one is inserted.
  const { id } = CASE.events.at(-1);
  await evaluate(
    driver,
    (from, to) => {
      const link = document.querySelector(from).cloneNode(true);
      link.href = `#${to}`;
      link.id = "to-event";
      document.querySelector(from).after(link);
    },
    TERM,
    id,
  );
  await click(driver, "#to-event");
  assert.equal(await isOpen(), false);
  assert.ok(await isInView(driver, id));
});

test("a term inside an explanation is explained", async () => {
  const isStep = ({ id }) => CASE.steps.some((step) => step.id === id);
  const inner = CASE.steps.find(
    (step) =>
      /\[\[/.test(JSON.stringify(TEXT.steps[step.id].answer)) && CASE.events.some(({ id }) => marksRecord(id, step.id)),
  );
  assert.ok(isStep(inner));
  const [selector] = termOf([inner]);
  await openHydrated(driver);
  await click(driver, selector);
  assert.equal(await text(driver, "#term-popover-title"), TEXT.steps[inner.id].title);
  await click(driver, "#term-popover-body .term");
  assert.ok(await isOpen());
  assert.notEqual(await text(driver, "#term-popover-title"), TEXT.steps[inner.id].title);
  assert.notEqual((await text(driver, "#term-popover-body")).trim(), "");
});

test("it closes when its link is followed, and on Back", async () => {
  await openTerm();
  await click(driver, "#term-popover-more");
  assert.equal(await isOpen(), false, "it would cover the record");
  await evaluate(driver, "document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", TERM);
  await click(driver, TERM);
  assert.ok(await isOpen());
  await driver.navigate().back();
  await settled(driver);
  assert.equal(await isOpen(), false);
});

test("a term that a legal step explains leads to the step", async () => {
  const [selector, id] = termOf(Object.keys(CASE.explained_by).map((id) => ({ id })));
  await openHydrated(driver);
  await click(driver, selector);
  await click(driver, "#term-popover-more");
  assert.ok(await isInView(driver, CASE.explained_by[id]));
});

for (const [name, size, fontSize] of [
  ["on a phone held sideways", { width: 740, height: 360 }, "100%"],
  ["in text of twice the size", { width: 740, height: 500 }, "200%"],
  ["in a window of 180 pixels", { width: 400, height: 180 }, "100%"],
]) {
  test(`it is whole, or scrolls, ${name}`, () =>
    emulating(driver, size, async () => {
      await openHydrated(driver);
      await evaluate(driver, "document.documentElement.style.fontSize = arguments[0]", fontSize);
      for (const block of ["start", "center", "end"]) {
        await evaluate(
          driver,
          (selector, block) => document.querySelector(selector).scrollIntoView({ block }),
          TERM,
          block,
        );
        await settled(driver);
        await evaluate(driver, "document.querySelector(arguments[0]).click()", TERM);
        await settled(driver);
        const { top, bottom, hidden, scrolls, title } = await evaluate(driver, () => {
          const popover = document.getElementById("term-popover");
          const { top, bottom } = popover.getBoundingClientRect();
          const title = document.getElementById("term-popover-title").getBoundingClientRect();
          return {
            top,
            bottom,
            hidden: popover.scrollHeight - popover.clientHeight,
            scrolls: getComputedStyle(popover).overflowY === "auto",
            title: title.top >= top && title.bottom <= bottom,
          };
        });
        const message = `${block}: ${top} to ${bottom}, ${hidden} px hidden`;
        assert.ok(top >= 0 && bottom <= size.height, message);
        assert.ok(title, `${message}: the title is cut off`);
        assert.ok(bottom - top >= Math.min(150, size.height - 20), message);
        assert.ok(hidden <= 0 || scrolls, message);
        await press(driver, Key.ESCAPE);
      }
    }));
}

test("without popovers a term is a link", async () => {
  await openHydrated(driver);
  await evaluate(driver, "HTMLElement.prototype.showPopover = undefined");
  await click(driver, TERM);
  assert.ok(await isInView(driver, STEP));
});

test("it fits a phone", () =>
  emulating(driver, { width: 320, height: 640 }, async () => {
    await openTerm();
    const box = await evaluate(driver, () => document.getElementById("term-popover").getBoundingClientRect().toJSON());
    assert.ok(box.left >= 0 && box.right <= 320 && box.top >= 0 && box.bottom <= 640, JSON.stringify(box));
  }));
