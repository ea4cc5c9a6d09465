// Every way of embedding sizes itself: the real host libraries, and hosts written to the formats of
// WordPress and AMP, each without a sandbox and with both sandboxes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ADDRESS, ask, By, browser, data, errors, settled } from "./browser.mjs";
import { CARD, CLOSED, frame, HOSTS, hostPages, LOW_CARD, library, OPEN } from "./embedding-pages.mjs";
import { address, changed, missing, PROGRAM, read, withPolicy } from "./failures.mjs";

let driver, host;
before(async () => {
  driver = await browser({ width: 800, height: 1200 });
  host = await hostPages();
});
after(() => host.close());

const words = (count) => "<p>Words of the host.</p>".repeat(count);
async function show(html, { policy, hash = "" } = {}) {
  await errors(driver);
  await driver.get(host.add(html, { policy }) + hash);
}

const find = (selector) =>
  ask(
    driver,
    `return document.querySelector("${selector}") ?? document.querySelector("side-chain").shadowRoot.querySelector("iframe")`,
  );

// How tall the frame is, and how tall what is in it.
async function heights(selector = "iframe") {
  const element = await find(selector);
  const outside = await ask(driver, "return arguments[0].clientHeight", element);
  await driver.switchTo().frame(element);
  const inside = await ask(driver, "return Math.ceil(document.body.getBoundingClientRect().height)");
  await driver.switchTo().defaultContent();
  return { outside, inside };
}

async function fits(selector, cap = Infinity) {
  let last;
  await driver
    .wait(async () => {
      last = await heights(selector).catch(() => ({ outside: -99, inside: 0 }));
      return last.inside > 100 && Math.abs(Math.min(cap, last.inside) - last.outside) <= 2;
    }, 8_000)
    .catch(() => assert.fail(`frame ${last.outside} px, content ${last.inside} px`));
  return last;
}

async function openDetail(selector = "iframe") {
  await driver.switchTo().frame(await find(selector));
  await ask(driver, "document.querySelectorAll('details').forEach((details) => (details.open = true))");
  await driver.switchTo().defaultContent();
}

// Opens the details at the start of a frame of the screen and says what followed, counted in frames of
// the screen, so that a slow machine changes nothing. Messages keep their order: a height between the
// two marks, which stand at the start of that frame of the screen and of the next, was sent in the very
// frame in which the box grew. `late` is how many of the host's frames passed between the message that
// the host follows and the one in which the iframe had its new size; 1 is its next. Each host follows a
// message of its own, and on a slow machine they do not all come in the same of its frames: what came
// last before the new size is what made it.
async function growth(selector = "iframe") {
  const element = await find(selector);
  await ask(
    driver,
    `
    const frame = arguments[0];
    const told = (window.told = { order: [] });
    let now = 0;
    let sent;
    const count = () => { now++; requestAnimationFrame(count); };
    requestAnimationFrame(count);
    addEventListener("message", ({ source, data }) => {
      if (source !== frame.contentWindow) return;
      if (data?.mark) told.order.push(data.mark);
      else sent = now;
      if (data?.caseTimeline?.height && told.order.length === 1) told.order.push("height");
    });
    let isFirst = true;
    // Told after layout, in the frame in which the size takes effect.
    new ResizeObserver(() => {
      if (!isFirst) told.late ??= now - sent;
      isFirst = false;
    }).observe(frame);`,
    element,
  );
  await settled(driver);
  await driver.switchTo().frame(element);
  await ask(
    driver,
    `
    const mark = (mark) => parent.postMessage({ mark }, "*");
    requestAnimationFrame(() => {
      mark("opened");
      document.querySelectorAll("details").forEach((details) => (details.open = true));
      requestAnimationFrame(() => mark("next"));
    });`,
  );
  await driver.switchTo().defaultContent();
  await driver.wait(() => ask(driver, "return told.order.includes('next') && 'late' in told"), 8_000).catch(() => {});
  return ask(driver, "return told");
}

// What iframe-resizer itself writes: it speaks to the frame before there is a page in it, and version 5
// tells of its license and of a page that does not have its own script.
const OWN_LINES = [
  /\/lib\/(iframe-resizer\/js\/iframeResizer|@iframe-resizer\/parent\/index\.umd)\.js [\d:]+ Failed to execute 'postMessage' on 'DOMWindow': The target origin provided \('[^']*'\) does not match the recipient window's origin/,
  /\/lib\/@iframe-resizer\/parent\/index\.umd\.js [\d:]+ "iframeResizer\(Parent\) \\u001B\[1mGPLv3 License Version\\u001B/,
  /\/lib\/@iframe-resizer\/parent\/index\.umd\.js [\d:]+ "\\u001B\[31;1mLegacy version detected in iframe\\u001B/,
];

