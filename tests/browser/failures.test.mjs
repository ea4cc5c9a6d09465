// Whatever goes wrong, the page can be read to its last sentence.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { ask, By, browser, click, data, end, errors, inView, Key, settled, text } from "./browser.mjs";
import {
  address,
  changed,
  GLUE,
  inject,
  isLive,
  look,
  missing,
  outwait,
  PROGRAM,
  read,
  reads,
  until,
  withPolicy,
} from "./failures.mjs";

let driver;
before(async () => {
  driver = await browser();
});

const program = read(PROGRAM);
const corrupted = Buffer.from(program);
for (let place = 5_000; place < corrupted.length; place += 5_000) corrupted[place] ^= 0x5a;

// Half of the program; the rest never, or once `go` is called.
const half = (then) => (response) => {
  response.writeHead(200, { "Content-Type": "application/wasm", "Content-Length": program.length });
  response.write(program.subarray(0, program.length / 2));
  then(response);
  return true;
};

describe("the program does not come", () => {
  const matrix = {
    "wasm is missing": { [PROGRAM]: missing },
    "wasm is cut short": { [PROGRAM]: (_response, send) => send(program.subarray(0, 100_000)) },
    "wasm is empty": { [PROGRAM]: (_response, send) => send("") },
    "wasm is corrupted": { [PROGRAM]: (_response, send) => send(corrupted) },
    "an error page in place of wasm": {
      [PROGRAM]: (_response, send) => send("<!doctype html><title>Sorry</title>", { type: "text/html" }),
    },
    "wasm is forbidden by policy": { "index.html": withPolicy("script-src 'self'") },
    "fetching is forbidden by policy": { "index.html": withPolicy("connect-src 'none'") },
    "the connection breaks in the middle of the program": {
      [PROGRAM]: half((response) => setTimeout(() => response.destroy(), 50)),
    },
    "the glue is missing": { [GLUE]: missing },
    "the glue is cut short": { [GLUE]: (_response, send) => send(read(GLUE).subarray(0, 20_000)) },
    "an error page in place of the glue": {
      [GLUE]: (_response, send) => send("<!doctype html><title>Sorry</title>", { type: "text/html" }),
    },
    "the page's data is missing": { "index.html": changed((html) => html.replace('id="outline"', 'id="other"')) },
    "the page's data is empty": {
      "index.html": changed((html) => html.replace(/(id="outline">)[^]*?(<\/script>)/, "$1$2")),
    },
    "the page's data is cut short": {
      "index.html": changed((html) => html.replace(/(id="outline">[^]{5000})[^]*?(<\/script>)/, "$1$2")),
    },
    "the page's data is of another shape": {
      "index.html": changed((html) => html.replace(/(id="outline">)[^]*?(<\/script>)/, '$1{"days":[]}$2')),
    },
    "the page's data speaks of another page": {
      "index.html": changed((html) =>
        html.replace("final-order-of-removal\timmigration-detention\t", "immigration-detention\t"),
      ),
    },
  };
  for (const [name, answers] of Object.entries(matrix)) {
    test(name, async () => {
      await driver.get(address(answers));
      await until(driver, "data-still");
      await settled(driver);
      assert.equal(await isLive(driver), false);
      await reads(driver);
      // What needs no program goes on working.
      await click(driver, "[data-day='2017-06-22']");
      assert.ok(await inView(driver, "first-stay"));
    });
  }

  // What is far from the screen is laid out when it comes near: until then the browser leads by guesses.
  for (const [name, answers, mark] of [
    ["without the program", { [PROGRAM]: missing }, "data-still"],
    ["with it", {}, "data-live"],
  ]) {
    test(`an address leads to its record, ${name}`, async () => {
      const top = (id) => ask(driver, `return document.getElementById("${id}").getBoundingClientRect().top`);
      for (const id of ["settlement", "asylum-granted", "torture", "stay-of-removal"]) {
        const page = address(answers);
        await driver.get("about:blank");
        await driver.get(`${page}#${id}`);
        await until(driver, mark);
        await settled(driver);
        const arrived = await top(id);
        assert.ok(arrived >= 0 && arrived < 200, `${id}: ${arrived} pixels below the edge, on arrival`);
        await ask(driver, "scrollTo(0, 0); location.hash = ''");
        await settled(driver);
        await ask(driver, `location.hash = "${id}"`);
        await settled(driver);
        const led = await top(id);
        assert.ok(led >= 0 && led < 200, `${id}: ${led} pixels below the edge, by a link`);
      }
    });
  }

  test("the right program under a wrong type lives", async () => {
    await driver.get(address({ [PROGRAM]: (_response, send) => send(program, { type: "application/octet-stream" }) }));
    await until(driver, "data-live");
    await click(driver, "[data-day='2017-06-12']");
    assert.equal(await ask(driver, "return document.getElementById('standing').dataset.day"), "2017-06-12");
  });

  const silent = {
    "the starter is missing": { "boot.js": missing },
    "all scripts are missing": { "boot.js": missing, "frame.js": missing, [GLUE]: missing, [PROGRAM]: missing },
    "all scripts are forbidden by policy": { "index.html": withPolicy("script-src 'none'") },
    "the program stalls": { [PROGRAM]: half(() => {}) },
    "the glue stalls": { [GLUE]: () => true },
  };
  for (const [name, answers] of Object.entries(silent)) {
    test(`${name}: the page waits for some seconds, then no longer`, async () => {
      await driver.get(address(answers));
      assert.equal((await look(driver)).notice, "", "no notice while the program may still come");
      await outwait(driver);
      await reads(driver);
    });
  }

  test("it stops waiting after ten seconds, and a program that comes later is taken", async () => {
    let go;
    // Chromium holds up a program that comes in two parts where the same process has read it before.
    const driver = await browser();
    await driver.get(
      address({ [PROGRAM]: half((response) => (go = () => response.end(program.subarray(program.length / 2)))) }),
    );
    const opened = Date.now();
    await driver.wait(async () => (await look(driver)).notice !== "", 15_000);
    assert.ok(Date.now() - opened > 5_000, "a slow connection is given time");
    await reads(driver);

    go();
    await until(driver, "data-live");
    const { notice, controls } = await look(driver);
    assert.equal(notice, "");
    assert.ok(controls.length > 40, "the controls are back");
    await click(driver, "[data-day='2017-06-12']");
    assert.equal(await ask(driver, "return document.getElementById('standing').dataset.day"), "2017-06-12");
    await end(driver);
  });

  test("who loads the page again after a stall waits no longer than others", async () => {
    await driver.get(address({ [PROGRAM]: half(() => {}) }));
    await driver.sleep(500);
    await driver.get(address());
    await until(driver, "data-live");
    await click(driver, "[data-day='2017-06-12']");
    assert.equal(await ask(driver, "return document.getElementById('standing').dataset.day"), "2017-06-12");
  });

  test("the embed", async () => {
    await driver.get(`${address({ [PROGRAM]: missing })}embed.html`);
    await until(driver, "data-still");
    await ask(driver, "document.querySelectorAll('.fold').forEach((fold) => (fold.open = true))");
    await reads(driver);
  });

  for (const code of data("case").languages.slice(1)) {
    test(`the notice in another language: ${code}`, async () => {
      await driver.get(`${address({ [PROGRAM]: missing })}index.${code}.html`);
      await until(driver, "data-still");
      assert.equal((await look(driver)).notice.replace(/[\u2066-\u2069]/g, ""), data(`ui.${code}`).page.still);
    });
  }
});

