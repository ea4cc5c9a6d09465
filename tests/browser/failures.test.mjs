// Failures: the page is readable to its last sentence whatever fails.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import {
  CASE,
  EVENT,
  LATER_DAY,
  LATER_EVENT,
  OPENING_DAY,
  OTHER_DAY,
  OTHER_EVENT,
  QUIET_DAY,
  RARE_ACTOR_INPUT,
  RARE_WORD,
  STEP,
  STRINGS,
  TERM,
  TEXT,
  TRANSLATIONS,
} from "../content.mjs";
import { changed, missing, server, withBody, withPolicy } from "../server.mjs";
import {
  ALL,
  By,
  browser,
  checkConsole,
  click,
  data,
  evaluate,
  injecting,
  isHydrated,
  isInView,
  Key,
  press,
  requestDay,
  settled,
  text,
  untilHydrated,
  untilStatic,
  waitFor,
} from "./browser.mjs";
import {
  assertDayCanBeChosen,
  assertDayIsLink,
  assertReadable,
  assertReported,
  assertSearchFinds,
  copyWith,
  dayCell,
  endWaiting,
  FALLBACK,
  GLUE,
  isUnusedPreload,
  MODULE,
  readBytes,
  typeSearch,
  visible,
  visibleEvents,
} from "./failures.mjs";

let driver;
before(async () => {
  driver = await browser();
});
checkConsole(() => driver, isUnusedPreload);

const module = readBytes(MODULE);
const corrupted = Buffer.from(module);
for (let index = 5_000; index < corrupted.length; index += 5_000) corrupted[index] ^= 0x5a;
const errorPage = withBody("<!doctype html><title>Sorry</title>", "text/html");

// Sends half of the module, then calls `then`.
const half =
  (then) =>
  (_reply, { response }) => {
    response.writeHead(200, { "Content-Type": "application/wasm", "Content-Length": module.length });
    response.write(module.subarray(0, module.length / 2), () => then(response));
    return true;
  };

// Messages in the console.
const MISSING = /status of 404/;
const FORBIDDEN = /Content Security Policy/;
const WRONG_TYPE = /MIME type/;
// The exception itself, or the panic that it causes.
const EXCEPTION = /the browser fails|RuntimeError: unreachable|panicked at/;

// A reply that waits until `release` is called.
const delayed = () => {
  let release;
  const released = new Promise((resolve) => {
    release = resolve;
  });
  return { reply: () => released, release };
};