for (const [name, html] of Object.entries(HOSTS)) {
  for (const sandbox of [undefined, CLOSED, OPEN]) {
    test(`${name}, ${sandbox ?? "no sandbox"}: the first height, and growth`, async () => {
      const isCapped = name.startsWith("WordPress");
      const cap = isCapped ? 1000 : Infinity;
      // One that has room to grow below WordPress's cap.
      await show(isCapped ? html(sandbox, LOW_CARD) : html(sandbox));
      const first = await fits("iframe", cap);
      // None of these hosts polls: each follows the message.
      assert.deepEqual(await growth(), { order: ["opened", "height", "next"], late: 1 });
      const grown = await fits("iframe", cap);
      assert.ok(grown.inside > first.inside);
      assert.deepEqual(
        (await errors(driver)).filter((line) => !OWN_LINES.some((own) => own.test(line))),
        [],
      );
    });
  }
}

for (const [name, start] of [
  ["iframe-resizer 4", "iFrameResize({"],
  ["iframe-resizer 5", "iframeResize({ license: 'GPLv3',"],
]) {
  test(`${name}, its own limit: with its check of origins, a frame without one is not sized but scrolls`, async () => {
    const html = HOSTS[name](CLOSED).replace(
      /iframeResize\(\{.*\}, "iframe"\)/i,
      `${start} scrolling: true }, "iframe")`,
    );
    await show(html);
    assert.ok(html.includes("scrolling: true"));
    await driver.sleep(1_000);
    const { outside, inside } = await heights();
    assert.ok(outside < inside, "not sized");
    // As a reader scrolls: where the host has taken the scroll bars away, script still could.
    await driver
      .actions()
      .scroll(0, 0, 0, 50, await driver.findElement(By.css("iframe")))
      .perform();
    await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
    await driver
      .wait(() => ask(driver, "return document.scrollingElement.scrollTop > 0"), 3_000)
      .catch(() => assert.fail("it does not scroll"));
    await driver.switchTo().defaultContent();
  });
}

// What the check calls each host. The others only listen: of them it cannot know.
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
const NOBODY = data("ui.en").check.host_none;
const namedHost = async () => {
  await driver.switchTo().frame(await find("iframe"));
  const name = await ask(driver, "return document.querySelector('#host td')?.textContent");
  await driver.switchTo().defaultContent();
  return name;
};

test("the check names the host that asks, of every kind", async () => {
  assert.deepEqual(
    Object.keys(NAMED).filter((name) => !HOSTS[name]),
    [],
  );
  for (const [name, html] of Object.entries(HOSTS)) {
    for (const sandbox of [undefined, CLOSED]) {
      // AMP says so in the address.
      await show(html(sandbox, `${ADDRESS}check.html${name.startsWith("AMP") ? "#amp=1" : ""}`));
      await fits("iframe", name.startsWith("WordPress") ? 1000 : Infinity);
      const expected = NAMED[name] ?? NOBODY;
      let told;
      await driver
        .wait(async () => {
          told = await namedHost();
          return told === expected;
        }, 5_000)
        .catch(() => assert.equal(told, expected, `${name}, ${sandbox}`));
    }
  }
});

test("the check names frames, which asks once, where the page is there by then", async () => {
  await show(`${frame(undefined, `${ADDRESS}check.html`)}${library("@newswire/frames/dist/frames.umd.js")}`);
  await driver.wait(async () => (await namedHost()) === NOBODY, 5_000);
  await ask(driver, "newswireFrames.observeIframe(document.querySelector('iframe'))");
  await driver.wait(async () => (await namedHost()) === "frames", 5_000);
});

for (const code of ["", ".ar", ".es"]) {
  test(`WordPress: a link of card-first-stay${code}.html is gone to on our own host and in its language, since no window may open`, async () => {
    await show(HOSTS["WordPress, by its format"](CLOSED, `${ADDRESS}card-first-stay${code}.html`));
    await fits("iframe", 1000);
    await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
    await ask(
      driver,
      "document.querySelectorAll('details').forEach((details) => (details.open = true)); document.querySelector('.card__sources a').click()",
    );
    await driver.switchTo().defaultContent();
    await driver.wait(() => ask(driver, "return window.linked !== undefined"), 5_000);
    assert.equal(await ask(driver, "return window.linked"), `${ADDRESS}index${code}.html#first-stay`);
  });
}

// A frame of a fixed height, as most editors let one have.
async function inFixedFrame(page) {
  await show(frame(undefined, `${ADDRESS}${page}`).replace('height="150"', 'height="800"'));
  await driver.switchTo().frame(await find("iframe"));
  await driver.wait(() => ask(driver, "return document.documentElement.hasAttribute('data-live')"), 20_000);
  await settled(driver);
  assert.deepEqual(await ask(driver, "return [innerWidth, innerHeight]"), [600, 800]);
}
const bottoms = (...selectors) =>
  ask(
    driver,
    "return Object.fromEntries(arguments[0].map((selector) => [selector, Math.round(document.querySelector(selector).getBoundingClientRect().bottom)]))",
    selectors,
  );

