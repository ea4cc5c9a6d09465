// Fills in what this frame may do. Each row carries its words; nothing found is sent anywhere.
(() => {
  const tell = (id, found, isGood) => {
    const row = document.getElementById(id);
    row.cells[1].textContent = found;
    row.cells[2].textContent = isGood ? "" : (row.dataset.remedy ?? "");
  };
  const judge = (id, isGood) => {
    const { yes, no } = document.getElementById(id).dataset;
    tell(id, isGood ? yes : no, isGood);
  };

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
  WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(() => judge("wasm", true), () => judge("wasm", false));
  fetch("boot.js").then(({ ok }) => judge("files", ok), () => judge("files", false));
  // No window is opened to find out: a frame with an origin of its own has been given freedoms.
  judge("popups", parent === window || self.origin !== "null");
  judge("clipboard", document.featurePolicy?.allowsFeature("clipboard-write") ?? Boolean(navigator.clipboard));
})();
