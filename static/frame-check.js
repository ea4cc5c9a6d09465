// Fills the table of what this frame is allowed to do. The strings are in data attributes of the rows; no result is sent
// anywhere.
(() => {
  const row = (id) => document.getElementById(id);
  const setResult = (id, text, isGood) => {
    const [, cell, remedy] = row(id).cells;
    (cell.querySelector("span") ?? cell).textContent = text;
    remedy.textContent = isGood ? "" : (row(id).dataset.remedy ?? "");
  };
  const setYesOrNo = (id, isGood) => setResult(id, row(id).dataset[isGood ? "yes" : "no"], isGood);
  const strings = document.querySelector(".check").dataset;

  setYesOrNo("scripts", true);
  setYesOrNo("framed", parent !== window);

  // The embedding scripts that request the height, recognized by their messages and parameters.
  const scripts = new Set();
  const query = new URLSearchParams(location.search);
  if (query.has("childId")) scripts.add("Pym");
  if (/secret=\w{10}/.test(location.hash)) scripts.add("WordPress");
  if (/amp=1/.test(location.hash)) scripts.add("AMP");
  const showScripts = () =>
    scripts.size ? setResult("embedder", [...scripts].join(", "), true) : setYesOrNo("embedder", parent === window);
  showScripts();
  addEventListener("message", ({ source, data }) => {
    if (source !== parent || !data) return;
    if (typeof data === "string" && data.startsWith("[iFrameSizer]")) scripts.add("iframe-resizer");
    if (data.type === "frames-init") scripts.add("frames");
    if (data.type === "iframe-child-init") scripts.add("open-iframe-resizer");
    if (data.caseTimeline) scripts.add("embed.js");
    showScripts();
  });

  const measure = () => {
    setResult("width", `${innerWidth} px`, innerWidth >= 320);
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    setResult("height", `${height} px`, true);
    setResult("shown", `${innerHeight} px`, parent === window || Math.abs(innerHeight - height) <= 2);
  };
  measure();
  // When the size of the frame or of its content changes. By then the embedding page has had time to set the height of
  // the frame: a remedy that appears or disappears meanwhile would change the height again, without end.
  let timer;
  const scheduleMeasure = () => {
    clearTimeout(timer);
    timer = setTimeout(measure, 500);
  };
  addEventListener("resize", scheduleMeasure);
  new ResizeObserver(scheduleMeasure).observe(document.body);

  if (self.origin === "null") setYesOrNo("origin", false);
  else setResult("origin", self.origin, true);

  // The eight bytes of an empty module.
  WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(
    () => setYesOrNo("wasm", true),
    () => setYesOrNo("wasm", false),
  );
  fetch("frame.js").then(
    ({ ok }) => setYesOrNo("files", ok),
    () => setYesOrNo("files", false),
  );

  // The frame element; readable only from the same origin.
  const frame = (() => {
    try {
      return frameElement;
    } catch {
      return null;
    }
  })();
  const flags = frame?.hasAttribute("sandbox") ? [...frame.sandbox] : null;
  // Without a frame, or in an unsandboxed frame of the same origin, nothing is restricted. (An outer frame may be.)
  const isUnrestricted = parent === window || Boolean(frame && !flags);
  const isKnown = isUnrestricted || Boolean(flags);
  const { none, unknown } = row("sandbox").dataset;
  setResult("sandbox", isUnrestricted ? none : flags ? flags.join(" ") : unknown, isUnrestricted);

  // Shows whether the sandbox has the flag if it can be read; otherwise a button makes an attempt.
  const showPermission = (id, flag, attempt) => {
    const isAllowed = isUnrestricted || flags?.includes(flag);
    if (isKnown) return setResult(id, isAllowed ? strings.allowed : strings.refused, isAllowed);
    if (!attempt) return setResult(id, strings.unknown, false);
    const button = row(id).querySelector("button");
    setResult(id, row(id).dataset.untried, true);
    button.hidden = false;
    button.onclick = () => setYesOrNo(id, attempt());
  };
  showPermission("popups", "allow-popups", () => {
    const opened = open("", "_blank");
    opened?.close();
    return Boolean(opened);
  });
  showPermission("escape", "allow-popups-to-escape-sandbox");
  // If printing is allowed, it dispatches beforeprint.
  showPermission("printing", "allow-modals", () => {
    let began = false;
    addEventListener("beforeprint", () => (began = true), { once: true });
    print();
    return began;
  });
  showPermission("downloads", "allow-downloads");

  const isAllowed = document.featurePolicy?.allowsFeature("clipboard-write");
  if (isAllowed === undefined) setResult("clipboard", strings.unknown, false);
  else setYesOrNo("clipboard", isAllowed);
})();
