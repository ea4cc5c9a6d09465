// The height of frames in embedding pages: with the real libraries, and with the message formats of WordPress and AMP;
// without a sandbox, and in sandboxes with and without an origin.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import {
  CASE,
  EVENT,
  LAST_STEP,
  ORIGINAL,
  SHORT_EVENT,
  STEP,
  STRINGS,
  SUFFIXES,
  TERM,
  TRANSLATIONS,
} from "../content.mjs";
import { changed, missing, startServer, withBody, withPolicy } from "../server.mjs";
import {
  ADDRESS,
  ALL,
  By,
  browser,
  checkConsole,
  consoleErrors,
  data,
  emulating,
  evaluate,
  injecting,
  isHydrated,
  settled,
  untilHydrated,
  untilStatic,
  waitFor,
} from "./browser.mjs";
import {
  CARD,
  EMBED_SCRIPT,
  EMBEDDING_PAGES,
  frame,
  inFrame,
  LINK,
  LISTENER,
  LOW_CARD,
  library,
  OPAQUE_ORIGIN,
  SAME_ORIGIN,
  timeline,
  untilHandled,
} from "./embedding-pages.mjs";
import { copyWith, MODULE } from "./failures.mjs";

// An origin other than those of the widget and of its modified copies.
const site = await startServer();
let driver;
before(async () => {
  driver = await browser();
});

// The console messages of iframe-resizer: it posts to the frame before its page has loaded, and version 5 logs its
// license and warns of a page without its own script.
const LIBRARY_MESSAGES = [
  /\/(iframe-resizer\/js\/iframeResizer|@iframe-resizer\/parent\/index\.umd)\.js [\d:]+ Failed to execute 'postMessage' on 'DOMWindow': The target origin provided \('[^']*'\) does not match the recipient window's origin/,
  /\/@iframe-resizer\/parent\/index\.umd\.js [\d:]+ "iframeResizer\(Parent\) \\u001B\[1mGPLv3 License Version\\u001B/,
  /\/@iframe-resizer\/parent\/index\.umd\.js [\d:]+ "\\u001B\[31;1mLegacy version detected in iframe\\u001B/,
];
checkConsole(
  () => driver,
  (message) => LIBRARY_MESSAGES.some((pattern) => pattern.test(message)),
);

const paragraphs = (count) => "<p>A sentence of the embedding page.</p>".repeat(count);
const openPage = (html, { policy, hash = "" } = {}) => driver.get(site.page(html, { policy }) + hash);

// The frame in the page, also where a library puts it into a shadow tree.
const frameIn = (selector = "iframe") =>
  waitFor(
    driver,
    () =>
      evaluate(
        driver,
        (selector) =>
          document.querySelector(selector) ??
          document.querySelector("side-chain")?.shadowRoot?.querySelector("iframe") ??
          null,
        selector,
      ),
    `no ${selector}`,
  );
const inside = async (run, selector) => inFrame(driver, await frameIn(selector), run);
// The messages of our own format that the page has received, in their order.
const ownMessages = () => evaluate(driver, () => received.map((data) => data?.caseTimeline).filter(Boolean));
const hasReceivedHeight = () => evaluate(driver, () => received.some((data) => data?.caseTimeline?.height));

// The height of the frame, and of the content in it.
async function heights(selector) {
  const element = await frameIn(selector);
  const outer = await evaluate(driver, (element) => element.clientHeight, element);
  const content = await inFrame(driver, element, () =>
    evaluate(driver, () => Math.ceil(document.body?.getBoundingClientRect().height ?? 0)),
  );
  return { outer, content };
}

// Waits until the frame is as tall as its content, or as the embedding page permits.
async function untilSized(selector, limit = Infinity) {
  let last;
  await waitFor(
    driver,
    async () => {
      // While the frame is loading, there may be no document to measure.
      last = await heights(selector).catch(({ message }) => ({ message }));
      return last.content > 100 && Math.abs(Math.min(limit, last.content) - last.outer) <= 2;
    },
    () => `the frame does not fit: ${JSON.stringify(last)}`,
  );
  return last;
}

const openDetails = (selector) =>
  inside(
    () =>
      evaluate(driver, () => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      }),
    selector,
  );

// Opens the details in an animation frame and returns the messages from then until the end of that animation frame: a
// resize observer is called after those that were created before it. Nothing else runs in between, so the result does
// not depend on the speed of the machine.
async function messagesOfGrowth() {
  const element = await frameIn();
  await evaluate(
    driver,
    (element) => {
      window.order = [];
      addEventListener("message", ({ source, data }) => {
        if (source !== element.contentWindow) return;
        if (data?.marker) order.push(data.marker);
        if (data?.caseTimeline?.height) order.push("height");
      });
    },
    element,
  );
  await inFrame(driver, element, () =>
    driver.executeAsyncScript((done) => {
      const post = (marker) => parent.postMessage({ marker }, "*");
      let isObserving = false;
      new ResizeObserver(() => {
        if (isObserving) {
          post("end");
          done();
          return;
        }
        isObserving = true;
        requestAnimationFrame(() => {
          post("start");
          for (const details of document.querySelectorAll("details")) details.open = true;
        });
      }).observe(document.body);
    }),
  );
  await waitFor(driver, () => evaluate(driver, () => order.includes("end")), "the content does not grow");
  return evaluate(driver, () => order.slice(order.indexOf("start"), order.indexOf("end") + 1));
}

const SANDBOXES = [undefined, OPAQUE_ORIGIN, SAME_ORIGIN];
const limitOf = (name) => (name.startsWith("WordPress") ? 1000 : Infinity);

Object.entries(EMBEDDING_PAGES).forEach(([name, html], index) => {
  for (const sandbox of ALL ? SANDBOXES : [SANDBOXES[index % SANDBOXES.length]]) {
    test(`${name}, ${sandbox ?? "no sandbox"}: the frame is as tall as its content, and grows with it`, async () => {
      const limit = limitOf(name);
      await openPage(limit < Infinity ? html(sandbox, LOW_CARD) : html(sandbox));
      const first = await untilSized("iframe", limit);
      assert.deepEqual(await messagesOfGrowth(), ["start", "height", "end"]);
      const grown = await untilSized("iframe", limit);
      assert.ok(grown.content > first.content);
    });
  }
});

