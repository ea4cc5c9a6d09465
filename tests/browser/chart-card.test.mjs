// The card of the chart: the chart and the status panel in a frame of their own, with the app.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { CASE, OPENING_DAY, OTHER_DAY, SUFFIXES, TRANSLATIONS } from "../content.mjs";
import { server } from "../server.mjs";
import {
  ADDRESS,
  By,
  browser,
  checkConsole,
  click,
  data,
  emulating,
  evaluate,
  untilHydrated,
  waitFor,
} from "./browser.mjs";
import { assertDayCanBeChosen, dayCell } from "./failures.mjs";

let driver;
before(async () => {
  driver = await browser();
});
checkConsole(() => driver);

const CARDS = SUFFIXES.map((suffix) => `card-chart${suffix}.html`);
const shownDay = () => evaluate(driver, () => document.getElementById("status").dataset.day);

for (const [index, card] of CARDS.entries()) {
  test(`${card}: a day can be chosen, and the outcome of the case is there`, async () => {
    await driver.get(ADDRESS + card);
    await untilHydrated(driver);
    const [outcome, text] = await evaluate(driver, () =>
      [".outcome", ".notice"].map((part) => document.querySelector(part).textContent),
    );
    const { lead } = data(`text.${CASE.languages[index]}`).outcome;
    assert.ok(outcome.includes(lead) && text, outcome);
    await assertDayCanBeChosen(driver);
    assert.equal(await shownDay(), OTHER_DAY);
  });
}

test("without script the opening day and the table are there, and a day links to its event on the main page", () =>
  emulating(driver, { script: false }, async () => {
    await driver.get(`${ADDRESS}${CARDS[0]}`);
    assert.equal(await shownDay(), OPENING_DAY);
    const [rows, href] = await evaluate(
      driver,
      (cell) => [document.querySelectorAll(".days tbody tr").length, document.querySelector(cell).href],
      dayCell(OPENING_DAY),
    );
    assert.ok(rows > 5, `${rows} rows`);
    const { id } = CASE.events.find(({ when }) => when.on === OPENING_DAY);
    assert.equal(href, `${ADDRESS}index.html#${id}`);
  }));

test("the custom element shows the chart in a frame as high as its content", async () => {
  for (const lang of ["", ...TRANSLATIONS]) {
    await driver.get(
      server.page(
        `<case-timeline src="${ADDRESS}" show="chart" lang="${lang}"><a href="${ADDRESS}">Link</a></case-timeline>
        <script async src="${ADDRESS}embed.js"></script>`,
      ),
    );
    const frame = await waitFor(
      driver,
      async () => (await driver.findElements(By.css("case-timeline iframe")))[0],
      "no frame",
    );
    await driver.switchTo().frame(frame);
    await untilHydrated(driver);
    await click(driver, dayCell(OTHER_DAY));
    const isWhole = () => evaluate(driver, () => document.documentElement.scrollHeight <= innerHeight + 1);
    await waitFor(driver, isWhole, "the frame is not as high as its content");
    await driver.switchTo().defaultContent();
  }
});
