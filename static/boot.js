// Starts the program. Whatever goes wrong, then or later, the page is the document that was written:
// an attribute tells what waits for the program to take no space. (Printing: unfold.js, which the build puts before
// this.)

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const html = document.documentElement;
const app = document.getElementById("app");
const written = app.cloneNode(true);

const still = (reason) => {
  html.removeAttribute("data-live");
  html.setAttribute("data-still", "");
  console.warn("The page stays as it is:", reason);
};
// An exception inside the program leaves it in no known state: it is taken off the page, and what was
// written comes back, as far unfolded and as far read as it was.
const end = ({ error, reason = error }) => {
  if (!/wasm/.test(reason?.stack) || !app.isConnected) return;
  for (const fold of app.querySelectorAll("details[open]")) {
    const { id } = fold.closest("[id]");
    written.querySelector(`details[id="${id}"], [id="${id}"] details`)?.setAttribute("open", "");
  }
  const place = document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest("#app [id]");
  const top = () => document.getElementById(place?.id)?.getBoundingClientRect().top ?? 0;
  const before = top();
  app.replaceWith(written);
  still(reason);
  scrollBy(0, top() - before);
};
addEventListener("error", end);
addEventListener("unhandledrejection", end);

try {
  const address = new URL(wasm, document.baseURI);
  // Both at once: the glue need not be read before the program is on its way. Where it
  // cannot be compiled as it comes, for want of its type or of an able browser, the glue can.
  const program = WebAssembly.compileStreaming?.(fetch(address)).catch(() => fetch(address)) ?? fetch(address);
  program.catch(() => {}); // told below, by the one who waits for it
  const { default: init } = await import(new URL(js, document.baseURI).href);
  const module_or_path = await program;
  // A reader who scrolls or taps meanwhile is answered between two steps.
  await new Promise((next) => setTimeout(next));
  await init({ module_or_path });
} catch (reason) {
  end({ reason });
  still(reason);
}
