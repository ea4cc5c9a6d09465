// Reading aloud, with a stand-in for the voices of the device: headless browsers have none.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { CASE, SUFFIXES } from "../content.mjs";
import {
  ADDRESS,
  browser,
  checkConsole,
  click,
  data,
  evaluate,
  injecting,
  Key,
  openHydrated,
  press,
  requests,
  settled,
  untilHydrated,
  waitFor,
} from "./browser.mjs";

let driver;
before(async () => {
  driver = await browser({ requests: true });
});
checkConsole(() => driver);

// Records what is spoken. An utterance ends when the test says so. The voices arrive late if `delay` is given.
const standIn = (voices, delay = 0) => `
  class Synthesis extends EventTarget {
    spoken = [];
    canceled = 0;
    voices = [];
    getVoices() { return this.voices; }
    speak(utterance) { this.spoken.push(utterance); this.current = utterance; }
    cancel() {
      const current = this.current;
      this.current = undefined;
      this.canceled += 1;
      current?.onerror?.(new Event("error"));
    }
    finish() { const current = this.current; this.current = undefined; current.onend(new Event("end")); }
    load() { this.voices = ${JSON.stringify(voices)}; this.dispatchEvent(new Event("voiceschanged")); }
  }
  Object.defineProperty(window, "speechSynthesis", { value: new Synthesis() });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  if (${delay}) addEventListener("load", () => setTimeout(() => speechSynthesis.load(), ${delay}));
  else speechSynthesis.load();`;
const LOCAL = CASE.languages.map((lang) => ({ name: `Local ${lang}`, lang: `${lang}-XX`, localService: true }));
const REMOTE = CASE.languages.map((lang) => ({ name: `Remote ${lang}`, lang, localService: false }));

const reading = () =>
  evaluate(driver, () => {
    const [range] = [...(CSS.highlights.get("reading") ?? [])];
    return {
      highlighted: range ? String(range) : null,
      texts: speechSynthesis.spoken.map(({ text }) => text),
      voice: speechSynthesis.spoken.at(-1)?.voice.name,
      isSpeaking: speechSynthesis.current !== undefined,
      isBarShown: !document.getElementById("listen-bar").hidden,
      focused: document.activeElement.textContent.slice(0, 40),
    };
  });
const finishSentence = async () => {
  await evaluate(driver, () => speechSynthesis.finish());
  await settled(driver);
};
const control = async (index) => {
  await click(driver, `#listen-bar button:nth-of-type(${index})`);
  return reading();
};
const [PAUSE, RESUME, NEXT, STOP] = [1, 2, 3, 4];
const startReading = async (selector) => {
  await click(driver, `${selector} .listen`);
  await waitFor(driver, async () => (await reading()).isSpeaking, "nothing is spoken");
};
const visibleButtons = () =>
  evaluate(driver, () => {
    const buttons = [...document.querySelectorAll(".listen")];
    return buttons.filter((button) => getComputedStyle(button).visibility === "visible").length;
  });
const EVENT = CASE.events.find(({ core }) => core).id;
const STEP = CASE.steps[0].id;
const normalized = (text) => text.replace(/\s+/g, " ").trim();

test("without a voice on the device no button is shown, and none of a distant service is used", async () => {
  for (const voices of [[], REMOTE]) {
    await injecting(driver, standIn(voices), async () => {
      await openHydrated(driver);
      assert.equal(await visibleButtons(), 0);
    });
  }
});

test("voices that load late show the buttons, and nothing moves", () =>
  injecting(driver, standIn(LOCAL, 300), async () => {
    await openHydrated(driver);
    const positions = () =>
      evaluate(driver, () =>
        [...document.querySelectorAll("article, p")].map((part) => part.getBoundingClientRect().top),
      );
    const before = await positions();
    await waitFor(driver, async () => (await visibleButtons()) > 0, "no button");
    assert.equal(await visibleButtons(), 1 + CASE.events.length + CASE.steps.length);
    assert.deepEqual(await positions(), before);
  }));

for (const [index, suffix] of SUFFIXES.entries()) {
  test(`index${suffix}.html: an event is read sentence by sentence, as it stands on the page`, () =>
    injecting(driver, standIn(LOCAL), async () => {
      const language = CASE.languages[index];
      await openHydrated(driver, `index${suffix}.html`);
      const html = () => evaluate(driver, () => document.getElementById("app").innerHTML);
      const before = await html();
      await startReading(`#${EVENT}`);
      let now = await reading();
      assert.equal(now.voice, `Local ${language}`);
      while (now.isSpeaking) {
        assert.ok(now.highlighted.trim(), "nothing is highlighted");
        await finishSentence();
        now = await reading();
      }
      assert.equal(now.highlighted, null);
      assert.equal(now.isBarShown, false);
      const { headline } = data(`text.${language}`).events[EVENT];
      assert.ok(now.texts.length > 4, now.texts.join("|"));
      const spoken = Object.entries(data(`text.${language}`).spoken);
      const inWords = spoken.reduce((text, [written, words]) => text.replaceAll(written, words), headline);
      assert.ok(now.texts.includes(inWords), `${inWords} is not in ${now.texts.join("|")}`);
      const label = await evaluate(driver, "return document.querySelector('.listen').textContent");
      assert.ok(!now.texts.some((text) => text.includes(normalized(label))), "a button is read");
      assert.equal(await html(), before, "nodes were changed");
    }));
}

