// The pages that embed the widget in tests: with the real libraries, and with the message formats of WordPress and AMP;
// and helpers for frames. `embedding-pages.test.mjs` measures the pages, `screenshots.mjs` takes screenshots of them.
import { EVENT, SHORT_EVENT } from "../content.mjs";
import { LIBRARIES } from "../server.mjs";
import { ADDRESS, evaluate } from "./browser.mjs";

export const CARD = `${ADDRESS}card-${EVENT}.html`;
// A card that is lower than the maximum height of WordPress, also with its details open.
export const LOW_CARD = `${ADDRESS}card-${SHORT_EVENT}.html`;
// Sandboxes in which a frame has its origin, and in which its origin is opaque.
export const SAME_ORIGIN = "allow-scripts allow-same-origin";
export const OPAQUE_ORIGIN = "allow-scripts";

export const frame = (sandbox, url = CARD) =>
  `<iframe title="widget" width="600" height="150" src="${url}"${sandbox === undefined ? "" : ` sandbox="${sandbox}"`}></iframe>`;
export const LINK = "The timeline";
export const timeline = (attributes = "", folder = ADDRESS) =>
  `<case-timeline src="${folder}" ${attributes}><a href="${folder}">${LINK}</a></case-timeline>`;
export const EMBED_SCRIPT = `<script async src="${ADDRESS}embed.js"></script>`;
// Collects the messages that a page receives in `received`.
export const LISTENER = `<script>
  window.received = [];
  addEventListener("message", ({ data }) => received.push(data));</script>`;
export const library = (file) => `<script src="${LIBRARIES}${file}"></script>`;
const options = (sandbox) => (sandbox === undefined ? "{}" : `{ sandbox: "${sandbox}" }`);
// iframe-resizer posts to the origin in `src` unless this is off; a frame with an opaque origin receives nothing.
const checked = (sandbox) => `checkOrigin: ${sandbox !== OPAQUE_ORIGIN}`;

export const EMBEDDING_PAGES = {
  "pym.js": (sandbox, url = CARD) =>
    `<div id="c"></div>${library("pym.js/dist/pym.v1.js")}<script>new pym.Parent("c", "${url}", ${options(sandbox)})</script>`,
  "frames, Framer": (sandbox, url = CARD) =>
    `<div id="c"></div>${library("@newswire/frames/dist/frames.umd.js")}<script>new newswireFrames.Framer(document.getElementById("c"), { src: "${url}", attributes: ${options(sandbox)} })</script>`,
  "frames, observeIframe": (sandbox, url = CARD) =>
    `${frame(sandbox, url)}${library("@newswire/frames/dist/frames.umd.js")}<script>newswireFrames.observeIframe(document.querySelector("iframe"))</script>`,
  "iframe-resizer 4": (sandbox, url = CARD) =>
    `${frame(sandbox, url)}${library("iframe-resizer/js/iframeResizer.js")}<script>iFrameResize({ ${checked(sandbox)} }, "iframe")</script>`,
  "iframe-resizer 5": (sandbox, url = CARD) =>
    `${frame(sandbox, url)}${library("@iframe-resizer/parent/index.umd.js")}<script>iframeResize({ license: "GPLv3", ${checked(sandbox)} }, "iframe")</script>`,
  "open-iframe-resizer": (sandbox, url = CARD) =>
    `${frame(sandbox, url)}${library("@open-iframe-resizer/core/dist/index.umd.cjs")}<script>iframeResizer.initialize({}, "iframe")</script>`,
  "open-iframe-resizer, legacy": (sandbox, url = CARD) =>
    `${frame(sandbox, url)}${library("@open-iframe-resizer/core/dist/index.umd.cjs")}<script>iframeResizer.initialize({ enableLegacyLibSupport: true }, "iframe")</script>`,
  "AMP, by its format": (sandbox, url = CARD) => `${frame(sandbox, url)}<script>
    addEventListener("message", ({ data, source }) => {
      const frame = document.querySelector("iframe");
      const message = typeof data === "string" && data.startsWith("{") ? JSON.parse(data) : data;
      if (source === frame.contentWindow && message.sentinel === "amp" && message.type === "embed-size" && message.height >= 100) frame.style.height = message.height + "px";
    });</script>`,
  "WordPress, by its format": (sandbox, url = CARD) => `${frame(sandbox, `${url}#?secret=a1b2c3d4e5`)}<script>
    const frame = document.querySelector("iframe");
    addEventListener("message", ({ data, source }) => {
      if (source !== frame.contentWindow || data.secret !== "a1b2c3d4e5" || /[^a-zA-Z0-9]/.test(data.secret)) return;
      if (data.message === "height") frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10)));
      if (data.message === "link") window.linked = data.value;
    });
    addEventListener("load", () => frame.contentWindow.postMessage({ message: "ready", secret: "a1b2c3d4e5" }, "*"));</script>`,
  sidechain: (sandbox, url = CARD) => `${library("@nprapps/sidechain/dist/sidechain.js")}<script>
    const element = document.createElement("side-chain");
    ${sandbox === undefined ? "" : `element.iframe.setAttribute("sandbox", "${sandbox}");`}
    element.setAttribute("src", "${url}");
    document.body.append(element);</script>`,
  "embed.js, a marked iframe": (sandbox, url = CARD) =>
    `${frame(sandbox, url).replace("<iframe", "<iframe data-case-timeline")}<script async src="${ADDRESS}embed.js"></script>`,
};

// Runs a function in a frame, and switches back to the embedding page also when it throws.
export async function inFrame(driver, frame, run) {
  await driver.switchTo().frame(frame);
  try {
    return await run();
  } finally {
    await driver.switchTo().defaultContent();
  }
}

let echoes = 0;
// Waits until a frame has handled every message that its page has sent so far, and the page every reply. Messages
// between two windows are received in order, so the echo of one more message arrives after all others.
export async function untilHandled(driver, frame) {
  echoes += 1;
  await inFrame(driver, frame, () =>
    evaluate(
      driver,
      (echo) => {
        addEventListener("message", ({ data }) => {
          if (data?.echo === echo) parent.postMessage(data, "*");
        });
      },
      echoes,
    ),
  );
  await driver.executeAsyncScript(
    (frame, echo, done) => {
      addEventListener("message", ({ data }) => {
        if (data?.echo === echo) done();
      });
      frame.contentWindow.postMessage({ echo }, "*");
    },
    frame,
    echoes,
  );
}