for (const code of ["", ".ar", ".es"]) {
  test(`embed${code}.html in 600 × 800 px: title, what holds today, summary and the head of the days in sight, everything folded, scrolled inside`, async () => {
    await inFixedFrame(`embed${code}.html`);
    for (const [selector, bottom] of Object.entries(await bottoms("h1", ".notice", ".lede", ".june h2")))
      assert.ok(bottom > 0 && bottom <= 800, `${selector} ends at ${bottom} px`);
    assert.ok(await ask(driver, "return document.querySelectorAll('details').length > 10"));
    assert.equal(await ask(driver, "return document.querySelectorAll('details[open]').length"), 0);
    await driver.switchTo().defaultContent();

    // As a reader scrolls, down and to either side.
    const element = await driver.findElement(By.css("iframe"));
    for (const [x, y] of [
      [0, 300],
      [300, 0],
      [-300, 0],
    ])
      await driver.actions().scroll(0, 0, x, y, element).perform();
    await driver.switchTo().frame(element);
    await driver.wait(() => ask(driver, "return scrollY >= 300"), 5_000);
    assert.equal(await ask(driver, "return scrollX"), 0);
    assert.equal(await ask(driver, "return document.scrollingElement.scrollWidth"), 600);
    // Nothing within is cut off at the side either.
    assert.deepEqual(
      await ask(
        driver,
        "return [...document.querySelectorAll('main *, header *')].filter((element) => { const box = element.getBoundingClientRect(); return element.checkVisibility() && box.width > 1 && !element.closest('.vh, .skip, [role=region]') && (box.left < 0 || box.right > 600); }).map((element) => element.outerHTML.slice(0, 80))",
      ),
      [],
    );
    await driver.switchTo().defaultContent();
    assert.equal(await ask(driver, "return scrollY"), 0, "the host stays where it is");
  });
}

const element = (attributes = "") =>
  `<case-timeline src="${ADDRESS}" ${attributes}><a href="${ADDRESS}">Eleven Days in June</a></case-timeline>`;
const script = `<script async src="${ADDRESS}embed.js"></script>`;

test("three elements on a page, one added later, one removed", async () => {
  await show(
    `${element('show="first-stay" id="one"')}${element('show="jurisdiction" theme="dark" id="two"')}${element('show="hearing" id="three"')}${script}`,
  );
  for (const id of ["one", "two", "three"]) {
    await ask(driver, "document.getElementById(arguments[0]).scrollIntoView()", id);
    await fits(`#${id} iframe`);
  }
  assert.equal(
    await ask(driver, "return document.querySelectorAll('case-timeline a').length"),
    0,
    "the links have given way",
  );
  assert.match(
    await ask(driver, "return document.querySelector('#two iframe').src"),
    /card-jurisdiction\.html\?theme=dark$/,
  );

  await ask(
    driver,
    "document.body.insertAdjacentHTML('beforeend', arguments[0]); document.getElementById('two').remove(); document.getElementById('four').scrollIntoView()",
    element('show="appeal" id="four"'),
  );
  await fits("#four iframe");
  await openDetail("#one iframe");
  await fits("#one iframe");
  assert.deepEqual(await errors(driver), []);
});

test("an element whose attributes change shows what they say now, in one frame", async () => {
  await show(`${element('show="first-stay" theme="light"')}${script}`);
  await fits("case-timeline iframe");
  await ask(
    driver,
    "const one = document.querySelector('case-timeline'); one.setAttribute('show', 'appeal'); one.setAttribute('theme', 'dark')",
  );
  await fits("case-timeline iframe");
  assert.deepEqual(
    await ask(driver, "return [...document.querySelectorAll('case-timeline > *')].map((child) => child.src)"),
    [`${ADDRESS}card-appeal.html?theme=dark`],
  );
  assert.equal(await ask(driver, "return document.querySelector('case-timeline iframe').title"), "Eleven Days in June");
  await ask(driver, "document.querySelector('case-timeline').remove()");
  assert.deepEqual(await errors(driver), []);
});

test("a language is taken as it may be written, and one that there is not leads to the original", async () => {
  const PAGES = {
    "": "embed.html",
    en: "embed.html",
    "en-US": "embed.html",
    ar: "embed.ar.html",
    "ar-IQ": "embed.ar.html",
    AR: "embed.ar.html",
    es: "embed.es.html",
    "es-419": "embed.es.html",
    "ES-mx": "embed.es.html",
    fr: "embed.html",
    arc: "embed.html",
    est: "embed.html",
    "../x": "embed.html",
  };
  await show(
    `${Object.keys(PAGES)
      .map((code) => element(`lang="${code}"`))
      .join("")}${script}`,
  );
  await driver.wait(
    () =>
      ask(
        driver,
        "return document.querySelectorAll('case-timeline iframe').length === arguments[0]",
        Object.keys(PAGES).length,
      ),
    5_000,
  );
  const led = await ask(
    driver,
    "return Object.fromEntries([...document.querySelectorAll('case-timeline')].map((one) => [one.lang, one.firstChild.src]))",
  );
  assert.deepEqual(led, Object.fromEntries(Object.entries(PAGES).map(([code, page]) => [code, ADDRESS + page])));
});

