// Attacks: scripts in the page, a hostile frame beside ours, a hostile page in our frame, and messages of every form.
// SECURITY.md describes the threats; each of its promises has a test here or in tests/artifacts/security.test.mjs.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { EVENT, SHORT_EVENT } from "../content.mjs";
import { server, startServer } from "../server.mjs";
import {
  ADDRESS,
  ALL,
  By,
  browser,
  checkConsole,
  consoleErrors,
  evaluate,
  openHydrated,
  settled,
  untilHydrated,
  waitFor,
} from "./browser.mjs";
import { CARD, inFrame, LISTENER, untilHandled } from "./embedding-pages.mjs";

const PAGES = [
  "",
  "embed.html",
  `card-${EVENT}.html`,
  "take-away.html",
  "embed-chooser.html",
  "frame-check.html",
  "bulletin.html",
  "poster.html",
  "short-edition.html",
];

// Two origins, neither of them ours.
const site = await startServer();
const hostileSite = await startServer();
let driver;
before(async () => {
  driver = await browser();
});
// The browser requests an icon for pages that have none.
const isIcon = (message) => message.includes("/favicon.ico");
checkConsole(
  () => driver,
  // The browser reports the attempts of a hostile frame to navigate ours; the test asserts that they fail.
  (message) => isIcon(message) || message.includes("Unsafe attempt to initiate navigation"),
);

// Waits until the console has each of these errors, and asserts that it has none but these and the accepted ones.
async function assertErrors(expected, accepted, name) {
  const errors = [];
  const absent = () => expected.filter((pattern) => !errors.some((error) => pattern.test(error)));
  await waitFor(
    driver,
    async () => {
      errors.push(...(await consoleErrors(driver)));
      return absent().length === 0;
    },
    () => `${name}: no ${absent()[0]} in ${errors.join("\n")}`,
  );
  const isKnown = (error) => isIcon(error) || [...expected, ...accepted].some((pattern) => pattern.test(error));
  assert.deepEqual(
    errors.filter((error) => !isKnown(error)),
    [],
    name,
  );
}

test("no page accepts HTML or a script made from a string", async () => {
  for (const page of PAGES) {
    await driver.get(ADDRESS + page);
    const results = await evaluate(driver, () => {
      const results = {};
      const attempt = (name, run) => {
        try {
          run();
          results[name] = "done";
        } catch (error) {
          results[name] = error.name;
        }
      };
      attempt("innerHTML", () => {
        document.body.innerHTML = "<b>x</b>";
      });
      attempt("insertAdjacentHTML", () => document.body.insertAdjacentHTML("beforeend", "<b>x</b>"));
      attempt("srcdoc", () => {
        document.createElement("iframe").srcdoc = "<b>x</b>";
      });
      attempt("script address", () => {
        document.createElement("script").src = "https://evil.example/";
      });
      attempt("script text", () => {
        document.createElement("script").text = "1";
      });
      attempt("timer", () => setTimeout("window.ran = 1"));
      attempt("policy", () => trustedTypes.createPolicy("any", { createHTML: (html) => html }));
      attempt("default policy", () => trustedTypes.createPolicy("default", { createHTML: (html) => html }));
      return results;
    });
    for (const [name, result] of Object.entries(results))
      assert.match(result, /TypeError|EvalError/, `${page}: ${name}`);
    await assertErrors(
      // The error of the last attempt: once it is in the console, those of the others are.
      [/Creating a TrustedTypePolicy named 'default'/],
      [/Creating a TrustedTypePolicy|requires 'Trusted(HTML|Script|ScriptURL)' assignment|Evaluating a string/],
      page,
    );
  }
});

