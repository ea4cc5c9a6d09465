// Frames that come, go, grow and shrink, many times: memory and messages stay flat.
import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { ask, browser } from "./browser.mjs";
import { address } from "./failures.mjs";

// More than this over 150 rounds, and something is kept that should not be: 1.3 KB a round, where one
// document alone has hundreds. What is there after the first rounds is what later rounds are measured by.
const GROWTH = 200_000;

let driver;
const widget = address();
const host = address({
  "host.html": (_response, send) =>
    send(`<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><body><main></main>
    <script>window.messages = 0; addEventListener("message", ({ data }) => data?.caseTimeline && messages++);</script>
    <script src="${widget}embed.js"></script></body></html>`),
});
const element = (show) =>
  `<case-timeline src="${widget}" show="${show}"><a href="${widget}">Eleven Days in June</a></case-timeline>`;

before(async () => {
  driver = await browser({ width: 800, height: 1000 });
  await driver.manage().setTimeouts({ script: 120_000 });
  await driver.sendDevToolsCommand("Performance.enable", {});
});
beforeEach(() => driver.get(`${host}host.html`));

// What is kept once everything that can be let go is let go.
async function kept() {
  // embed.js gives a frame five seconds to answer, and knows it so long.
  await driver.sleep(5_500);
  for (let round = 0; round < 3; round++) await driver.sendDevToolsCommand("HeapProfiler.collectGarbage", {});
  const { metrics } = await driver.sendAndGetDevToolsCommand("Performance.getMetrics", {});
  const { JSHeapUsedSize, Documents, Frames, JSEventListeners } = Object.fromEntries(
    metrics.map(({ name, value }) => [name, value]),
  );
  return { JSHeapUsedSize, Documents, Frames, JSEventListeners };
}

const flat = (context, first, last) => {
  context.diagnostic(`heap ${first.JSHeapUsedSize} → ${last.JSHeapUsedSize} bytes; ${JSON.stringify([first, last])}`);
  assert.ok(
    last.JSHeapUsedSize - first.JSHeapUsedSize < GROWTH,
    `${last.JSHeapUsedSize - first.JSHeapUsedSize} bytes more`,
  );
  for (const name of ["Documents", "Frames", "JSEventListeners"])
    assert.ok(last[name] <= first[name], `${name}: ${first[name]}, then ${last[name]}`);
};

// One loop in the page: a round is opening, unfolding, three widths, closing. Returns each round's messages.
const rounds = (count, one) =>
  driver.executeAsyncScript(
    `
  const done = arguments[1], counts = [];
  const frame = () => document.querySelector("iframe");
  const wait = () => new Promise((next) => setTimeout(next, 15));
  const fits = async () => {
    for (let tries = 0; tries < 400; tries++) {
      const inside = frame()?.contentDocument?.readyState === "complete" ? Math.ceil(frame().contentDocument.body.getBoundingClientRect().height) : 0;
      if (inside > 100 && Math.abs(inside - frame().clientHeight) <= 2) return;
      await wait();
    }
    throw new Error("the frame has " + frame()?.clientHeight + " px");
  };
  const unfold = (open) => frame().contentDocument.querySelectorAll("details").forEach((details) => (details.open = open));
  (async () => {
    for (let round = 0; round < arguments[0]; round++) {
      messages = 0;
      ${one}
      await wait();
      counts.push(messages);
    }
  })().then(() => done(counts), (error) => done(String(error)));`,
    count,
  );

const mean = (counts) => counts.reduce((sum, count) => sum + count, 0) / counts.length;
const sameCounts = (context, counts) => {
  const [first, last] = [mean(counts.slice(0, 50)), mean(counts.slice(-50))];
  context.diagnostic(`messages a round: ${first} at first, ${last} at last, ${Math.max(...counts)} at most`);
  assert.ok(last <= first + 1, `${first} messages a round at first, ${last} at last`);
  assert.ok(Math.max(...counts) <= 25, `${Math.max(...counts)} messages in one round`);
};

const OPEN_RESIZE_CLOSE = `
  document.querySelector("main").innerHTML = ${JSON.stringify(element("first-stay"))};
  await fits();
  unfold(true);
  await fits();
  for (const width of [360, 700, 500]) {
    frame().style.width = width + "px";
    await fits();
  }
  document.querySelector("main").replaceChildren();`;