for (const [name, file, call] of [
  ["iframe-resizer 4", "iframe-resizer/js/iframeResizer.js", "iFrameResize({ scrolling: true }"],
  ["iframe-resizer 5", "@iframe-resizer/parent/index.umd.js", 'iframeResize({ license: "GPLv3", scrolling: true }'],
]) {
  test(`${name} with its origin check does not size a frame with an opaque origin, which scrolls instead`, async () => {
    await openPage(`${LISTENER}${frame(OPAQUE_ORIGIN)}${library(file)}<script>${call}, "iframe")</script>`);
    const element = await frameIn();
    await inFrame(driver, element, () =>
      waitFor(driver, () => evaluate(driver, () => document.readyState === "complete"), "the frame does not load"),
    );
    await waitFor(driver, hasReceivedHeight, "no height");
    // By then the library has received all messages, and could have applied them.
    await untilHandled(driver, element);
    await settled(driver);
    const { outer, content } = await heights();
    assert.ok(outer < content, "not sized");
    // With the wheel, as a reader does: a script can also scroll a frame whose scroll bars are removed.
    await driver.actions().scroll(0, 0, 0, 50, element).perform();
    await inside(() =>
      waitFor(driver, () => evaluate(driver, () => document.scrollingElement.scrollTop > 0), "it does not scroll"),
    );
  });
}

// The name that the check shows for the library of each embedding page. The others do not request a height, so the
// check cannot detect them.
const LIBRARY_NAMES = {
  "pym.js": "Pym",
  "iframe-resizer 4": "iframe-resizer",
  "iframe-resizer 5": "iframe-resizer",
  "open-iframe-resizer": "open-iframe-resizer",
  "open-iframe-resizer, legacy": "iframe-resizer",
  "AMP, by its format": "AMP",
  "WordPress, by its format": "WordPress",
  "embed.js, a marked iframe": "embed.js",
};
const NO_LIBRARY = STRINGS.frame_check.host_none;
const shownLibrary = () =>
  inside(() => evaluate(driver, () => document.querySelector("#embedder td")?.textContent ?? null));
async function untilLibraryIs(expected) {
  let named;
  await waitFor(
    driver,
    async () => {
      named = await shownLibrary();
      return named === expected;
    },
    () => `the check shows ${named}, not ${expected}`,
  );
}

// frames sends one request, before or after the check has loaded. It is tested below, where the order is certain.
const REQUESTING_PAGES = Object.entries(EMBEDDING_PAGES).filter(([name]) => !name.startsWith("frames"));
REQUESTING_PAGES.forEach(([name, html]) => {
  for (const sandbox of ALL ? [undefined, OPAQUE_ORIGIN] : [undefined]) {
    const expected = LIBRARY_NAMES[name] ?? NO_LIBRARY;
    test(`${name}, ${sandbox ?? "no sandbox"}: the check names ${LIBRARY_NAMES[name] ?? "nobody"}`, async () => {
      // AMP is detected by the address.
      await openPage(html(sandbox, `${ADDRESS}frame-check.html${name.startsWith("AMP") ? "#amp=1" : ""}`));
      await untilSized("iframe", limitOf(name));
      await untilLibraryIs(expected);
    });
  }
});

test("the check detects frames if its only request comes after the page has loaded", async () => {
  await openPage(`${frame(undefined, `${ADDRESS}frame-check.html`)}${library("@newswire/frames/dist/frames.umd.js")}`);
  await untilLibraryIs(NO_LIBRARY);
  await evaluate(driver, () => newswireFrames.observeIframe(document.querySelector("iframe")));
  await untilLibraryIs("frames");
});

for (const suffix of SUFFIXES) {
  test(`WordPress: a link in card-${EVENT}${suffix}.html opens index${suffix}.html, since the sandbox permits no new window`, async () => {
    await openPage(EMBEDDING_PAGES["WordPress, by its format"](OPAQUE_ORIGIN, `${ADDRESS}card-${EVENT}${suffix}.html`));
    await untilSized("iframe", limitOf("WordPress"));
    await openDetails();
    await inside(() => evaluate(driver, () => document.querySelector(".card__sources a").click()));
    await waitFor(driver, () => evaluate(driver, () => window.linked !== undefined), "no message with a link");
    assert.equal(await evaluate(driver, () => linked), `${ADDRESS}index${suffix}.html#${EVENT}`);
  });
}

// The address that the first source is replaced with, so that the tests request nothing from other sites.
const elsewhere = site.page("<p>Elsewhere</p>");
const [SOURCE] = CASE.sources;
const embedWithLink = () =>
  `${copyWith({ "embed.html": changed((html) => html.replaceAll(`href="${SOURCE.url}"`, `href="${elsewhere}"`)) })}embed.html`;
const clickLink = () =>
  inside(() =>
    evaluate(driver, (address) => document.querySelector(`#sources a[href="${address}"]`).click(), elsewhere),
  );

for (const script of [true, false]) {
  test(`a link to another site in embed.html opens a new window, ${script ? "with" : "without"} script`, () =>
    emulating(driver, { script }, async () => {
      const [window] = await driver.getAllWindowHandles();
      const page = embedWithLink();
      await openPage(frame(undefined, page));
      if (script) await inside(() => untilHydrated(driver));
      await clickLink();
      await waitFor(driver, async () => (await driver.getAllWindowHandles()).length === 2, "no new window");
      const [opened] = (await driver.getAllWindowHandles()).filter((one) => one !== window);
      await driver.switchTo().window(opened);
      await waitFor(driver, async () => (await driver.getCurrentUrl()) === elsewhere, "another address");
      await driver.close();
      await driver.switchTo().window(window);
      assert.equal(await inside(() => evaluate(driver, () => location.href)), page);
    }));
}