test("a translation whose code has capitals is found under its name", async () => {
  const folder = address({ "embed.js": changed((code) => code.replace("ar|es", "ar|pt-BR")) });
  const elements = ["pt-BR", "PT-br", "pt"].map(
    (code) => `<case-timeline lang="${code}" src="${folder}">Link</case-timeline>`,
  );
  await show(`${elements.join("")}<script src="${folder}embed.js"></script>`);
  const led = await driver.wait(
    () =>
      ask(
        driver,
        "const frames = [...document.querySelectorAll('case-timeline iframe')]; return frames.length === 3 && frames.map((frame) => frame.src)",
      ),
    5_000,
  );
  assert.deepEqual(
    led,
    ["embed.pt-BR.html", "embed.pt-BR.html", "embed.html"].map((page) => folder + page),
  );
});

test("an element that the page brings after the script gives its link away all the same", async () => {
  await show(`<script src="${ADDRESS}embed.js"></script>${element('show="first-stay"')}`);
  await fits("case-timeline iframe");
  assert.equal(await ask(driver, "return document.querySelectorAll('case-timeline a').length"), 0);
  assert.equal(await ask(driver, "return document.querySelector('case-timeline iframe').title"), "Eleven Days in June");
});

test("where the script does not come, the link stays", async () => {
  await show(element());
  assert.ok(await (await driver.findElement(By.css("case-timeline a"))).isDisplayed());
});

const linkShown = (id) =>
  ask(driver, "return document.querySelector(`#${arguments[0]} a`)?.checkVisibility() ?? false", id);

test("where the frame does not answer, the link comes back; where it does, it stays away", async () => {
  const silent = address({
    "embed.html": (_response, send) => send("<!doctype html><title>Nothing</title>", { type: "text/html" }),
  });
  await show(
    `${element('id="answers" show="first-stay"')}<case-timeline id="silent" src="${silent}"><a href="${silent}">Eleven Days in June</a></case-timeline>${script}`,
  );
  await fits("#answers iframe");
  assert.equal(await linkShown("silent"), false, "not while it may still answer");
  await driver.wait(() => linkShown("silent"), 10_000);
  // The other has had its time by then, too.
  await driver.sleep(1_000);
  assert.equal(await linkShown("answers"), false);
});

test("where the server is slow without end, the link comes back, and gives way if the widget comes after all", async () => {
  let late;
  const slow = address({
    "embed.html": (_response, send) => {
      late = () => send(read("embed.html"));
      return true;
    },
  });
  await show(
    `<case-timeline id="slow" src="${slow}"><a href="${slow}">Eleven Days in June</a></case-timeline>${script}`,
  );
  await driver.wait(() => linkShown("slow"), 10_000);
  late();
  await fits("#slow iframe");
  assert.equal(await linkShown("slow"), false);
  assert.deepEqual(await errors(driver), []);
});

// A widget whose page says what it is told to.
const speaking = (script) =>
  address({
    "card-first-stay.html": (_response, send) =>
      send(
        `<!doctype html><title>Widget</title><body style="margin: 0"><script>const say = (caseTimeline) => parent.postMessage({ caseTimeline }, "*");${script}</script>`,
      ),
  });

test("a height that is no number is no height, and stops nothing", async () => {
  await show(
    `<case-timeline src="${speaking('for (const height of [{}, [700], "700", 700n, NaN, Infinity, -700, 0, null, true, 1e6]) say({ height }); setTimeout(() => say({ height: 432.1 }), 500);')}" show="first-stay"></case-timeline>${script}`,
  );
  const height = () => ask(driver, "return document.querySelector('case-timeline iframe')?.clientHeight");
  await driver.wait(async () => (await height()) === 480, 5_000);
  await driver.wait(async () => (await height()) !== 480, 5_000);
  assert.equal(await height(), 433);
  assert.deepEqual(await errors(driver), []);
});

test("a frame has its host scroll to places within itself, and to no other", async () => {
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
    await show(
      `${words(60)}<case-timeline src="${speaking(`addEventListener("message", ({ data }) => data === "now" && say({ shown: "first-stay", top: ${top} })); say({ height: 500 });`)}" show="first-stay"></case-timeline>${words(60)}${script}`,
    );
    await ask(driver, "document.querySelector('case-timeline').scrollIntoView()");
    // Its height says that it listens.
    await driver.wait(
      () => ask(driver, "return document.querySelector('case-timeline iframe')?.clientHeight === 500"),
      5_000,
    );
    const before = await ask(driver, "return scrollY");
    await ask(driver, "document.querySelector('case-timeline iframe').contentWindow.postMessage('now', '*')");
    await driver.wait(() => ask(driver, "return location.hash === '#case-first-stay'"), 5_000);
    assert.equal(await ask(driver, "return scrollY"), expected === null ? before : before + expected - 16, top);
    assert.deepEqual(await errors(driver), [], top);
  }
});

