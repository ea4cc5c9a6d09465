// The page without script is complete, its links work, and controls that need the app are hidden.
import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { CASE, EVENT, OPENING_DAY, QUIET_DAY, STEP, STRINGS, TERM, TEXT } from "../content.mjs";
import {
  ADDRESS,
  By,
  browser,
  checkConsole,
  click,
  emulate,
  evaluate,
  isHydrated,
  isInView,
  requests,
  text,
} from "./browser.mjs";
import { assertDayIsLink, dayCell } from "./failures.mjs";

const VIEW = { script: false, width: 360 };
let driver;
before(async () => {
  driver = await browser({ requests: true });
});
beforeEach(async () => {
  await emulate(driver, VIEW);
  await requests(driver);
  await driver.get(ADDRESS);
});
checkConsole(() => driver);

// The text of a record without inline markup.
const plain = (text) => text.replace(/\[\[[^|\]]+\|([^\]]+)\]\]/g, "$1");
const hash = async () => new URL(await driver.getCurrentUrl()).hash;

test("title, summary, notice, events, steps and all sections are present", async () => {
  assert.equal(await text(driver, "h1"), TEXT.title);
  assert.ok((await text(driver, ".notice")).includes(plain(TEXT.notice.text)));
  const summary = await evaluate(driver, "return document.querySelector('.lede').textContent");
  for (const sentence of TEXT.summary) assert.ok(summary.includes(plain(sentence.text)), sentence.text);
  const ids = (selector) =>
    evaluate(driver, "return [...document.querySelectorAll(arguments[0])].map(({ id }) => id)", selector);
  assert.deepEqual(
    await ids(".event"),
    CASE.events.map(({ id }) => id),
  );
  assert.deepEqual(
    await ids(".step"),
    CASE.steps.map(({ id }) => id),
  );
  for (const [id, records] of [
    ["faq", CASE.faq],
    ["misreadings", CASE.misreadings],
    ["people", CASE.people],
    ["glossary", CASE.terms],
    ["help", CASE.help],
    ["sources", CASE.sources],
    ["about", CASE.about],
  ]) {
    const section = await evaluate(driver, "return document.getElementById(arguments[0]).textContent.length", id);
    // Each record has at least a name and a sentence.
    assert.ok(section > 20 * records.length, `${id} has ${section} characters`);
  }
});

test("the app does not run, and what needs it is hidden", async () => {
  assert.equal(await isHydrated(driver), false);
  const controls = await driver.findElements(By.css("button, input, [role=button], .app-only, .static-only"));
  assert.ok(controls.length > 0);
  for (const control of controls)
    assert.equal(await control.isDisplayed(), false, await control.getAttribute("outerHTML"));
});

test("no script and no module is requested", async () => {
  const names = (await requests(driver)).map((url) => new URL(url).pathname);
  assert.ok(names.includes(new URL(ADDRESS).pathname), `the log has the page: ${names}`);
  assert.deepEqual(
    names.filter((name) => /\.(js|wasm)$/.test(name)),
    [],
  );
});

test("a day of the chart links to its first event", async () => {
  await assertDayIsLink(driver);
  const { id } = CASE.events.find(({ when }) => when.on === OPENING_DAY);
  assert.equal(await hash(), `#${id}`);
});

test("a day without events is not a link", async () => {
  assert.equal(await (await driver.findElement(By.css(dayCell(QUIET_DAY)))).getTagName(), "span");
});

test("the table has a row with the answers for each day with a change", async () => {
  await click(driver, ".days > summary");
  const rows = await driver.findElements(By.css(".days tbody tr"));
  const days = [...new Set(CASE.periods.map(({ from }) => from))].sort();
  assert.equal(rows.length, days.length);
  for (const [index, row] of rows.entries()) {
    const shown = await row.getText();
    for (const { id, from } of CASE.periods)
      if (from === days[index] && TEXT.periods[id]?.answer)
        assert.ok(shown.includes(plain(TEXT.periods[id].answer)), `${days[index]}: ${TEXT.periods[id].answer}`);
  }
});

test("details of a step open", async () => {
  await click(driver, `#${STEP} > details > summary`);
  assert.ok((await text(driver, `#${STEP}`)).toLowerCase().includes(STRINGS.page.step_does_not.toLowerCase()));
});

test("a term links to its explanation, a number to its source", async () => {
  await click(driver, TERM);
  assert.equal(await hash(), `#${STEP}`);
  assert.ok(await isInView(driver, STEP));
  const reference = `#${EVENT} sup a`;
  const source = await evaluate(driver, "return document.querySelector(arguments[0]).hash", reference);
  await click(driver, reference);
  assert.equal(await hash(), source);
  assert.ok(await isInView(driver, source.slice(1)));
});

test("the page does not scroll horizontally at 320 px and wider", async () => {
  for (const width of [320, 360, 768, 1280]) {
    await emulate(driver, { ...VIEW, width });
    const widths = await evaluate(driver, "return [innerWidth, document.documentElement.scrollWidth]");
    assert.deepEqual(widths, [width, width]);
  }
});