describe("what the page may not do", () => {
  test("style is blocked: the text is all there, in order, and works", async () => {
    await driver.get(address({ "index.html": withPolicy("style-src 'none'") }));
    await until(driver, "data-live");
    const { events, steps, last } = await look(driver);
    assert.deepEqual({ events, steps, last }, { events: 37, steps: 16, last: true });
    await click(driver, "[data-day='2017-06-12']");
    assert.equal(await ask(driver, "return document.getElementById('standing').dataset.day"), "2017-06-12");
    assert.equal(await ask(driver, "return document.getElementById('explain').checkVisibility()"), false);
  });

  test("without an origin, and with storage, cookies, clipboard, history and sharing forbidden, it works", async () => {
    const widget = address();
    const host = address({
      "host.html": (_response, send) =>
        send(
          `<!doctype html><title>Host</title><iframe title="widget" width="1000" height="800" sandbox="allow-scripts" src="${widget}"></iframe>`,
        ),
    });
    const restore = await inject(
      driver,
      `
      const no = () => { throw new DOMException("forbidden", "SecurityError"); };
      for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches", "cookieStore"]) Object.defineProperty(window, name, { get: no, configurable: true });
      Object.defineProperty(Document.prototype, "cookie", { get: no, set: no });
      for (const name of ["pushState", "replaceState", "back", "go"]) History.prototype[name] = no;
      Navigator.prototype.share = () => Promise.reject(new DOMException("forbidden", "NotAllowedError"));
      Object.defineProperty(Navigator.prototype, "clipboard", { get: no });`,
    );
    await errors(driver);
    await driver.get(`${host}host.html`);
    await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
    await until(driver, "data-live");
    assert.equal(await ask(driver, "return origin"), "null");
    assert.match(
      await ask(driver, "try { return String(localStorage) } catch (error) { return error.name }"),
      /SecurityError/,
    );

    await click(driver, "[data-day='2017-06-12']");
    assert.equal(await ask(driver, "return document.getElementById('standing').dataset.day"), "2017-06-12");
    await click(driver, "#hearing .record-link");
    await driver.wait(async () => /address bar/.test(await text(driver, ".toast")), 5_000);
    await (await driver.findElement(By.id("search"))).sendKeys("patriarch");
    await settled(driver);
    const { events } = await look(driver);
    assert.ok(events > 0 && events < 10, `${events} events found`);
    await driver.switchTo().defaultContent();
    assert.deepEqual(
      (await errors(driver)).filter((line) => !/favicon/.test(line)),
      [],
    );
    await restore();
  });
});

