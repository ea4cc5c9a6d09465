// Old browsers and odd ones: each feature taken away in turn, large letters, other ways to look and to point.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import { before, describe, test } from "node:test";
import { ask, By, browser, click, end, errors, inView, settled, text } from "./browser.mjs";
import { address, changed, inject, isLive, look, reads, until } from "./failures.mjs";

const TERM = "#first-stay .term[href='#stay-of-removal']";
const chosen = (driver) => ask(driver, "return document.getElementById('standing').dataset.day");

// The page with its styles changed, and the policy that allows them.
const restyled = (change) => ({
  "index.html": changed((html) => {
    const styles = change(html.match(/<style>([^]*?)<\/style>/)[1]);
    const hash = crypto.createHash("sha256").update(styles).digest("base64");
    return html
      .replace(/<style>[^]*?<\/style>/, () => `<style>${styles}</style>`)
      .replace(/sha256-[^' &]+/, () => `sha256-${hash}`);
  }),
});

// Days, filter, search and terms, as readers use them.
async function works(driver) {
  const details = "#motion-to-reopen details";
  const wasOpen = await ask(driver, "return document.querySelector(arguments[0]).open", details);
  await click(driver, `${details} > summary`);
  assert.equal(await ask(driver, "return document.querySelector(arguments[0]).open", details), !wasOpen);
  await click(driver, "[data-day='2017-06-15']");
  assert.equal(await chosen(driver), "2017-06-15");
  assert.match(await text(driver, "#standing-day"), /June 15, 2017/);
  await click(driver, ".controls__actor input");
  assert.ok((await look(driver)).events < 37);
  await click(driver, ".controls__clear");
  await (await driver.findElement(By.id("search"))).sendKeys("patriarch");
  await settled(driver);
  const { events } = await look(driver);
  assert.ok(events > 0 && events < 10, `${events} events found`);
  await click(driver, ".controls__clear");
  await click(driver, TERM);
  assert.ok(
    (await inView(driver, "stay-of-removal")) ||
      (await ask(driver, "return document.getElementById('explain').checkVisibility()")),
  );
  const page = await look(driver);
  assert.equal(page.events, 37);
  assert.ok(page.last);
}

describe("a browser without", () => {
  let driver;
  before(async () => {
    driver = await browser();
  });

  const without = {
    popovers: {
      script:
        "for (const name of ['showPopover', 'hidePopover', 'togglePopover', 'popover']) delete HTMLElement.prototype[name]; for (const name of ['popoverTargetElement', 'popoverTargetAction']) delete HTMLButtonElement.prototype[name];",
      style: (styles) => styles.replace("@supports not selector(:popover-open)", "@media all"),
      gone: "return 'showPopover' in document.body",
    },
    ":has()": {
      style: (styles) => styles.replaceAll(":has(", ":not-there("),
      gone: "return [...document.styleSheets].some((sheet) => [...sheet.cssRules].some((rule) => rule.cssText.includes(':has(')))",
    },
    "content-visibility": {
      style: (styles) => styles.replaceAll("content-visibility", "no-visibility"),
      gone: "return [...document.styleSheets].filter((sheet) => !sheet.href).some((sheet) => [...sheet.cssRules].some((rule) => rule.cssText.includes('content-visibility')))",
    },
    "container queries": {
      style: (styles) => styles.replaceAll("@container", "@no-container").replaceAll("container-type", "no-container"),
      gone: "return getComputedStyle(document.querySelector('.story')).containerType !== 'normal'",
    },
    "IntersectionObserver and ResizeObserver": {
      script: "delete window.IntersectionObserver; delete window.ResizeObserver;",
      gone: "return 'IntersectionObserver' in window",
    },
    highlights: { script: "delete CSS.highlights; delete window.Highlight;", gone: "return 'Highlight' in window" },
    "a clipboard": {
      script: "delete Navigator.prototype.clipboard; delete window.Clipboard;",
      gone: "return 'clipboard' in navigator",
    },
    "compiling as it comes": {
      script: "delete WebAssembly.compileStreaming; delete WebAssembly.instantiateStreaming;",
      gone: "return 'compileStreaming' in WebAssembly",
    },
    Intl: { script: "delete Intl.PluralRules;", gone: "return 'PluralRules' in Intl" },
  };
  for (const [name, { script = "", style = (styles) => styles, gone }] of Object.entries(without)) {
    test(`${name} is readable and works`, async () => {
      const restore = await inject(driver, script);
      await driver.get(address(restyled(style)));
      await until(driver, "data-live");
      assert.equal(await ask(driver, gone), false, "it is taken away");
      await settled(driver);
      await works(driver);
      assert.deepEqual(
        (await errors(driver)).filter((line) => !/favicon|instantiateStreaming/.test(line)),
        [],
      );
      await restore();
    });
  }

  test("popovers goes to the term, and back", async () => {
    const { script, style } = without.popovers;
    const restore = await inject(driver, script);
    await driver.get(address(restyled(style)));
    await until(driver, "data-live");
    await click(driver, TERM);
    assert.ok(await inView(driver, "stay-of-removal"));
    assert.match(await driver.getCurrentUrl(), /#stay-of-removal$/);
    await driver.navigate().back();
    await settled(driver);
    assert.equal(await isLive(driver), true);
    await restore();
  });

  test("a clipboard has the link in the address bar", async () => {
    const restore = await inject(driver, without["a clipboard"].script);
    await driver.get(address());
    await until(driver, "data-live");
    await click(driver, "#hearing .record-link");
    await driver.wait(async () => /address bar/.test(await text(driver, ".toast")), 5_000);
    assert.match(await driver.getCurrentUrl(), /#hearing$/);
    await restore();
  });

  test("WebAssembly can be read, and its reader is told", async () => {
    const restore = await inject(driver, "delete window.WebAssembly");
    await driver.get(address());
    await until(driver, "data-still");
    await reads(driver);
    await restore();
  });
});

// What is wider than the window, or has letters over one another. What may scroll inside itself is left out.
const crowded = (driver) =>
  ask(
    driver,
    `
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page is " + document.documentElement.scrollWidth + " px wide");
  for (const element of document.querySelectorAll("main *, .masthead *, .footer *")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(".vh, .skip, .days__scroll, .mark")) continue;
    const { left, right, width } = element.getBoundingClientRect();
    if (width && (left < -1 || right > innerWidth + 1)) found.push("out of the window: " + element.outerHTML.slice(0, 90));
  }
  const faces = [...document.querySelectorAll(".day__face")].map((face) => {
    const range = document.createRange();
    range.selectNodeContents(face.querySelector(".day__number"));
    return range.getBoundingClientRect();
  });
  faces.forEach((one, place) => {
    const next = faces[place + 1];
    if (next && next.top < one.bottom && next.left < one.right + 2 && next.right > one.left) found.push("days touch: " + (place + 1) + " and " + (place + 2));
  });
  return found;`,
  );

describe("large letters", () => {
  for (const [name, size] of Object.entries({
    "400 % of 1280 × 1024": { width: 320, height: 256 },
    "200 % of 1280 × 1024": { width: 640, height: 512 },
  })) {
    test(name, async () => {
      const driver = await browser(size);
      await driver.get(address());
      await until(driver, "data-live");
      await ask(driver, "document.querySelectorAll('details').forEach((details) => (details.open = true))");
      await settled(driver);
      assert.deepEqual(await crowded(driver), []);
      await works(driver);
      // Nothing that stays in place takes the little height there is.
      await ask(driver, "scrollTo({ top: 4000, behavior: 'instant' })");
      const fixed = await ask(
        driver,
        "return [...document.querySelectorAll('.strip, .standing')].filter((part) => { const { top, bottom } = part.getBoundingClientRect(); return bottom > 0 && top < innerHeight && bottom - top < innerHeight && getComputedStyle(part).position === 'sticky'; }).length",
      );
      assert.equal(fixed, 0);
      await end(driver);
    });
  }

  // A reader's own style sheet, or the browser's "zoom text only".
  const doubled = `document.addEventListener("DOMContentLoaded", () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("html { font-size: 34px !important; }");
    document.adoptedStyleSheets = [sheet];
  });`;
  for (const width of [1280, 1024, 768]) {
    test(`letters twice as large at ${width} px`, async () => {
      const driver = await browser({ width });
      await inject(driver, doubled);
      await driver.get(address());
      await until(driver, "data-live");
      await settled(driver);
      assert.equal(await ask(driver, "return getComputedStyle(document.documentElement).fontSize"), "34px");
      assert.deepEqual(await crowded(driver), []);
      await works(driver);
      await end(driver);
    });
  }

  test("letters as they are: the month is one row beside which nothing is cut", async () => {
    const driver = await browser({ width: 1280 });
    await driver.get(address());
    await until(driver, "data-live");
    assert.equal(
      await ask(
        driver,
        "return new Set([...document.querySelectorAll('.day__face')].map((face) => Math.round(face.getBoundingClientRect().top))).size",
      ),
      1,
    );
    assert.deepEqual(await crowded(driver), []);
    await end(driver);
  });
});

describe("other ways to look and to point", () => {
  const emulated = async (driver, features) => {
    await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", {
      features: Object.entries(features).map(([name, value]) => ({ name, value })),
    });
  };

  test("forced colors: marks, bands and the chosen day can be told apart", async () => {
    const driver = await browser();
    await emulated(driver, { "forced-colors": "active" });
    await driver.get(address());
    await until(driver, "data-live");
    assert.ok(await ask(driver, "return matchMedia('(forced-colors: active)').matches"));
    await works(driver);
    const style = (selector, name) =>
      ask(driver, "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]", selector, name);
    const paper = await style("html", "backgroundColor");
    assert.notEqual(await style(".day__marks .mark", "backgroundColor"), paper, "marks");
    assert.notEqual(await style(".day--chosen .day__face", "outlineStyle"), "none", "the chosen day");
    assert.notEqual(await style(".band--all", "borderTopColor"), paper, "bands");
    assert.ok(
      parseFloat(await style(".legend .band--all", "borderTopWidth")) >
        parseFloat(await style(".legend .band--some", "borderTopWidth")),
      "the two bands",
    );
    assert.notEqual(await style(".path__stop--now .path__dot", "backgroundColor"), paper, "the step");
    assert.notEqual(await style(".notice", "borderTopStyle"), "none", "what holds today");
    await end(driver);
  });

  test("reduced motion: nothing moves", async () => {
    const driver = await browser();
    await emulated(driver, { "prefers-reduced-motion": "reduce" });
    await driver.get(address());
    await until(driver, "data-live");
    const moving = await ask(
      driver,
      `return [...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
      return parseFloat(transitionDuration) || parseFloat(animationDuration) || scrollBehavior === "smooth";
    }).map((element) => element.outerHTML.slice(0, 90))`,
    );
    assert.deepEqual(moving, []);
    await works(driver);
    await end(driver);
  });

  test("touch only: nothing waits for a pointer to hover, and everything can be tapped", async () => {
    const driver = await browser({ width: 390, height: 844 });
    await driver.sendDevToolsCommand("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 1 });
    await emulated(driver, { hover: "none", "any-hover": "none", pointer: "coarse", "any-pointer": "coarse" });
    await driver.get(address());
    await until(driver, "data-live");
    const tap = async (selector) => {
      // What comes near the screen is laid out then; a finger comes after that.
      await ask(
        driver,
        "document.querySelector(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' })",
        selector,
      );
      await settled(driver);
      const { x, y } = await ask(
        driver,
        "const element = document.querySelector(arguments[0]); element.scrollIntoView({ block: 'center', behavior: 'instant' }); const box = element.getClientRects()[0]; return { x: box.left + box.width / 2, y: box.top + box.height / 2 };",
        selector,
      );
      await driver.sendDevToolsCommand("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x, y }] });
      await driver.sendDevToolsCommand("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
      await settled(driver);
    };
    await tap("[data-day='2017-06-12']");
    await driver.wait(async () => (await chosen(driver)) === "2017-06-12", 5_000);
    await tap(TERM);
    await driver.wait(() => ask(driver, "return document.getElementById('explain').checkVisibility()"), 5_000);
    await tap("#explain button");
    await driver.wait(
      async () => !(await ask(driver, "return document.getElementById('explain').checkVisibility()")),
      5_000,
    );
    await tap(".controls__actor");
    await driver.wait(async () => (await look(driver)).events < 37, 5_000);
    await tap(".controls__clear");
    await tap("#motion-to-reopen summary");
    assert.equal(await ask(driver, "return document.querySelector('#motion-to-reopen details').open"), true);
    assert.ok(
      await ask(driver, "return getComputedStyle(document.querySelector('#hearing .record-link')).opacity > 0.5"),
      "links of records are in sight",
    );
    const small = await ask(
      driver,
      "return [...document.querySelectorAll('button, input, summary, .day__face, .record-link')].filter((target) => target.checkVisibility({ visibilityProperty: true })).map((target) => [target.outerHTML.slice(0, 60), target.closest('label') ?? target]).map(([html, target]) => [html, target.getBoundingClientRect()]).filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)",
    );
    assert.deepEqual(small, []);
    await end(driver);
  });
});
