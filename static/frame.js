// Tells an embedding page how tall this page is, in every dialect that hosts speak, and takes on the
// looks that a host asks for. A classic script and the first to run: it works where modules, the
// program or an origin of one's own are refused. What hosts add to the address (parentUrl, …) is
// neither kept nor passed on.
(() => {
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);
  const whenRead = (then) => (document.readyState === "loading" ? addEventListener("DOMContentLoaded", then) : then());

  // Looks, on embeds and cards only: theme, ground, accent, heading. Bad values change nothing.
  const GROUNDS = { light: "fbfaf7", dark: "171614" };
  const luminance = (hex) => {
    const [r, g, b] = hex.match(/../g).map((part) => {
      const value = parseInt(part, 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const looks = () => {
    const theme = query.get("theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    if (query.get("ground") === "transparent") root.dataset.ground = "transparent";
    const accent = query.get("accent");
    const isDark = matchMedia("(prefers-color-scheme: dark)");
    const colour = () => {
      const ground = GROUNDS[root.dataset.theme ?? (isDark.matches ? "dark" : "light")];
      for (const name of ["--link", "--accent"]) {
        if (contrast(accent, ground) >= 4.5) root.style.setProperty(name, `#${accent}`);
        else root.style.removeProperty(name);
      }
    };
    if (/^[0-9a-f]{6}$/i.test(accent)) {
      colour();
      isDark.addEventListener?.("change", colour);
    }
    const first = Number(query.get("heading"));
    if (/^[2-4]$/.test(query.get("heading"))) {
      whenRead(() => {
        for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
          heading.setAttribute("aria-level", Math.min(6, Number(heading.tagName[1]) + first - 1));
        }
      });
    }
  };
  if (root.dataset.page !== "main") looks();

  if (parent === window) return;
  // Any origin may embed this page, and a height is no secret.
  const post = (message) => parent.postMessage(message, "*");

  // WordPress adds its secret after the hash; Pym its id, Datawrapper's script ours on request.
  const secret = location.hash.match(/secret=(\w{10})/)?.[1];
  const pym = query.get("childId");
  const datawrapper = query.get("datawrapper");
  let resizer, isOpenResizer, last;

  const send = (type) => {
    if (!document.body) return;
    const { width, height } = document.body.getBoundingClientRect();
    const [w, h] = [Math.ceil(width), Math.ceil(height)];
    if (!h || (!type && h === last)) return;
    last = h;
    // Our own; AMP, frames, sidechain.
    post({ caseTimeline: { height: h } });
    post({ sentinel: "amp", type: "embed-size", height: h });
    if (pym) post(`pymxPYMx${pym}xPYMxheightxPYMx${h}`);
    if (secret) post({ message: "height", value: h, secret });
    if (datawrapper) post({ "datawrapper-height": { [datawrapper]: h } });
    if (isOpenResizer) post({ type: "iframe-resized", width: w, height: h });
    // iframe-resizer answers "init" once; its followers heed only this type afterwards.
    if (resizer) post(`[iFrameSizer]${resizer}:${h}:${w}:${type === "init" ? "init" : "resizeObserver"}`);
  };

  // A record shown here is told to the host, which scrolls to it and keeps its address.
  const tellShown = () => {
    const record = document.getElementById(location.hash.slice(1));
    if (record) setTimeout(() => post({ caseTimeline: { shown: record.id, top: Math.round(record.getBoundingClientRect().top + scrollY) } }), 50);
  };
  const show = (id) => {
    if (!/^[a-z0-9-]+$/.test(id) || !document.getElementById(id)) return;
    if (location.hash === `#${id}`) tellShown();
    else location.hash = id;
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
        else if (/^(resize|reset)/.test(fields[0])) send("asked");
      } else if (pym && data.startsWith(`pymxPYMx${pym}xPYMx`)) send("asked");
      return;
    }
    if (data.type === "iframe-child-init") isOpenResizer = true;
    if (/^(frames-init|iframe-child-init|iframe-get-child-dimensions)$/.test(data.type)) send("asked");
    if (data.message === "ready" && secret && data.secret === secret) send("asked");
    const own = data.caseTimeline;
    if (own?.ask === "height") send("asked");
    if (typeof own?.show === "string") show(own.show);
  });
  addEventListener("hashchange", tellShown);

  // In WordPress's sandbox no window can be opened: the host goes to our own page instead.
  if (secret) {
    addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link || (link.host === location.host && link.pathname === location.pathname && link.hash)) return;
      event.preventDefault();
      const page = new URL("index.html", location.href);
      page.hash = link.closest("[id]")?.id ?? "";
      post({ message: "link", value: link.host === location.host ? link.href : page.href, secret });
    });
  }

  post("[iFrameResizerChild]Ready");
  whenRead(() => {
    send("asked");
    if (window.ResizeObserver) new ResizeObserver(() => send()).observe(document.body);
    else addEventListener("resize", () => send());
    if (location.hash) tellShown();
  });
  addEventListener("load", () => send("asked"));
})();