// The browser itself fails the program, at the worst of times.
const SABOTAGE = `
  const parts = [[Element, "setAttribute"], [Element, "removeAttribute"], [Element, "insertBefore"], [Node, "insertBefore"], [Node, "removeChild"], [Element, "remove"], [Node, "appendChild"]];
  for (const [kind, name] of parts) {
    const own = kind.prototype[name];
    if (!own) continue;
    kind.prototype[name] = function (...values) {
      if (window.sabotage && /wasm/.test(new Error().stack)) {
        window.sabotaged = true;
        throw new Error("the browser has no such thing");
      }
      return own.apply(this, values);
    };
  }
  for (const name of ["nodeValue", "textContent"]) {
    const own = Object.getOwnPropertyDescriptor(Node.prototype, name);
    Object.defineProperty(Node.prototype, name, { ...own, set(value) {
      if (window.sabotage && /wasm/.test(new Error().stack)) {
        window.sabotaged = true;
        throw new Error("the browser has no such thing");
      }
      own.set.call(this, value);
    } });
  }`;

// The same as soon as the program asks about what a reader has done.
const UNASKABLE = `
  const own = Event.prototype.composedPath;
  Event.prototype.composedPath = function () {
    if (window.sabotage && /wasm/.test(new Error().stack)) {
      window.sabotaged = true;
      throw new Error("the browser has no such thing");
    }
    return own.call(this);
  };
  const { get } = Object.getOwnPropertyDescriptor(MouseEvent.prototype, "button");
  Object.defineProperty(MouseEvent.prototype, "button", { get() {
    if (window.sabotage && /wasm/.test(new Error().stack)) {
      window.sabotaged = true;
      throw new Error("the browser has no such thing");
    }
    return get.call(this);
  } });`;