test("WordPress: a link to another site in embed.html opens its record in index.html", async () => {
  const page = embedWithLink();
  await openPage(EMBEDDING_PAGES["WordPress, by its format"](OPAQUE_ORIGIN, page));
  await untilSized("iframe", limitOf("WordPress"));
  await clickLink();
  await waitFor(driver, () => evaluate(driver, () => window.linked !== undefined), "no message with a link");
  assert.equal(await evaluate(driver, () => linked), `${new URL("index.html", page)}#${SOURCE.id}`);
  assert.equal((await driver.getAllWindowHandles()).length, 1);
});

// With `--all` every language, otherwise the original and one that is read from right to left.
const isTested = (code) => ALL || code === ORIGINAL || data(`ui.${code}`).direction === "rtl";
for (const suffix of SUFFIXES.filter((_, index) => isTested(CASE.languages[index]))) {
  test(`embed${suffix}.html in a frame of 600 × 800 px shows title, notice, summary and days, and scrolls only vertically`, async () => {
    await openPage(frame(undefined, `${ADDRESS}embed${suffix}.html`).replace('height="150"', 'height="800"'));
    const element = await frameIn();
    await inFrame(driver, element, async () => {
      await untilHydrated(driver);
      await settled(driver);
      const { size, bottoms, details, open } = await evaluate(driver, () => ({
        size: [innerWidth, innerHeight],
        bottoms: ["h1", ".notice", ".lede", ".chart-head h2"].map((selector) => [
          selector,
          document.querySelector(selector).getBoundingClientRect().bottom,
        ]),
        details: document.querySelectorAll("details").length,
        open: document.querySelectorAll("details[open]").length,
      }));
      assert.deepEqual(size, [600, 800]);
      for (const [selector, bottom] of bottoms)
        assert.ok(bottom > 0 && bottom <= 800, `${selector} ends at ${bottom} px`);
      assert.ok(details > 0);
      assert.equal(open, 0, "everything is closed");
    });

    // With the wheel, down and to either side.
    for (const [side, reached] of [
      [300, 200],
      [-300, 400],
    ]) {
      await driver.actions().scroll(0, 0, side, 200, element).perform();
      await inFrame(driver, element, async () => {
        await waitFor(driver, () => evaluate(driver, (reached) => scrollY >= reached, reached), "it does not scroll");
        assert.equal(await evaluate(driver, () => scrollX), 0);
      });
    }
    await inFrame(driver, element, async () => {
      assert.equal(await evaluate(driver, () => document.scrollingElement.scrollWidth), 600);
      const cutOff = await evaluate(driver, () =>
        [...document.querySelectorAll("main *, header *")]
          .filter((element) => {
            const { left, right, width } = element.getBoundingClientRect();
            const isScrollable = element.closest(".vh, .skip, [role=region]");
            return element.checkVisibility() && width > 1 && !isScrollable && (left < 0 || right > 600);
          })
          .map((element) => element.outerHTML.slice(0, 80)),
      );
      assert.deepEqual(cutOff, [], "nothing is cut off at the side");
    });
    assert.equal(await evaluate(driver, () => scrollY), 0, "the embedding page does not scroll");
  });
}

test("several elements on a page size their frames, also after others are added or removed", async () => {
  await openPage(
    `${timeline(`show="${EVENT}" id="one"`)}${timeline(`show="${STEP}" theme="dark" id="two"`)}${timeline(`show="${SHORT_EVENT}" id="three"`)}${EMBED_SCRIPT}`,
  );
  for (const id of ["one", "two", "three"]) {
    await evaluate(driver, (id) => document.getElementById(id).scrollIntoView(), id);
    await untilSized(`#${id} iframe`);
  }
  assert.equal(
    await evaluate(driver, () => document.querySelectorAll("case-timeline a").length),
    0,
    "the frames replace the links",
  );
  assert.equal(
    await evaluate(driver, () => document.querySelector("#two iframe").src),
    `${ADDRESS}card-${STEP}.html?theme=dark`,
  );

  await evaluate(
    driver,
    (html) => {
      document.body.insertAdjacentHTML("beforeend", html);
      document.getElementById("two").remove();
      document.getElementById("four").scrollIntoView();
    },
    timeline(`show="${LAST_STEP}" id="four"`),
  );
  await untilSized("#four iframe");
  await evaluate(driver, () => document.getElementById("one").scrollIntoView());
  await openDetails("#one iframe");
  await untilSized("#one iframe");
});

test("an element whose attributes change shows the new record, in one frame", async () => {
  await openPage(`${timeline(`show="${EVENT}" theme="light"`)}${EMBED_SCRIPT}`);
  await untilSized("case-timeline iframe");
  await evaluate(
    driver,
    (id) => {
      const element = document.querySelector("case-timeline");
      element.setAttribute("show", id);
      element.setAttribute("theme", "dark");
    },
    LAST_STEP,
  );
  await untilSized("case-timeline iframe");
  assert.deepEqual(
    await evaluate(driver, () =>
      [...document.querySelectorAll("case-timeline > *")].map(({ src, title }) => [src, title]),
    ),
    [[`${ADDRESS}card-${LAST_STEP}.html?theme=dark`, LINK]],
  );
});

test("a language tag matches in any form, and an unknown one shows the original", async () => {
  const PAGES = { "": "embed.html", [ORIGINAL]: "embed.html", [`${ORIGINAL}-US`]: "embed.html", "../x": "embed.html" };
  for (const code of TRANSLATIONS) {
    for (const written of [code, `${code}-419`, code.toUpperCase(), `${code.toUpperCase()}-iq`])
      PAGES[written] = `embed.${code}.html`;
    // The code of another language with the same prefix.
    PAGES[`${code}x`] = "embed.html";
  }
  await openPage(
    `${Object.keys(PAGES)
      .map((code) => timeline(`lang="${code}"`))
      .join("")}${EMBED_SCRIPT}`,
  );
  await waitFor(
    driver,
    () =>
      evaluate(
        driver,
        (count) => document.querySelectorAll("case-timeline iframe").length === count,
        Object.keys(PAGES).length,
      ),
    "a frame is missing",
  );
  const pages = await evaluate(driver, () =>
    Object.fromEntries([...document.querySelectorAll("case-timeline")].map((one) => [one.lang, one.firstChild.src])),
  );
  assert.deepEqual(pages, Object.fromEntries(Object.entries(PAGES).map(([code, page]) => [code, ADDRESS + page])));
});

