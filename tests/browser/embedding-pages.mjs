// The hosts that the widget is tried in: the real libraries, and pages written to the formats of
// WordPress and AMP. `embedding-pages.test.mjs` measures them, `screenshots.mjs` shows them.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ADDRESS } from "./browser.mjs";

const LIBRARIES = fileURLToPath(new URL("../node_modules/", import.meta.url));
export const CARD = `${ADDRESS}card-first-stay.html`;
// A card that stays below the height at which WordPress cuts off, also with its details open.
export const LOW_CARD = `${ADDRESS}card-hearing.html`;
export const OPEN = "allow-scripts allow-same-origin";
export const CLOSED = "allow-scripts";

export const frame = (sandbox, url = CARD) =>
  `<iframe title="widget" width="600" height="150" src="${url}"${sandbox === undefined ? "" : ` sandbox="${sandbox}"`}></iframe>`;
export const library = (file) => `<script src="/lib/${file}"></script>`;
const options = (sandbox) => (sandbox === undefined ? "{}" : `{ sandbox: "${sandbox}" }`);
// iframe-resizer speaks to the origin in `src` unless told otherwise; a frame without one never hears it.
const checked = (sandbox) => `checkOrigin: ${sandbox !== CLOSED}`;

export const HOSTS = {
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
    const host = document.createElement("side-chain");
    ${sandbox === undefined ? "" : `host.iframe.setAttribute("sandbox", "${sandbox}");`}
    host.setAttribute("src", "${url}");
    document.body.append(host);</script>`,
  "embed.js, a marked iframe": (sandbox, url = CARD) =>
    `${frame(sandbox, url).replace("<iframe", "<iframe data-case-timeline")}<script async src="${ADDRESS}embed.js"></script>`,
};

// Serves pages that `show` is given, and the libraries beside them. `close` ends it.
export async function hostPages() {
  const pages = new Map();
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://host");
    if (pathname.startsWith("/lib/")) {
      response.setHeader("Content-Type", "text/javascript");
      response.end(fs.readFileSync(path.join(LIBRARIES, pathname.slice(5))));
    } else if (pages.has(pathname)) {
      const { html, head = "", policy } = pages.get(pathname);
      if (policy) response.setHeader("Content-Security-Policy", policy);
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      response.end(
        `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,">${head}</head><body>${html}</body></html>`,
      );
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const base = `http://127.0.0.1:${server.address().port}`;
  return {
    add: (html, more = {}) => {
      const page = `/${pages.size + 1}`;
      pages.set(page, { html, ...more });
      return base + page;
    },
    close: () => server.close(),
  };
}
