// Tells an embedding page how tall this page is, in every dialect that hosts speak, and takes on the
// looks that a host asks for. A classic script and the first to run: it works where modules, the
// program or an origin of one's own are refused. What hosts add to the address (parentUrl, …) is
// neither kept nor passed on.
(() => {
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const whenRead = (then) => (document.readyState === "loading" ? addEventListener("DOMContentLoaded", then) : then());

  // Looks, on embeds and cards only: theme, ground, accent, heading. Bad values change nothing.
  const luminance = (hex) => {
    const [r, g, b] = hex.match(/../g).map((part) => {
      const value = parseInt(part, 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  // As WCAG 2.2 works it out.
  const contrast = (one, other) => {
    const ratio = luminance(one) / luminance(other);
    return Math.max(ratio, 1 / ratio);
  };
  if (root.dataset.page !== "main") {
    const theme = query.get("theme")?.match(/^(light|dark)$/)?.[0];
    if (theme) root.dataset.theme = theme;
    if (query.get("ground") === "transparent") root.dataset.ground = "transparent";
    const accent = query.get("accent");
    const isDark = matchMedia("(prefers-color-scheme: dark)");
    const colour = () => {
      // The grounds of base.css.
      const ground = (theme ?? (isDark.matches && "dark")) === "dark" ? "171614" : "fbfaf7";
      root.style.cssText = contrast(accent, ground) < 4.5 ? "" : `--link: #${accent}; --accent: #${accent}`;
    };
    if (/^[0-9a-f]{6}$/i.test(accent)) {
      colour();
      isDark.onchange = colour;
    }
    const first = query.get("heading");
    if (/^[2-4]$/.test(first)) {
      whenRead(() => {
        for (const heading of document.querySelectorAll("h1, h2, h3, h4"))
          heading.ariaLevel = Math.min(6, +heading.tagName[1] + +first - 1);
      });
    }
  }

  if (parent === window) return;
  // Any origin may embed this page, and a height is no secret.
  const post = (message) => parent.postMessage(message, "*");

  // WordPress adds its secret after the hash; Pym its id, Datawrapper's script ours on request.
  const secret = location.hash.match(/secret=(\w{10})/)?.[1];
  const pym = query.get("childId");
  const datawrapper = query.get("datawrapper");
  let resizer, last;

  const send = (type) => {
    if (!document.body) return;
    const box = document.body.getBoundingClientRect();
    const [w, h] = [box.width, box.height].map(Math.ceil);
    if (!h || (!type && h === last)) return;
    last = h;
    // Our own; AMP, frames, sidechain; open-iframe-resizer.
    post({ caseTimeline: { height: h } });
    post({ sentinel: "amp", type: "embed-size", height: h });
    if (pym) post(`pymxPYMx${pym}xPYMxheightxPYMx${h}`);
    if (secret) post({ message: "height", value: h, secret });
    if (datawrapper) post({ "datawrapper-height": { [datawrapper]: h } });
    post({ type: "iframe-resized", width: w, height: h });
    // iframe-resizer waits for "init"; open-iframe-resizer's imitation of it heeds the other only.
    if (resizer && type === "init") post(`[iFrameSizer]${resizer}:${h}:${w}:init`);
    if (resizer) post(`[iFrameSizer]${resizer}:${h}:${w}:resizeObserver`);
  };

  // A record shown here is told to the host, which scrolls to it and keeps its address.
  const tellShown = () => {
    const record = document.getElementById(location.hash.slice(1));
    if (record)
      setTimeout(
        () => post({ caseTimeline: { shown: record.id, top: record.getBoundingClientRect().top + scrollY } }),
        50,
      );
  };
  const show = (id) => {
    if (location.hash === `#${id}`) tellShown();
    else if (document.getElementById(id)) location.hash = id;
  };

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || !data) return;
    if (typeof data === "string") {
      if (data.startsWith("[iFrameSizer]")) {
        const fields = data.slice(13).split(":");
        if (fields[2] === "true" || fields[2] === "false") {
          resizer = fields[0];
          send("init");
        } else if (fields[0] === "moveToAnchor") show(fields[1]);
        else send("asked");
      } else if (pym && data.startsWith("pymxPYMx")) send("asked");
      return;
    }
    const { type, message, caseTimeline: own } = data;
    if (
      own?.ask ||
      ["frames-init", "iframe-child-init", "iframe-get-child-dimensions"].includes(type) ||
      (secret && message === "ready")
    )
      send("asked");
    if (typeof own?.show === "string") show(own.show);
  });
  addEventListener("hashchange", tellShown);

  // In WordPress's sandbox no window can be opened: the host goes to our own page instead.
  if (secret) {
    addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || (link.host === location.host && link.pathname === location.pathname && link.hash)) return;
      event.preventDefault();
      // The page in the same language: "card-hearing.ar.html" belongs to "index.ar.html".
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
  whenRead(() => {
    send("asked");
    new ResizeObserver(() => send()).observe(document.body);
  });
  addEventListener("load", () => send("asked"));
})();