test("a translation whose code has capitals is found", async () => {
  const codes = TRANSLATIONS.join("|");
  const folder = copyWith({
    "embed.js": changed((script) => script.replace(codes, `${codes}|pt-BR`)),
    "embed.pt-BR.html": (reply) => {
      reply.status = 200;
    },
  });
  const elements = ["pt-BR", "PT-br", "pt"].map((code) => timeline(`lang="${code}"`, folder));
  await openPage(`${elements.join("")}<script src="${folder}embed.js"></script>`);
  const pages = await evaluate(driver, () =>
    [...document.querySelectorAll("case-timeline iframe")].map(({ src }) => src),
  );
  assert.deepEqual(
    pages,
    ["embed.pt-BR.html", "embed.pt-BR.html", "embed.html"].map((page) => folder + page),
  );
});

test("an element after the script has its link replaced, too", async () => {
  await openPage(`<script src="${ADDRESS}embed.js"></script>${timeline(`show="${EVENT}"`)}`);
  await untilSized("case-timeline iframe");
  assert.equal(await evaluate(driver, () => document.querySelectorAll("case-timeline a").length), 0);
  assert.equal(await evaluate(driver, () => document.querySelector("case-timeline iframe").title), LINK);
});

test("if the script does not load, the link remains", async () => {
  await openPage(timeline());
  assert.ok(await (await driver.findElement(By.css("case-timeline a"))).isDisplayed());
});

const isLinkVisible = (id) =>
  evaluate(driver, (id) => document.querySelector(`#${id} a`)?.checkVisibility() ?? false, id);
// Collects the callbacks of timers with a delay until `runTimers` runs them.
const TIMERS = `<script>
  window.timers = [];
  const start = setTimeout;
  window.setTimeout = (run, delay) => (delay ? timers.push({ run, delay }) : start(run));</script>`;
const timersStarted = (count) =>
  waitFor(driver, () => evaluate(driver, (count) => timers.length === count, count), `not ${count} timers`);
async function runTimers() {
  const delays = await evaluate(driver, () => timers.map(({ delay }) => delay));
  assert.ok(
    delays.every((delay) => delay >= 2_000),
    `a slow connection needs longer than ${delays} ms`,
  );
  await evaluate(driver, () => {
    for (const { run } of timers.splice(0)) run();
  });
}

// Counts the intersection observers that are connected.
const OBSERVERS = `<script>
  window.observers = new Set();
  window.IntersectionObserver = class extends IntersectionObserver {
    observe(target) {
      observers.add(this);
      super.observe(target);
    }
    disconnect() {
      observers.delete(this);
      super.disconnect();
    }
  };</script>`;
const observersConnected = (count) =>
  waitFor(driver, () => evaluate(driver, (count) => observers.size === count, count), `not ${count} observers`);

test("if the frame does not reply, the link is restored after a timeout", async () => {
  const silent = copyWith({ "embed.html": withBody("<!doctype html><title>Nothing</title>") });
  await openPage(
    `${TIMERS}${OBSERVERS}${timeline(`id="replies" show="${EVENT}"`)}${timeline('id="silent"', silent)}${EMBED_SCRIPT}`,
  );
  await untilSized("#replies iframe");
  await observersConnected(0);
  assert.equal(await isLinkVisible("silent"), false, "not while it may still reply");
  await runTimers();
  assert.equal(await isLinkVisible("silent"), true);
  assert.equal(await isLinkVisible("replies"), false, "the link of a frame that replies is not restored");
});

test("if the server does not reply, the link is restored, and the widget replaces it if it loads later", async () => {
  let reply;
  const slow = copyWith({
    "embed.html": () =>
      new Promise((resolve) => {
        reply = resolve;
      }),
  });
  await openPage(`${TIMERS}${EMBED_SCRIPT}`);
  // The element is inserted later: the driver waits for the frames that the page has at first.
  await evaluate(driver, (html) => document.body.insertAdjacentHTML("beforeend", html), timeline('id="slow"', slow));
  await timersStarted(1);
  await waitFor(driver, () => reply, "no request");
  await runTimers();
  assert.equal(await isLinkVisible("slow"), true);
  reply();
  await untilSized("#slow iframe");
  assert.equal(await isLinkVisible("slow"), false);
});

test("an element observes its frame until that is visible or replies, and adds no properties to either", async () => {
  const silent = copyWith({ "embed.html": withBody("<!doctype html><title>Nothing</title>") });
  await openPage(
    `${TIMERS}${OBSERVERS}${timeline(`id="replies" show="${EVENT}"`)}${timeline('id="silent"', silent)}<div style="height: 9000px"></div>${timeline('id="below"', silent)}${EMBED_SCRIPT}`,
  );
  await untilSized("#replies iframe");
  await evaluate(driver, () => document.getElementById("silent").scrollIntoView());
  // Only the frame below the viewport is still observed. Both others have been visible.
  await observersConnected(1);
  assert.deepEqual(
    await evaluate(driver, () =>
      [...document.querySelectorAll("case-timeline, case-timeline iframe")].flatMap((one) => Object.keys(one)),
    ),
    [],
  );
  await evaluate(driver, () => document.getElementById("below").scrollIntoView());
  await observersConnected(0);
  // A removed frame leaves nothing to restore.
  await evaluate(driver, () => document.querySelector("#below iframe").remove());
  await runTimers();
  const visibleLinks = [];
  for (const id of ["replies", "silent", "below"]) if (await isLinkVisible(id)) visibleLinks.push(id);
  assert.deepEqual(visibleLinks, ["silent"]);
});

// A widget whose page runs this script.
const sending = (script) =>
  copyWith({
    [`card-${EVENT}.html`]: withBody(
      `<!doctype html><title>Widget</title><body style="margin: 0"><script>
        const send = (caseTimeline) => parent.postMessage({ caseTimeline }, "*");
        addEventListener("message", ({ data }) => { if (data === "now") onRequest(); });
        ${script}</script>`,
    ),
  });