describe("the app does not load", () => {
  const withPageData = (change) => ({
    "index.html": changed((html) => html.replace(/(id="page-data">)([^]*?)(<\/script>)/, change)),
  });
  const [firstStep, secondStep] = CASE.steps.map(({ id }) => id);
  // Each failure: the replies that cause it, and the messages in the console.
  const loadFailures = {
    "the module is missing": [{ [MODULE]: missing }, FALLBACK, MISSING],
    "the module is truncated": [{ [MODULE]: withBody(module.subarray(0, 100_000)) }, FALLBACK],
    "the module is empty": [{ [MODULE]: withBody("") }, FALLBACK],
    "the module is corrupted": [{ [MODULE]: withBody(corrupted) }, FALLBACK],
    "an error page instead of the module": [{ [MODULE]: errorPage }, FALLBACK, WRONG_TYPE],
    "a policy forbids WebAssembly": [{ "index.html": withPolicy("script-src 'self' 'unsafe-inline'") }, FALLBACK],
    "a policy forbids fetching": [{ "index.html": withPolicy("connect-src 'none'") }, FALLBACK, FORBIDDEN],
    "the connection breaks while the module loads": [
      { [MODULE]: half((response) => response.destroy()) },
      FALLBACK,
      /net::ERR_/,
    ],
    "the glue is missing": [{ [GLUE]: missing }, FALLBACK, MISSING],
    "the glue is truncated": [{ [GLUE]: withBody(readBytes(GLUE).subarray(0, 20_000)) }, FALLBACK],
    "an error page instead of the glue": [{ [GLUE]: errorPage }, FALLBACK, WRONG_TYPE],
    "the page data is missing": [{ "index.html": changed((html) => html.replace('id="page-data"', 'id="other"')) }],
    "the page data is empty": [withPageData("$1$3")],
    "the page data is truncated": [withPageData((_all, start, json, end) => start + json.slice(0, 5_000) + end)],
    "the page data has another format": [withPageData('$1{"days":[]}$3')],
    "the page data has another version": [withPageData((all) => all.replace('"version":', '"version":9'))],
    "the page data is that of another page": [
      withPageData((all) => all.replace(`"id":"${firstStep}"`, `"id":"${secondStep}"`)),
    ],
  };
  for (const [name, [replies, ...reports]] of Object.entries(loadFailures)) {
    test(name, async () => {
      await driver.get(copyWith(replies));
      await untilStatic(driver);
      await settled(driver);
      assert.equal(await isHydrated(driver), false);
      await assertReadable(driver);
      await assertDayIsLink(driver);
      await assertReported(driver, ...reports);
    });
  }

  // Content that `content-visibility` skips has an estimated height, so the first scroll position is an estimate, too.
  const targets = [LATER_EVENT, STEP, ...(ALL ? [CASE.terms[0], CASE.terms.at(-1)] : [])];
  for (const [name, replies, untilReady, ...reports] of [
    ["without the app", { [MODULE]: missing }, untilStatic, FALLBACK, MISSING],
    ["with the app", {}, untilHydrated],
  ]) {
    test(`an address scrolls to its record, ${name}`, async () => {
      const top = (id) => evaluate(driver, (id) => document.getElementById(id).getBoundingClientRect().top, id);
      for (const id of targets) {
        const page = copyWith(replies);
        await driver.get("about:blank");
        await driver.get(`${page}#${id}`);
        await untilReady(driver);
        await settled(driver);
        const topAfterLoad = await top(id);
        assert.ok(topAfterLoad >= 0 && topAfterLoad < 200, `${id}: ${topAfterLoad} px from the top after loading`);
        await evaluate(driver, () => {
          scrollTo(0, 0);
          location.hash = "";
        });
        await settled(driver);
        await evaluate(driver, "location.hash = arguments[0]", id);
        await settled(driver);
        const topAfterLink = await top(id);
        assert.ok(topAfterLink >= 0 && topAfterLink < 200, `${id}: ${topAfterLink} px from the top after a link`);
      }
      await assertReported(driver, ...reports);
    });
  }

  test("a module with a generic media type hydrates the page", async () => {
    await driver.get(copyWith({ [MODULE]: withBody(module, "application/octet-stream") }));
    await untilHydrated(driver);
    await assertDayCanBeChosen(driver);
    await assertReported(driver, WRONG_TYPE);
  });

  const stalls = {
    "a policy forbids inline scripts": [
      { "index.html": withPolicy("script-src 'self' 'wasm-unsafe-eval'") },
      FORBIDDEN,
    ],
    "a policy forbids all scripts": [{ "index.html": withPolicy("script-src 'none'") }, FORBIDDEN],
    "the module stalls": [{ [MODULE]: half(() => {}) }],
    "the glue stalls": [{ [GLUE]: () => true }],
  };
  for (const [name, [replies, ...reports]] of Object.entries(stalls)) {
    test(`${name}: the notice appears when the page stops waiting`, async () => {
      await driver.get(copyWith(replies));
      assert.equal((await visible(driver)).notice, "", "no notice while the app may still load");
      await endWaiting(driver);
      await assertReadable(driver);
      await assertReported(driver, ...reports);
    });
  }

  async function assertHydratesLate(driver, release) {
    release();
    await untilHydrated(driver);
    const { notice, controls } = await visible(driver);
    assert.equal(notice, "");
    assert.ok(controls.length > CASE.events.length, "the controls are visible");
    await assertDayCanBeChosen(driver);
  }
  test("a module that loads after the page has stopped waiting hydrates the page", async () => {
    const { reply, release } = delayed();
    await driver.get(copyWith({ [MODULE]: reply }));
    await endWaiting(driver);
    await assertReadable(driver);
    await assertHydratesLate(driver, release);
  });

  test("the page stops waiting after ten seconds", { skip: ALL ? false : "runs with --all" }, async () => {
    const { reply, release } = delayed();
    await driver.get(copyWith({ [MODULE]: reply }));
    await waitFor(driver, async () => (await visible(driver)).notice, "no notice");
    assert.ok((await evaluate(driver, () => performance.now())) >= 10_000, "a slow connection has ten seconds");
    await assertReadable(driver);
    await assertHydratesLate(driver, release);
  });

  test("reloading after a stall hydrates the page", async () => {
    let stalled;
    const hasStalled = new Promise((resolve) => {
      stalled = resolve;
    });
    await driver.get(copyWith({ [MODULE]: half(stalled) }));
    await hasStalled;
    await driver.get(copyWith());
    await untilHydrated(driver);
    await assertDayCanBeChosen(driver);
  });

  test("the embed is readable without the app", async () => {
    await driver.get(`${copyWith({ [MODULE]: missing })}embed.html`);
    await untilStatic(driver);
    await evaluate(driver, () => {
      for (const fold of document.querySelectorAll(".fold")) fold.open = true;
    });
    await assertReadable(driver);
    await assertReported(driver, FALLBACK, MISSING);
  });
});