test("the frame that is made has a title, may do what the widget needs and no more, and is loaded late", async () => {
  await show(`${element()}${script}`);
  const made = await driver.wait(async () => (await driver.findElements(By.css("case-timeline iframe")))[0], 5_000);
  const attributes = await ask(
    driver,
    "return Object.fromEntries(['title', 'loading', 'sandbox', 'allow'].map((name) => [name, arguments[0].getAttribute(name)]))",
    made,
  );
  assert.deepEqual(attributes, {
    title: "Eleven Days in June",
    loading: "lazy",
    allow: "clipboard-write",
    sandbox: "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-modals",
  });
  await show(`${element('title="The summer of 2017"')}${script}`);
  await fits("case-timeline iframe");
  assert.equal(await ask(driver, "return document.querySelector('case-timeline iframe').title"), "The summer of 2017");
});

test("a host keeps its own looks and its own names", async () => {
  const page = (more) =>
    `<h1>A parish</h1><h2>June</h2><p>Words with <a href="https://example.org/">a link</a>.</p><details><summary>More</summary></details><button>Go</button>${more}`;
  const own = () =>
    ask(
      driver,
      `
    const styles = [...document.querySelectorAll("html, body, h1, h2, p, p a, summary, button")].map((element) => {
      const style = getComputedStyle(element);
      // How tall the page is depends on what stands in it.
      return [...style].filter((name) => !/height|block-size|origin$/.test(name)).map((name) => name + ": " + style.getPropertyValue(name)).join("; ");
    });
    // The driver's own names are none of the page's.
    const names = Object.getOwnPropertyNames(window).filter((name) => !/^(\\d+|ret_nodes|se_.*|cdc_.*)$/.test(name)).sort();
    return { styles, sheets: document.styleSheets.length + document.adoptedStyleSheets.length, names: names.join(" ") };`,
    );
  await show(page(""));
  const alone = await own();
  assert.equal(alone.styles.length, 8);
  await show(page(`${element('show="first-stay" theme="dark" accent="ffcc00"')}${script}`));
  await fits("case-timeline iframe");
  assert.deepEqual(await own(), alone);
});

test("under a strict policy of the host", async () => {
  const origin = new URL(ADDRESS).origin;
  await show(`${element('show="first-stay"')}${script}`, {
    policy: `default-src 'none'; frame-src ${origin}; script-src ${origin}; img-src data:`,
  });
  await fits("case-timeline iframe");
  assert.deepEqual(await errors(driver), []);
});

for (const [name, answers] of [
  ["missing", { [PROGRAM]: missing }],
  ["refused by a policy", { "embed.html": withPolicy("script-src 'self' 'unsafe-inline'") }],
]) {
  test(`the whole widget with its program ${name} tells its height all the same, and grows`, async () => {
    const folder = address(answers);
    await show(`<case-timeline src="${folder}"><a href="${folder}">Eleven Days in June</a></case-timeline>${script}`);
    const isStill = async () => {
      await driver.switchTo().frame(await find("case-timeline iframe"));
      const attributes = await ask(driver, "return document.documentElement.getAttributeNames()");
      await driver.switchTo().defaultContent();
      assert.ok(!attributes.includes("data-live"));
      return attributes.includes("data-still");
    };
    await driver.wait(() => ask(driver, "return Boolean(document.querySelector('case-timeline iframe'))"), 5_000);
    await driver.wait(isStill, 20_000);
    const first = await fits("case-timeline iframe");
    await openDetail("case-timeline iframe");
    assert.ok((await fits("case-timeline iframe")).inside > first.inside);
  });
}

test("a host's #case-<id> leads to the record, and the frame's own way back", async () => {
  await show(`<div id="spacer"></div>${element()}${script}`, { hash: "#case-motion-to-reopen" });
  await driver.wait(async () => {
    const frame = await driver.findElements(By.css("case-timeline iframe"));
    if (!frame.length) return false;
    await driver.switchTo().frame(frame[0]);
    const open = await ask(
      driver,
      "return document.querySelector('#motion-to-reopen > details')?.open === true && document.querySelector('#steps').open === true",
    );
    await driver.switchTo().defaultContent();
    return open;
  }, 10_000);
  await driver.switchTo().frame(await driver.findElement(By.css("case-timeline iframe")));
  await ask(driver, "location.hash = '#asylum'");
  await driver.switchTo().defaultContent();
  await driver.wait(() => ask(driver, "return location.hash === '#case-asylum'"), 5_000);
  assert.deepEqual(await errors(driver), []);
});

