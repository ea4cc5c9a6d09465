// Frames that are added, removed and resized many times: memory use and the number of messages remain constant.
import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { CASE, EVENT, OPENING_DAY, OTHER_DAY, STEP } from "../content.mjs";
import { server } from "../server.mjs";
import { ALL, browser, checkConsole, evaluate, settled, waitFor } from "./browser.mjs";
import { copyWith, dayCell, isUnusedPreload } from "./failures.mjs";

// The maximum growth of memory in 150 rounds, in bytes: 1.3 kB for each round, where one document has hundreds. The
// baseline is the memory after the first rounds.
const MAX_GROWTH = 200_000;
// Rounds in one script of the page: few enough for the time limit of a script.
const BATCH = 10;

const widget = copyWith();
// embed.js waits five seconds for the reply of a frame, and its timer retains the frame. The page collects these timers;
// `retained` runs them.
const page = server.page(
  `<main></main>
  <script>
    window.messages = 0;
    addEventListener("message", ({ data }) => data?.caseTimeline && messages++);
    const timers = [];
    const { setTimeout: own } = window;
    window.setTimeout = (callback, delay, ...values) =>
      delay === 5000 ? timers.push(callback) : own(callback, delay, ...values);
  </script>
  <script src="${widget}embed.js"></script>`,
);
const element = (show) =>
  `<case-timeline src="${widget}" show="${show}"><a href="${widget}">The timeline</a></case-timeline>`;

let driver;
before(async () => {
  driver = await browser({ width: 800, height: 1000 });
  await driver.sendDevToolsCommand("Performance.enable", {});
});
// The page has the origin of the widget, so that it can look into the frames.
checkConsole(
  () => driver,
  (line) => /allow-same-origin .* can escape its sandboxing/.test(line) || isUnusedPreload(line),
);
beforeEach(() => driver.get(page));

// The memory and the objects that remain after garbage collection.
async function retained() {
  const timers = await evaluate(driver, "return timers.splice(0).map((callback) => callback()).length");
  await settled(driver);
  // Objects that are released by finalizers of others need a second and a third collection.
  for (let time = 0; time < 3; time += 1) await driver.sendDevToolsCommand("HeapProfiler.collectGarbage", {});
  const { metrics } = await driver.sendAndGetDevToolsCommand("Performance.getMetrics", {});
  const { JSHeapUsedSize, Documents, Frames, JSEventListeners } = Object.fromEntries(
    metrics.map(({ name, value }) => [name, value]),
  );
  return { timers, JSHeapUsedSize, Documents, Frames, JSEventListeners };
}

function assertConstant(context, first, last) {
  context.diagnostic(`${JSON.stringify(first)}, then ${JSON.stringify(last)}`);
  assert.ok(first.timers > 0, "embed.js waits five seconds for a reply");
  const growth = last.JSHeapUsedSize - first.JSHeapUsedSize;
  assert.ok(growth < MAX_GROWTH, `${growth} bytes more`);
  for (const name of ["Documents", "Frames", "JSEventListeners"])
    assert.ok(last[name] <= first[name], `${name}: ${first[name]}, then ${last[name]}`);
}

// The rounds, which run in the page; `untilSized` waits until the frame is as tall as its content.
const ROUNDS = `(${() => {
  const frame = () => document.querySelector("iframe");
  const content = () => (frame()?.contentDocument?.readyState === "complete" ? frame().contentDocument : undefined);
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const until = async (condition) => {
    while (!condition()) await nextFrame();
  };
  const untilSized = () =>
    until(() => {
      const height = content()?.body.getBoundingClientRect().height ?? 0;
      return height > 100 && Math.abs(Math.ceil(height) - frame().clientHeight) <= 2;
    });
  const setOpen = (open) => {
    for (const details of content().querySelectorAll("details")) details.open = open;
  };
  const resize = async (width) => {
    frame().style.width = `${width}px`;
    await untilSized();
  };
  // Adds a frame, opens its details, sets three widths, and removes it.
  const addAndRemove = async (html, isHydrated) => {
    const main = document.querySelector("main");
    main.innerHTML = html;
    await untilSized();
    await until(() => !isHydrated || content()?.documentElement.hasAttribute("data-live"));
    setOpen(true);
    await untilSized();
    for (const width of [360, 700, 500]) await resize(width);
    main.replaceChildren();
  };
  // Opens or closes the details of one frame and sets another width.
  const toggleAndResize = async (_html, _isHydrated, round) => {
    await untilSized();
    setOpen(round % 2 === 0);
    await resize(round % 2 ? 700 : 400);
  };
  const rounds = { addAndRemove, toggleAndResize };
  // Returns the number of messages that the page received in each round.
  window.run = async (name, count, html, isHydrated) => {
    const counts = [];
    for (let round = 0; round < count; round += 1) {
      window.messages = 0;
      await rounds[name](html, isHydrated, round);
      await nextFrame();
      counts.push(window.messages);
    }
    return counts;
  };
}})()`;