const requestNow = () =>
  evaluate(driver, () => document.querySelector("case-timeline iframe").contentWindow.postMessage("now", "*"));
const outerHeight = () => evaluate(driver, () => document.querySelector("case-timeline iframe")?.clientHeight);

test("a height that is not a number is ignored, and the next valid one is applied", async () => {
  const folder = sending(`
    const onRequest = () => send({ height: 432.1 });
    for (const height of [{}, [700], "700", 700n, NaN, Infinity, -700, 0, null, true, 1e6]) send({ height });
    send({ isLast: true });`);
  await openPage(`${LISTENER}${timeline(`show="${EVENT}"`, folder)}${EMBED_SCRIPT}`);
  await waitFor(driver, async () => (await ownMessages()).some(({ isLast }) => isLast), "no messages");
  assert.equal(await outerHeight(), 480, "the default height");
  await requestNow();
  await waitFor(driver, async () => (await outerHeight()) !== 480, "no height");
  assert.equal(await outerHeight(), 433);
});

test("a frame scrolls its page to positions within itself, and to no other", async () => {
  for (const [top, expected] of [
    ["1e300", 500],
    ["1e5", 500],
    ["Infinity", null],
    ["-1e5", 0],
    ["NaN", null],
    ["5n", null],
    ["'9'", null],
    ["{}", null],
    ["200", 200],
  ]) {
    const folder = sending(`
      const onRequest = () => send({ shown: "${EVENT}", top: ${top} });
      send({ height: 500 });`);
    await openPage(`${paragraphs(60)}${timeline(`show="${EVENT}"`, folder)}${paragraphs(60)}${EMBED_SCRIPT}`);
    await evaluate(driver, () => document.querySelector("case-timeline").scrollIntoView());
    // Once it has sent its height, it receives messages.
    await waitFor(driver, async () => (await outerHeight()) === 500, "no height");
    const before = await evaluate(driver, () => scrollY);
    await requestNow();
    await waitFor(driver, () => evaluate(driver, (id) => location.hash === `#case-${id}`, EVENT), "no hash");
    assert.equal(await evaluate(driver, () => scrollY), expected === null ? before : before + expected - 16, top);
  }
});

test("the frame of an element has a title, loads lazily, and has only the permissions that the widget needs", async () => {
  await openPage(`${timeline()}${EMBED_SCRIPT}`);
  const attributes = await evaluate(
    driver,
    (element) =>
      Object.fromEntries(["title", "loading", "sandbox", "allow"].map((name) => [name, element.getAttribute(name)])),
    await frameIn("case-timeline iframe"),
  );
  assert.deepEqual(attributes, {
    title: LINK,
    loading: "lazy",
    allow: "clipboard-write",
    sandbox: "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-modals",
  });
  await openPage(`${timeline('title="The summer"')}${EMBED_SCRIPT}`);
  await untilSized("case-timeline iframe");
  assert.equal(await evaluate(driver, () => document.querySelector("case-timeline iframe").title), "The summer");
});

test("an element changes neither the styles nor the globals of its page", async () => {
  const page = (more) =>
    `<h1>A parish</h1><h2>June</h2><p>Words with <a href="https://example.org/">a link</a>.</p><details><summary>More</summary></details><button>Go</button>${more}`;
  const own = () =>
    evaluate(driver, () => {
      const elements = [...document.querySelectorAll("html, body, h1, h2, p, p a, summary, button")];
      const styles = elements.map((element) => {
        const style = getComputedStyle(element);
        // The height of the page depends on its content.
        const names = [...style].filter((name) => !/height|block-size|origin$/.test(name));
        return names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
      });
      // Without the globals of the driver.
      const names = Object.getOwnPropertyNames(window).filter((name) => !/^(\d+|ret_nodes|se_.*|cdc_.*)$/.test(name));
      const sheets = document.styleSheets.length + document.adoptedStyleSheets.length;
      return { styles, sheets, names: names.sort().join(" ") };
    });
  await openPage(page(""));
  const before = await own();
  assert.equal(before.styles.length, 8);
  await openPage(page(`${timeline(`show="${EVENT}" theme="dark" accent="ffcc00"`)}${EMBED_SCRIPT}`));
  await untilSized("case-timeline iframe");
  assert.deepEqual(await own(), before);
});

test("an element works under a strict content security policy of the embedding page", async () => {
  const { origin } = new URL(ADDRESS);
  await openPage(`${timeline(`show="${EVENT}"`)}${EMBED_SCRIPT}`, {
    policy: `default-src 'none'; frame-src ${origin}; script-src ${origin}; img-src data:`,
  });
  await untilSized("case-timeline iframe");
});

for (const [name, replies, error] of [
  ["missing", { [MODULE]: missing }, /_bg\.wasm .*404|The page stays as it is/],
  [
    "refused by a policy",
    { "embed.html": withPolicy("script-src 'self' 'unsafe-inline'") },
    /Content Security Policy|The page stays as it is/,
  ],
]) {
  test(`the whole widget sends its height, and grows, with its WebAssembly module ${name}`, async () => {
    await openPage(`${timeline("", copyWith(replies))}${EMBED_SCRIPT}`);
    await inside(async () => {
      await untilStatic(driver);
      assert.equal(await isHydrated(driver), false);
    }, "case-timeline iframe");
    const first = await untilSized("case-timeline iframe");
    await openDetails("case-timeline iframe");
    await settled(driver);
    assert.ok((await untilSized("case-timeline iframe")).content > first.content);
    const errors = await consoleErrors(driver);
    assert.ok(errors.length > 0);
    for (const message of errors) assert.match(message, error);
  });
}

