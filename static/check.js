// Fills in what this frame may do. Each row carries its words; nothing found is sent anywhere.
(() => {
  const row = (id) => document.getElementById(id);
  const tell = (id, found, isGood) => {
    const [, cell, remedy] = row(id).cells;
    (cell.querySelector("span") ?? cell).textContent = found;
    remedy.textContent = isGood ? "" : (row(id).dataset.remedy ?? "");
  };
  const judge = (id, isGood) => tell(id, row(id).dataset[isGood ? "yes" : "no"], isGood);
  const words = document.querySelector(".check").dataset;

  judge("scripts", true);
  judge("framed", parent !== window);

  // Who asks for the height, by the words it uses.
  const hosts = new Set();
  const query = new URLSearchParams(location.search);
  if (query.has("childId")) hosts.add("Pym");
  if (/secret=\w{10}/.test(location.hash)) hosts.add("WordPress");
  if (/amp=1/.test(location.hash)) hosts.add("AMP");
  const tellHosts = () => (hosts.size ? tell("host", [...hosts].join(", "), true) : judge("host", parent === window));
  tellHosts();
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || !data) return;
    if (typeof data === "string" && data.startsWith("[iFrameSizer]")) hosts.add("iframe-resizer");
    if (data.type === "frames-init") hosts.add("frames");
    if (data.type === "iframe-child-init") hosts.add("open-iframe-resizer");
    if (data.caseTimeline) hosts.add("embed.js");
    tellHosts();
  });

  const measure = () => {
    tell("width", `${innerWidth} px`, innerWidth >= 320);
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    tell("height", `${height} px`, true);
    tell("shown", `${innerHeight} px`, parent === window || Math.abs(innerHeight - height) <= 2);
  };
  measure();
  addEventListener("resize", measure);
  setInterval(measure, 1000);

  if (self.origin === "null") judge("origin", false);
  else tell("origin", self.origin, true);

  // The eight bytes of an empty module.
  WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(
    () => judge("wasm", true),
    () => judge("wasm", false),
  );
  fetch("boot.js").then(
    ({ ok }) => judge("files", ok),
    () => judge("files", false),
  );

  // What the browser would tell a page about its frame: only where both are of one origin.
  const frame = (() => {
    try {
      return frameElement;
    } catch {
      return null;
    }
  })();
  const flags = frame?.hasAttribute("sandbox") ? [...frame.sandbox] : null;
  const isFree = parent === window || Boolean(frame && !flags);
  // A frame further out may have a sandbox of its own; with the outermost page as host there is none.
  const isKnown = isFree || Boolean(flags);
  const { none, unknown } = row("sandbox").dataset;
  tell("sandbox", isFree ? none : flags ? flags.join(" ") : unknown, isFree);

  // What the flag says, where it can be read; else what a press of the button shows.
  const ask = (id, flag, attempt) => {
    const may = isFree || flags?.includes(flag);
    if (isKnown) return tell(id, may ? words.allowed : words.refused, may);
    if (!attempt) return tell(id, words.unknown, false);
    const button = row(id).querySelector("button");
    tell(id, row(id).dataset.untried, true);
    button.hidden = false;
    button.onclick = () => judge(id, attempt());
  };
  ask("popups", "allow-popups", () => {
    const opened = open("", "_blank");
    opened?.close();
    return Boolean(opened);
  });
  ask("escape", "allow-popups-to-escape-sandbox");
  // Printing begins with an event, or not at all.
  ask("printing", "allow-modals", () => {
    let began = false;
    addEventListener("beforeprint", () => (began = true), { once: true });
    print();
    return began;
  });
  ask("downloads", "allow-downloads");

  const may = document.featurePolicy?.allowsFeature("clipboard-write");
  if (may === undefined) tell("clipboard", words.unknown, false);
  else judge("clipboard", may);
})();