for (const [name, html] of [
  ["a card", `<iframe data-case-timeline title="widget" width="600" height="300" src="${CARD}#first-stay"></iframe>`],
  [
    "the embed",
    `<iframe data-case-timeline title="widget" width="600" height="300" src="${ADDRESS}embed.html#asylum"></iframe>`,
  ],
]) {
  test(`${name} whose address names a record leaves the host where it is, until a reader moves on`, async () => {
    await show(`${words(80)}${html}${words(80)}${script}`);
    const url = await driver.getCurrentUrl();
    // A frame that is out of sight is not drawn, so what the program adds is told when it comes into sight.
    await driver.wait(() => ask(driver, "return document.querySelector('iframe').clientHeight > 400"), 8_000);
    if (name === "the embed") {
      await driver.switchTo().frame(await find("iframe"));
      await driver.wait(() => ask(driver, "return document.documentElement.hasAttribute('data-live')"), 20_000);
      await driver.switchTo().defaultContent();
    }
    await driver.sleep(500);
    assert.deepEqual([await driver.getCurrentUrl(), await ask(driver, "return scrollY")], [url, 0]);

    await driver.switchTo().frame(await find("iframe"));
    await ask(driver, "const { hash } = location; location.hash = ''; location.hash = hash");
    await driver.switchTo().defaultContent();
    await driver.wait(
      async () => (await driver.getCurrentUrl()).includes("#case-") && (await ask(driver, "return scrollY")) > 0,
      5_000,
    );
    assert.deepEqual(await errors(driver), []);
  });
}

test("junk messages, forged ones and floods change nothing", async () => {
  await show(`${element('show="first-stay"')}${script}`);
  const { outside } = await fits("case-timeline iframe");
  await ask(
    driver,
    `
    const target = document.querySelector("case-timeline iframe").contentWindow;
    const junk = [null, undefined, 0, "", "[iFrameSizer]", "[iFrameSizer]::", "pymxPYMx", "{", {}, [], { type: null }, { caseTimeline: null }, { caseTimeline: { show: 7 } }, { caseTimeline: { show: "<b>" } }, { message: "ready" }, { big: "x".repeat(1e5) }];
    for (let n = 0; n < 10000; n++) target.postMessage(junk[n % junk.length], "*");
    for (const height of [5, 99999]) postMessage({ caseTimeline: { height, shown: "forged" } }, "*");`,
  );
  await driver.sleep(1_500);
  assert.equal((await heights("case-timeline iframe")).outside, outside);
  assert.equal(await ask(driver, "return location.hash"), "");
  assert.deepEqual(await errors(driver), []);
});

test("the frame never posts null, and does not chatter", async () => {
  await show(
    `<script>window.heard = []; addEventListener("message", ({ data }) => heard.push(data));</script>${frame(undefined)}`,
  );
  await driver.sleep(1_500);
  const quiet = await ask(driver, "return heard.length");
  assert.ok(await ask(driver, "return heard.length > 0 && heard.every((data) => data !== null && data !== undefined)"));
  await driver.sleep(1_000);
  assert.equal(await ask(driver, "return heard.length"), quiet);
});

test("Datawrapper's message is sent on request only, with the id that was asked for", async () => {
  const told = async (query) => {
    await show(
      `<script>window.heard = []; addEventListener("message", ({ data }) => heard.push(data));</script>${frame(undefined, `${CARD}${query}`)}`,
    );
    await driver.wait(() => ask(driver, "return heard.some((data) => data?.caseTimeline?.height)"), 5_000);
    await driver.sleep(300);
    return ask(driver, "return heard.filter((data) => data?.['datawrapper-height'])");
  };
  assert.deepEqual(await told(""), []);
  const messages = await told("?datawrapper=june");
  const { inside } = await heights();
  assert.ok(messages.length > 0);
  for (const message of messages) assert.deepEqual(message, { "datawrapper-height": { june: inside } });
});

test("what hosts add to the address is passed on to nobody", async () => {
  await show(
    `<script>window.heard = []; addEventListener("message", ({ data }) => heard.push(JSON.stringify(data)));</script>${frame(undefined, `${ADDRESS}embed.html?parentUrl=https%3A%2F%2Fsecret.example&parentTitle=Secret`)}`,
  );
  await driver.sleep(2_000);
  assert.equal(await ask(driver, "return heard.some((line) => /secret/i.test(line))"), false);
  await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
  assert.doesNotMatch(await ask(driver, "return document.documentElement.outerHTML"), /secret\.example/i);
  await driver.switchTo().defaultContent();
});

// What moved in the host without a reader having asked for it.
const SHIFTS = `<script>
  window.shift = 0;
  new PerformanceObserver((list) => { for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shift += value; }).observe({ type: "layout-shift", buffered: true });
</script>`;
async function shift() {
  await settled(driver);
  await driver.sleep(300);
  return ask(driver, "return shift");
}
// As one who reads on, to a place so far above the end of the page.
const readOn = (toEnd) =>
  driver.executeAsyncScript(
    `
  const [toEnd, done] = arguments;
  const on = () => {
    if (scrollY + innerHeight >= document.scrollingElement.scrollHeight - toEnd) return done();
    scrollBy({ top: 50, behavior: "instant" });
    requestAnimationFrame(() => requestAnimationFrame(on));
  };
  on();`,
    toEnd,
  );

