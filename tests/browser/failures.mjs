// A server of the built folder that does one thing wrong, and what must hold all the same.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { after } from "node:test";
import { ask, DIST } from "./browser.mjs";

const TYPES = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  svg: "image/svg+xml",
  wasm: "application/wasm",
};
const files = fs.readdirSync(DIST);
export const PROGRAM = files.find((file) => file.endsWith("_bg.wasm"));
export const GLUE = files.find((file) => /^app-.*\.js$/.test(file));
export const read = (file) => fs.readFileSync(path.join(DIST, file));

// Every fault has a folder of its own, so that nothing comes from the cache of another.
const faults = new Map();
const server = http.createServer((request, response) => {
  const [, fault, file] = new URL(request.url, "http://host").pathname.match(/^\/(\d+)\/(.*)$/) ?? [];
  const name = file || "index.html";
  response.setHeader("Access-Control-Allow-Origin", "*");
  response.setHeader("Cache-Control", "no-store");
  const send = (body, { status = 200, type = TYPES[name.split(".").pop()] } = {}) => {
    response.writeHead(status, { "Content-Type": type ?? "application/octet-stream" });
    response.end(body);
  };
  const answer = faults.get(fault)?.[name] ?? faults.get(fault)?.["*"];
  if (answer?.(response, send, name) === true) return;
  if (response.writableEnded || response.headersSent) return;
  if (fs.existsSync(path.join(DIST, name)) && /^[\w.-]+$/.test(name)) send(read(name));
  else send("Not found\n", { status: 404, type: "text/plain" });
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
after(() => {
  server.closeAllConnections();
  server.close();
});

// The address of the folder in which each file named is answered by its function. A function that
// returns true answers later or never; one that answers nothing leaves the file as it is.
export function address(answers = {}) {
  const fault = `${faults.size}`;
  faults.set(fault, answers);
  return `http://127.0.0.1:${server.address().port}/${fault}/`;
}
export const missing = (_response, send) => send("Not found\n", { status: 404, type: "text/plain" });
export const withPolicy = (policy) => (response) => {
  response.setHeader("Content-Security-Policy", policy);
};
// The same file with its text changed.
export const changed = (change) => (_response, send, name) => send(change(read(name).toString()));

// Puts a script before everything else in every page from now on; returns how to take it away.
export async function inject(driver, source) {
  const { identifier } = await driver.sendAndGetDevToolsCommand("Page.addScriptToEvaluateOnNewDocument", { source });
  return () => driver.sendDevToolsCommand("Page.removeScriptToEvaluateOnNewDocument", { identifier });
}

// The time after which a page without its program stops waiting for it, without waiting.
export const outwait = (driver) => ask(driver, "document.getAnimations().forEach((animation) => animation.finish())");

export const isLive = (driver) => ask(driver, "return document.documentElement.hasAttribute('data-live')");
export const until = (driver, attribute) =>
  driver.wait(
    () => ask(driver, "return document.documentElement.hasAttribute(arguments[0])", attribute),
    20_000,
    `no ${attribute}`,
  );

// What a reader can see: events and steps, records left out, controls that are in sight, the notice, the last sentence,
// and the tallest stretch without a word, a picture or a control. What is far from the screen is laid out when a
// reader comes near; here all of it is looked at at once.
export const look = (driver) =>
  ask(
    driver,
    `
  const whole = new CSSStyleSheet();
  whole.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets = [whole];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const all = (selector) => [...document.querySelectorAll(selector)];
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (!text.data.trim() || !seen(text.parentElement) || text.parentElement.closest(".vh, .skip, script")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { top, bottom, height } of range.getClientRects()) if (height) lines.push([top + scrollY, bottom + scrollY]);
  }
  lines.sort(([one], [other]) => one - other);
  let reached = 0, gap = 0;
  for (const [top, bottom] of [...lines, [document.documentElement.scrollHeight, Infinity]]) {
    gap = Math.max(gap, top - reached);
    reached = Math.max(reached, bottom);
  }
  const last = all(".footer p").pop();
  const found = {
    title: document.querySelector("h1").textContent,
    events: all(".event").filter(seen).length,
    steps: all(".step").filter(seen).length,
    records: all(".record").filter((record) => !seen(record)).map((record) => record.id),
    words: document.body.innerText.length,
    controls: all("button, input, select, [role=button], [aria-pressed], .record-link").filter(seen).map((control) => control.outerHTML.slice(0, 80)),
    notice: all(".still-only").filter(seen).map((notice) => notice.textContent).join(),
    last: last && seen(last) && last.getBoundingClientRect().height > 0,
    gap,
  };
  document.adoptedStyleSheets = [];
  return found;`,
  );

// The page can be read to its last sentence, nothing is blank, nothing that does not work is in sight,
// and a quiet notice tells what is missing.
export async function reads(driver, { notice = /Choosing a day/ } = {}) {
  const page = await look(driver);
  const { title, events, steps, records, last } = page;
  assert.deepEqual(
    { title, events, steps, records, last },
    { title: "Eleven Days in June", events: 37, steps: 16, records: [], last: true },
  );
  assert.ok(page.words > 30_000, `${page.words} characters in sight`);
  assert.deepEqual(page.controls, []);
  assert.ok(page.gap < 170, `${page.gap} px without a word`);
  assert.match(page.notice, notice);
}