for (const code of TRANSLATIONS) {
  test(`the notice is in the language of the page: ${code}`, async () => {
    await driver.get(`${copyWith({ [MODULE]: missing })}index.${code}.html`);
    await untilStatic(driver);
    const { notice } = await visible(driver);
    assert.equal(notice.replace(/[\u2066-\u2069]/g, ""), data(`ui.${code}`).page.static_notice);
    await assertReported(driver, FALLBACK, MISSING);
  });
}

describe("styles or browser APIs are forbidden", () => {
  test("without styles the text is complete and in order, and the app runs", async () => {
    await driver.get(copyWith({ "index.html": withPolicy("style-src 'none'") }));
    await untilHydrated(driver);
    const { events, steps, last } = await visible(driver);
    assert.deepEqual({ events, steps, last }, { events: CASE.events.length, steps: CASE.steps.length, last: true });
    await assertDayCanBeChosen(driver);
    assert.equal(await evaluate(driver, () => document.getElementById("term-popover").checkVisibility()), false);
    await assertReported(driver, FORBIDDEN);
  });

  const FORBID_ACCESS = `(${() => {
    const forbid = () => {
      throw new DOMException("forbidden", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"])
      Object.defineProperty(window, name, { get: forbid, configurable: true });
    Object.defineProperty(Document.prototype, "cookie", { get: forbid, set: forbid });
    for (const name of ["pushState", "replaceState", "back", "go"]) History.prototype[name] = forbid;
    Navigator.prototype.share = () => Promise.reject(new DOMException("forbidden", "NotAllowedError"));
    Object.defineProperty(Navigator.prototype, "clipboard", { get: forbid });
  }})()`;
  test("with an opaque origin and without storage, cookies, clipboard, history and sharing the app runs", async () => {
    const page = server.page(
      `<iframe title="widget" width="1000" height="800" sandbox="allow-scripts" src="${copyWith()}"></iframe>`,
    );
    await injecting(driver, FORBID_ACCESS, async () => {
      await driver.get(page);
      await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
      await untilHydrated(driver);
      assert.equal(await evaluate(driver, () => origin), "null");
      const storage = await evaluate(driver, () => {
        try {
          return String(localStorage);
        } catch (error) {
          return error.name;
        }
      });
      assert.equal(storage, "SecurityError");

      await assertDayCanBeChosen(driver);
      await click(driver, `#${OTHER_EVENT} .record-link`);
      const { copy_by_hand } = STRINGS.client;
      await waitFor(
        driver,
        async () => (await text(driver, "#share-popover [role=status]")) === copy_by_hand,
        "no message about the link",
      );
      await press(driver, Key.ESCAPE);
      await assertSearchFinds(driver, RARE_WORD);
    });
  });
});

// Once `isFailing` is set, the browser throws when the app changes the document.
const FAILING_CHANGES = `(${() => {
  const failing = (own) =>
    function (...values) {
      if (window.isFailing && /wasm/.test(new Error().stack)) {
        window.hasFailed = true;
        throw new Error("the browser fails");
      }
      return own.apply(this, values);
    };
  for (const [{ prototype }, ...names] of [
    [Element, "setAttribute", "removeAttribute", "remove"],
    [Node, "insertBefore", "removeChild", "appendChild"],
  ])
    for (const name of names) prototype[name] = failing(prototype[name]);
  for (const name of ["nodeValue", "textContent"]) {
    const own = Object.getOwnPropertyDescriptor(Node.prototype, name);
    Object.defineProperty(Node.prototype, name, { ...own, set: failing(own.set) });
  }
}})()`;

