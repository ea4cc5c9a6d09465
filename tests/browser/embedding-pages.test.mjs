// Every way of embedding sizes itself: with the real libraries, and on pages written to the formats of WordPress and
// AMP, without a sandbox and with both kinds.
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
  ask,
  By,
  browser,
  checkConsole,
  consoleErrors,
  data,
  emulating,
  injecting,
  isHydrated,
  settled,
  untilHydrated,
  untilStatic,
  waitFor,
} from "./browser.mjs";
import {
  CARD,
  CLOSED,
  EMBED_SCRIPT,
  EMBEDDING_PAGES,
  frame,
  inFrame,
  LINK,
  LISTENER,
  LOW_CARD,
  library,
  OPEN,
  timeline,
  untilHandled,
} from "./embedding-pages.mjs";
import { copyWith, MODULE } from "./failures.mjs";

// Another origin than those of the widget and of its copies.
const site = await startServer();
let driver;
before(async () => {
  driver = await browser();
});

// What iframe-resizer itself writes: it posts to the frame before there is a page in it, and version 5 names its
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
const show = (html, { policy, hash = "" } = {}) => driver.get(site.page(html, { policy }) + hash);

// The frame in the page, also where a library puts it into a shadow tree.
const frameIn = (selector = "iframe") =>
  waitFor(
    driver,
    () =>
      ask(
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
const ownMessages = () => ask(driver, () => heard.map((data) => data?.caseTimeline).filter(Boolean));
const heightHeard = () => ask(driver, () => heard.some((data) => data?.caseTimeline?.height));

// The height of the frame, and of the content in it.
async function heights(selector) {
  const element = await frameIn(selector);
  const outer = await ask(driver, (element) => element.clientHeight, element);
  const content = await inFrame(driver, element, () =>
    ask(driver, () => Math.ceil(document.body?.getBoundingClientRect().height ?? 0)),
  );
  return { outer, content };
}

// Waits until the frame is as tall as its content, or as an embedding page permits.
async function fits(selector, limit = Infinity) {
  let last;
  await waitFor(
    driver,
    async () => {
      // While a frame loads its page there may be none to measure.
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
      ask(driver, () => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      }),
    selector,
  );

// Opens the details in a frame of the screen and returns the messages from then until the end of that frame: an
// observer that is newer than the frame's own is called after it. Nothing else can run in between, so a slow machine
// changes nothing.
async function messagesOfGrowth() {
  const element = await frameIn();
  await ask(
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
  await waitFor(driver, () => ask(driver, () => order.includes("end")), "the content does not grow");
  return ask(driver, () => order.slice(order.indexOf("start"), order.indexOf("end") + 1));
}

const SANDBOXES = [undefined, CLOSED, OPEN];
const limitOf = (name) => (name.startsWith("WordPress") ? 1000 : Infinity);

Object.entries(EMBEDDING_PAGES).forEach(([name, html], index) => {
  for (const sandbox of ALL ? SANDBOXES : [SANDBOXES[index % SANDBOXES.length]]) {
    test(`${name}, ${sandbox ?? "no sandbox"}: the frame is as tall as its content, and grows with it`, async () => {
      const limit = limitOf(name);
      await show(limit < Infinity ? html(sandbox, LOW_CARD) : html(sandbox));
      const first = await fits("iframe", limit);
      assert.deepEqual(await messagesOfGrowth(), ["start", "height", "end"]);
      const grown = await fits("iframe", limit);
      assert.ok(grown.content > first.content);
    });
  }
});

for (const [name, file, call] of [
  ["iframe-resizer 4", "iframe-resizer/js/iframeResizer.js", "iFrameResize({ scrolling: true }"],
  ["iframe-resizer 5", "@iframe-resizer/parent/index.umd.js", 'iframeResize({ license: "GPLv3", scrolling: true }'],
]) {
  test(`${name} with its check of origins does not size a frame without an origin, which scrolls instead`, async () => {
    await show(`${LISTENER}${frame(CLOSED)}${library(file)}<script>${call}, "iframe")</script>`);
    const element = await frameIn();
    await inFrame(driver, element, () =>
      waitFor(driver, () => ask(driver, () => document.readyState === "complete"), "the frame does not load"),
    );
    await waitFor(driver, heightHeard, "no height");
    // The library has all messages by then, and could have followed them.
    await untilHandled(driver, element);
    await settled(driver);
    const { outer, content } = await heights();
    assert.ok(outer < content, "not sized");
    // As a reader scrolls: script could scroll a frame whose scroll bars the page has taken away.
    await driver.actions().scroll(0, 0, 0, 50, element).perform();
    await inside(() =>
      waitFor(driver, () => ask(driver, () => document.scrollingElement.scrollTop > 0), "it does not scroll"),
    );
  });
}

// What the check calls the library of each embedding page. The others do not ask for a height, so it cannot know.
const NAMED = {
  "pym.js": "Pym",
  "iframe-resizer 4": "iframe-resizer",
  "iframe-resizer 5": "iframe-resizer",
  "open-iframe-resizer": "open-iframe-resizer",
  "open-iframe-resizer, legacy": "iframe-resizer",
  "AMP, by its format": "AMP",
  "WordPress, by its format": "WordPress",
  "embed.js, a marked iframe": "embed.js",
};
const NOBODY = STRINGS.check.host_none;
const namedLibrary = () => inside(() => ask(driver, () => document.querySelector("#host td")?.textContent ?? null));
async function untilNamed(expected) {
  let named;
  await waitFor(
    driver,
    async () => {
      named = await namedLibrary();
      return named === expected;
    },
    () => `the check names ${named}, not ${expected}`,
  );
}

// frames asks once, before or after the check has loaded: its name is tested below, where the order is certain.
const ASKING_PAGES = Object.entries(EMBEDDING_PAGES).filter(([name]) => !name.startsWith("frames"));
ASKING_PAGES.forEach(([name, html]) => {
  for (const sandbox of ALL ? [undefined, CLOSED] : [undefined]) {
    const expected = NAMED[name] ?? NOBODY;
    test(`${name}, ${sandbox ?? "no sandbox"}: the check names ${NAMED[name] ?? "nobody"}`, async () => {
      // AMP says so in the address.
      await show(html(sandbox, `${ADDRESS}check.html${name.startsWith("AMP") ? "#amp=1" : ""}`));
      await fits("iframe", limitOf(name));
      await untilNamed(expected);
    });
  }
});

test("the check names frames when it asks after the page has loaded, since it asks once", async () => {
  await show(`${frame(undefined, `${ADDRESS}check.html`)}${library("@newswire/frames/dist/frames.umd.js")}`);
  await untilNamed(NOBODY);
  await ask(driver, () => newswireFrames.observeIframe(document.querySelector("iframe")));
  await untilNamed("frames");
});

for (const suffix of SUFFIXES) {
  test(`WordPress: a link in card-${EVENT}${suffix}.html opens index${suffix}.html, since no window may open`, async () => {
    await show(EMBEDDING_PAGES["WordPress, by its format"](CLOSED, `${ADDRESS}card-${EVENT}${suffix}.html`));
    await fits("iframe", limitOf("WordPress"));
    await openDetails();
    await inside(() => ask(driver, () => document.querySelector(".card__sources a").click()));
    await waitFor(driver, () => ask(driver, () => window.linked !== undefined), "no message with a link");
    assert.equal(await ask(driver, () => linked), `${ADDRESS}index${suffix}.html#${EVENT}`);
  });
}

// With `--all` every language, otherwise the original and one that is read from right to left.
const isTested = (code) => ALL || code === ORIGINAL || data(`ui.${code}`).direction === "rtl";
for (const suffix of SUFFIXES.filter((_, index) => isTested(CASE.languages[index]))) {
  test(`embed${suffix}.html in a frame of 600 × 800 px shows title, status, summary and days, and scrolls down only`, async () => {
    await show(frame(undefined, `${ADDRESS}embed${suffix}.html`).replace('height="150"', 'height="800"'));
    const element = await frameIn();
    await inFrame(driver, element, async () => {
      await untilHydrated(driver);
      await settled(driver);
      const { size, bottoms, details, open } = await ask(driver, () => ({
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

    // As a reader scrolls, down and to either side.
    for (const [side, reached] of [
      [300, 200],
      [-300, 400],
    ]) {
      await driver.actions().scroll(0, 0, side, 200, element).perform();
      await inFrame(driver, element, async () => {
        await waitFor(driver, () => ask(driver, (reached) => scrollY >= reached, reached), "it does not scroll");
        assert.equal(await ask(driver, () => scrollX), 0);
      });
    }
    await inFrame(driver, element, async () => {
      assert.equal(await ask(driver, () => document.scrollingElement.scrollWidth), 600);
      const cutOff = await ask(driver, () =>
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
    assert.equal(await ask(driver, () => scrollY), 0, "the embedding page does not scroll");
  });
}

test("each of several elements on a page sizes its frame, also after others are added or removed", async () => {
  await show(
    `${timeline(`show="${EVENT}" id="one"`)}${timeline(`show="${STEP}" theme="dark" id="two"`)}${timeline(`show="${SHORT_EVENT}" id="three"`)}${EMBED_SCRIPT}`,
  );
  for (const id of ["one", "two", "three"]) {
    await ask(driver, (id) => document.getElementById(id).scrollIntoView(), id);
    await fits(`#${id} iframe`);
  }
  assert.equal(
    await ask(driver, () => document.querySelectorAll("case-timeline a").length),
    0,
    "the frames replace the links",
  );
  assert.equal(
    await ask(driver, () => document.querySelector("#two iframe").src),
    `${ADDRESS}card-${STEP}.html?theme=dark`,
  );

  await ask(
    driver,
    (html) => {
      document.body.insertAdjacentHTML("beforeend", html);
      document.getElementById("two").remove();
      document.getElementById("four").scrollIntoView();
    },
    timeline(`show="${LAST_STEP}" id="four"`),
  );
  await fits("#four iframe");
  await ask(driver, () => document.getElementById("one").scrollIntoView());
  await openDetails("#one iframe");
  await fits("#one iframe");
});

test("an element whose attributes change shows the new record, in one frame", async () => {
  await show(`${timeline(`show="${EVENT}" theme="light"`)}${EMBED_SCRIPT}`);
  await fits("case-timeline iframe");
  await ask(
    driver,
    (id) => {
      const element = document.querySelector("case-timeline");
      element.setAttribute("show", id);
      element.setAttribute("theme", "dark");
    },
    LAST_STEP,
  );
  await fits("case-timeline iframe");
  assert.deepEqual(
    await ask(driver, () => [...document.querySelectorAll("case-timeline > *")].map(({ src, title }) => [src, title])),
    [[`${ADDRESS}card-${LAST_STEP}.html?theme=dark`, LINK]],
  );
});

test("a language may be written in any form, and an unknown one shows the original", async () => {
  const PAGES = { "": "embed.html", [ORIGINAL]: "embed.html", [`${ORIGINAL}-US`]: "embed.html", "../x": "embed.html" };
  for (const code of TRANSLATIONS) {
    for (const written of [code, `${code}-419`, code.toUpperCase(), `${code.toUpperCase()}-iq`])
      PAGES[written] = `embed.${code}.html`;
    // The code of another language that begins with the same letters.
    PAGES[`${code}x`] = "embed.html";
  }
  await show(
    `${Object.keys(PAGES)
      .map((code) => timeline(`lang="${code}"`))
      .join("")}${EMBED_SCRIPT}`,
  );
  await waitFor(
    driver,
    () =>
      ask(
        driver,
        (count) => document.querySelectorAll("case-timeline iframe").length === count,
        Object.keys(PAGES).length,
      ),
    "a frame is missing",
  );
  const pages = await ask(driver, () =>
    Object.fromEntries([...document.querySelectorAll("case-timeline")].map((one) => [one.lang, one.firstChild.src])),
  );
  assert.deepEqual(pages, Object.fromEntries(Object.entries(PAGES).map(([code, page]) => [code, ADDRESS + page])));
});

test("a translation whose code has capitals is found under its name", async () => {
  const codes = TRANSLATIONS.join("|");
  const folder = copyWith({
    "embed.js": changed((script) => script.replace(codes, `${codes}|pt-BR`)),
    "embed.pt-BR.html": (reply) => {
      reply.status = 200;
    },
  });
  const elements = ["pt-BR", "PT-br", "pt"].map((code) => timeline(`lang="${code}"`, folder));
  await show(`${elements.join("")}<script src="${folder}embed.js"></script>`);
  const pages = await ask(driver, () => [...document.querySelectorAll("case-timeline iframe")].map(({ src }) => src));
  assert.deepEqual(
    pages,
    ["embed.pt-BR.html", "embed.pt-BR.html", "embed.html"].map((page) => folder + page),
  );
});

test("an element after the script in the page has its link replaced, too", async () => {
  await show(`<script src="${ADDRESS}embed.js"></script>${timeline(`show="${EVENT}"`)}`);
  await fits("case-timeline iframe");
  assert.equal(await ask(driver, () => document.querySelectorAll("case-timeline a").length), 0);
  assert.equal(await ask(driver, () => document.querySelector("case-timeline iframe").title), LINK);
});

test("where the script does not load, the link stays", async () => {
  await show(timeline());
  assert.ok(await (await driver.findElement(By.css("case-timeline a"))).isDisplayed());
});

const isLinkVisible = (id) => ask(driver, (id) => document.querySelector(`#${id} a`)?.checkVisibility() ?? false, id);
// Holds back what the page does after a time until `endTime` is called.
const TIMERS = `<script>
  window.timers = [];
  const start = setTimeout;
  window.setTimeout = (run, delay) => (delay ? timers.push({ run, delay }) : start(run));</script>`;
const timersStarted = (count) =>
  waitFor(driver, () => ask(driver, (count) => timers.length === count, count), `not ${count} timers`);
async function endTime() {
  const delays = await ask(driver, () => timers.map(({ delay }) => delay));
  assert.ok(
    delays.every((delay) => delay >= 2_000),
    `a slow connection needs longer than ${delays} ms`,
  );
  await ask(driver, () => {
    for (const { run } of timers.splice(0)) run();
  });
}

test("where the frame does not reply, the link comes back in the end", async () => {
  const silent = copyWith({ "embed.html": withBody("<!doctype html><title>Nothing</title>") });
  await show(`${TIMERS}${timeline(`id="replies" show="${EVENT}"`)}${timeline('id="silent"', silent)}${EMBED_SCRIPT}`);
  await fits("#replies iframe");
  await timersStarted(2);
  assert.equal(await isLinkVisible("silent"), false, "not while it may still reply");
  await endTime();
  assert.equal(await isLinkVisible("silent"), true);
  assert.equal(await isLinkVisible("replies"), false, "where it does, the link stays away");
});

test("where the server never replies, the link comes back, and the widget replaces it if it loads after all", async () => {
  let reply;
  const slow = copyWith({
    "embed.html": () =>
      new Promise((resolve) => {
        reply = resolve;
      }),
  });
  await show(`${TIMERS}${EMBED_SCRIPT}`);
  // Later than the page: the driver waits for the frames that a page opens with.
  await ask(driver, (html) => document.body.insertAdjacentHTML("beforeend", html), timeline('id="slow"', slow));
  await timersStarted(1);
  await waitFor(driver, () => reply, "no request");
  await endTime();
  assert.equal(await isLinkVisible("slow"), true);
  reply();
  await fits("#slow iframe");
  assert.equal(await isLinkVisible("slow"), false);
});

// A widget whose page sends what this script says.
const sending = (script) =>
  copyWith({
    [`card-${EVENT}.html`]: withBody(
      `<!doctype html><title>Widget</title><body style="margin: 0"><script>
        const send = (caseTimeline) => parent.postMessage({ caseTimeline }, "*");
        addEventListener("message", ({ data }) => { if (data === "now") whenAsked(); });
        ${script}</script>`,
    ),
  });
const askNow = () =>
  ask(driver, () => document.querySelector("case-timeline iframe").contentWindow.postMessage("now", "*"));
const outerHeight = () => ask(driver, () => document.querySelector("case-timeline iframe")?.clientHeight);

test("a height that is not a number is ignored, and the next one is not", async () => {
  const folder = sending(`
    const whenAsked = () => send({ height: 432.1 });
    for (const height of [{}, [700], "700", 700n, NaN, Infinity, -700, 0, null, true, 1e6]) send({ height });
    send({ isLast: true });`);
  await show(`${LISTENER}${timeline(`show="${EVENT}"`, folder)}${EMBED_SCRIPT}`);
  await waitFor(driver, async () => (await ownMessages()).some(({ isLast }) => isLast), "no messages");
  assert.equal(await outerHeight(), 480, "the default height");
  await askNow();
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
      const whenAsked = () => send({ shown: "${EVENT}", top: ${top} });
      send({ height: 500 });`);
    await show(`${paragraphs(60)}${timeline(`show="${EVENT}"`, folder)}${paragraphs(60)}${EMBED_SCRIPT}`);
    await ask(driver, () => document.querySelector("case-timeline").scrollIntoView());
    // With its height it is ready for messages.
    await waitFor(driver, async () => (await outerHeight()) === 500, "no height");
    const before = await ask(driver, () => scrollY);
    await askNow();
    await waitFor(driver, () => ask(driver, (id) => location.hash === `#case-${id}`, EVENT), "no hash");
    assert.equal(await ask(driver, () => scrollY), expected === null ? before : before + expected - 16, top);
  }
});

test("the frame of an element has a title, only the permissions that the widget needs, and loads lazily", async () => {
  await show(`${timeline()}${EMBED_SCRIPT}`);
  const attributes = await ask(
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
  await show(`${timeline('title="The summer"')}${EMBED_SCRIPT}`);
  await fits("case-timeline iframe");
  assert.equal(await ask(driver, () => document.querySelector("case-timeline iframe").title), "The summer");
});

test("an element changes neither the styles nor the names of its page", async () => {
  const page = (more) =>
    `<h1>A parish</h1><h2>June</h2><p>Words with <a href="https://example.org/">a link</a>.</p><details><summary>More</summary></details><button>Go</button>${more}`;
  const own = () =>
    ask(driver, () => {
      const elements = [...document.querySelectorAll("html, body, h1, h2, p, p a, summary, button")];
      const styles = elements.map((element) => {
        const style = getComputedStyle(element);
        // The height of the page depends on its content.
        const names = [...style].filter((name) => !/height|block-size|origin$/.test(name));
        return names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
      });
      // The driver's own names are not the page's.
      const names = Object.getOwnPropertyNames(window).filter((name) => !/^(\d+|ret_nodes|se_.*|cdc_.*)$/.test(name));
      const sheets = document.styleSheets.length + document.adoptedStyleSheets.length;
      return { styles, sheets, names: names.sort().join(" ") };
    });
  await show(page(""));
  const alone = await own();
  assert.equal(alone.styles.length, 8);
  await show(page(`${timeline(`show="${EVENT}" theme="dark" accent="ffcc00"`)}${EMBED_SCRIPT}`));
  await fits("case-timeline iframe");
  assert.deepEqual(await own(), alone);
});

test("an element works under a strict policy of the embedding page", async () => {
  const { origin } = new URL(ADDRESS);
  await show(`${timeline(`show="${EVENT}"`)}${EMBED_SCRIPT}`, {
    policy: `default-src 'none'; frame-src ${origin}; script-src ${origin}; img-src data:`,
  });
  await fits("case-timeline iframe");
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
    await show(`${timeline("", copyWith(replies))}${EMBED_SCRIPT}`);
    await inside(async () => {
      await untilStatic(driver);
      assert.equal(await isHydrated(driver), false);
    }, "case-timeline iframe");
    const first = await fits("case-timeline iframe");
    await openDetails("case-timeline iframe");
    await settled(driver);
    assert.ok((await fits("case-timeline iframe")).content > first.content);
    const errors = await consoleErrors(driver);
    assert.ok(errors.length > 0);
    for (const message of errors) assert.match(message, error);
  });
}

test("the hash #case-<id> of an embedding page opens the record, and the frame's own hash changes it", async () => {
  await show(`${timeline()}${EMBED_SCRIPT}`, { hash: `#case-${LAST_STEP}` });
  await inside(async () => {
    await waitFor(
      driver,
      () => ask(driver, (id) => document.querySelector(`#${id} > details`)?.open === true, LAST_STEP),
      "the record is not open",
    );
    assert.equal(await ask(driver, () => document.getElementById("steps").open), true);
    await ask(
      driver,
      (id) => {
        location.hash = id;
      },
      STEP,
    );
  }, "case-timeline iframe");
  await waitFor(driver, () => ask(driver, (id) => location.hash === `#case-${id}`, STEP), "the hash does not change");
});

for (const [name, url, id] of [
  ["a card", CARD, EVENT],
  ["the embed", `${ADDRESS}embed.html`, STEP],
]) {
  test(`${name} whose address names a record does not move the embedding page, until a reader moves on`, async () => {
    const html = `<iframe data-case-timeline title="widget" width="600" height="300" src="${url}#${id}"></iframe>`;
    await show(`${LISTENER}${paragraphs(80)}${html}${paragraphs(80)}${EMBED_SCRIPT}`);
    const before = await driver.getCurrentUrl();
    const element = await frameIn();
    // A frame that is out of sight is not drawn, so what the app adds changes its height when it comes into sight.
    await waitFor(driver, async () => (await ask(driver, (frame) => frame.clientHeight, element)) > 400, "no height");
    if (name === "the embed") await inFrame(driver, element, () => untilHydrated(driver));
    await untilHandled(driver, element);
    assert.deepEqual([await driver.getCurrentUrl(), await ask(driver, () => scrollY)], [before, 0]);

    // The event of the first change comes before the second, so one record is shown, once.
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
      async () => (await driver.getCurrentUrl()).includes("#case-") && (await ask(driver, () => scrollY)) > 0,
      "the embedding page does not move",
    );
    // Messages stay in order: one that was sent before would be the first.
    const shown = (await ownMessages()).filter((message) => "shown" in message).map(({ shown }) => shown);
    assert.deepEqual(shown, [id]);
  });
}

test("junk messages, forged ones and floods change nothing", async () => {
  await show(`${timeline(`show="${EVENT}"`)}${EMBED_SCRIPT}`);
  const { outer } = await fits("case-timeline iframe");
  const element = await frameIn("case-timeline iframe");
  await ask(
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
  assert.equal(await ask(driver, () => location.hash), "");
});

test("the frame posts no null, and nothing without a cause", async () => {
  // Nothing can be posted later where nothing is due later.
  const countTimers = `
    window.due = new Set();
    for (const [start, stop] of [["setTimeout", "clearTimeout"], ["requestAnimationFrame", "cancelAnimationFrame"]]) {
      const [begin, end] = [window[start], window[stop]];
      window[start] = (run, delay) => {
        const timer = begin((...values) => { due.delete(timer); run(...values); }, delay);
        due.add(timer);
        return timer;
      };
      window[stop] = (timer) => { due.delete(timer); end(timer); };
    }
    const every = setInterval;
    window.setInterval = (...values) => { due.add("interval"); return every(...values); };`;
  await injecting(driver, countTimers, async () => {
    await show(`${LISTENER}${frame(undefined)}`);
    await inside(() =>
      waitFor(
        driver,
        () => ask(driver, () => document.readyState === "complete" && due.size === 0),
        "something is still due",
      ),
    );
    await untilHandled(driver, await frameIn());
  });
  const messages = await ask(driver, () => heard);
  assert.ok(messages.some((message) => message?.caseTimeline?.height));
  assert.ok(messages.every((message) => message !== null && message !== undefined));
});

test("Datawrapper's message is sent on request only, with the id of the request", async () => {
  const messages = async (query) => {
    await show(`${LISTENER}${frame(undefined, `${CARD}${query}`)}`);
    await waitFor(driver, heightHeard, "no height");
    // A height is sent in all formats in one task.
    await untilHandled(driver, await frameIn());
    return ask(driver, () => heard.filter((data) => data?.["datawrapper-height"]));
  };
  assert.deepEqual(await messages(""), []);
  const requested = await messages("?datawrapper=june");
  const { content } = await heights();
  assert.ok(requested.length > 0);
  for (const message of requested) assert.deepEqual(message, { "datawrapper-height": { june: content } });
});

test("what embedding pages add to the address is passed on to nobody", async () => {
  const query = "?parentUrl=https%3A%2F%2Fsecret.example&parentTitle=Secret";
  await show(`${LISTENER}${frame(undefined, `${ADDRESS}embed.html${query}`)}`);
  const element = await frameIn();
  await inFrame(driver, element, async () => {
    await untilHydrated(driver);
    await settled(driver);
  });
  await untilHandled(driver, element);
  const messages = await ask(driver, () => heard.map((data) => JSON.stringify(data)));
  assert.ok(messages.length > 0);
  for (const message of messages) assert.doesNotMatch(message, /secret/i);
  await inFrame(driver, element, async () =>
    assert.doesNotMatch(await ask(driver, () => document.documentElement.outerHTML), /secret\.example/i),
  );
});

// What moved in the embedding page without a reader's input.
const SHIFTS = `<script>
  let shift = 0;
  const add = (entries) => { for (const { value, hadRecentInput } of entries) if (!hadRecentInput) shift += value; };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  // Entries are there after each frame of the screen; the observer is called later.
  window.shiftSoFar = () => { add(observer.takeRecords()); return shift; };</script>`;
async function shift() {
  await settled(driver);
  return ask(driver, () => shiftSoFar());
}
// Scrolls as a reader does, until so many pixels above the end of the page.
const scrollOn = (toEnd) =>
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
    await show(`${SHIFTS}${paragraphs(140)}${timeline(`show="${id}"`)}${paragraphs(60)}${EMBED_SCRIPT}`);
    const reserved = name === "a card" ? 480 : await ask(driver, () => innerHeight);
    await waitFor(driver, async () => (await outerHeight()) === reserved, `not ${reserved} px`);
    // A browser begins to load a lazy frame about that far ahead.
    await scrollOn(
      1_000 +
        (await ask(
          driver,
          () => document.scrollingElement.scrollHeight - document.querySelector("case-timeline iframe").offsetTop,
        )),
    );
    const { outer } = await fits("case-timeline iframe");
    assert.notEqual(outer, reserved);
    await scrollOn(0);
    assert.equal((await fits("case-timeline iframe")).outer, outer);
    assert.ok((await shift()) <= 0.01, String(await shift()));

    await ask(driver, () => {
      document.querySelector("case-timeline + p").insertAdjacentHTML("afterend", "<hr>");
      document.querySelector("hr").scrollIntoView({ behavior: "instant" });
    });
    await settled(driver);
    await ask(driver, () => {
      document.querySelector("hr").style.height = "200px";
    });
    assert.ok((await shift()) > 0.01, "a shift is measured");
  });
}

// Visible from when the element has its frame: before that only the embedding page could reserve space for it.
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
    await show(visibleWithFrame(html(200)));
    const { outer } = await fits();
    assert.ok((await shift()) > 0.01, "with another height a shift is measured");
    await show(visibleWithFrame(html(outer)));
    assert.equal((await fits()).outer, outer);
    assert.ok((await shift()) <= 0.01, String(await shift()));
  });
}

test("no layout shift in view: the whole widget with the default height, which is all of the screen", async () => {
  await show(visibleWithFrame(timeline(`show="${SHORT_EVENT}" height="200"`)));
  await fits();
  assert.ok((await shift()) > 0.01, "with another height a shift is measured");
  await show(visibleWithFrame(timeline()));
  await fits();
  await inside(() => untilHydrated(driver));
  await fits();
  assert.ok((await shift()) <= 0.01, String(await shift()));
});

const PHONE = { width: 360, height: 740 };

test("no layout shift in view on a phone: a card with the default height, and with that of a wider page", () =>
  emulating(driver, PHONE, async () => {
    for (const id of [SHORT_EVENT, EVENT, STEP]) {
      for (const height of ["", 520]) {
        await show(visibleWithFrame(timeline(`show="${id}" height="${height}"`)));
        await fits();
        assert.ok((await shift()) <= 0.01, `${id} ${height}: ${await shift()}`);
      }
    }
  }));

test("on a phone, a term in a tall frame is explained beside it, and the embedding page does not scroll", () =>
  emulating(driver, PHONE, async () => {
    await show(`${paragraphs(3)}${timeline()}${paragraphs(40)}${EMBED_SCRIPT}`);
    const box = (selector) =>
      inside(() =>
        ask(
          driver,
          (selector) => {
            const { top, bottom } = document.querySelector(selector).getBoundingClientRect();
            return { top, bottom };
          },
          selector,
        ),
      );
    await fits();
    await inside(() => untilHydrated(driver));
    await openDetails();
    await settled(driver);
    const { outer } = await fits();
    assert.ok(outer > 5_000, `${outer} px`);
    await ask(
      driver,
      (top) => scrollTo({ top: document.querySelector("iframe").offsetTop + top - 300, behavior: "instant" }),
      (await box(TERM)).top,
    );
    await settled(driver);
    const before = await ask(driver, () => scrollY);
    await inside(() => ask(driver, (selector) => document.querySelector(selector).click(), TERM));
    await settled(driver);
    const [term, popover] = [await box(TERM), await box("#term-popover")];
    const distance = Math.min(Math.abs(popover.top - term.bottom), Math.abs(term.top - popover.bottom));
    assert.ok(distance < 20, JSON.stringify({ term, popover }));
    assert.equal(await ask(driver, () => scrollY), before);
  }));

test("the appearance in the address is applied, and invalid values are not", async () => {
  const style = (name) =>
    ask(driver, (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(), name);
  const headingLevel = () => ask(driver, () => document.querySelector("h1").ariaLevel);
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

// The color that a reader sees in the corner of the page.
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
    ask(driver, () => [document.documentElement, document.body].map((one) => getComputedStyle(one).backgroundColor)),
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
    await show(colored(`show="${id}" ${attribute}="transparent"`));
    await fits();
    assert.deepEqual(await backgrounds(), transparent, id);
    assert.equal(await cornerColor(), PAGE_COLOR, id);
    await show(colored(`show="${id}"`));
    await fits();
    assert.notDeepEqual(await backgrounds(), transparent, id);
    assert.notEqual(await cornerColor(), PAGE_COLOR, id);
  }
});

// A browser puts an opaque background between a frame and a page that differ in their color schemes.
for (const system of ["light", "dark"]) {
  test(`a transparent background stays so whatever the color schemes of page and widget, on a ${system} system`, () =>
    emulating(driver, { features: { "prefers-color-scheme": system } }, async () => {
      for (const scheme of ["normal", "light", "dark", "light dark"]) {
        for (const theme of ["", "light", "dark"]) {
          await show(colored(`show="${EVENT}" ground="transparent" theme="${theme}"`, scheme));
          await fits();
          assert.equal(await cornerColor(), PAGE_COLOR, `page ${scheme}, widget ${theme || "as the system"}`);
        }
      }
    }));
}