test("no page runs code that a faulty build or an attacker in the middle adds to its markup", async () => {
  const added = `<script>window.ran = "inline"</script><script src="data:text/javascript,window.ran='data'"></script>
    <img src="nothing.png" onerror="window.ran = 'handler'"><svg onload="window.ran = 'svg'"></svg><iframe srcdoc="<script>parent.ran = 'srcdoc'</script>"></iframe>
    <a id="link" href="javascript:window.ran = 'link'">x</a><base href="https://evil.example/"><object data="data:text/html,x"></object>
    <form id="form" action="javascript:window.ran = 'form'"><button>x</button></form>`;
  const folder = server.dist({
    "*": (reply, { name }) => {
      if (name.endsWith(".html")) reply.body = reply.body.toString().replace("</body>", () => `${added}</body>`);
    },
  });
  for (const page of PAGES) {
    await driver.get(folder + page);
    assert.equal(await evaluate(driver, () => document.querySelectorAll("#link, #form").length), 2, `${page}: added`);
    await evaluate(driver, () => {
      document.getElementById("link").click();
      document.getElementById("form").requestSubmit();
    });
    // Once the last of these errors is in the console, the added code has been tried.
    await assertErrors(
      [/Running the JavaScript URL violates/, /Sending form data to 'javascript:.* violates/],
      [/violates the following Content Security Policy directive/, /nothing\.png .*404/],
      page,
    );
    assert.equal(await evaluate(driver, () => window.ran ?? null), null, page);
    if (!page.startsWith("card")) assert.doesNotMatch(await evaluate(driver, () => document.baseURI), /evil/, page);
  }
});

test("every browser feature is disabled, except writing to the clipboard", async () => {
  await openHydrated(driver);
  const allowed = await evaluate(driver, () => document.featurePolicy.allowedFeatures());
  assert.ok(allowed.includes("clipboard-write"));
  for (const feature of [
    "camera",
    "microphone",
    "geolocation",
    "usb",
    "serial",
    "hid",
    "midi",
    "payment",
    "clipboard-read",
    "display-capture",
    "fullscreen",
    "sync-xhr",
    "local-fonts",
    "accelerometer",
  ]) {
    assert.ok(!allowed.includes(feature), feature);
  }
});

test("a linked site receives no referrer", async () => {
  await openHydrated(driver);
  await evaluate(
    driver,
    (address) => {
      const link = document.createElement("a");
      link.href = address;
      document.body.append(link);
      link.click();
    },
    site.page("<p>Elsewhere</p>"),
  );
  await waitFor(driver, () => evaluate(driver, () => document.title === "Site"), "the link is not followed");
  assert.equal(await evaluate(driver, () => document.referrer), "");
});

// Converting it to a string or a number throws.
const UNREADABLE = "{ toString: 0, valueOf: 0 }";
// The messages that a hostile frame posts to the embedding page.
const FORGED = `[
  { caseTimeline: { height: 5000 } }, { caseTimeline: { height: 1e5, shown: "stolen", top: 900 } },
  { caseTimeline: { shown: "${EVENT}", top: 0 } }, { caseTimeline: { height: "4000px" } },
  "[iFrameSizer]x:5000:5000:init",
  { type: "embed-size", height: 5000, sentinel: "amp" }, { caseTimeline: null }, null, 7, [], { caseTimeline: [1] },
]`;
// The requests of an embedding page to our frame. Each has an effect, unless it is ignored.
const REQUESTS = `[
  { caseTimeline: { show: "${EVENT}" } }, { caseTimeline: { ask: "height" } }, "[iFrameSizer]sibling:8:false:0:true",
]`;
const HOSTILE = `<script>
  const REQUESTS = ${REQUESTS};
  window.received = [];
  addEventListener("message", ({ data }) => received.push(data));
  for (const forged of ${FORGED}) parent.postMessage(forged, "*");
  window.results = [];
  for (let index = 0; index < parent.length; index++) {
    const other = parent.frames[index];
    if (other === window) continue;
    for (const request of REQUESTS) other.postMessage(request, "*");
    try { results.push(other.document.title); } catch ({ name }) { results.push(name); }
    try { other.location = "about:blank#stolen"; } catch ({ name }) { results.push(name); }
    try { other.location.hash = "${EVENT}"; } catch ({ name }) { results.push(name); }
    other.postMessage("last", "*");
  }
  parent.postMessage("last", "*");
</script>`;

// Opens a page that embeds the widget, and returns its address.
async function embed(frames) {
  const address = site.page(
    `${frames}<div style="height: 4000px"></div>${LISTENER}<script src="${ADDRESS}embed.js"></script>`,
  );
  await driver.get(address);
  return address;
}
const OURS = `<iframe data-case-timeline id="ours" title="ours" width="600" height="333" src="${CARD}"></iframe>`;
const frameOf = (id) => driver.findElement(By.id(id));
const inOurs = async (run) => inFrame(driver, await frameOf("ours"), run);
const untilOursHandled = async () => untilHandled(driver, await frameOf("ours"));
const heightOf = (id) => evaluate(driver, (id) => document.getElementById(id).clientHeight, id);
const untilReceived = (data) =>
  waitFor(driver, () => evaluate(driver, (data) => received.includes(data), data), `no message ${data}`);
// Waits until our frame is as tall as its content, and returns its height.
async function sizedHeight() {
  await waitFor(driver, async () => (await heightOf("ours")) !== 333, "our frame is not sized");
  await untilOursHandled();
  return heightOf("ours");
}
const hasHeight = () => evaluate(driver, () => received.some((data) => data?.caseTimeline?.height > 0));
// Asserts that our frame still replies when the page requests its height.
async function assertReplies() {
  await evaluate(driver, () => {
    received.length = 0;
    document.getElementById("ours").contentWindow.postMessage({ caseTimeline: { ask: "height" } }, "*");
  });
  await waitFor(driver, hasHeight, "no reply");
}

for (const sandbox of ["", ' sandbox="allow-scripts"', ' sandbox="allow-scripts allow-same-origin allow-popups"']) {
  test(`a hostile frame${sandbox} beside ours cannot resize, navigate or read it, nor scroll the page`, async () => {
    const address = await embed(
      `${OURS}<iframe id="hostile" title="hostile" width="300" height="200" src="${hostileSite.page("")}"${sandbox}></iframe>`,
    );
    const height = await sizedHeight();
    await inOurs(() =>
      evaluate(driver, () => {
        addEventListener("message", ({ data }) => {
          if (data === "last") parent.postMessage("last in ours", "*");
        });
      }),
    );
    // Our frame has loaded, so the hostile frame can find it.
    await evaluate(
      driver,
      (address) => {
        document.getElementById("hostile").src = address;
      },
      hostileSite.page(HOSTILE),
    );
    // Messages are received in order: all the others have been handled by then.
    await untilReceived("last");
    await untilReceived("last in ours");
    await settled(driver);

    const replies = () =>
      evaluate(
        driver,
        () => received.filter((data) => typeof data === "string" && data.startsWith("[iFrameSizer]sibling")).length,
      );
    assert.equal(await replies(), 0);
    assert.equal(await heightOf("ours"), height);
    assert.equal(await heightOf("hostile"), 200);
    assert.equal(await driver.getCurrentUrl(), address);
    assert.equal(await evaluate(driver, () => scrollY), 0);
    await inFrame(driver, await frameOf("hostile"), async () => {
      assert.deepEqual(await evaluate(driver, () => results), ["SecurityError", "SecurityError", "SecurityError"]);
      assert.deepEqual(await evaluate(driver, () => received), []);
    });
    await inOurs(async () => assert.equal(await evaluate(driver, () => location.href), CARD));

    // The same requests from the embedding page have an effect.
    await evaluate(
      driver,
      `for (const request of ${REQUESTS}) document.getElementById("ours").contentWindow.postMessage(request, "*");`,
    );
    await waitFor(driver, replies, "no reply to the page");
    await inOurs(() =>
      waitFor(driver, () => evaluate(driver, (id) => location.hash === `#${id}`, EVENT), "the record is not shown"),
    );
  });
}

test("a page that replaces ours in the frame is not trusted", async () => {
  const address = await embed(OURS);
  const height = await sizedHeight();
  await inOurs(() =>
    evaluate(
      driver,
      (address) => {
        location.href = address;
      },
      hostileSite.page(`<script>
        for (const forged of ${FORGED}) parent.postMessage(forged, "*");
        parent.postMessage("last", "*");</script>`),
    ),
  );
  await untilReceived("last");
  await settled(driver);
  assert.equal(await heightOf("ours"), height);
  assert.equal(await driver.getCurrentUrl(), address);
});

test("messages of our own frame can do no more than set a height and a hash", async () => {
  const address = await embed(OURS);
  const height = await sizedHeight();
  await inOurs(() =>
    evaluate(
      driver,
      `for (const forged of [
        { height: -5 }, { height: 1e6 }, { height: Infinity }, { height: NaN }, { height: "9;position:fixed" },
        { height: {} }, { shown: "x\\njavascript:alert(1)" }, { shown: "../../elsewhere" }, { shown: "<b>" },
        { shown: "?x=1" }, { shown: 7e300 }, { shown: ${UNREADABLE} }, { shown: ["${EVENT}"] },
      ]) parent.postMessage({ caseTimeline: forged }, "*");
      parent.postMessage("last", "*");`,
    ),
  );
  await untilReceived("last");
  await settled(driver);
  assert.equal(await heightOf("ours"), height);
  assert.equal(await driver.getCurrentUrl(), address);
  assert.equal(
    await evaluate(driver, () => document.getElementById("ours").getAttribute("style")),
    `height: ${height}px;`,
  );
});

test("our own frame scrolls the page to a position that is a number, and to no other", async () => {
  const scrolled = async (top) => {
    await inOurs(() =>
      evaluate(
        driver,
        `parent.postMessage({ caseTimeline: { shown: "${EVENT}", top: ${top} } }, "*");
        parent.postMessage(\`${top}\`, "*");`,
      ),
    );
    await untilReceived(top);
    await settled(driver);
    return evaluate(driver, () => scrollY);
  };
  await embed(OURS);
  await sizedHeight();
  const start = await evaluate(driver, () => document.getElementById("ours").getBoundingClientRect().top + scrollY);
  for (const invalid of [
    "NaN",
    "-1",
    "-Infinity",
    '"300"',
    '"300px"',
    "[300]",
    "null",
    "true",
    "{}",
    UNREADABLE,
    "new Date(300)",
    "300n",
  ])
    assert.equal(await scrolled(invalid), 0, invalid);
  assert.equal(await scrolled("300"), Math.round(start + 300 - 16));
});

test("our frame accepts messages from its embedding page only, and no invalid message stops it", async () => {
  await embed(OURS);
  const height = await sizedHeight();
  await evaluate(
    driver,
    `
    const { contentWindow } = document.getElementById("ours");
    for (const invalid of [
      ...[null, 7, "", "[iFrameSizer]", "[iFrameSizer]::::", "pymxPYMx", [], {}, new Map(), { type: {} }, { type: /./ }],
      ...[{ caseTimeline: null }, { caseTimeline: { show: {} } }, { caseTimeline: { show: ["${EVENT}"] } }],
      { caseTimeline: { show: "<img src=x onerror=alert(1)>" } }, { caseTimeline: { show: "javascript:alert(1)" } },
      { type: ${UNREADABLE} }, { message: ${UNREADABLE} },
      { caseTimeline: { show: ${UNREADABLE} } }, { caseTimeline: { ask: ${UNREADABLE} } },
    ]) contentWindow.postMessage(invalid, "*");`,
  );
  await untilOursHandled();
  await inOurs(async () => assert.equal(await evaluate(driver, () => location.href), CARD));
  await assertReplies();
  assert.equal(await heightOf("ours"), height);
});

// Embeds and cards have the script for frames inline, allowed by its hash. There must be no other.
const SCRIPTS = "script:not([src]):not([type='application/json'])";
const scripts = () =>
  evaluate(driver, (selector) => [...document.querySelectorAll(selector)].map((script) => script.textContent), SCRIPTS);

for (const page of ["embed.html", `card-${EVENT}.html`]) {
  test(`no part of the address is written into ${page}`, async () => {
    await driver.get(ADDRESS + page);
    const own = await scripts();
    for (const invalid of [
      "?theme=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
      "?accent=000000;background:url(https://evil.example)",
      "?heading=%3Cb%3E",
      "?ground=%22onload=alert(1)",
      "?childId=%3Cscript%3E&datawrapper=%3Cimg%3E",
      `?${"x=1&".repeat(5_000)}`,
      "#%3Cimg%20src=x%20onerror=alert(1)%3E",
      "#javascript:alert(1)",
      "#%00%E0%A4%A",
    ]) {
      await driver.get("about:blank");
      await driver.get(`${ADDRESS}${page}${invalid}`);
      if (page === "embed.html") await untilHydrated(driver);
      assert.doesNotMatch(
        await evaluate(driver, () => document.documentElement.outerHTML),
        /alert\(1\)|evil\.example/,
        invalid,
      );
      assert.deepEqual(await scripts(), own, invalid);
    }
  });
}

// Random values, the same in each run: numbers, text, lists, objects, and the formats that the frames read.
const RANDOM = `
  let seed = 2017;
  const next = (below) => (seed = (seed * 48271) % 2147483647) % below;
  const pick = (list) => list[next(list.length)];
  const list = (length, value) => Array.from({ length }, value);
  const PARTS = [
    ...["x", "0", ":", "[", "]", "{", '"', "'", "<script>", "%", "#", "=", "&", "-", "\u202e", "\0", "é", "شـ"],
    ...["height", "${SHORT_EVENT}", "iFrameSizer", "pymx", "PYMx", "child"],
  ];
  const text = () => list(next(12), () => pick(PARTS)).join("");
  const KEYS = [
    ...["caseTimeline", "ask", "show", "shown", "top", "height", "type", "sentinel", "method", "value", "message"],
    ...["datawrapper-height", text()],
  ];
  const object = (depth) =>
    depth > 3 ? 0 : Object.fromEntries(list(1 + next(3), () => [pick(KEYS), value(depth + 1)]));
  const KINDS = [
    ...[() => next(1e6) - 5e5, () => next(100) / 7, () => 1e300, () => NaN, () => -Infinity, () => 10n],
    ...[() => null, () => undefined, () => true, text, text, () => "[iFrameSizer]" + text(), () => "pym" + text()],
    ...[() => new Date(NaN), () => /x/, () => new Map([[text(), 1]]), () => new Uint8Array(3), () => "x".repeat(1e5)],
    ...[(depth) => (depth > 3 ? 0 : list(next(4), () => value(depth + 1))), object],
    (depth) => ({ caseTimeline: object(depth) }),
  ];
  const value = (depth) => pick(KINDS)(depth);`;

test("two thousand random messages from a page, and as many from a hostile frame, change nothing", async () => {
  const hostile = hostileSite.page(
    `<script>${RANDOM}
      for (let count = 0; count < 2000; count++) parent.postMessage(value(0), "*");
      parent.postMessage("last", "*");</script>`,
  );
  await embed(`${OURS}<iframe id="hostile" title="hostile" width="600" height="222" src="about:blank"></iframe>`);
  const height = await sizedHeight();
  const own = await inOurs(scripts);
  // The driver adds an attribute to each frame that it enters, so both measurements come after that.
  const page = () => evaluate(driver, () => [location.href, document.body.innerHTML.length]);
  const before = await page();

  await evaluate(
    driver,
    (address) => {
      document.getElementById("hostile").contentWindow.location = address;
    },
    hostile,
  );
  await untilReceived("last");
  await evaluate(
    driver,
    `${RANDOM}
    const { contentWindow } = document.getElementById("ours");
    for (let count = 0; count < 2000; count++) contentWindow.postMessage(value(0), "*");`,
  );
  await untilOursHandled();
  await settled(driver);

  assert.deepEqual(await page(), before);
  assert.equal(await heightOf("hostile"), 222);
  await inOurs(async () => {
    assert.equal(await evaluate(driver, () => location.origin + location.pathname + location.search), CARD);
    assert.deepEqual(await scripts(), own);
  });
  await assertReplies();
  assert.equal(await heightOf("ours"), height);
});

const ADDRESSES = ALL ? 200 : 30;
test(`${ADDRESSES} random addresses: the page is complete, and no part of them is markup`, async () => {
  await driver.get(CARD);
  const addresses = await evaluate(
    driver,
    `${RANDOM}
    const NAMES = ["theme", "accent", "heading", "ground", "childId", "initialWidth", "datawrapper", "day", text()];
    const ENCODINGS = [encodeURIComponent, (text) => text.replaceAll("#", "")];
    const query = () => list(next(5), () => pick(NAMES) + "=" + pick(ENCODINGS)(text())).join("&");
    return list(arguments[0], () => "?" + query() + "#" + text());`,
    ADDRESSES,
  );
  const structure = () =>
    evaluate(driver, () => [...document.querySelectorAll("body *")].map((element) => element.localName).join());
  const plain = await structure();
  const own = await scripts();
  for (const invalid of addresses) {
    await driver.get(CARD + invalid);
    assert.deepEqual(await scripts(), own, invalid);
    assert.equal(await structure(), plain, invalid);
  }
});
