// Compatibility: browsers that lack a feature, large text, forced colors, reduced motion, touch.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import { before, describe, test } from "node:test";
import {
  CASE,
  OTHER_DAY,
  OTHER_EVENT,
  RARE_ACTOR_INPUT,
  RARE_EVENTS,
  RARE_WORD,
  STEP,
  STRINGS,
  TERM,
} from "../content.mjs";
import { changed } from "../server.mjs";
import {
  ALL,
  browser,
  checkConsole,
  click,
  emulating,
  evaluate,
  injecting,
  isHydrated,
  isInView,
  openDetails,
  settled,
  text,
  untilHydrated,
  untilStatic,
  waitFor,
} from "./browser.mjs";
import {
  assertDayCanBeChosen,
  assertReadable,
  assertReported,
  assertSearchFinds,
  chosenDay,
  copyWith,
  dayCell,
  isUnusedPreload,
  visible,
  visibleEvents,
} from "./failures.mjs";

let driver;
before(async () => {
  driver = await browser();
});
checkConsole(() => driver, isUnusedPreload);

const runsAlways = (always) => ({ skip: ALL || always ? false : "runs with --all" });
const isExplained = () => evaluate(driver, () => document.getElementById("term-popover").checkVisibility());
const isOpen = (details) => evaluate(driver, (selector) => document.querySelector(selector).open, details);

// Replies with changed styles, and with the policy that allows them.
const restyled = (change) => ({
  "index.html": changed((html) => {
    const styles = change(html.match(/<style>([^]*?)<\/style>/)[1]);
    const hash = crypto.createHash("sha256").update(styles).digest("base64");
    return html
      .replace(/<style>[^]*?<\/style>/, () => `<style>${styles}</style>`)
      .replace(/(?<=style-src 'self' ')sha256-[^']+/, () => `sha256-${hash}`);
  }),
});
async function open(replies) {
  await driver.get(copyWith(replies));
  await untilHydrated(driver);
  await settled(driver);
}

// Asserts that days, filter, search and terms work.
async function assertWorks({ hasPopovers = true } = {}) {
  const details = `#${STEP} > details`;
  const wasOpen = await isOpen(details);
  await click(driver, `${details} > summary`);
  assert.equal(await isOpen(details), !wasOpen);
  await assertDayCanBeChosen(driver);
  const date = await text(driver, `#${OTHER_EVENT} time`);
  assert.ok((await text(driver, "#status-day")).includes(date), date);
  await click(driver, RARE_ACTOR_INPUT);
  assert.deepEqual(await visibleEvents(driver), RARE_EVENTS);
  await click(driver, ".controls__clear");
  await assertSearchFinds(driver, RARE_WORD);
  await click(driver, TERM);
  assert.equal(await isExplained(), hasPopovers);
  if (!hasPopovers) assert.ok(await isInView(driver, STEP), "the term is a link");
  const page = await visible(driver);
  assert.equal(page.events, CASE.events.length);
  assert.ok(page.last);
}