test("the hash #case-<id> of an embedding page reveals the record, and a hash in the frame updates it", async () => {
  await openPage(`${timeline()}${EMBED_SCRIPT}`, { hash: `#case-${LAST_STEP}` });
  await inside(async () => {
    await waitFor(
      driver,
      () => evaluate(driver, (id) => document.querySelector(`#${id} > details`)?.open === true, LAST_STEP),
      "the record is not open",
    );
    assert.equal(await evaluate(driver, () => document.getElementById("steps").open), true);
    await evaluate(
      driver,
      (id) => {
        location.hash = id;
      },
      STEP,
    );
  }, "case-timeline iframe");
  await waitFor(
    driver,
    () => evaluate(driver, (id) => location.hash === `#case-${id}`, STEP),
    "the hash does not change",
  );
});

for (const [name, url, id] of [
  ["a card", CARD, EVENT],
  ["the embed", `${ADDRESS}embed.html`, STEP],
]) {
  test(`${name} whose address names a record does not scroll the embedding page until the hash changes`, async () => {
    const html = `<iframe data-case-timeline title="widget" width="600" height="300" src="${url}#${id}"></iframe>`;
    await openPage(`${LISTENER}${paragraphs(80)}${html}${paragraphs(80)}${EMBED_SCRIPT}`);
    const before = await driver.getCurrentUrl();
    const element = await frameIn();
    // A frame outside the viewport is not rendered, so hydration changes its height only once it is in the viewport.
    await waitFor(
      driver,
      async () => (await evaluate(driver, (frame) => frame.clientHeight, element)) > 400,
      "no height",
    );
    if (name === "the embed") await inFrame(driver, element, () => untilHydrated(driver));
    await untilHandled(driver, element);
    assert.deepEqual([await driver.getCurrentUrl(), await evaluate(driver, () => scrollY)], [before, 0]);

    // The second change happens in the event of the first, so one record is revealed, once.
    await inFrame(driver, element, () =>
      driver.executeAsyncScript((done) => {
        const { hash } = location;
        addEventListener(
          "hashchange",
          () => {
            location.hash = hash;
            done();
          },
          { once: true },
        );
        location.hash = "";
      }),
    );
    await waitFor(
      driver,
      async () => (await driver.getCurrentUrl()).includes("#case-") && (await evaluate(driver, () => scrollY)) > 0,
      "the embedding page does not scroll",
    );
    // Messages are received in order, so an earlier one would be the first.
    const shown = (await ownMessages()).filter((message) => "shown" in message).map(({ shown }) => shown);
    assert.deepEqual(shown, [id]);
  });
}

test("invalid, forged and very many messages change nothing", async () => {
  await openPage(`${timeline(`show="${EVENT}"`)}${EMBED_SCRIPT}`);
  const { outer } = await untilSized("case-timeline iframe");
  const element = await frameIn("case-timeline iframe");
  await evaluate(
    driver,
    (frame, count) => {
      const junk = [
        ...[null, undefined, 0, "", "[iFrameSizer]", "[iFrameSizer]::", "pymxPYMx", "{", {}, [], { type: null }],
        ...[{ caseTimeline: null }, { caseTimeline: { show: 7 } }, { caseTimeline: { show: "<b>" } }],
        ...[{ message: "ready" }, { big: "x".repeat(1e5) }],
      ];
      for (let n = 0; n < count; n += 1) frame.contentWindow.postMessage(junk[n % junk.length], "*");
      for (const height of [5, 99999]) postMessage({ caseTimeline: { height, shown: "forged" } }, "*");
    },
    element,
    ALL ? 10_000 : 1_000,
  );
  await untilHandled(driver, element);
  assert.equal((await heights("case-timeline iframe")).outer, outer);
  assert.equal(await evaluate(driver, () => location.hash), "");
});

test("the frame posts no null, and nothing when nothing changes", async () => {
  // Without a pending timer nothing can be posted later.
  const trackTimers = `
    window.pending = new Set();
    for (const [start, stop] of [["setTimeout", "clearTimeout"], ["requestAnimationFrame", "cancelAnimationFrame"]]) {
      const [begin, end] = [window[start], window[stop]];
      window[start] = (run, delay) => {
        const timer = begin((...values) => { pending.delete(timer); run(...values); }, delay);
        pending.add(timer);
        return timer;
      };
      window[stop] = (timer) => { pending.delete(timer); end(timer); };
    }
    const every = setInterval;
    window.setInterval = (...values) => { pending.add("interval"); return every(...values); };`;
  await injecting(driver, trackTimers, async () => {
    await openPage(`${LISTENER}${frame(undefined)}`);
    await inside(() =>
      waitFor(
        driver,
        () => evaluate(driver, () => document.readyState === "complete" && pending.size === 0),
        "a timer is pending",
      ),
    );
    await untilHandled(driver, await frameIn());
  });
  const messages = await evaluate(driver, () => received);
  assert.ok(messages.some((message) => message?.caseTimeline?.height));
  assert.ok(messages.every((message) => message !== null && message !== undefined));
});