test("the summary begins with what holds today; source numbers are not read, abbreviations are words", () =>
  injecting(driver, standIn(LOCAL), async () => {
    await openHydrated(driver);
    await startReading(".lede");
    let now = await reading();
    while (now.isSpeaking) {
      await finishSentence();
      now = await reading();
    }
    const text = now.texts.join(" ");
    const { notice, spoken } = data("text.en");
    const numbers = await evaluate(driver, () =>
      [...document.querySelectorAll(".masthead__text sup")].map((part) => part.textContent.trim()),
    );
    const plain = notice.text.replace(/\[\[[^|\]]*\||\]\]/g, "");
    const heading = await evaluate(driver, () =>
      [...document.querySelectorAll(".masthead__text :is(.kicker, h1, .masthead__note)")]
        .map((part) => part.textContent)
        .join(" "),
    );
    assert.ok(text.startsWith(`${heading} ${plain} `), text);
    for (const number of numbers) assert.ok(!now.texts.some((part) => part.endsWith(number)), number);
    for (const [written, words] of Object.entries(spoken)) {
      assert.doesNotMatch(text, new RegExp(`(^|\\W)${written.replace(/\W/g, "\\$&")}(?!\\w)`), words);
    }
  }));

test("pause, resume, next and stop with the keyboard; the focus returns to the button", () =>
  injecting(driver, standIn(LOCAL), async () => {
    await openHydrated(driver);
    await evaluate(driver, (id) => document.querySelector(`#${id} .listen`).focus(), STEP);
    await press(driver, Key.ENTER);
    await waitFor(driver, async () => (await reading()).isSpeaking, "nothing is spoken");
    const { pause, resume } = data("ui.en").listen;
    const [first] = (await reading()).texts;
    assert.equal((await reading()).focused, pause);
    await press(driver, Key.ENTER);
    let now = await reading();
    assert.deepEqual([now.isSpeaking, now.focused, now.isBarShown], [false, resume, true]);
    await press(driver, Key.ENTER);
    now = await reading();
    assert.deepEqual([now.isSpeaking, now.focused, now.texts], [true, pause, [first, first]]);
    await press(driver, Key.TAB, Key.ENTER);
    now = await reading();
    assert.equal(now.texts.length, 3);
    assert.notEqual(now.texts[2], first);
    await press(driver, Key.ESCAPE);
    now = await reading();
    assert.deepEqual([now.isSpeaking, now.isBarShown, now.highlighted], [false, false, null]);
    assert.ok(now.focused.startsWith(data("ui.en").listen.listen), now.focused);
  }));

test("another button replaces what is read, and stop ends it", () =>
  injecting(driver, standIn(LOCAL), async () => {
    await openHydrated(driver);
    await startReading(`#${EVENT}`);
    await startReading(`#${STEP}`);
    const { title } = data("text.en").steps[STEP];
    const now = await reading();
    assert.ok(now.texts.at(-1).startsWith(title), now.texts.join("|"));
    assert.equal((await control(NEXT)).isSpeaking, true);
    assert.equal((await control(PAUSE)).isSpeaking, false);
    assert.equal((await control(RESUME)).isSpeaking, true);
    assert.equal((await control(STOP)).isSpeaking, false);
  }));

test("it stops when the reader leaves, and after an error of the voice", () =>
  injecting(driver, standIn(LOCAL), async () => {
    await openHydrated(driver);
    await startReading(`#${EVENT}`);
    await evaluate(driver, () => dispatchEvent(new PageTransitionEvent("pagehide")));
    assert.deepEqual([(await reading()).isSpeaking, (await reading()).isBarShown], [false, false]);
    await startReading(`#${EVENT}`);
    await evaluate(driver, () => speechSynthesis.current.onerror(new Event("error")));
    assert.equal((await reading()).isBarShown, false);
  }));

test("closed details are not read, opened ones are", () =>
  injecting(driver, standIn(LOCAL), async () => {
    await openHydrated(driver);
    const lengths = [];
    for (const isOpen of [false, true]) {
      await evaluate(
        driver,
        (id, open) => Object.assign(document.querySelector(`#${id} details`), { open }),
        STEP,
        isOpen,
      );
      await settled(driver);
      await startReading(`#${STEP}`);
      const before = (await reading()).texts.length;
      while ((await reading()).isSpeaking) await finishSentence();
      lengths.push((await reading()).texts.length - before);
    }
    assert.ok(lengths[1] > lengths[0] + 5, lengths.join(" "));
  }));

test("the module is requested at the first use, also by a card", () =>
  injecting(driver, standIn(LOCAL), async () => {
    const isRequested = async () => (await requests(driver)).some((url) => url.endsWith("/listen.js"));
    for (const page of ["index.html", `card-${EVENT}.html`]) {
      await driver.get("about:blank");
      await requests(driver);
      await driver.get(ADDRESS + page);
      if (page === "index.html") await untilHydrated(driver);
      await waitFor(driver, async () => (await visibleButtons()) > 0, "no button");
      assert.equal(await isRequested(), false);
      await startReading(`#${EVENT}`);
      assert.equal(await isRequested(), true);
      await control(STOP);
    }
  }));