for (const [name, id, kept] of [
  ["a card", "first-stay", "480"],
  ["the embed", "all", "innerHeight"],
]) {
  test(`no layout shift while a reader comes to ${name} further down and goes on, with what is reserved by default`, async () => {
    await show(`${SHIFTS}${words(140)}${element(`show="${id}"`)}${words(60)}${script}`);
    const reserved = await ask(driver, `return ${kept}`);
    await driver.wait(
      () =>
        ask(driver, "return document.querySelector('case-timeline iframe')?.clientHeight === arguments[0]", reserved),
      5_000,
    );
    // A browser begins to load a lazy frame so far ahead.
    await readOn(
      (await ask(
        driver,
        "return document.scrollingElement.scrollHeight - document.querySelector('iframe').offsetTop",
      )) + 1_000,
    );
    const { outside } = await fits("case-timeline iframe");
    assert.notEqual(outside, reserved);
    await readOn(0);
    assert.equal((await fits("case-timeline iframe")).outside, outside);
    assert.ok((await shift()) <= 0.01, String(await shift()));

    await ask(
      driver,
      "document.querySelector('case-timeline + p').insertAdjacentHTML('afterend', '<hr>'); document.querySelector('hr').scrollIntoView({ behavior: 'instant' })",
    );
    await settled(driver);
    await ask(driver, "document.querySelector('hr').style.height = '200px'");
    assert.ok((await shift()) > 0.01, "a shift would be seen");
  });
}

// Seen from when the element has its frame: before that the host alone could keep a place for it.
const inViewAtOnce = (
  html,
) => `<style>iframe { border: 0; display: block; }</style>${SHIFTS}<main hidden>${words(1)}${html}${words(40)}</main>${script}
  <script>
    const main = document.querySelector("main");
    const see = () => { main.hidden = !main.querySelector("iframe"); };
    see();
    new MutationObserver(see).observe(main, { childList: true, subtree: true });
  </script>`;

for (const [name, html] of [
  ["an element", (height) => element(`show="hearing" height="${height}"`)],
  [
    "a marked iframe",
    (height) => frame(undefined, LOW_CARD).replace('height="150"', `height="${height}" data-case-timeline`),
  ],
]) {
  test(`no layout shift in view: ${name} with the height that it will have`, async () => {
    await show(inViewAtOnce(html(200)));
    const { outside } = await fits();
    assert.ok((await shift()) > 0.01, "with another height a shift is seen");
    await show(inViewAtOnce(html(outside)));
    assert.equal((await fits()).outside, outside);
    assert.ok((await shift()) <= 0.01, String(await shift()));
  });
}

test("no layout shift in view: the whole widget with what is reserved by default, which is all of the screen", async () => {
  await show(inViewAtOnce(element('show="hearing" height="200"')));
  await fits();
  assert.ok((await shift()) > 0.01, "with another height a shift is seen");
  await show(inViewAtOnce(element()));
  await fits();
  await driver.switchTo().frame(await find("iframe"));
  await driver.wait(() => ask(driver, "return document.documentElement.hasAttribute('data-live')"), 20_000);
  await driver.switchTo().defaultContent();
  await fits();
  assert.ok((await shift()) <= 0.01, String(await shift()));
});

test("no layout shift in view on a phone: a card with what is reserved by default, and with the height it has elsewhere", async () => {
  await driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", {
    width: 360,
    height: 740,
    deviceScaleFactor: 2,
    mobile: false,
  });
  try {
    for (const id of ["hearing", "first-stay", "jurisdiction"]) {
      for (const height of ["", 520]) {
        await show(inViewAtOnce(element(`show="${id}" height="${height}"`)));
        await fits();
        assert.ok((await shift()) <= 0.01, `${id} ${height}: ${await shift()}`);
      }
    }
  } finally {
    await driver.sendDevToolsCommand("Emulation.clearDeviceMetricsOverride", {});
  }
});