// Once `isFailing` is set, the browser throws when the app reads an event.
const FAILING_EVENTS = `(${() => {
  const failing = (own) =>
    function () {
      if (window.isFailing && /wasm/.test(new Error().stack)) {
        window.hasFailed = true;
        throw new Error("the browser fails");
      }
      return own.call(this);
    };
  Event.prototype.composedPath = failing(Event.prototype.composedPath);
  const { get } = Object.getOwnPropertyDescriptor(MouseEvent.prototype, "button");
  Object.defineProperty(MouseEvent.prototype, "button", { get: failing(get) });
}})()`;

const startFailing = () => evaluate(driver, "window.isFailing = true");
const untilFallback = async () => {
  await untilStatic(driver);
  await settled(driver);
  assert.equal(await evaluate(driver, () => window.hasFailed), true);
  assert.equal(await isHydrated(driver), false);
};

describe("an exception inside the app", () => {
  const focusDay = () => evaluate(driver, (cell) => document.querySelector(cell).focus(), dayCell(OPENING_DAY));
  const goTo = (id) => evaluate(driver, "location.hash = arguments[0]", id);
  const explain = () => click(driver, TERM);
  // Each action: what precedes it, the action, and whether its test always runs.
  const changes = {
    "choosing a day": { act: () => click(driver, dayCell(OTHER_DAY)), always: true },
    "choosing a day with the keyboard": {
      first: focusDay,
      act: () => press(driver, Key.ARROW_LEFT),
    },
    "choosing a day outside the month": {
      act: () => requestDay(driver, LATER_DAY),
    },
    filtering: { act: () => click(driver, RARE_ACTOR_INPUT), always: true },
    "reversing the order": { act: () => click(driver, ".controls__order") },
    searching: { act: () => typeSearch(driver, RARE_WORD), always: true },
    "searching for what does not occur": { act: () => typeSearch(driver, "qqqqqq") },
    "explaining a term": { act: explain, always: true },
    "following a link to an event": { act: () => goTo(LATER_EVENT), always: true },
    "copying a link": { act: () => click(driver, `#${OTHER_EVENT} .record-link`) },
    "clearing the filters": {
      first: () => click(driver, RARE_ACTOR_INPUT),
      act: () => click(driver, ".controls__clear"),
      always: true,
    },
    "following a link to the record in the address": {
      first: async () => {
        await goTo(LATER_EVENT);
        await settled(driver);
        await click(driver, dayCell(OPENING_DAY));
      },
      act: () => click(driver, `#${LATER_EVENT} .event__date`),
    },
    "explaining a term inside an explanation": {
      first: explain,
      act: () =>
        evaluate(
          driver,
          (id) => {
            const term = document.createElement("a");
            term.className = "term";
            term.href = `#${id}`;
            document.getElementById("term-popover-body").append(term);
            term.click();
          },
          CASE.terms[0],
        ),
    },
  };
  // Actions that do not change the document by themselves: the browser throws when the app reads the event.
  const events = {
    "opening all details": { act: () => click(driver, ".controls__order + button") },
    "closing all details": { act: () => click(driver, ".controls__row button:last-child") },
    "closing the explanation": { first: explain, act: () => click(driver, "#term-popover button") },
    "closing the explanation with Escape": { first: explain, act: () => press(driver, Key.ESCAPE), always: true },
    "following a link from the explanation": { first: explain, act: () => click(driver, "#term-popover-more") },
    "following a date to its event": { act: () => click(driver, `#${LATER_EVENT} .event__date`), always: true },
    "following a step of the case map": { act: () => click(driver, ".case-map a") },
    "a key without an effect": { first: focusDay, act: () => press(driver, "x"), always: true },
  };
  const cases = [
    ...Object.entries(changes).map(([name, action]) => ({ name, ...action, failure: FAILING_CHANGES })),
    ...Object.entries(events).map(([name, action]) => ({ name, ...action, failure: FAILING_EVENTS })),
  ];
  for (const { name, first, act, failure, always } of cases) {
    test(`${name}: the prerendered page is restored`, { skip: ALL || always ? false : "runs with --all" }, async () => {
      await injecting(driver, failure, async () => {
        await driver.get(copyWith());
        await untilHydrated(driver);
        await settled(driver);
        await first?.();
        await startFailing();
        await act();
        await untilFallback();
        await assertReadable(driver);
        await assertDayIsLink(driver);
        await click(driver, TERM);
        assert.ok(await isInView(driver, STEP), "a term is a link again");
        await assertReadable(driver);
        await assertReported(driver, FALLBACK, EXCEPTION);
      });
    });
  }

  test("during hydration: the prerendered page is restored", async () => {
    await injecting(driver, `${FAILING_CHANGES}; window.isFailing = true;`, async () => {
      await driver.get(copyWith());
      await untilFallback();
      await assertReadable(driver);
      await assertReported(driver, FALLBACK, EXCEPTION);
    });
  });

  test("directly after hydration: pending tasks of the app do not change the restored page", async () => {
    const failOnceHydrated = `(${(cell) => {
      new MutationObserver(() => {
        if (window.isFailing || !document.documentElement.hasAttribute("data-live")) return;
        window.isFailing = true;
        document.querySelector(cell).click();
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-live"] });
    }})("${dayCell(OTHER_DAY)}")`;
    await injecting(driver, `${FAILING_EVENTS}; ${failOnceHydrated}`, async () => {
      await driver.get(copyWith());
      // The first pending task was queued before the fallback: once `settled` returns, it has run.
      await untilFallback();
      await assertReadable(driver);
      await assertReported(driver, FALLBACK, EXCEPTION);
    });
  });

  // Two chapters with the same key break the contract of prerendered fragments: Yew creates one of them again, and the
  // page's policy on Trusted Types forbids creating HTML from text, even from an empty one.
  test("a fragment that is mounted again: the prerendered page is restored", async () => {
    const [first, second] = CASE.chapters.map(({ id }) => id);
    const sameKey = changed((html) =>
      html.replace(/(id="page-data">)([^]*?)(<\/script>)/, (_all, start, json, end) => {
        assert.ok(json.includes(`{"id":"${second}","events":`), "the page data has the chapter");
        return start + json.replace(`{"id":"${second}","events":`, `{"id":"${first}","events":`) + end;
      }),
    );
    await driver.get(copyWith({ "index.html": sameKey }));
    await untilHydrated(driver);
    await assertDayCanBeChosen(driver);
    await click(driver, ".controls__order");
    await untilStatic(driver);
    await settled(driver);
    assert.equal(await isHydrated(driver), false);
    await assertReadable(driver);
    await assertDayIsLink(driver);
    await assertReported(driver, FALLBACK, /TrustedHTML/);
  });

  test("while a language is being chosen: the page in that language opens", async () => {
    const [code] = TRANSLATIONS;
    await injecting(driver, FAILING_EVENTS, async () => {
      await driver.get(copyWith());
      await untilHydrated(driver);
      await startFailing();
      await click(driver, `.languages a[hreflang='${code}']`);
      await waitFor(
        driver,
        async () => (await evaluate(driver, () => document.documentElement.lang)) === code,
        "same page",
      );
      await untilHydrated(driver);
      await assertReported(driver, FALLBACK, EXCEPTION);
    });
  });

  test("filters and search are cleared; open details and the scroll position are retained", async () => {
    await injecting(driver, FAILING_CHANGES, async () => {
      await driver.get(copyWith());
      await untilHydrated(driver);
      await click(driver, `#${STEP} summary`);
      await click(driver, RARE_ACTOR_INPUT);
      await typeSearch(driver, TEXT.steps[STEP].title);
      assert.ok((await visibleEvents(driver)).length < CASE.events.length);
      const top = () => evaluate(driver, (id) => document.getElementById(id).getBoundingClientRect().top, STEP);
      await evaluate(
        driver,
        (id) => document.getElementById(id).scrollIntoView({ behavior: "instant", block: "center" }),
        STEP,
      );
      await settled(driver);
      const topBefore = await top();
      await startFailing();
      await evaluate(driver, (cell) => document.querySelector(cell).click(), dayCell(OTHER_DAY));
      await untilFallback();
      const topAfter = await top();
      assert.ok(Math.abs(topAfter - topBefore) < 2, `moved from ${topBefore} to ${topAfter}`);
      await assertReadable(driver);
      assert.equal(await evaluate(driver, (id) => document.querySelector(`#${id} details`).open, STEP), true);
      await assertReported(driver, FALLBACK, EXCEPTION);
    });
  });

  // The browser then compiles the module from bytes, and the stack of an error may not have the module's address.
  test("in a module with a generic media type: the prerendered page is restored", async () => {
    await injecting(driver, FAILING_CHANGES, async () => {
      await driver.get(copyWith({ [MODULE]: withBody(module, "application/octet-stream") }));
      await untilHydrated(driver);
      await startFailing();
      await click(driver, dayCell(OTHER_DAY));
      await untilFallback();
      await assertReadable(driver);
      await assertReported(driver, FALLBACK, EXCEPTION, WRONG_TYPE);
    });
  });

  test("errors in another script change nothing, also if it uses WebAssembly", async () => {
    const script = `(${() => {
      // A module with the function "trap", which is unreachable.
      const section = (id, ...bytes) => [id, bytes.length, ...bytes];
      const module = new WebAssembly.Module(
        Uint8Array.of(
          ...[0, 97, 115, 109, 1, 0, 0, 0],
          ...section(1, 1, 96, 0, 0),
          ...section(3, 1, 0),
          ...section(7, 1, 4, 116, 114, 97, 112, 0, 0),
          ...section(10, 1, 3, 0, 0, 11),
        ),
      );
      const { trap } = new WebAssembly.Instance(module).exports;
      window.failElsewhere = () => {
        setTimeout(trap);
        setTimeout(function wasm() {
          throw new Error("another error that is not ours");
        });
        Promise.reject(new Error("a rejection that is not ours"));
        Promise.reject();
        setTimeout(() => {
          throw new Error("an error that is not ours");
        });
      };
      window.failures = 0;
      for (const type of ["error", "unhandledrejection"])
        addEventListener(type, () => {
          window.failures += 1;
        });
    }})()`;
    const page = copyWith({
      "index.html": changed((html) => html.replace("<head>", '<head><script src="other.js"></script>')),
      "other.js": (reply) => {
        Object.assign(reply, { status: 200, headers: { "Content-Type": "text/javascript" }, body: script });
      },
    });
    await driver.get(page);
    await untilHydrated(driver);
    await evaluate(driver, () => window.failElsewhere());
    await waitFor(driver, () => evaluate(driver, () => window.failures === 5), "the errors do not reach the page");
    await settled(driver);
    assert.equal(await isHydrated(driver), true);
    await assertDayCanBeChosen(driver);
    await assertReported(
      driver,
      /error that is not ours/,
      /rejection that is not ours/,
      /Uncaught \(in promise\)/,
      /RuntimeError: unreachable/,
    );
  });
});