async function run(name, count, html, isHydrated = false) {
  await evaluate(driver, ROUNDS);
  const counts = [];
  while (counts.length < count) {
    const rounds = Math.min(BATCH, count - counts.length);
    counts.push(...(await evaluate(driver, (...values) => window.run(...values), name, rounds, html, isHydrated)));
  }
  return counts;
}

const mean = (counts) => counts.reduce((sum, count) => sum + count, 0) / counts.length;
function assertConstantMessages(context, counts) {
  const [first, last] = [mean(counts.slice(0, 50)), mean(counts.slice(-50))];
  const max = Math.max(...counts);
  context.diagnostic(`messages a round: ${first} at first, ${last} at last, ${max} at most`);
  assert.ok(last <= first + 1, `${first} messages a round at first, ${last} at last`);
  assert.ok(max <= 25, `${max} messages in one round`);
}

const onlyAll = { skip: ALL ? false : "runs with --all" };

test("200 rounds of adding, resizing and removing a frame", onlyAll, async (context) => {
  const counts = await run("addAndRemove", 50, element(EVENT));
  const first = await retained();
  counts.push(...(await run("addAndRemove", 150, element(EVENT))));
  const last = await retained();
  assertConstantMessages(context, counts);
  assertConstant(context, first, last);
});

test("200 rounds of opening, closing and resizing in one frame", onlyAll, async (context) => {
  await evaluate(driver, "document.querySelector('main').innerHTML = arguments[0]", element(EVENT));
  const counts = await run("toggleAndResize", 50);
  const first = await retained();
  counts.push(...(await run("toggleAndResize", 150)));
  const last = await retained();
  assertConstantMessages(context, counts);
  assertConstant(context, first, last);
});

test("20 rounds of the whole widget with its app", onlyAll, async (context) => {
  const counts = await run("addAndRemove", 5, element("all"), true);
  const first = await retained();
  const more = await run("addAndRemove", 15, element("all"), true);
  const last = await retained();
  context.diagnostic(`messages a round: ${counts.concat(more).join(" ")}`);
  assert.ok(Math.max(...more) <= 30, `${Math.max(...more)} messages in one round`);
  assertConstant(context, first, last);
});

test("twenty frames on one page have the heights of their content, and send nothing when nothing changes", async (context) => {
  const COUNT = 20;
  const shows = ["all", EVENT, STEP, CASE.events[0].id];
  const isWhole = (index) => index % shows.length === 0;
  const html = Array.from({ length: COUNT }, (_, index) => element(shows[index % shows.length])).join("");
  await evaluate(driver, "document.querySelector('main').innerHTML = arguments[0]", html);
  for (let index = 0; index < COUNT; index += 1) {
    await evaluate(
      driver,
      (index) => document.querySelectorAll("case-timeline")[index].scrollIntoView({ behavior: "instant" }),
      index,
    );
    const fits = () =>
      evaluate(
        driver,
        (index, isWhole) => {
          const frame = document.querySelectorAll("iframe")[index];
          const content = frame.contentDocument;
          if (content?.readyState !== "complete") return false;
          if (isWhole && !content.documentElement.hasAttribute("data-live")) return false;
          return Math.abs(content.body.getBoundingClientRect().height - frame.clientHeight) <= 2;
        },
        index,
        isWhole(index),
      );
    await waitFor(driver, fits, `frame ${index} does not have the height of its content`);
  }
  const total = await evaluate(driver, "return messages");
  context.diagnostic(`${total} messages for ${COUNT} frames`);
  assert.ok(total <= COUNT * 12, `${total} messages`);

  // A frame that sends continually does so in each of its animation frames: then there are more messages than replies to
  // these requests, which arrive after all earlier messages.
  await settled(driver);
  await evaluate(driver, () => {
    window.messages = 0;
    for (const frame of document.querySelectorAll("iframe"))
      frame.contentWindow.postMessage({ caseTimeline: { ask: "height" } }, "*");
  });
  const replies = () => evaluate(driver, "return messages");
  await waitFor(driver, async () => (await replies()) >= COUNT, "the frames do not reply");
  for (let time = 0; time < 3; time += 1) await settled(driver);
  assert.equal(await replies(), COUNT, "no messages except the replies");

  // Choosing a day in one frame does not change the others.
  const days = () =>
    evaluate(driver, () =>
      [...document.querySelectorAll("iframe")]
        .map((frame) => frame.contentDocument.getElementById("status")?.dataset.day)
        .filter(Boolean),
    );
  const [first, second, ...others] = await days();
  assert.deepEqual(new Set([first, second, ...others]), new Set([OPENING_DAY]));
  await evaluate(
    driver,
    (index, cell) => document.querySelectorAll("iframe")[index].contentDocument.querySelector(cell).click(),
    shows.length,
    dayCell(OTHER_DAY),
  );
  await waitFor(driver, async () => (await days())[1] === OTHER_DAY, "the day is not chosen");
  await settled(driver);
  assert.deepEqual(await days(), [first, OTHER_DAY, ...others]);
});