test("a height is sent in all formats that the embedding page supports, in one order", async () => {
  await openPage(`${LISTENER}${frame(undefined, `${LOW_CARD}?childId=c&datawrapper=d#?secret=a1b2c3d4e5`)}`);
  await waitFor(driver, hasReceivedHeight, "no height");
  const element = await frameIn();
  const { height, width } = await inFrame(driver, element, async () => {
    await waitFor(driver, () => evaluate(driver, () => document.readyState === "complete"), "it does not load");
    return evaluate(driver, () => {
      const { width, height } = document.body.getBoundingClientRect();
      return { width: Math.ceil(width), height: Math.ceil(height) };
    });
  });
  await untilHandled(driver, element);
  const replies = async (request) => {
    await evaluate(
      driver,
      (frame, request) => {
        received.length = 0;
        frame.contentWindow.postMessage(request, "*");
      },
      element,
      request,
    );
    await untilHandled(driver, element);
    return evaluate(driver, () => received.filter((data) => !data.echo).map((data) => JSON.stringify(data)));
  };
  const formats = [
    { caseTimeline: { height } },
    { sentinel: "amp", type: "embed-size", height },
    `pymxPYMxcxPYMxheightxPYMx${height}`,
    { message: "height", value: height, secret: "a1b2c3d4e5" },
    { "datawrapper-height": { d: height } },
    { type: "iframe-resized", width, height },
  ].map((message) => JSON.stringify(message));
  const [init, later] = ["init", "resizeObserver"].map((type) =>
    JSON.stringify(`[iFrameSizer]r:${height}:${width}:${type}`),
  );
  assert.deepEqual(await replies({ caseTimeline: { ask: "height" } }), formats);
  assert.deepEqual(await replies("[iFrameSizer]r:8:false:0:true"), [...formats, init, later]);
  assert.deepEqual(await replies({ type: "frames-init" }), [...formats, later]);
});

test("Datawrapper's message is sent on request only, with the id of the request", async () => {
  const messages = async (query) => {
    await openPage(`${LISTENER}${frame(undefined, `${CARD}${query}`)}`);
    await waitFor(driver, hasReceivedHeight, "no height");
    // A height is sent in all formats in one task.
    await untilHandled(driver, await frameIn());
    return evaluate(driver, () => received.filter((data) => data?.["datawrapper-height"]));
  };
  assert.deepEqual(await messages(""), []);
  const requested = await messages("?datawrapper=june");
  const { content } = await heights();
  assert.ok(requested.length > 0);
  for (const message of requested) assert.deepEqual(message, { "datawrapper-height": { june: content } });
});

test("parameters that embedding pages add to the address are passed to no one", async () => {
  const query = "?parentUrl=https%3A%2F%2Fsecret.example&parentTitle=Secret";
  await openPage(`${LISTENER}${frame(undefined, `${ADDRESS}embed.html${query}`)}`);
  const element = await frameIn();
  await inFrame(driver, element, async () => {
    await untilHydrated(driver);
    await settled(driver);
  });
  await untilHandled(driver, element);
  const messages = await evaluate(driver, () => received.map((data) => JSON.stringify(data)));
  assert.ok(messages.length > 0);
  for (const message of messages) assert.doesNotMatch(message, /secret/i);
  await inFrame(driver, element, async () =>
    assert.doesNotMatch(await evaluate(driver, () => document.documentElement.outerHTML), /secret\.example/i),
  );
});

// The layout shift in the embedding page without recent input.
const SHIFTS = `<script>
  let shift = 0;
  const add = (entries) => { for (const { value, hadRecentInput } of entries) if (!hadRecentInput) shift += value; };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  // Entries exist after each animation frame; the observer is called later.
  window.shiftSoFar = () => { add(observer.takeRecords()); return shift; };</script>`;
async function shift() {
  await settled(driver);
  return evaluate(driver, () => shiftSoFar());
}
// Scrolls in steps, until so many pixels above the end of the page.
const scrollTowardsEnd = (toEnd) =>
  driver.executeAsyncScript((toEnd, done) => {
    const next = () => {
      if (scrollY + innerHeight >= document.scrollingElement.scrollHeight - toEnd) return done();
      scrollBy({ top: 50, behavior: "instant" });
      requestAnimationFrame(next);
    };
    next();
  }, toEnd);

for (const [name, id] of [
  ["a card", EVENT],
  ["the embed", "all"],
]) {
  test(`no layout shift while a reader scrolls to ${name} and past it, with the default height`, async () => {
    await openPage(`${SHIFTS}${paragraphs(140)}${timeline(`show="${id}"`)}${paragraphs(60)}${EMBED_SCRIPT}`);
    const reserved = name === "a card" ? 480 : await evaluate(driver, () => innerHeight);
    await waitFor(driver, async () => (await outerHeight()) === reserved, `not ${reserved} px`);
    // The distance at which a browser begins to load a lazy frame.
    await scrollTowardsEnd(
      1_000 +
        (await evaluate(
          driver,
          () => document.scrollingElement.scrollHeight - document.querySelector("case-timeline iframe").offsetTop,
        )),
    );
    const { outer } = await untilSized("case-timeline iframe");
    assert.notEqual(outer, reserved);
    await scrollTowardsEnd(0);
    assert.equal((await untilSized("case-timeline iframe")).outer, outer);
    assert.ok((await shift()) <= 0.01, String(await shift()));

    await evaluate(driver, () => {
      document.querySelector("case-timeline + p").insertAdjacentHTML("afterend", "<hr>");
      document.querySelector("hr").scrollIntoView({ behavior: "instant" });
    });
    await settled(driver);
    await evaluate(driver, () => {
      document.querySelector("hr").style.height = "200px";
    });
    assert.ok((await shift()) > 0.01, "a shift is measured");
  });
}

// Visible once the element has its frame: before that, only the embedding page could reserve space for it.
const visibleWithFrame = (html) =>
  `<style>iframe { border: 0; display: block; }</style>${SHIFTS}<main hidden>${paragraphs(1)}${html}${paragraphs(40)}</main>${EMBED_SCRIPT}
  <script>
    const main = document.querySelector("main");
    const update = () => { main.hidden = !main.querySelector("iframe"); };
    update();
    new MutationObserver(update).observe(main, { childList: true, subtree: true });
  </script>`;

for (const [name, html] of [
  ["an element", (height) => timeline(`show="${SHORT_EVENT}" height="${height}"`)],
  [
    "a marked iframe",
    (height) => frame(undefined, LOW_CARD).replace('height="150"', `height="${height}" data-case-timeline`),
  ],
]) {
  test(`no layout shift in view: ${name} with the height of its content`, async () => {
    await openPage(visibleWithFrame(html(200)));
    const { outer } = await untilSized();
    assert.ok((await shift()) > 0.01, "with another height a shift is measured");
    await openPage(visibleWithFrame(html(outer)));
    assert.equal((await untilSized()).outer, outer);
    assert.ok((await shift()) <= 0.01, String(await shift()));
  });
}

test("no layout shift in view: the whole widget with the default height, which is that of the viewport", async () => {
  await openPage(visibleWithFrame(timeline(`show="${SHORT_EVENT}" height="200"`)));
  await untilSized();
  assert.ok((await shift()) > 0.01, "with another height a shift is measured");
  await openPage(visibleWithFrame(timeline()));
  await untilSized();
  await inside(() => untilHydrated(driver));
  await untilSized();
  assert.ok((await shift()) <= 0.01, String(await shift()));
});

const PHONE = { width: 360, height: 740 };

test("no layout shift in view on a phone: a card with the default height, and with the height of a wider page", () =>
  emulating(driver, PHONE, async () => {
    for (const id of [SHORT_EVENT, EVENT, STEP]) {
      for (const height of ["", 520]) {
        await openPage(visibleWithFrame(timeline(`show="${id}" height="${height}"`)));
        await untilSized();
        assert.ok((await shift()) <= 0.01, `${id} ${height}: ${await shift()}`);
      }
    }
  }));

test("on a phone, a term in a tall frame is explained beside it, and the embedding page does not scroll", () =>
  emulating(driver, PHONE, async () => {
    await openPage(`${paragraphs(3)}${timeline()}${paragraphs(40)}${EMBED_SCRIPT}`);
    const box = (selector) =>
      inside(() =>
        evaluate(
          driver,
          (selector) => {
            const { top, bottom } = document.querySelector(selector).getBoundingClientRect();
            return { top, bottom };
          },
          selector,
        ),
      );
    await untilSized();
    await inside(() => untilHydrated(driver));
    await openDetails();
    await settled(driver);
    const { outer } = await untilSized();
    assert.ok(outer > 5_000, `${outer} px`);
    await evaluate(
      driver,
      (top) => scrollTo({ top: document.querySelector("iframe").offsetTop + top - 300, behavior: "instant" }),
      (await box(TERM)).top,
    );
    await settled(driver);
    const before = await evaluate(driver, () => scrollY);
    await inside(() => evaluate(driver, (selector) => document.querySelector(selector).click(), TERM));
    await settled(driver);
    const [term, popover] = [await box(TERM), await box("#term-popover")];
    const distance = Math.min(Math.abs(popover.top - term.bottom), Math.abs(term.top - popover.bottom));
    assert.ok(distance < 20, JSON.stringify({ term, popover }));
    assert.equal(await evaluate(driver, () => scrollY), before);
  }));

test("the appearance in the address is applied, and invalid values are ignored", async () => {
  const style = (name) =>
    evaluate(driver, (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(), name);
  const headingLevel = () => evaluate(driver, () => document.querySelector("h1").ariaLevel);
  const open = (query) => driver.get(`${CARD}?${query}`);
  await open("");
  const [paper, link] = [await style("--paper"), await style("--link")];
  await open("theme=dark&accent=ffcc00&heading=3");
  assert.notEqual(await style("--paper"), paper);
  assert.equal(await style("--link"), "#ffcc00");
  assert.equal(await headingLevel(), "3");
  await open("theme=light&accent=ffcc00&heading=9");
  assert.equal(await style("--link"), link, "its contrast is too low on a light background");
  assert.equal(await headingLevel(), null);
  for (const query of [
    "theme=neon&accent=red&heading=x",
    "accent=%3Cscript%3E",
    "theme=&accent=&heading=",
    "accent=12345g",
    "accent=135",
    "accent=%23112233",
    "accent=1122334",
    "accent=112233%3B--ink:red",
    "heading=0",
    "heading=1",
    "heading=5",
    "heading=22",
    "heading=-2",
    "heading=2.5",
    "heading=%32%20",
    "theme=DARK",
    "ground=opaque",
    "ground=Transparent",
  ]) {
    await open(query);
    assert.equal(await style("--paper"), paper, query);
    assert.equal(await style("--link"), link, query);
    assert.notEqual(await style("background-color"), "rgba(0, 0, 0, 0)", query);
    assert.equal(await headingLevel(), null, query);
  }
  await driver.get(`${ADDRESS}?theme=dark`);
  assert.equal(await style("--paper"), paper, "the main page ignores it");
});

// The rendered color in the corner of the page.
const cornerColor = async () =>
  driver.executeAsyncScript(
    (picture, done) => {
      const image = new Image();
      image.onload = () => {
        const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
        canvas.drawImage(image, 0, 0);
        done([...canvas.getImageData(5, 5, 1, 1).data].slice(0, 3).join());
      };
      image.src = `data:image/png;base64,${picture}`;
    },
    await driver.takeScreenshot(),
  );
const backgrounds = () =>
  inside(() =>
    evaluate(driver, () =>
      [document.documentElement, document.body].map((one) => getComputedStyle(one).backgroundColor),
    ),
  );
const PAGE_COLOR = "10,120,110";
const colored = (attributes, scheme = "normal") =>
  `<style>:root { color-scheme: ${scheme}; } body { margin: 0; background: rgb(${PAGE_COLOR}); }</style>${timeline(attributes)}${EMBED_SCRIPT}`;

test("a transparent background shows the embedding page's own; the default one does not", async () => {
  const transparent = ["rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0)"];
  for (const [id, attribute] of [
    [EVENT, "background"],
    ["all", "background"],
    // The older name of the attribute.
    [EVENT, "ground"],
  ]) {
    await openPage(colored(`show="${id}" ${attribute}="transparent"`));
    await untilSized();
    assert.deepEqual(await backgrounds(), transparent, id);
    assert.equal(await cornerColor(), PAGE_COLOR, id);
    await openPage(colored(`show="${id}"`));
    await untilSized();
    assert.notDeepEqual(await backgrounds(), transparent, id);
    assert.notEqual(await cornerColor(), PAGE_COLOR, id);
  }
});

// A browser paints an opaque background under a frame whose color scheme differs from that of its page.
for (const system of ["light", "dark"]) {
  test(`a transparent background is transparent under all color schemes of page and widget, on a ${system} system`, () =>
    emulating(driver, { features: { "prefers-color-scheme": system } }, async () => {
      for (const scheme of ["normal", "light", "dark", "light dark"]) {
        for (const theme of ["", "light", "dark"]) {
          await openPage(colored(`show="${EVENT}" ground="transparent" theme="${theme}"`, scheme));
          await untilSized();
          assert.equal(await cornerColor(), PAGE_COLOR, `page ${scheme}, widget ${theme || "as the system"}`);
        }
      }
    }));
}