// A script that runs before the app starts, as extensions do.
const beforeApp = (change) => `document.addEventListener("readystatechange", () => {
  if (document.readyState === "interactive") (${change})();
});`;

describe("an extension changes the document before the app starts", () => {
  const harmless = {
    "nodes around the page": () => {
      document.body.prepend(Object.assign(document.createElement("div"), { id: "extension-bar" }));
      document.body.append(document.createElement("extension-panel"), document.createComment("extension"));
      document.documentElement.append(document.createElement("extension-root"));
    },
    "attributes on every element": () => {
      for (const element of document.querySelectorAll("*")) {
        element.setAttribute("data-extension", "1");
        element.classList.add("extension");
      }
    },
    "the weekdays are removed": () => {
      for (const weekday of document.querySelectorAll(".chart__heads span")) weekday.remove();
    },
    "words are wrapped inside records": () => {
      for (const part of document.querySelectorAll(".event__text p, .meaning, .lede p")) {
        const text = [...part.childNodes].find((node) => node.nodeType === 3 && node.data.length > 20);
        if (!text) continue;
        const word = text.splitText(5);
        word.splitText(6);
        const mark = document.createElement("extension-mark");
        word.replaceWith(mark);
        mark.append(word);
      }
    },
  };
  for (const [name, change] of Object.entries(harmless)) {
    test(`${name}: the app hydrates the page`, async () => {
      await injecting(driver, beforeApp(change), async () => {
        await driver.get(copyWith());
        await untilHydrated(driver);
        await assertDayCanBeChosen(driver);
        assert.equal((await visible(driver)).events, CASE.events.length);
      });
    });
  }

  const harmful = {
    "words are wrapped in what the app renders": () => {
      for (const part of document.querySelectorAll(".status-panel dt, .controls label, .stop a")) {
        const mark = document.createElement("extension-mark");
        mark.append(...part.childNodes);
        part.append(mark);
      }
    },
    "nodes inside the page": () => {
      document.querySelector(".page").append(document.createElement("extension-panel"));
      document.querySelector(".status-panel").prepend(document.createElement("extension-panel"));
    },
    "part of the page is removed": () => document.querySelector(".controls__row").remove(),
    "comments are removed": () => {
      const walker = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_COMMENT);
      const comments = [];
      while (walker.nextNode()) comments.push(walker.currentNode);
      for (const comment of comments) comment.remove();
    },
  };
  for (const [name, change] of Object.entries(harmful)) {
    test(`${name}: the page stays as prerendered`, async () => {
      await injecting(driver, beforeApp(change), async () => {
        await driver.get(copyWith());
        await untilStatic(driver);
        await settled(driver);
        await assertReadable(driver);
        await assertReported(driver, FALLBACK, EXCEPTION);
      });
    });
  }
});

