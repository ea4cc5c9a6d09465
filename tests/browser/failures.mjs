// Helpers for pages without the app or with failing requests: what is visible, and assertions on it.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { CASE, OPENING_DAY, OTHER_DAY, RARE_WORD_EVENT, STRINGS, TEXT } from "../content.mjs";
import { server } from "../server.mjs";
import { By, click, consoleErrors, DIST, evaluate, isInView, settled } from "./browser.mjs";

const files = fs.readdirSync(DIST);
// The WebAssembly module, and the glue that wasm-bindgen writes for it.
export const MODULE = files.find((file) => file.endsWith("_bg.wasm"));
export const GLUE = files.find((file) => /^app-.*\.js$/.test(file));
export const readBytes = (file) => fs.readFileSync(path.join(DIST, file));

// The address of a copy of the built folder with these replies; see `server.dist`.
export const copyWith = (replies) => server.dist(replies);

// Finishes the animation whose end shows that the app has not loaded in time, without waiting.
export const endWaiting = (driver) =>
  evaluate(driver, () => {
    for (const animation of document.getAnimations()) animation.finish();
  });

// The console message of the static fallback.
export const FALLBACK = /"The page stays as it is:"/;
// The warning of Chromium about a preloaded module that is not used within seconds, as on a slow machine.
export const isUnusedPreload = (line) => /preloaded using link preload but not used/.test(line);
// Asserts that the console has a message for each pattern since the last call, and no others.
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

// What is visible: the numbers of events and steps, the ids of hidden records, the controls, the notice, whether the last
// sentence is visible, and the largest vertical gap between lines of text in pixels. Content that `content-visibility`
// skips is rendered, and what is sticky is where it belongs.
export const visible = (driver) =>
  evaluate(driver, () => {
    const everything = new CSSStyleSheet();
    everything.replaceSync(
      "* { content-visibility: visible !important } .chart, .status-panel { position: static !important }",
    );
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
    let lowest = 0;
    let gap = 0;
    for (const [top, bottom] of [...lines, [document.documentElement.scrollHeight, Infinity]]) {
      gap = Math.max(gap, top - lowest);
      lowest = Math.max(lowest, bottom);
    }
    const last = all(".footer p").pop();
    const controls = "button, input, select, [role=button], [aria-pressed]";
    const found = {
      title: document.querySelector("h1").textContent,
      events: all(".event").filter(isVisible).length,
      steps: all(".step").filter(isVisible).length,
      hiddenRecords: all(".record")
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

// Asserts that the page is readable to its last sentence, without gaps and without controls that do not work, and that a
// notice says what is missing.
export async function assertReadable(driver) {
  const page = await visible(driver);
  const { title, events, steps, hiddenRecords, last, controls, notice } = page;
  assert.deepEqual(
    { title, events, steps, hiddenRecords, last, controls, notice },
    {
      title: TEXT.title,
      events: CASE.events.length,
      steps: CASE.steps.length,
      hiddenRecords: [],
      last: true,
      controls: [],
      notice: STRINGS.page.static_notice,
    },
  );
  assert.ok(page.characters > CHARACTERS, `${page.characters} visible characters`);
  assert.ok(page.gap < 170, `${page.gap} px without text`);
}

// The ids of the events that no filter hides.
export const visibleEvents = (driver) =>
  evaluate(driver, () =>
    [...document.querySelectorAll(".event")].filter((event) => event.checkVisibility()).map(({ id }) => id),
  );
export const chosenDay = (driver) => evaluate(driver, () => document.getElementById("status").dataset.day);
export const dayCell = (day) => `[data-day='${day}']`;
export async function typeSearch(driver, words) {
  await (await driver.findElement(By.id("search"))).sendKeys(words);
  await settled(driver);
}
// Asserts that the app runs: a day can be chosen.
export async function assertDayCanBeChosen(driver) {
  await click(driver, dayCell(OTHER_DAY));
  assert.equal(await chosenDay(driver), OTHER_DAY);
}
// Asserts that a day is a link to its first event.
export async function assertDayIsLink(driver) {
  const { id } = CASE.events.find(({ when }) => when.on === OPENING_DAY);
  await click(driver, dayCell(OPENING_DAY));
  assert.ok(await isInView(driver, id), `${id} is in view`);
}
// The addresses of the results of a search.
export const searchResults = (driver) =>
  evaluate(driver, () =>
    [...document.querySelectorAll(".search-results a")]
      .filter((link) => link.checkVisibility())
      .map((link) => link.getAttribute("href")),
  );
// Asserts that a search lists the event that has the word.
export async function assertSearchFinds(driver, word) {
  await typeSearch(driver, word);
  const results = await searchResults(driver);
  assert.ok(results.includes(`#${RARE_WORD_EVENT}`), `found: ${results}`);
}
