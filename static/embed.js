// For pages that embed the widget. Makes frames of <case-timeline src="…"> elements, and lets these and
// iframes marked data-case-timeline grow with their content. Trusts messages of its own frames only.
//
//   <case-timeline src="https://SITE/june/" show="first-stay"><a href="https://SITE/june/">…</a></case-timeline>
//
// src: the published folder. show: the id of one event or step; otherwise all. lang, theme, accent,
// heading: as in the address. height: what is reserved until the content is known.
(() => {
  // Follows a frame; returns what undoes it.
  const follow = (frame, whenAlive = () => {}) => {
    const origin = new URL(frame.src, document.baseURI).origin;
    // "null" is a sandboxed frame without an origin; that it is ours the source has shown.
    const tell = (message) => frame.contentWindow?.postMessage({ caseTimeline: message }, "*");
    const hear = (event) => {
      if (event.source !== frame.contentWindow || (event.origin !== origin && event.origin !== "null")) return;
      const { height, shown, top } = event.data?.caseTimeline ?? {};
      if (height > 0 && height < 1e6) {
        frame.style.height = `${Math.ceil(height)}px`;
        whenAlive();
      }
      if (typeof shown === "string" && /^[a-z0-9-]+$/.test(shown)) {
        if (location.hash !== `#case-${shown}`) history.replaceState(history.state, "", `#case-${shown}`);
        if (top >= 0) scrollTo({ top: scrollY + frame.getBoundingClientRect().top + top - 16 });
      }
    };
    const ask = () => {
      tell({ ask: "height" });
      if (location.hash.startsWith("#case-")) tell({ show: location.hash.slice(6) });
    };
    addEventListener("message", hear);
    addEventListener("hashchange", ask);
    frame.addEventListener("load", ask);
    ask();
    return () => {
      removeEventListener("message", hear);
      removeEventListener("hashchange", ask);
      frame.removeEventListener("load", ask);
    };
  };

  class CaseTimeline extends HTMLElement {
    connectedCallback() {
      const value = (name) => this.getAttribute(name) ?? "";
      const id = value("show").replace(/^all$/, "");
      const code = value("lang") && value("lang") !== "en" ? `.${value("lang")}` : "";
      const page = new URL(`${id ? `card-${id}` : "embed"}${code}.html`, new URL(value("src"), document.baseURI));
      for (const name of ["theme", "accent", "heading", "ground"]) if (value(name)) page.searchParams.set(name, value(name));
      const frame = document.createElement("iframe");
      Object.assign(frame, { src: page, title: value("title") || this.textContent.trim() || "Timeline", loading: "lazy", allow: "clipboard-write" });
      frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-modals";
      Object.assign(frame.style, { display: "block", width: "100%", border: 0, height: `${parseInt(value("height")) || (id ? 480 : 800)}px` });
      // The link inside stays until the frame has answered.
      const links = [...this.childNodes];
      this.append(frame);
      const undo = follow(frame, () => links.forEach((node) => node.remove()));
      this.undo = () => {
        undo();
        frame.remove();
        this.prepend(...links);
      };
    }
    disconnectedCallback() {
      this.undo?.();
    }
  }
  if (!customElements.get("case-timeline")) customElements.define("case-timeline", CaseTimeline);

  // Marked iframes, also those that come and go later.
  const followed = new Map();
  const look = () => {
    for (const [frame, undo] of followed) {
      if (!frame.isConnected) {
        undo();
        followed.delete(frame);
      }
    }
    for (const frame of document.querySelectorAll("iframe[data-case-timeline]")) {
      if (!followed.has(frame)) followed.set(frame, follow(frame));
    }
  };
  const start = () => {
    look();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  };
  document.body ? start() : addEventListener("DOMContentLoaded", start);
})();
