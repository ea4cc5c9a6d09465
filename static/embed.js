// For embedding pages. Defines the element <case-timeline src="…">, which creates a frame, and sets the height of these
// frames and of iframes with data-case-timeline to that of their content. Accepts messages from these frames only, and
// only from the origin of their URL. The header of frame.js describes the messages.
//
//   <case-timeline src="https://SITE/june/" show="first-stay"><a href="https://SITE/june/">…</a></case-timeline>
//
// src: the published folder. show: the id of one event or step, or "chart" for the chart alone; otherwise the
// whole timeline. lang: a language code.
// theme, accent, heading, background (or ground, its older name): query parameters of the page. height: the height in
// pixels until that of the content is known. Changes of all attributes but height are applied.
(() => {
  const APPEARANCE = ["theme", "accent", "heading", "background", "ground"];
  // Queried each time, because frames may be added and removed at any time; references would leak.
  const frames = () => [...document.querySelectorAll("iframe[data-case-timeline]")];
  // What to do when the frame of an element reports its height.
  const onHeight = new WeakMap();
  const request = (frame) =>
    frame.contentWindow.postMessage({ caseTimeline: { ask: "height", show: location.hash.split("#case-")[1] } }, "*");

  addEventListener("message", ({ source, origin, data }) => {
    const frame = frames().find((frame) => frame.contentWindow === source);
    // "null" is the origin of a sandboxed frame; `source` has identified the frame.
    if (!frame || (origin !== "null" && origin !== new URL(frame.src).origin)) return;
    const { height, shown, top } = data?.caseTimeline ?? {};
    if (Number.isFinite(height) && height > 0 && height < 1e6) {
      frame.style.height = `${Math.ceil(height)}px`;
      onHeight.get(frame)?.();
    }
    // Strings only: an array of one id would also match the pattern.
    if (shown?.trim && /^[\w-]+$/.test(shown)) {
      history.replaceState(history.state, "", `#case-${shown}`);
      // Scrolls within the bounds of the frame only.
      if (Number.isFinite(top))
        scrollTo({
          top: scrollY + frame.getBoundingClientRect().top + Math.max(0, Math.min(top, frame.clientHeight)) - 16,
        });
    }
  });
  addEventListener("hashchange", () => frames().forEach(request));
  // Load events do not bubble. A capturing listener receives them also from frames that are added later.
  document.addEventListener("load", ({ target }) => frames().includes(target) && request(target), true);
  frames().forEach(request);

  class CaseTimeline extends HTMLElement {
    static observedAttributes = ["src", "show", "lang", ...APPEARANCE];
    // The content of the element, which the frame replaces.
    #links;
    // Before the element is connected there is no frame to replace.
    attributeChangedCallback() {
      if (this.#links && this.isConnected) {
        this.disconnectedCallback();
        this.connectedCallback();
      }
    }
    connectedCallback() {
      // The frame replaces the link inside the element; the link returns if the frame does not respond.
      this.#links ??= [...this.childNodes];
      const value = (name) => this.getAttribute(name) ?? "";
      const id = value("show") === "all" ? "" : value("show");
      // The build inserts the codes of the translations. File names in the original language have no code.
      const code = "TRANSLATIONS".split("|").find((code) => RegExp(`^${code}\\b`, "i").test(value("lang"))) ?? "";
      const page = new URL(
        `${id ? `card-${id}` : "embed"}${code && `.${code}`}.html`,
        new URL(value("src"), document.baseURI),
      );
      APPEARANCE.forEach((name) => {
        if (value(name)) page.searchParams.set(name, value(name));
      });
      const frame = document.createElement("iframe");
      frame.dataset.caseTimeline = "";
      frame.title = this.title || this.textContent.trim();
      frame.loading = "lazy";
      frame.allow = "clipboard-write";
      frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-modals";
      // The content after the whole timeline, or after a card on a phone, starts off-screen, so that there is no
      // visible layout shift when the height becomes known.
      const minimum = id && innerWidth > 500 ? 0 : 100;
      frame.style = `border:0;display:block;width:100%;height:max(${minimum}vh,${parseInt(value("height"), 10) || 480}px)`;
      // If the color schemes of frame and page differ, browsers give the frame an opaque background.
      frame.style.colorScheme = value("theme") || "light dark";
      frame.src = page;
      this.replaceChildren(frame);
      // The frame has five seconds to respond, from when it is visible: lazy loading starts earlier. If it has been removed
      // by then, nothing is inserted.
      const links = [...this.#links];
      const observer = new IntersectionObserver((entries) => {
        if (!entries.pop().isIntersecting) return;
        observer.disconnect();
        setTimeout(() => frame.after(...links), 5000);
      });
      observer.observe(frame);
      onHeight.set(frame, () => {
        observer.disconnect();
        // The links are in the document if the message arrives after the timeout.
        links.splice(0).forEach((link) => {
          link.remove();
        });
      });
    }
    disconnectedCallback() {
      this.replaceChildren(...this.#links);
    }
  }
  // Defined after parsing: the parser would append the link of a connected element after the frame.
  const define = () => customElements.get("case-timeline") || customElements.define("case-timeline", CaseTimeline);
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", define) : define();
})();