test("on a phone, a term in a frame that has grown is explained beside it, and the host stays where it is", async () => {
  await driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", {
    width: 360,
    height: 740,
    deviceScaleFactor: 1,
    mobile: false,
  });
  try {
    await show(`${words(3)}${element()}${words(40)}${script}`);
    const inFrame = async (then) => {
      await driver.switchTo().frame(await find("iframe"));
      const told = await then();
      await driver.switchTo().defaultContent();
      return told;
    };
    await fits();
    await inFrame(() =>
      driver.wait(() => ask(driver, "return document.documentElement.hasAttribute('data-live')"), 20_000),
    );
    await openDetail();
    await settled(driver);
    const { outside } = await fits();
    assert.ok(outside > 5_000, `${outside} px`);
    const term = () =>
      inFrame(() =>
        ask(
          driver,
          "const { top, bottom } = document.querySelector('#first-stay .term').getBoundingClientRect(); return { top, bottom }",
        ),
      );
    await ask(
      driver,
      "scrollTo({ top: document.querySelector('iframe').offsetTop + arguments[0] - 300, behavior: 'instant' })",
      (await term()).top,
    );
    await settled(driver);
    const before = await ask(driver, "return scrollY");
    await inFrame(() => ask(driver, "document.querySelector('#first-stay .term').click()"));
    await settled(driver);
    const [{ top, bottom }, box] = [
      await term(),
      await inFrame(() =>
        ask(
          driver,
          "const { top, bottom } = document.getElementById('explain').getBoundingClientRect(); return { top, bottom }",
        ),
      ),
    ];
    assert.ok(
      Math.min(Math.abs(box.top - bottom), Math.abs(top - box.bottom)) < 20,
      JSON.stringify([top, bottom, box]),
    );
    assert.equal(await ask(driver, "return scrollY"), before);
  } finally {
    await driver.sendDevToolsCommand("Emulation.clearDeviceMetricsOverride", {});
  }
});

test("looks asked for in the address are taken on, bad ones are not", async () => {
  const style = (name) =>
    ask(driver, "return getComputedStyle(document.documentElement).getPropertyValue(arguments[0]).trim()", name);
  const open = (query) => driver.get(`${CARD}?${query}`);
  await open("theme=dark&accent=ffcc00&heading=3");
  assert.equal(await style("--paper"), "#171614");
  assert.equal(await style("--link"), "#ffcc00");
  assert.equal(await ask(driver, "return document.querySelector('h1').ariaLevel"), "3");
  await open("theme=light&accent=ffcc00&heading=9");
  assert.notEqual(await style("--link"), "#ffcc00", "its contrast is too low on light ground");
  assert.equal(await ask(driver, "return document.querySelector('h1').ariaLevel"), null);
  const ODD = [
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
  ];
  for (const odd of ODD) {
    await open(odd);
    assert.equal(await style("--paper"), "#fbfaf7", odd);
    assert.equal(await style("--link"), "#24468c", odd);
    assert.notEqual(await style("background-color"), "rgba(0, 0, 0, 0)", odd);
    assert.equal(await ask(driver, "return document.querySelector('h1').ariaLevel"), null, odd);
  }
  await driver.get(`${ADDRESS}?theme=dark`);
  assert.equal(await style("--paper"), "#fbfaf7", "the page itself takes nothing on");
});

// The color of what a reader sees at a place in the host.
const seen = async (x, y) =>
  driver.executeAsyncScript(
    `
  const [picture, x, y, done] = arguments;
  const image = new Image();
  image.onload = () => {
    const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
    canvas.drawImage(image, 0, 0);
    done([...canvas.getImageData(x, y, 1, 1).data].slice(0, 3).join());
  };
  image.src = "data:image/png;base64," + picture;`,
    await driver.takeScreenshot(),
    x,
    y,
  );
const grounds = async () => {
  await driver.switchTo().frame(await find("iframe"));
  const found = await ask(
    driver,
    "return ['html', 'body'].map((name) => getComputedStyle(document.querySelector(name)).backgroundColor)",
  );
  await driver.switchTo().defaultContent();
  return found;
};

test("a transparent ground lets the host's own be seen; without it there is one", async () => {
  const HOST = "10,120,110";
  for (const id of ["first-stay", "all"]) {
    const place = (attributes) =>
      `<style>body { margin: 0; background: rgb(${HOST}); }</style>${element(`show="${id}" ${attributes}`)}${script}`;
    await show(place('ground="transparent"'));
    await fits();
    assert.deepEqual(await grounds(), ["rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0)"], id);
    assert.equal(await seen(5, 5), HOST, id);
    await show(place(""));
    await fits();
    assert.notDeepEqual(await grounds(), ["rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0)"], id);
    assert.notEqual(await seen(5, 5), HOST, id);
  }
});

// A browser puts a ground of its own between a frame and a page that differ in their colour schemes.
test("a transparent ground stays so where the reader's system is dark, and where host and widget differ", async () => {
  const HOST = "10,120,110";
  const system = (value) =>
    driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value }] });
  try {
    for (const scheme of ["light", "dark"]) {
      await system(scheme);
      for (const own of ["normal", "light", "dark", "light dark"]) {
        for (const theme of ["", "light", "dark"]) {
          await show(
            `<style>:root { color-scheme: ${own}; } body { margin: 0; background: rgb(${HOST}); }</style>${element(`show="first-stay" ground="transparent" theme="${theme}"`)}${script}`,
          );
          await fits();
          assert.equal(await seen(5, 5), HOST, `system ${scheme}, host ${own}, widget ${theme || "as the system"}`);
        }
      }
    }
  } finally {
    await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", { features: [] });
  }
});