describe("a browser without", () => {
  const hasRule = (name) => `[...document.styleSheets].some(
    (sheet) => !sheet.href && [...sheet.cssRules].some((rule) => rule.cssText.includes("${name}")))`;
  // Each feature: the script or the change of the styles that removes it, an expression for whether it is supported, and
  // whether its test always runs.
  const features = {
    popovers: {
      script: `
        const remove = ({ prototype }, ...names) => names.forEach((name) => delete prototype[name]);
        remove(HTMLElement, "showPopover", "hidePopover", "togglePopover", "popover");
        remove(HTMLButtonElement, "popoverTargetElement", "popoverTargetAction");`,
      style: (styles) => styles.replace("@supports not selector(:popover-open)", "@media all"),
      isSupported: "'showPopover' in document.body",
      always: true,
    },
    ":has()": {
      style: (styles) => styles.replaceAll(":has(", ":not-there("),
      isSupported: hasRule(":has("),
      always: true,
    },
    "content-visibility": {
      style: (styles) => styles.replaceAll("content-visibility", "no-visibility"),
      isSupported: hasRule("content-visibility"),
    },
    "container queries": {
      style: (styles) => styles.replaceAll("@container", "@no-container").replaceAll("container-type", "no-container"),
      isSupported: "getComputedStyle(document.querySelector('.story')).containerType !== 'normal'",
    },
    "IntersectionObserver and ResizeObserver": {
      script: "delete window.IntersectionObserver; delete window.ResizeObserver;",
      isSupported: "'IntersectionObserver' in window",
      always: true,
    },
    highlights: {
      script: "delete CSS.highlights; delete window.Highlight;",
      isSupported: "'Highlight' in window",
    },
    "a clipboard": {
      script: "delete Navigator.prototype.clipboard; delete window.Clipboard;",
      isSupported: "'clipboard' in navigator",
    },
    "streaming compilation": {
      script: "delete WebAssembly.compileStreaming; delete WebAssembly.instantiateStreaming;",
      isSupported: "'compileStreaming' in WebAssembly",
    },
    "plural rules": {
      script: "delete Intl.PluralRules;",
      isSupported: "'PluralRules' in Intl",
    },
  };
  for (const [name, { script = "", style = (styles) => styles, isSupported, always }] of Object.entries(features)) {
    test(`${name}: the page works`, runsAlways(always), async () => {
      await open();
      assert.equal(await evaluate(driver, `return ${isSupported}`), true, "the browser supports it");
      await injecting(driver, script, async () => {
        await open(restyled(style));
        assert.equal(await evaluate(driver, `return ${isSupported}`), false, "it is removed");
        await assertWorks({ hasPopovers: name !== "popovers" });
      });
    });
  }

  test("popovers: a term is a link, and the back button returns", async () => {
    const { script, style } = features.popovers;
    await injecting(driver, script, async () => {
      await open(restyled(style));
      await click(driver, TERM);
      assert.ok(await isInView(driver, STEP));
      assert.equal(new URL(await driver.getCurrentUrl()).hash, `#${STEP}`);
      await driver.navigate().back();
      await settled(driver);
      assert.equal(new URL(await driver.getCurrentUrl()).hash, "");
      assert.equal(await isHydrated(driver), true);
    });
  });

  test("a clipboard: the address can be selected", async () => {
    await injecting(driver, features["a clipboard"].script, async () => {
      await open();
      await click(driver, `#${OTHER_EVENT} .record-link`);
      const { copy_by_hand } = STRINGS.client;
      await waitFor(
        driver,
        async () => (await text(driver, "#share-popover [role=status]")) === copy_by_hand,
        "no message about the link",
      );
      const address = await text(driver, ".share-popover__address");
      assert.equal(new URL(address).hash, `#${OTHER_EVENT}`);
    });
  });

  test("WebAssembly: the page is readable and has a notice", async () => {
    await injecting(driver, "delete window.WebAssembly", async () => {
      await driver.get(copyWith());
      await untilStatic(driver);
      await assertReadable(driver);
      await assertReported(driver, /WebAssembly is not defined/);
    });
  });
});

