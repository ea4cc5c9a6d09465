// The same scenarios in every engine that is installed.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import zlib from "node:zlib";
import { ADDRESS, ask, By, click, inView, Key, settled, text } from "./browser.mjs";
import { ENGINES } from "./engines.mjs";
import { address, isLive, look, missing, outwait, PROGRAM, reads, until } from "./failures.mjs";

const TERM = "#first-stay .term[href='#stay-of-removal']";

// How many pages a PDF has. Firefox packs what says so.
function pages(pdf) {
  const plain = [pdf.toString("latin1")];
  for (const { index } of plain[0].matchAll(/\bstream\r?\n/g)) {
    try {
      plain.push(
        zlib
          .inflateSync(pdf.subarray(pdf.indexOf("\n", index) + 1), { finishFlush: zlib.constants.Z_SYNC_FLUSH })
          .toString("latin1"),
      );
    } catch {
      // Not packed in this way: a picture.
    }
  }
  return plain.join("\n").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

for (const { name, lacks, start, prints } of ENGINES) {
  if (lacks) console.error(`\n!!! ${name} IS NOT TESTED: not installed: ${lacks}\n`);

  describe(name, { skip: lacks ? `not installed: ${lacks}` : false }, () => {
    let driver;
    before(async () => {
      driver = await start();
      await driver.manage().setTimeouts({ script: 30_000 });
    });

    const open = async (page = "") => {
      await driver.get("about:blank");
      await driver.get(ADDRESS + page);
      await until(driver, "data-live");
      await settled(driver);
    };
    const chosen = () => ask(driver, "return document.getElementById('standing').dataset.day");
    const press = async (...keys) => {
      await driver
        .actions()
        .sendKeys(...keys)
        .perform();
      await settled(driver);
    };
    const shown = () =>
      ask(
        driver,
        "return [...document.querySelectorAll('.event')].filter((event) => event.checkVisibility()).map((event) => event.id)",
      );
    const explained = () => ask(driver, "return document.getElementById('explain').matches(':popover-open')");

    test("reading without script", async () => {
      const plain = await start({ script: false });
      plain.isScriptless = true;
      await plain.get(ADDRESS);
      assert.equal(await text(plain, "h1"), "Eleven Days in June");
      assert.match(await text(plain, ".notice"), /no longer protect/);
      assert.equal((await plain.findElements(By.css(".event"))).length, 37);
      assert.match(await text(plain, ".footer"), /not legal advice/);
      assert.equal(await isLive(plain), false);
      for (const control of await plain.findElements(By.css("button, input, [role=button], .live-only, .still-only")))
        assert.equal(await control.isDisplayed(), false, await control.getAttribute("outerHTML"));
      await click(plain, "[data-day='2017-06-22']");
      assert.match(await plain.getCurrentUrl(), /#first-stay$/);
      assert.ok(await inView(plain, "first-stay"));
      await click(plain, "#stay-of-removal summary");
      assert.match(await text(plain, "#stay-of-removal"), /What it does not do/i);
      await click(plain, TERM);
      assert.match(await plain.getCurrentUrl(), /#stay-of-removal$/);
      assert.ok(await inView(plain, "stay-of-removal"));
      await plain.end();
    });

    test("live: it opens on the day of the first stay, and a click chooses a day", async () => {
      await open();
      assert.equal(await chosen(), "2017-06-22");
      const page = await look(driver);
      assert.equal(page.notice, "");
      assert.ok(page.controls.length > 40);
      await click(driver, "[data-day='2017-06-15']");
      assert.equal(await chosen(), "2017-06-15");
      assert.match(await text(driver, "#standing-day"), /Thursday, June 15, 2017/);
      assert.doesNotMatch(await driver.getCurrentUrl(), /#/);
    });

    test("the keyboard alone: one stop, arrows, Home, End, Enter", async () => {
      await open();
      await ask(driver, "[...document.querySelectorAll('.section--faq a')].pop().focus()");
      await press(Key.TAB);
      assert.equal(await ask(driver, "return document.activeElement.dataset.day"), "2017-06-22");
      for (const [key, day] of [
        [Key.ARROW_RIGHT, "2017-06-23"],
        [Key.ARROW_LEFT, "2017-06-22"],
        [Key.ARROW_UP, "2017-06-15"],
        [Key.ARROW_DOWN, "2017-06-22"],
        [Key.HOME, "2017-06-01"],
        [Key.ARROW_LEFT, "2017-06-01"],
        [Key.END, "2017-06-30"],
      ]) {
        await press(key);
        assert.equal(await chosen(), day);
        assert.equal(await ask(driver, "return document.activeElement.dataset.day"), day, "the focus goes along");
      }
      assert.notEqual(await ask(driver, "return getComputedStyle(document.activeElement).outlineStyle"), "none");
      await ask(driver, "document.querySelector(\"[data-day='2017-06-13']\").focus()");
      await press(Key.ENTER);
      assert.equal(await chosen(), "2017-06-13");
    });

    test("filter, order and search", async () => {
      await open();
      await click(driver, ".controls__actor:nth-of-type(5) input");
      const congress = await shown();
      assert.ok(congress.length > 0 && congress.length < 37, congress.join(" "));
      assert.match(await text(driver, ".controls [role=status]"), new RegExp(`^${congress.length} of 37 events`));
      await click(driver, ".controls__clear");
      assert.equal((await shown()).length, 37);

      const oldest = await shown();
      await click(driver, ".controls__order");
      assert.deepEqual(await shown(), [...oldest].reverse());
      await click(driver, ".controls__order");

      await (await driver.findElement(By.id("search"))).sendKeys("CANTU");
      await settled(driver);
      assert.deepEqual(await shown(), ["bishops-letter"]);
      assert.match(await text(driver, ".controls [role=status]"), /match “CANTU”/);
      await click(driver, ".controls__clear");
      assert.equal((await shown()).length, 37);
      assert.equal(await ask(driver, "return document.getElementById('search').value"), "");
    });

    test("a term is explained where it stands, by pointer and by keyboard", async () => {
      await open();
      await click(driver, TERM);
      assert.ok(await explained());
      assert.equal(await text(driver, "#explain-title"), "Stay of removal");
      await press(Key.ESCAPE);
      assert.equal(await explained(), false);
      await ask(driver, "document.querySelector(arguments[0]).focus()", TERM);
      await press(Key.ENTER);
      assert.ok(await explained());
      assert.ok(await ask(driver, "return document.getElementById('explain').contains(document.activeElement)"));
      await press(Key.ESCAPE);
      assert.ok(
        await ask(driver, "return document.activeElement === document.querySelector(arguments[0])", TERM),
        "the focus goes back",
      );
    });

    test("addresses of records", async () => {
      await open("#motion-to-reopen");
      assert.ok(await inView(driver, "motion-to-reopen"));
      assert.ok(await ask(driver, "return document.querySelector('#motion-to-reopen > details').open"));
      await open("#reversal");
      assert.ok(await inView(driver, "reversal"));
      assert.equal(await chosen(), "2018-12-20");
      await ask(driver, "location.hash = '#hearing'");
      await settled(driver);
      assert.ok(await inView(driver, "hearing"));
      await open("#%E0%A4%A");
      assert.equal((await shown()).length, 37);
    });

    test("embeds on another site grow with what is in them", async () => {
      const widget = address();
      const element = (id, show) =>
        `<case-timeline id="${id}" src="${widget}" show="${show}"><a href="${widget}">Eleven Days in June</a></case-timeline>`;
      const host = address({
        "host.html": (_response, send) =>
          send(
            `<!doctype html><html lang="en"><title>Host</title>${element("card", "first-stay")}${element("whole", "all")}<script async src="${widget}embed.js"></script>`,
          ),
      });
      await driver.get(`${host.replace("127.0.0.1", "localhost")}host.html`);
      for (const id of ["card", "whole"]) {
        const frame = await driver.wait(
          () => ask(driver, "return document.querySelector(arguments[0])", `#${id} iframe`),
          10_000,
        );
        await ask(driver, "arguments[0].scrollIntoView()", frame);
        const inside = async (script) => {
          await driver.switchTo().frame(frame);
          const value = await ask(driver, script);
          await driver.switchTo().defaultContent();
          return value;
        };
        let heights;
        const fits = () =>
          driver
            .wait(async () => {
              heights = [
                await inside(
                  "return document.readyState === 'complete' ? document.body.getBoundingClientRect().height : 0",
                ),
                await ask(driver, "return arguments[0].clientHeight", frame),
              ];
              return heights[0] > 100 && Math.abs(heights[0] - heights[1]) <= 2;
            }, 10_000)
            .catch(() => assert.fail(`${id}: ${heights}`));
        await fits();
        const [before] = heights;
        await inside("document.querySelectorAll('details').forEach((details) => (details.open = true))");
        await driver.wait(
          async () => (await ask(driver, "return arguments[0].clientHeight", frame)) > before + 10,
          10_000,
          `${id} grows`,
        );
        await fits();
      }
    });

    test("right to left: the arrows follow the direction", async () => {
      await open("index.ar.html");
      assert.equal(await ask(driver, "return getComputedStyle(document.body).direction"), "rtl");
      assert.ok(
        await ask(
          driver,
          "return document.querySelector(\"[data-day='2017-06-12']\").getBoundingClientRect().left < document.querySelector(\"[data-day='2017-06-11']\").getBoundingClientRect().left",
        ),
        "the next day stands to the left",
      );
      await ask(driver, "document.querySelector(\"[data-day='2017-06-22']\").focus()");
      for (const [key, day] of [
        [Key.ARROW_LEFT, "2017-06-23"],
        [Key.ARROW_RIGHT, "2017-06-22"],
        [Key.ARROW_RIGHT, "2017-06-21"],
      ]) {
        await press(key);
        assert.equal(await chosen(), day);
      }
      assert.ok(
        await ask(driver, "return document.documentElement.scrollWidth <= innerWidth"),
        "nothing scrolls sideways",
      );
      await click(driver, ".term");
      assert.ok(await explained());
    });

    test("on paper everything is unfolded", { skip: prints ? false : `${name}'s driver cannot print` }, async () => {
      await open();
      const print = async () => pages(Buffer.from(await driver.printPage(), "base64"));
      const folded = await print();
      await ask(driver, "document.querySelectorAll('details').forEach((details) => (details.open = true))");
      const unfolded = await print();
      assert.ok(folded > 8, `${folded} pages`);
      assert.equal(folded, unfolded);
    });

    test("a program that does not come, or that fails, leaves the page as it was written", async () => {
      await driver.get(address({ [PROGRAM]: missing }));
      await until(driver, "data-still");
      await settled(driver);
      await reads(driver);

      await driver.get(address({ "boot.js": missing }));
      assert.equal((await look(driver)).notice, "");
      await outwait(driver);
      await settled(driver);
      await reads(driver);

      await open();
      await ask(
        driver,
        `
        const own = Element.prototype.setAttribute;
        Element.prototype.setAttribute = function (...values) {
          if (/wasm/.test(new Error().stack)) throw new Error("the browser has no such thing");
          own.apply(this, values);
        };
        document.querySelector("[data-day='2017-06-12']").click();`,
      );
      await until(driver, "data-still");
      await settled(driver);
      assert.equal(await isLive(driver), false);
      await reads(driver);
    });
  });
}
