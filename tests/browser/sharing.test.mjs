// Sharing: the popover of the page and of each record, the clipboard, and the share dialog of the system.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { CASE, EVENT, LATER_EVENT, STEP, STRINGS, SUFFIXES, TEXT } from "../content.mjs";
import {
  ADDRESS,
  By,
  browser,
  checkConsole,
  click,
  data,
  emulating,
  evaluate,
  injecting,
  Key,
  openHydrated,
  press,
  settled,
  text,
  waitFor,
} from "./browser.mjs";

let driver;
before(async () => {
  driver = await browser();
});
checkConsole(() => driver);

const message = () => text(driver, "#share-popover [role=status]");
const isOpen = () => evaluate(driver, () => document.getElementById("share-popover").matches(":popover-open"));
const untilMessage = (expected) =>
  waitFor(driver, async () => (await message()) === expected, `the message is not "${expected}"`);
const plain = (text) => text.replace(/\[\[[^|\]]*\||\]\]|\*/g, "");
// Removes the bidi isolates around Latin names in right-to-left text.
const withoutIsolates = (text) => text.replace(/[\u2066-\u2069]/g, "");
const withClipboard = async (run) => {
  const { origin } = new URL(ADDRESS);
  await driver.sendDevToolsCommand("Browser.grantPermissions", { origin, permissions: ["clipboardSanitizedWrite"] });
  try {
    await run();
  } finally {
    await driver.sendDevToolsCommand("Browser.resetPermissions", {});
  }
};
// The page may write to the clipboard and not read it, so the content is pasted into a field of many lines.
const pasted = async () => {
  await evaluate(driver, () => {
    const field = document.createElement("textarea");
    field.id = "pasted";
    document.body.append(field);
  });
  const field = await driver.findElement(By.id("pasted"));
  await field.sendKeys(Key.chord(Key.CONTROL, "v"));
  const value = await field.getAttribute("value");
  await evaluate(driver, () => document.getElementById("pasted").remove());
  return value;
};
const ORDER = CASE.events.find(({ id }) => TEXT.events[id].outcome).id;

test("a click on the link of a record copies its address", () =>
  withClipboard(async () => {
    await openHydrated(driver);
    await click(driver, `#${EVENT} .record-link`);
    await untilMessage(STRINGS.client.link_copied);
    assert.equal(await text(driver, ".share-popover__address"), `${ADDRESS}#${EVENT}`);
    await press(driver, Key.ESCAPE);
    assert.equal(await isOpen(), false);
    assert.equal(await pasted(), `${ADDRESS}#${EVENT}`);
  }));

for (const [index, suffix] of SUFFIXES.entries()) {
  test(`index${suffix}.html: an order is shared with its date and what became of it`, () =>
    withClipboard(async () => {
      const page = `index${suffix}.html`;
      await openHydrated(driver, page);
      await click(driver, `#${ORDER} .record-link`);
      await click(driver, ".share-popover__buttons button:last-child");
      await untilMessage(data(`ui.${CASE.languages[index]}`).client.text_copied);
      await press(driver, Key.ESCAPE);
      const { headline, outcome } = data(`text.${CASE.languages[index]}`).events[ORDER];
      const [first, second, url] = withoutIsolates(await pasted()).split("\n");
      assert.ok(first.startsWith(`${withoutIsolates(headline)} (`), first);
      assert.match(first, /\d{4}\)$/, "the year");
      assert.ok(second.includes(withoutIsolates(plain(outcome.text))), second);
      assert.equal(url, `${ADDRESS}${page}#${ORDER}`);
    }));
}

test("a record without an outcome is shared with what holds today", async () => {
  await openHydrated(driver);
  await click(driver, `#${STEP} > .record-link`);
  const [title, notice] = (await text(driver, ".share-popover__text")).split("\n");
  assert.equal(title, TEXT.steps[STEP].title);
  assert.equal(notice, plain(TEXT.notice.text));
});

test("what people say wrongly is shared with its label and the correction", async () => {
  const [id] = CASE.misreadings;
  await openHydrated(driver);
  await click(driver, `#${id} > .record-link`);
  const [claim, correction] = (await text(driver, ".share-popover__text")).split("\n");
  assert.ok(claim.startsWith(STRINGS.page.claim) && claim.endsWith(plain(TEXT.misreadings[id].claim)), claim);
  assert.ok(correction.startsWith(plain(TEXT.misreadings[id].correction[0].text)), correction);
});