// Descriptions of elements outside the viewport and of days that overlap. Elements that scroll are left out.
const overflowing = () =>
  evaluate(driver, () => {
    const found = [];
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} px wide`);
    for (const element of document.querySelectorAll("main *, .masthead *, .footer *")) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue;
      if (element.closest(".vh, .skip, .days__scroll, .icon")) continue;
      const { left, right, width } = element.getBoundingClientRect();
      if (width && (left < -1 || right > innerWidth + 1))
        found.push(`out of the window: ${element.outerHTML.slice(0, 90)}`);
    }
    const numbers = [...document.querySelectorAll(".day__number")].map((number) => {
      const range = document.createRange();
      range.selectNodeContents(number);
      return range.getBoundingClientRect();
    });
    numbers.forEach((one, index) => {
      const next = numbers[index + 1];
      if (next && next.top < one.bottom && next.left < one.right + 2 && next.right > one.left)
        found.push(`days overlap: ${index + 1} and ${index + 2}`);
    });
    return found;
  });

describe("large text", () => {
  for (const [name, size, always] of [
    ["400 % of 1280 × 1024", { width: 320, height: 256 }, true],
    ["200 % of 1280 × 1024", { width: 640, height: 512 }],
  ]) {
    test(`at ${name} nothing is cut off or covered, and the page works`, runsAlways(always), async () => {
      await emulating(driver, size, async () => {
        await open();
        await openDetails(driver);
        assert.deepEqual(await overflowing(), []);
        await assertWorks();
        // No sticky element takes up the small viewport.
        await evaluate(driver, () => scrollTo({ top: 4000, behavior: "instant" }));
        const sticky = await evaluate(driver, () =>
          [...document.querySelectorAll(".chart, .status-panel")]
            .filter((part) => {
              const { top, bottom } = part.getBoundingClientRect();
              const isSmall = bottom - top < innerHeight;
              return bottom > 0 && top < innerHeight && isSmall && getComputedStyle(part).position === "sticky";
            })
            .map((part) => part.className),
        );
        assert.deepEqual(sticky, []);
      });
    });
  }

  // A user style sheet, or the "zoom text only" of the browser.
  const doubled = `document.addEventListener("DOMContentLoaded", () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("html { font-size: 34px !important; }");
    document.adoptedStyleSheets = [sheet];
  });`;
  for (const [width, always] of [[1280, true], [1024], [768]]) {
    test(
      `text of twice the size at ${width} px: nothing is cut off, and the page works`,
      runsAlways(always),
      async () => {
        await emulating(driver, { width }, () =>
          injecting(driver, doubled, async () => {
            await open();
            assert.equal(await evaluate(driver, () => getComputedStyle(document.documentElement).fontSize), "34px");
            assert.deepEqual(await overflowing(), []);
            await assertWorks();
          }),
        );
      },
    );
  }

  test("text of the default size: the month is one row, and nothing is cut off", async () => {
    await open();
    const tops = await evaluate(driver, () =>
      [...document.querySelectorAll(".day__button")].map((day) => Math.round(day.getBoundingClientRect().top)),
    );
    assert.equal(new Set(tops).size, 1, `${tops}`);
    assert.deepEqual(await overflowing(), []);
  });
});

describe("forced colors, reduced motion, touch", () => {
  test("forced colors: icons, bands and the chosen day are distinguishable", async () => {
    await emulating(driver, { features: { "forced-colors": "active" } }, async () => {
      await open();
      assert.ok(await evaluate(driver, () => matchMedia("(forced-colors: active)").matches));
      await assertWorks();
      const style = (selector, name) =>
        evaluate(driver, (selector, name) => getComputedStyle(document.querySelector(selector))[name], selector, name);
      const paper = await style("html", "backgroundColor");
      assert.notEqual(await style(".day__actors .icon", "backgroundColor"), paper, "icons");
      assert.notEqual(await style(".day--chosen .day__button", "outlineStyle"), "none", "the chosen day");
      assert.notEqual(await style(".band--all", "borderTopColor"), paper, "bands");
      const [all, some] = [
        await style(".legend .band--all", "borderTopWidth"),
        await style(".legend .band--some", "borderTopWidth"),
      ];
      assert.ok(parseFloat(all) > parseFloat(some), `bands of ${all} and ${some}`);
      const [now, other] = [
        await style(".stop--now", "borderTopWidth"),
        await style(".stop:not(.stop--now)", "borderTopWidth"),
      ];
      assert.ok(parseFloat(now) > parseFloat(other), `borders of ${now} and ${other}`);
      assert.notEqual(await style(".notice", "borderTopStyle"), "none", "the notice");
    });
  });

  test("reduced motion: nothing moves", async () => {
    await emulating(driver, { features: { "prefers-reduced-motion": "reduce" } }, async () => {
      await open();
      const moving = await evaluate(driver, () =>
        [...document.querySelectorAll("*")]
          .filter((element) => {
            const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
            return parseFloat(transitionDuration) || parseFloat(animationDuration) || scrollBehavior === "smooth";
          })
          .map((element) => element.outerHTML.slice(0, 90)),
      );
      assert.deepEqual(moving, []);
      await assertWorks();
    });
  });

  const tap = async (selector) => {
    const scroll = () =>
      evaluate(
        driver,
        (selector) => {
          const element = document.querySelector(selector);
          element.scrollIntoView({ block: "center", behavior: "instant" });
          const { left, top, width, height } = element.getClientRects()[0];
          return { x: left + width / 2, y: top + height / 2 };
        },
        selector,
      );
    // Content near the viewport is laid out only then (`content-visibility`), which may move the element once.
    await scroll();
    await settled(driver);
    const point = await scroll();
    await driver.sendDevToolsCommand("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
    await driver.sendDevToolsCommand("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await settled(driver);
  };
  const touching = async (run) => {
    const send = (values) => driver.sendDevToolsCommand("Emulation.setTouchEmulationEnabled", values);
    const features = { hover: "none", "any-hover": "none", pointer: "coarse", "any-pointer": "coarse" };
    await send({ enabled: true, maxTouchPoints: 1 });
    try {
      await emulating(driver, { width: 390, height: 844, features }, run);
    } finally {
      await send({ enabled: false });
    }
  };

  test("touch: nothing needs hover, and every target is large enough", async () => {
    await touching(async () => {
      await open();
      await tap(dayCell(OTHER_DAY));
      await waitFor(driver, async () => (await chosenDay(driver)) === OTHER_DAY, "the day is not chosen");
      await tap(TERM);
      await waitFor(driver, isExplained, "the term is not explained");
      await tap("#term-popover button");
      await waitFor(driver, async () => !(await isExplained()), "the explanation does not close");
      await tap(RARE_ACTOR_INPUT);
      await waitFor(
        driver,
        async () => (await visibleEvents(driver)).length < CASE.events.length,
        "nothing is filtered",
      );
      await tap(".controls__clear");
      await tap(`#${STEP} summary`);
      await waitFor(driver, () => isOpen(`#${STEP} details`), "the details do not open");
      const opacity = await evaluate(
        driver,
        (selector) => getComputedStyle(document.querySelector(selector)).opacity,
        `#${OTHER_EVENT} .record-link`,
      );
      assert.ok(opacity > 0.5, `links of records have an opacity of ${opacity}`);
      const small = await evaluate(driver, () =>
        [...document.querySelectorAll("button, input, summary, .day__button, .record-link")]
          .filter((target) => target.checkVisibility({ visibilityProperty: true }))
          .filter((target) => {
            const { width, height } = (target.closest("label") ?? target).getBoundingClientRect();
            return width < 24 || height < 24;
          })
          .map((target) => target.outerHTML.slice(0, 60)),
      );
      assert.deepEqual(small, []);
    });
  });
});
