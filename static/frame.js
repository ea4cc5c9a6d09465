// Runs in the frame. Reports the height of this page in the message formats of common embedding scripts, and applies the
// appearance in the query. A classic script and the first to run: it works where modules, WebAssembly or same-origin
// access are blocked. Parameters that embedding pages add to the URL (parentUrl, …) are neither stored nor passed on.
//
// Our own messages are objects with the key caseTimeline, whose value has these properties. embed.js posts and receives
// them; a page without embed.js may do so, too.
//   from the frame  height: the height of this page in pixels, at first, when it changes and when it is requested
//                   shown, top: the id of the record in the hash, when the hash changes or the record is requested, and
//                   the distance of the record from the top of this page in pixels
//   to the frame    ask: "height" requests the height
//                   show: the id of a record to reveal
(() => {
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const whenParsed = (callback) =>
    document.readyState === "loading" ? addEventListener("DOMContentLoaded", callback) : callback();

  // The appearance parameters, on embeds and cards only: theme, background (or ground, its older name), accent, heading.
  // Invalid values are ignored.
  if (root.dataset.page !== "main") {
    const theme = query.get("theme")?.match(/^(light|dark)$/)?.[0];
    // The palette of the dark theme, which follows the reader's system otherwise.
    if (theme) document.getElementById("dark-theme").media = theme === "dark" ? "all" : "not all";
    if ((query.get("background") ?? query.get("ground")) === "transparent") root.dataset.background = "transparent";
    const accent = query.get("accent");
    const darkScheme = matchMedia("(prefers-color-scheme: dark)");
    const applyAccent = () => {
      const background = getComputedStyle(root).getPropertyValue("--paper").trim().slice(1);
      root.style.cssText = contrast(accent, background) < 4.5 ? "" : `--link: #${accent}; --accent: #${accent}`;
    };
    if (/^[0-9a-f]{6}$/i.test(accent)) {
      applyAccent();
      darkScheme.onchange = applyAccent;
    }
    const first = query.get("heading");
    if (/^[2-4]$/.test(first)) {
      whenParsed(() => {
        for (const heading of document.querySelectorAll("h1, h2, h3, h4"))
          heading.ariaLevel = Math.min(6, +heading.tagName[1] + +first - 1);
      });
    }
  }

  if (parent === window) return;
  // Any origin may embed this page, and a height is not confidential.
  const post = (message) => parent.postMessage(message, "*");

  // WordPress adds a secret to the hash. Pym adds its id to the query; the id for Datawrapper's script is in the query.
  const secret = location.hash.match(/secret=(\w{10})/)?.[1];
  const pymId = query.get("childId");
  const datawrapperId = query.get("datawrapper");
  let resizerId, lastHeight;

  // Sends the height. Without a `type`, only if it has changed; "init" responds to the first message of iframe-resizer.
  const send = (type) => {
    if (!document.body) return;
    const box = document.body.getBoundingClientRect();
    const [w, h] = [box.width, box.height].map(Math.ceil);
    if (!h || (!type && h === lastHeight)) return;
    lastHeight = h;
    // The dialects in the order in which they are sent: whether the embedding page may understand it, and its message.
    const dialects = [
      // embed.js
      [true, { caseTimeline: { height: h } }],
      // AMP, frames, sidechain
      [true, { sentinel: "amp", type: "embed-size", height: h }],
      // Pym
      [pymId, `pymxPYMx${pymId}xPYMxheightxPYMx${h}`],
      // WordPress
      [secret, { message: "height", value: h, secret }],
      // Datawrapper
      [datawrapperId, { "datawrapper-height": { [datawrapperId]: h } }],
      // open-iframe-resizer
      [true, { type: "iframe-resized", width: w, height: h }],
      // iframe-resizer, which waits for "init"
      [resizerId && type === "init", `[iFrameSizer]${resizerId}:${h}:${w}:init`],
      // iframe-resizer; open-iframe-resizer in the format of iframe-resizer reads "resizeObserver" only
      [resizerId, `[iFrameSizer]${resizerId}:${h}:${w}:resizeObserver`],
    ];
    for (const [applies, message] of dialects) if (applies) post(message);
  };

  // Reports the record in the hash to the embedding page, which scrolls to it and adds it to its own URL.
  const postShown = () => {
    const record = document.getElementById(location.hash.slice(1));
    if (record)
      // The app opens the details around the record after this event, which moves the record.
      setTimeout(
        () => post({ caseTimeline: { shown: record.id, top: record.getBoundingClientRect().top + scrollY } }),
        50,
      );
  };
  const reveal = (id) => {
    if (location.hash === `#${id}`) postShown();
    else if (document.getElementById(id)) location.hash = id;
  };

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || !data) return;
    if (typeof data === "string") {
      if (data.startsWith("[iFrameSizer]")) {
        const [first, anchor, isWidthSized] = data.slice(13).split(":");
        // Only the message that begins has a boolean as its third field. Its first field is the id of the frame.
        if (/^(true|false)$/.test(isWidthSized)) {
          resizerId = first;
          send("init");
        } else if (first === "moveToAnchor") reveal(anchor);
        else send("asked");
      } else if (pymId && data.startsWith("pymxPYMx")) send("asked");
      return;
    }
    const { type, message, caseTimeline: own } = data;
    if (
      own?.ask ||
      ["frames-init", "iframe-child-init", "iframe-get-child-dimensions"].includes(type) ||
      (secret && message === "ready")
    )
      send("asked");
    if (typeof own?.show === "string") reveal(own.show);
  });
  addEventListener("hashchange", postShown);

  // WordPress's sandbox blocks new windows: the embedding page navigates instead.
  if (secret) {
    addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || (link.host === location.host && link.pathname === location.pathname && link.hash)) return;
      event.preventDefault();
      // The main page in the same language: "index.ar.html" for "card-hearing.ar.html".
      const page = location.origin + location.pathname.replace(/[^/.]+(?=\.[^/]*$)/, "index");
      post({
        message: "link",
        value:
          link.host === location.host
            ? link.href
            : `${page}#${(link.closest("[id]") ?? document.querySelector("article")).id}`,
        secret,
      });
    });
  }

  post("[iFrameResizerChild]Ready");
  whenParsed(() => {
    send("asked");
    new ResizeObserver(() => send()).observe(document.body);
  });
  addEventListener("load", () => send("asked"));
})();