test("the page is shared from its top, and the link leads to more ways", async () => {
  await openHydrated(driver, "index.html");
  await click(driver, ".share-link");
  const [title, notice] = (await text(driver, ".share-popover__text")).split("\n");
  assert.ok(title.startsWith(TEXT.title), title);
  assert.equal(notice, plain(TEXT.notice.text));
  assert.equal(await text(driver, ".share-popover__address"), `${ADDRESS}index.html`);
  const more = await driver.findElement(By.css(".share-popover__more a"));
  assert.equal(await more.getAttribute("href"), `${ADDRESS}take-away.html`);
});

test("from an embed the main page is shared, without the parameters of the embedding page", async () => {
  await openHydrated(driver, "embed.html?theme=light");
  await click(driver, ".share-link");
  assert.equal(await text(driver, ".share-popover__address"), `${ADDRESS}index.html`);
  await press(driver, Key.ESCAPE);
  await evaluate(driver, (id) => document.querySelector(`#${id} .record-link`).click(), LATER_EVENT);
  await settled(driver);
  assert.equal(await text(driver, ".share-popover__address"), `${ADDRESS}index.html#${LATER_EVENT}`);
});

test("the share dialog of the system gets title, text and address", () =>
  injecting(driver, "navigator.share = async (data) => { window.shared = { ...data }; };", async () => {
    await openHydrated(driver);
    await click(driver, `#${ORDER} .record-link`);
    await click(driver, ".share-popover__buttons button");
    const shared = await evaluate(driver, () => window.shared);
    const { headline, outcome } = TEXT.events[ORDER];
    assert.equal(shared.title, headline);
    assert.ok(shared.text.includes(plain(outcome.text)), shared.text);
    assert.equal(shared.url, `${ADDRESS}#${ORDER}`);
  }));

test("without a share dialog there is no button for it", async () => {
  await injecting(driver, "delete Navigator.prototype.share", async () => {
    await openHydrated(driver);
    await click(driver, `#${EVENT} .record-link`);
    assert.equal((await driver.findElements(By.css(".share-popover__buttons button"))).length, 2);
  });
});

test("where the clipboard is refused, the address can be selected", async () => {
  await openHydrated(driver);
  await evaluate(driver, "Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await click(driver, `#${EVENT} .record-link`);
  await untilMessage(STRINGS.client.copy_by_hand);
  const first = await driver.findElement(By.css("#share-popover [role=status] span"));
  await click(driver, ".share-popover__buttons button:last-child");
  await untilMessage(STRINGS.client.copy_by_hand);
  const isAttached = await evaluate(driver, "return arguments[0].isConnected", first).catch(() => false);
  assert.equal(isAttached, false, "the second message is not a new one");
});

test("with the keyboard it takes the focus and returns it", async () => {
  await openHydrated(driver);
  const link = `#${EVENT} .record-link`;
  await evaluate(driver, (selector) => document.querySelector(selector).focus(), link);
  await press(driver, Key.ENTER);
  assert.ok(await evaluate(driver, () => document.getElementById("share-popover").contains(document.activeElement)));
  await press(driver, Key.ESCAPE);
  assert.ok(await evaluate(driver, (selector) => document.activeElement === document.querySelector(selector), link));
});

test("a second click on the same link focuses the popover again", async () => {
  await openHydrated(driver);
  for (let time = 0; time < 2; time += 1) {
    await click(driver, `#${EVENT} .record-link`);
    assert.ok(await evaluate(driver, () => document.getElementById("share-popover").contains(document.activeElement)));
    await press(driver, Key.ESCAPE);
  }
});

test("without script the link leads to the page for sharing", () =>
  emulating(driver, { script: false }, async () => {
    await driver.get(ADDRESS);
    await driver.findElement(By.css(".share-link")).click();
    assert.equal(await driver.getCurrentUrl(), `${ADDRESS}take-away.html`);
  }));

test("it fits a phone", () =>
  emulating(driver, { width: 320, height: 640 }, async () => {
    await openHydrated(driver);
    await click(driver, `#${ORDER} .record-link`);
    const box = await evaluate(driver, () => document.getElementById("share-popover").getBoundingClientRect().toJSON());
    assert.ok(box.left >= 0 && box.right <= 320 && box.top >= 0 && box.bottom <= 640, JSON.stringify(box));
  }));