// Translates as browsers do: wraps every text in font elements, also text that is added later.
const TRANSLATION = `(${() => {
  const translate = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of root.nodeType === 3 ? [root] : texts) {
      if (!text.data.trim() || text.parentElement?.closest("font, script, style")) continue;
      const outer = document.createElement("font");
      const inner = document.createElement("font");
      outer.style.verticalAlign = inner.style.verticalAlign = "inherit";
      text.replaceWith(outer);
      outer.append(inner);
      inner.append(`·${text.data}`);
    }
  };
  window.translatePage = () => {
    document.documentElement.lang = "fr";
    document.documentElement.classList.add("translated-ltr");
    translate(document.body);
    // Changes are translated a frame later, because translation is asynchronous.
    new MutationObserver((changes) =>
      requestAnimationFrame(() => {
        for (const { addedNodes, target, type } of changes)
          for (const node of type === "characterData" ? [target] : addedNodes) if (node.isConnected) translate(node);
      }),
    ).observe(document.body, { childList: true, subtree: true, characterData: true });
  };
}})();`;

describe("a translated page", () => {
  // Waits until translated text in an element contains these words. A translated text begins with a dot.
  const untilTranslated = (selector, ...wanted) =>
    waitFor(
      driver,
      async () => {
        const pieces = (await text(driver, selector)).split("·").slice(1);
        return wanted.every((words) => pieces.some((piece) => piece.includes(words)));
      },
      `no translated ${wanted} in ${selector}`,
    );
  const count = `${CASE.events.length}`;
  const assertWorks = async () => {
    await click(driver, dayCell(OTHER_DAY));
    const date = (await text(driver, `#${OTHER_EVENT} time`)).replaceAll("·", "");
    await untilTranslated("#status-day", date);
    await untilTranslated("#status", TEXT.events[OTHER_EVENT].headline);
    const status = await text(driver, "#status");
    assert.ok(!status.includes(TEXT.events[EVENT].headline), "the events of the previous day are not shown");
    await click(driver, dayCell(QUIET_DAY));
    await untilTranslated("#status", STRINGS.client.no_events_then);
    await click(driver, RARE_ACTOR_INPUT);
    await untilTranslated(".controls [role=status]", `${(await visibleEvents(driver)).length}`, count);
    await click(driver, ".controls__clear");
    await untilTranslated(".controls [role=status]", count);
    await click(driver, ".controls__order");
    await untilTranslated(".controls__order", STRINGS.client.oldest_first);
    await click(driver, ".controls__order");
    await untilTranslated(".controls__order", STRINGS.client.newest_first);
    await assertSearchFinds(driver, RARE_WORD);
    await click(driver, TERM);
    await untilTranslated("#term-popover-title", TEXT.steps[STEP].title);
    assert.equal(await isHydrated(driver), true);
    assert.equal((await visible(driver)).events, CASE.events.length);
  };

  test("translated after hydration, the app runs", async () => {
    await injecting(driver, TRANSLATION, async () => {
      await driver.get(copyWith());
      await untilHydrated(driver);
      await settled(driver);
      await evaluate(driver, "translatePage()");
      await assertWorks();
    });
  });

  test("translated before hydration, the app runs", async () => {
    await injecting(driver, TRANSLATION + beforeApp("() => translatePage()"), async () => {
      await driver.get(copyWith());
      await untilHydrated(driver);
      await settled(driver);
      await assertWorks();
    });
  });
});