describe("an exception inside the program", () => {
  const type = (words) => async () => {
    await (await driver.findElement(By.id("search"))).sendKeys(words);
  };
  const actions = {
    "choosing a day": () => click(driver, "[data-day='2017-06-12']"),
    "choosing a day with the keyboard": async () => {
      await ask(driver, "document.querySelector(\"[data-day='2017-06-22']\").focus()");
      await driver.actions().sendKeys(Key.ARROW_RIGHT).perform();
    },
    "another day": () =>
      ask(
        driver,
        "const field = document.getElementById('other-day'); field.value = '2018-12-20'; field.dispatchEvent(new Event('change', { bubbles: true }))",
      ),
    filtering: () => click(driver, ".controls__actor input"),
    "turning the order": () => click(driver, ".controls__order"),
    searching: type("patriarch"),
    "searching for what is not there": type("zebra"),
    "explaining a term": () => click(driver, "#first-stay .term[href='#stay-of-removal']"),
    "following a link to an event": () => ask(driver, "location.hash = '#charter-flight'"),
    "copying a link": () => click(driver, "#hearing .record-link"),
    "showing everything again": {
      first: () => click(driver, ".controls__actor input"),
      act: () => click(driver, ".controls__clear"),
    },
    "following a link to the record that the address names already": {
      first: async () => {
        await ask(driver, "location.hash = '#charter-flight'");
        await settled(driver);
        await click(driver, "[data-day='2017-06-22']");
      },
      act: () => click(driver, "#charter-flight .event__date"),
    },
    "explaining a term inside an explanation": {
      first: () => click(driver, "#first-stay .term[href='#stay-of-removal']"),
      act: () =>
        ask(
          driver,
          "const term = document.createElement('a'); term.className = 'term'; term.href = '#motion'; document.getElementById('explain-body').append(term); term.click();",
        ),
    },
  };
  // What changes nothing by itself: there the browser fails the program as it asks what has happened.
  const explain = () => click(driver, "#first-stay .term[href='#stay-of-removal']");
  const events = {
    "opening all details": () => click(driver, ".controls__order + button"),
    "closing all details": () => click(driver, ".controls__row button:last-child"),
    "closing the explanation": { first: explain, act: () => click(driver, "#explain button") },
    "closing the explanation with Escape": {
      first: explain,
      act: () => driver.actions().sendKeys(Key.ESCAPE).perform(),
    },
    "going on to the full entry": { first: explain, act: () => click(driver, "#explain-more") },
    "following a date to its event": () => click(driver, "#charter-flight .event__date"),
    "following a step on the way": () => click(driver, ".path a"),
    "a key that does nothing": async () => {
      await ask(driver, "document.querySelector(\"[data-day='2017-06-22']\").focus()");
      await driver.actions().sendKeys("x").perform();
    },
  };
  const all = [
    ...Object.entries(actions).map((one) => [...one, SABOTAGE]),
    ...Object.entries(events).map((one) => [...one, UNASKABLE]),
  ];
  for (const [name, action, sabotage] of all) {
    test(`${name}: the page as it was written comes back`, async () => {
      const { first, act } = typeof action === "function" ? { act: action } : action;
      const restore = await inject(driver, sabotage);
      await driver.get(address());
      await until(driver, "data-live");
      await settled(driver);
      await first?.();
      await ask(driver, "window.sabotage = true");
      await act();
      await until(driver, "data-still");
      await settled(driver);
      assert.equal(await ask(driver, "return window.sabotaged"), true);
      assert.equal(await isLive(driver), false);
      await reads(driver);
      await click(driver, "[data-day='2017-06-22']");
      assert.ok(await inView(driver, "first-stay"));
      await click(driver, "#first-stay .term[href='#stay-of-removal']");
      assert.ok(await inView(driver, "stay-of-removal"), "a term is a link again");
      await reads(driver);
      await restore();
    });
  }

  test("at the start", async () => {
    const restore = await inject(driver, `${SABOTAGE}; window.sabotage = true;`);
    await driver.get(address());
    await until(driver, "data-still");
    await settled(driver);
    await reads(driver);
    await restore();
  });

  test("as soon as it lives: what it still had to do is not done to the page that was written", async () => {
    const restore = await inject(
      driver,
      `${UNASKABLE}
      new MutationObserver(() => {
        if (window.sabotage || !document.documentElement.hasAttribute("data-live")) return;
        window.sabotage = true;
        document.querySelector("[data-day='2017-06-12']").click();
      }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-live"] });`,
    );
    await driver.get(address());
    await until(driver, "data-still");
    await driver.sleep(500);
    assert.equal(await ask(driver, "return window.sabotaged"), true);
    await reads(driver);
    await restore();
  });

  test("a language is gone to all the same", async () => {
    const restore = await inject(driver, UNASKABLE);
    await driver.get(address());
    await until(driver, "data-live");
    await errors(driver);
    await ask(driver, "window.sabotage = true");
    await click(driver, ".languages a[hreflang='es']");
    await driver.wait(() => ask(driver, "return document.documentElement.lang === 'es'"), 20_000);
    await until(driver, "data-live");
    assert.match((await errors(driver)).join(), /the browser has no such thing/);
    await restore();
  });

  test("nothing stays hidden by filter and search, what was open stays open, and the place is kept", async () => {
    const restore = await inject(driver, SABOTAGE);
    await driver.get(address());
    await until(driver, "data-live");
    await click(driver, "#motion-to-reopen summary");
    await click(driver, ".controls__actor input");
    await type("immigration court")();
    await settled(driver);
    assert.ok((await look(driver)).events < 37);
    const top = "return document.getElementById('motion-to-reopen').getBoundingClientRect().top";
    await ask(
      driver,
      "document.getElementById('motion-to-reopen').scrollIntoView({ behavior: 'instant', block: 'center' })",
    );
    const before = await ask(driver, top);
    await ask(driver, "window.sabotage = true; document.querySelector(\"[data-day='2017-06-12']\").click()");
    await until(driver, "data-still");
    await settled(driver);
    await reads(driver);
    assert.equal(await ask(driver, "return document.querySelector('#motion-to-reopen details').open"), true);
    const after = await ask(driver, top);
    assert.ok(Math.abs(after - before) < 2, `moved from ${before} to ${after}`);
    await restore();
  });

  test("an error of somebody else's script changes nothing", async () => {
    await driver.get(address());
    await until(driver, "data-live");
    await driver.executeAsyncScript(
      "const done = arguments[0]; setTimeout(() => { setTimeout(done, 50); throw new Error('not ours'); }); Promise.reject(new Error('not ours')); Promise.reject();",
    );
    assert.equal(await isLive(driver), true);
    await click(driver, "[data-day='2017-06-12']");
    assert.equal(await ask(driver, "return document.getElementById('standing').dataset.day"), "2017-06-12");
    await errors(driver);
  });
});