test("200 rounds of opening, resizing and closing", async (context) => {
  const counts = await rounds(50, OPEN_RESIZE_CLOSE);
  assert.ok(Array.isArray(counts), counts);
  const first = await kept();
  for (let part = 0; part < 3; part++) {
    const more = await rounds(50, OPEN_RESIZE_CLOSE);
    assert.ok(Array.isArray(more), more);
    counts.push(...more);
  }
  const last = await kept();
  assert.equal(counts.length, 200);
  sameCounts(context, counts);
  flat(context, first, last);
});

test("200 rounds of folding and resizing in one frame", async (context) => {
  await ask(driver, "document.querySelector('main').innerHTML = arguments[0]", element("first-stay"));
  const one = `
    if (!frame().isAlive) await fits();
    unfold(round % 2 === 0);
    frame().style.width = (round % 2 ? 700 : 400) + "px";
    await fits();`;
  const counts = await rounds(50, one);
  assert.ok(Array.isArray(counts), counts);
  const first = await kept();
  for (let part = 0; part < 3; part++) counts.push(...(await rounds(50, one)));
  const last = await kept();
  assert.equal(counts.length, 200);
  sameCounts(context, counts);
  flat(context, first, last);
});

test("20 rounds of the whole widget with its program", async (context) => {
  const one = OPEN_RESIZE_CLOSE.replace(JSON.stringify(element("first-stay")), JSON.stringify(element("all"))).replace(
    "unfold(true);",
    `
      for (let tries = 0; tries < 400 && !frame().contentDocument.documentElement.hasAttribute("data-live"); tries++) await wait();
      if (!frame().contentDocument.documentElement.hasAttribute("data-live")) throw new Error("it does not live");
      unfold(true);`,
  );
  const counts = await rounds(5, one);
  assert.ok(Array.isArray(counts), counts);
  const first = await kept();
  const more = await rounds(15, one);
  assert.ok(Array.isArray(more), more);
  const last = await kept();
  context.diagnostic(`messages a round: ${counts.concat(more).join(" ")}`);
  assert.ok(Math.max(...more) <= 30, `${Math.max(...more)} messages in one round`);
  flat(context, first, last);
});

test("twenty frames on one page: each has its height, and then there is silence", async (context) => {
  const shows = ["all", "first-stay", "jurisdiction", "hearing"];
  const html = Array.from({ length: 20 }, (_, place) => element(shows[place % 4])).join("");
  await ask(driver, "document.querySelector('main').innerHTML = arguments[0]", html);
  for (let place = 0; place < 20; place++) {
    await ask(
      driver,
      "document.querySelectorAll('case-timeline')[arguments[0]].scrollIntoView({ behavior: 'instant' })",
      place,
    );
    await driver.wait(
      () =>
        ask(
          driver,
          `
      const frame = document.querySelectorAll("iframe")[arguments[0]], inside = frame.contentDocument;
      const isWhole = arguments[0] % 4 === 0;
      return inside?.readyState === "complete" && (!isWhole || inside.documentElement.hasAttribute("data-live"))
        && Math.abs(inside.body.getBoundingClientRect().height - frame.clientHeight) <= 2;`,
          place,
        ),
      20_000,
      `frame ${place}`,
    );
  }
  const total = await ask(driver, "const count = messages; messages = 0; return count");
  context.diagnostic(`${total} messages for twenty frames`);
  assert.ok(total <= 20 * 12, `${total} messages`);
  await driver.sleep(1_000);
  assert.equal(await ask(driver, "return messages"), 0, "nothing is said when nothing changes");
  // Each answers for itself alone.
  await ask(
    driver,
    "document.querySelectorAll('iframe')[4].contentDocument.querySelector(\"[data-day='2017-06-12']\").click()",
  );
  await driver.sleep(200);
  assert.deepEqual(
    await ask(
      driver,
      "return [...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument.getElementById('standing')?.dataset.day).filter(Boolean)",
    ),
    ["2017-06-22", "2017-06-12", "2017-06-22", "2017-06-22", "2017-06-22"],
  );
});
