// A page that goes without the app or without something else it needs: what is seen of it, and what must hold.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { CASE, OPENING_DAY, OTHER_DAY, RARE_WORD_EVENT, STRINGS, TEXT } from "../content.mjs";
import { server } from "../server.mjs";
import { ask, By, click, consoleErrors, DIST, inView, settled } from "./browser.mjs";

const files = fs.readdirSync(DIST);
// The WebAssembly module, and the glue that wasm-bindgen writes for it.
export const MODULE = files.find((file) => file.endsWith("_bg.wasm"));
export const GLUE = files.find((file) => /^app-.*\.js$/.test(file));
export const readBytes = (file) => fs.readFileSync(path.join(DIST, file));

// The address of a copy of the built folder with other replies; see `server.dist`.
export const copyWith = (replies) => server.dist(replies);

// Ends the time in which the page waits for the app, without waiting.
export const endWaiting = (driver) =>
  ask(driver, () => {
    for (const animation of document.getAnimations()) animation.finish();
  });

// What the console says of a page that falls back to what it is without the app.
export const FALLBACK = /"The page stays as it is:"/;
// What Chromium reports of a module that was preloaded and is not used in the next seconds, as on a slow machine.
export const isUnusedPreload = (line) => /preloaded using link preload but not used/.test(line);
// Asserts that since the last call the console has reported what each pattern describes, and nothing else.
export async function assertReported(driver, ...patterns) {
  const lines = (await consoleErrors(driver)).filter((line) => !isUnusedPreload(line));
  for (const pattern of patterns)
    assert.ok(
      lines.some((line) => pattern.test(line)),
      `${pattern} in ${lines}`,
    );
  assert.deepEqual(
    lines.filter((line) => !patterns.some((pattern) => pattern.test(line))),
    [],
  );
}

// What a reader can see: events and steps, records left out, controls that are in sight, the notice, the last sentence,
// and the tallest stretch without a word, a picture or a control. What is far from the screen is laid out when a
// reader comes near; here all of it is laid out.
export const visible = (driver) =>
  ask(driver, () => {
    const everything = new CSSStyleSheet();
    everything.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets = [everything];
    const isVisible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    const all = (selector) => [...document.querySelectorAll(selector)];
    const lines = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode } = walker;
      const { data, parentElement } = currentNode;
      if (!data.trim() || !isVisible(parentElement) || parentElement.closest(".vh, .skip, script")) continue;
      const range = document.createRange();
      range.selectNodeContents(currentNode);
      for (const { top, bottom, height } of range.getClientRects())
        if (height) lines.push([top + scrollY, bottom + scrollY]);
    }
    lines.sort(([one], [other]) => one - other);
    let reached = 0;
    let gap = 0;
    for (const [top, bottom] of [...lines, [document.documentElement.scrollHeight, Infinity]]) {
      gap = Math.max(gap, top - reached);
      reached = Math.max(reached, bottom);
    }
    const last = all(".footer p").pop();
    const controls = "button, input, select, [role=button], [aria-pressed]";
    const found = {
      title: document.querySelector("h1").textContent,
      events: all(".event").filter(isVisible).length,
      steps: all(".step").filter(isVisible).length,
      records: all(".record")
        .filter((record) => !isVisible(record))
        .map((record) => record.id),
      // biome-ignore lint/performance/useDomNodeTextContent: `innerText` leaves out what is not rendered.
      characters: document.body.innerText.length,
      controls: all(controls)
        .filter(isVisible)
        .map((control) => control.outerHTML.slice(0, 80)),
      notice: all(".static-only")
        .filter(isVisible)
        .map((notice) => notice.textContent)
        .join(),
      last: Boolean(last) && isVisible(last) && last.getBoundingClientRect().height > 0,
      gap,
    };
    document.adoptedStyleSheets = [];
    return found;
  });

const sentences = CASE.events.flatMap(({ id }) => TEXT.events[id].sentences);
const CHARACTERS = sentences.reduce((sum, { text }) => sum + text.length, 0);

// Asserts that the page can be read to its last sentence, that nothing is blank, that no control is in sight which
// does not work, and that a notice says what is missing.
export async function assertReadable(driver) {
  const page = await visible(driver);
  const { title, events, steps, records, last, controls, notice } = page;
  assert.deepEqual(
    { title, events, steps, records, last, controls, notice },
    {
      title: TEXT.title,
      events: CASE.events.length,
      steps: CASE.steps.length,
      records: [],
      last: true,
      controls: [],
      notice: STRINGS.page.still,
    },
  );
  assert.ok(page.characters > CHARACTERS, `${page.characters} characters in sight`);
  assert.ok(page.gap < 170, `${page.gap} px without a word`);
}

// The events that are in the page, not hidden by a filter or a search.
export const visibleEvents = (driver) =>
  ask(driver, () =>
    [...document.querySelectorAll(".event")].filter((event) => event.checkVisibility()).map(({ id }) => id),
  );
export const chosenDay = (driver) => ask(driver, () => document.getElementById("status").dataset.day);
export const dayCell = (day) => `[data-day='${day}']`;
export async function typeSearch(driver, words) {
  await (await driver.findElement(By.id("search"))).sendKeys(words);
  await settled(driver);
}
// Asserts that the app runs: choosing a day shows that day.
export async function assertDayCanBeChosen(driver) {
  await click(driver, dayCell(OTHER_DAY));
  assert.equal(await chosenDay(driver), OTHER_DAY);
}
// Asserts that a day is a link to its first event.
export async function assertDayIsLink(driver) {
  const { id } = CASE.events.find(({ when }) => when.on === OPENING_DAY);
  await click(driver, dayCell(OPENING_DAY));
  assert.ok(await inView(driver, id), `${id} is in view`);
}
// Asserts that the search leaves the events that have the word.
export async function assertSearchFinds(driver, word) {
  await typeSearch(driver, word);
  const events = await visibleEvents(driver);
  assert.ok(events.includes(RARE_WORD_EVENT) && events.length < CASE.events.length, `found: ${events}`);
}