// Runs before the program starts, as extensions do.
const early = (script) =>
  `document.addEventListener("readystatechange", () => { if (document.readyState === "interactive") { ${script} } });`;

describe("an extension changes the document before the program starts", () => {
  const harmless = {
    "nodes around the page": `
      document.body.prepend(Object.assign(document.createElement("div"), { id: "extension-bar" }));
      document.body.append(document.createElement("extension-panel"), document.createComment("extension"));
      document.documentElement.append(document.createElement("extension-root"));`,
    "attributes everywhere": `
      for (const element of document.querySelectorAll("*")) { element.setAttribute("data-extension", "1"); element.classList.add("extension"); }`,
    "the heads of the days taken out": `document.querySelector(".strip__heads").remove();`,
    "words wrapped inside records": `
      for (const part of document.querySelectorAll(".event__told p, .meaning, .lede p")) {
        const text = [...part.childNodes].find((node) => node.nodeType === 3 && node.data.length > 20);
        if (!text) continue;
        const word = text.splitText(5); word.splitText(6);
        const mark = document.createElement("extension-mark"); word.replaceWith(mark); mark.append(word);
      }`,
  };
  for (const [name, script] of Object.entries(harmless)) {
    test(`${name}: it lives`, async () => {
      const restore = await inject(driver, early(script));
      await driver.get(address());
      await until(driver, "data-live");
      await click(driver, "[data-day='2017-06-12']");
      assert.equal(await ask(driver, "return document.getElementById('standing').dataset.day"), "2017-06-12");
      assert.equal((await look(driver)).events, 37);
      await restore();
    });
  }

  const harmful = {
    "words wrapped in what the program renders": `
      for (const part of document.querySelectorAll(".standing dt, .controls label, .path a")) {
        const mark = document.createElement("extension-mark"); mark.append(...part.childNodes); part.append(mark);
      }`,
    "a node inside the page": `document.querySelector(".page").append(document.createElement("extension-panel")); document.querySelector(".standing").prepend(document.createElement("extension-panel"));`,
    "part of the page is taken out": `document.querySelector(".controls__row").remove();`,
    "comments taken out": `
      const walker = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_COMMENT), all = [];
      while (walker.nextNode()) all.push(walker.currentNode);
      all.forEach((comment) => comment.remove());`,
  };
  for (const [name, script] of Object.entries(harmful)) {
    test(`${name}: the page stays as it is`, async () => {
      const restore = await inject(driver, early(script));
      await driver.get(address());
      await until(driver, "data-still");
      await settled(driver);
      await reads(driver);
      await restore();
    });
  }
});

