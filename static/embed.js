// For pages that embed the widget. Makes frames of <case-timeline src="…"> elements, and lets these and
// iframes marked data-case-timeline grow with their content. Trusts messages of these frames only, and
// only from the origin they were loaded from.
//
//   <case-timeline src="https://SITE/june/" show="first-stay"><a href="https://SITE/june/">…</a></case-timeline>
//
// src: the published folder. show: the id of one event or step; otherwise all. lang, theme, accent,
// heading, ground: as in the address. height: what is reserved until the content is known. All but the
// height may change at any time.
(() => {
  const LOOKS = ["theme", "accent", "heading", "ground"];
  // Frames are looked up when they are needed: they may come and go at any time, and nothing is kept.
  const frames = () => [...document.querySelectorAll("iframe[data-case-timeline]")];
  const ask = (frame) =>
    frame.contentWindow.postMessage({ caseTimeline: { ask: "height", show: location.hash.split("#case-")[1] } }, "*");

  addEventListener("message", ({ source, origin, data }) => {
    const frame = frames().find((frame) => frame.contentWindow === source);
    // "null" is a sandboxed frame without an origin; that it is one of ours the source has shown.
    if (!frame || (origin !== "null" && origin !== new URL(frame.src).origin)) return;
    const { height, shown, top } = data?.caseTimeline ?? {};
    if (Number.isFinite(height) && height > 0 && height < 1e6) {
      frame.style.height = `${Math.ceil(height)}px`;
      frame.isAlive = true;
      // It may be late, and the link of its element have come back.
      frame.parentNode.links?.forEach((link) => {
        link.remove();
      });
    }
    // A list of one id would pass as that id: only text has trim.
    if (shown?.trim && /^[\w-]+$/.test(shown)) {
      history.replaceState(history.state, "", `#case-${shown}`);
      // To a place within the frame, and to no other of the host's.
      if (Number.isFinite(top))
        scrollTo({
          top: scrollY + frame.getBoundingClientRect().top + Math.max(0, Math.min(top, frame.clientHeight)) - 16,
        });
    }
  });
  addEventListener("hashchange", () => frames().forEach(ask));
  // Load events do not bubble; this hears those of frames that come later, too.
  document.addEventListener("load", ({ target }) => frames().includes(target) && ask(target), true);
  frames().forEach(ask);

  class CaseTimeline extends HTMLElement {
    static observedAttributes = ["src", "show", "lang", ...LOOKS];
    // Before the element is in the document, and while it is taken over, there is nothing to change.
    attributeChangedCallback() {
      if (this.links && this.isConnected) {
        this.disconnectedCallback();
        this.connectedCallback();
      }
    }
    connectedCallback() {
      // The link inside gives way to the frame, and comes back if the frame does not answer.
      this.links ??= [...this.childNodes];
      const value = (name) => this.getAttribute(name) ?? "";
      const id = value("show") === "all" ? "" : value("show");
      // The build says which translations there are. Pages in the original have no code in their names.
      const code = "TRANSLATIONS".split("|").find((code) => RegExp(`^${code}\\b`, "i").test(value("lang"))) ?? "";
      const page = new URL(
        `${id ? `card-${id}` : "embed"}${code && `.${code}`}.html`,
        new URL(value("src"), document.baseURI),
      );
      for (const name of LOOKS) value(name) && page.searchParams.set(name, value(name));
      const frame = document.createElement("iframe");
      frame.dataset.caseTimeline = "";
      frame.title = value("title") || this.textContent.trim();
      frame.loading = "lazy";
      frame.allow = "clipboard-write";
      frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-modals";
      // What follows the whole widget, or a card on a phone, begins out of sight, so that nothing is seen to jump when
      // the height is known.
      const least = id && innerWidth > 500 ? 0 : 100;
      frame.style = `border:0;display:block;width:100%;height:max(${least}vh,${parseInt(value("height"), 10) || 480}px)`;
      // Where the schemes of frame and page differ, browsers put an opaque ground between them.
      frame.style.colorScheme = value("theme") || "light dark";
      frame.src = page;
      this.replaceChildren(frame);
      // Loading begins when the frame comes near; from when it is seen it has so long to answer.
      new IntersectionObserver(([seen]) => {
        if (seen.isIntersecting)
          setTimeout(() => frame.isAlive || !frame.isConnected || this.append(...this.links), 5000);
      }).observe(frame);
    }
    disconnectedCallback() {
      this.replaceChildren(...this.links);
    }
  }
  // An element is taken over when all of it has arrived: its link would come after the frame.
  const define = () => customElements.get("case-timeline") || customElements.define("case-timeline", CaseTimeline);
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", define) : define();
})();
