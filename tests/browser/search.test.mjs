// The search: its results, where they lead, and the keys.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { CASE, EVENT, ORIGINAL, STRINGS, TEXT, TRANSLATIONS } from "../content.mjs";
import {
  ADDRESS,
  By,
  browser,
  checkConsole,
  click,
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

const NO_MATCH = "zebra";
const search = async (words) => {
  const field = await driver.findElement(By.id("search"));
  // As a reader does it: `clear` of WebDriver causes no `input` event.
  await field.sendKeys(Key.chord(Key.CONTROL, "a"), Key.BACK_SPACE, words);
  await settled(driver);
};
const press = async (...keys) => {
  await driver
    .actions()
    .sendKeys(...keys)
    .perform();
  await settled(driver);
};
// The shown results: the address, the title and the marked words.
const results = () =>
  evaluate(driver, () =>
    [...document.querySelectorAll(".search-results li a")]
      .filter((link) => link.checkVisibility())
      .map((link) => ({
        hash: link.getAttribute("href"),
        title: link.querySelector(".search-results__title")?.textContent,
        marked: [...link.querySelectorAll("mark")].map(({ textContent }) => textContent),
      })),
  );
const hashes = async () => (await results()).map(({ hash }) => hash);
const count = async () => Number((await text(driver, "#search-count")).match(/\d+/)?.[0]);
const focused = () => evaluate(driver, () => document.activeElement.id || document.activeElement.getAttribute("href"));
const highlighted = () =>
  evaluate(driver, () =>
    [...(CSS.highlights.get("found") ?? [])].map(({ startContainer, startOffset, endOffset }) =>
      startContainer.nodeValue.slice(startOffset, endOffset),
    ),
  );
const visibleRecords = () =>
  evaluate(
    driver,
    () => [...document.querySelectorAll(".event, .step, .record")].filter((record) => record.checkVisibility()).length,
  );
const openDetails = () => evaluate(driver, () => document.querySelectorAll("main details[open]").length);

const withoutAccents = (name) => name.normalize("NFD").replace(/\p{M}/gu, "");
const ACCENTED = CASE.people.find(({ id }) => withoutAccents(TEXT.people[id].name) !== TEXT.people[id].name)?.id;
// A common word: the first of the first legal step's title that has more than four letters.
const COMMON = TEXT.steps[CASE.steps[0].id].title.match(/\p{L}{5,}/u)[0];

test("case and accents are ignored, and the matches are marked", { skip: !ACCENTED }, async () => {
  await openHydrated(driver);
  const surname = TEXT.people[ACCENTED].name.split(" ").find((part) => withoutAccents(part) !== part);
  await search(withoutAccents(surname).toUpperCase());
  const found = (await results()).find(({ hash }) => hash === `#${ACCENTED}`);
  assert.ok(found.marked.includes(surname), found.marked.join(" "));
});

test("a search changes nothing below the results", async () => {
  await openHydrated(driver);
  const [records, details] = [await visibleRecords(), await openDetails()];
  for (const query of [COMMON, NO_MATCH, ""]) {
    await search(query);
    assert.deepEqual([await visibleRecords(), await openDetails()], [records, details], query);
  }
});

test("twenty results are shown at first, and all on request", async () => {
  await openHydrated(driver);
  await search(COMMON);
  const all = await count();
  assert.ok(all > 20, `${COMMON} has ${all} results`);
  assert.equal((await results()).length, 20);
  await click(driver, ".search-results button");
  assert.equal((await results()).length, all);
});

test("a result leads to its record, opens and highlights it, and the field keeps its text", async () => {
  await openHydrated(driver);
  const { id } = CASE.steps.at(-1);
  const { title } = TEXT.steps[id];
  await search(title);
  const index = (await hashes()).indexOf(`#${id}`);
  await (await driver.findElements(By.css(".search-results li a")))[index].click();
  await waitFor(driver, () => isInView(driver, id), "the record is not in view");
  assert.equal(await evaluate(driver, (id) => document.querySelector(`#${id} > details`).open, id), true);
  const longest = title.match(/\p{L}+/gu).sort((one, other) => other.length - one.length)[0];
  await waitFor(driver, async () => (await highlighted()).includes(longest), "nothing is highlighted");
  assert.equal(await evaluate(driver, () => document.getElementById("search").value), title);
  await search("");
  assert.deepEqual(await highlighted(), []);
});

test("an answer of the panel chooses its day", async () => {
  await openHydrated(driver);
  const [question] = Object.values(TEXT.questions);
  await search(question);
  const index = (await hashes()).indexOf("#status");
  assert.ok(index >= 0, question);
  const before = await evaluate(driver, () => document.getElementById("status").dataset.day);
  await (await driver.findElements(By.css(".search-results li a")))[index].click();
  await waitFor(driver, () => isInView(driver, "status"), "the panel is not in view");
  assert.notEqual(await evaluate(driver, () => document.getElementById("status").dataset.day), before);
});

test("arrow keys move through the results, Escape closes them, and the field keeps its text", async () => {
  await openHydrated(driver);
  await search(COMMON);
  const [first, second] = await hashes();
  await press(Key.ARROW_DOWN);
  assert.equal(await focused(), first);
  await press(Key.ARROW_DOWN);
  assert.equal(await focused(), second);
  await press(Key.ARROW_UP, Key.ARROW_UP);
  assert.equal(await focused(), "search");
  await press(Key.ARROW_DOWN, Key.ESCAPE);
  assert.deepEqual(await results(), []);
  assert.equal(await focused(), "search");
  assert.equal(await evaluate(driver, () => document.getElementById("search").value), COMMON);
  await press(Key.ARROW_DOWN);
  assert.notDeepEqual(await results(), [], "the list opens again");
  await press(Key.ARROW_DOWN);
  assert.equal(await focused(), first);
});

test("where nothing matches, the list leads to help and to the questions", async () => {
  await openHydrated(driver);
  await search(NO_MATCH);
  assert.equal(await text(driver, "#search-count"), STRINGS.client.no_results);
  assert.deepEqual(await hashes(), ["#help", "#faq"]);
});

test("names of links, labels of folds and source numbers are not found", async () => {
  await openHydrated(driver);
  const records = await visibleRecords();
  for (const label of [STRINGS.client.link_to_entry, STRINGS.page.step_more]) {
    await search(label);
    assert.ok(!((await count()) > records / 4), label);
  }
});

for (const code of [ORIGINAL, ...TRANSLATIONS]) {
  test(`the headline of an event is found in ${code}, in the embed, too`, async () => {
    const suffix = code === ORIGINAL ? "" : `.${code}`;
    for (const page of ["index", "embed"]) {
      await driver.get(`${ADDRESS}${page}${suffix}.html`);
      await waitFor(
        driver,
        () => evaluate(driver, () => document.documentElement.hasAttribute("data-live")),
        "it is not hydrated",
      );
      const headline = await evaluate(
        driver,
        (id) => document.querySelector(`#${id} .event__title`).textContent.replace(/[\u2066-\u2069]/g, ""),
        EVENT,
      );
      await search(headline);
      assert.equal((await hashes())[0], `#${EVENT}`, `${page}: ${headline}`);
    }
  });
}