// As the browsers' own translation does it: every text is put into font elements, what comes later too.
const TRANSLATE = `
  const translate = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of root.nodeType === 3 ? [root] : texts) {
      if (!text.data.trim() || text.parentElement?.closest("font, script, style")) continue;
      const outer = document.createElement("font"), inner = document.createElement("font");
      outer.style.verticalAlign = inner.style.verticalAlign = "inherit";
      text.replaceWith(outer);
      outer.append(inner);
      inner.append("·" + text.data);
    }
  };
  window.translatePage = () => {
    document.documentElement.lang = "fr";
    document.documentElement.classList.add("translated-ltr");
    translate(document.body);
    // A translation takes its time.
    new MutationObserver((changes) => setTimeout(() => changes.forEach(({ addedNodes, target, type }) => type === "characterData" ? target.isConnected && translate(target) : addedNodes.forEach((node) => node.isConnected && translate(node))), 20))
      .observe(document.body, { childList: true, subtree: true, characterData: true });
  };`;

describe("a translated page", () => {
  const works = async () => {
    await click(driver, "[data-day='2017-06-15']");
    assert.match(await text(driver, "#standing-day"), /·.*June 15, 2017/);
    assert.match(await text(driver, "#standing"), /·Lawyers|·Yes/);
    assert.doesNotMatch(
      await text(driver, "#standing"),
      /July 6, 2017|pauses removals/,
      "nothing of the day before is left",
    );
    await click(driver, "[data-day='2017-06-03']");
    assert.match(
      await text(driver, "#standing"),
      new RegExp(`·${data("ui.en").live.no_events_then.split(" ").slice(0, 4).join(" ")}`),
    );
    await click(driver, ".controls__actor input");
    assert.match(await text(driver, ".controls [role=status]"), /·\d+ of 37 events/);
    await click(driver, ".controls__clear");
    assert.match(await text(driver, ".controls [role=status]"), /·All 37|·37/);
    await click(driver, ".controls__order");
    assert.match(await text(driver, ".controls__order"), /·Oldest/);
    await click(driver, ".controls__order");
    await (await driver.findElement(By.id("search"))).sendKeys("patriarch");
    await settled(driver);
    const { events } = await look(driver);
    assert.ok(events > 0 && events < 10, `${events} events found`);
    await click(driver, ".controls__clear");
    await click(driver, "#first-stay .term[href='#stay-of-removal']");
    assert.match(await text(driver, "#explain-title"), /·Stay of removal/);
    assert.equal(await isLive(driver), true);
    assert.equal((await look(driver)).events, 37);
  };

  test("translated after the program has started, it goes on working", async () => {
    const restore = await inject(driver, TRANSLATE);
    await driver.get(address());
    await until(driver, "data-live");
    await settled(driver);
    await ask(driver, "translatePage()");
    await works();
    await restore();
  });

  test("translated before the program starts, it works", async () => {
    const restore = await inject(driver, TRANSLATE + early("translatePage()"));
    await driver.get(address());
    await until(driver, "data-live");
    await settled(driver);
    await works();
    await restore();
  });
});
