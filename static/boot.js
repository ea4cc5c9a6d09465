// Starts the program. Whatever goes wrong, then or later, the page is the document that was written:
// an attribute tells what waits for the program to take no space. (Printing: unfold.js, which the build puts before
// this.)

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const html = document.documentElement;
const app = document.getElementById("app");
let written;

// A copy, a little at a time: meanwhile a reader who scrolls or taps is answered.
const pause = () => new Promise((next) => setTimeout(next));
let rested = performance.now();
const copy = async (from) => {
  if (performance.now() - rested > 15) {
    await pause();
    rested = performance.now();
  }
  if (!from.firstElementChild || from.localName === "li") return from.cloneNode(true);
  const to = from.cloneNode();
  for (const child of [...from.childNodes]) to.append(await copy(child));
  return to;
};

// Where the address leads into the page nothing rests any more (lists.css). The browser has led there by guesses, so
// it is led there again; once the program lives that does it, and in a frame the host.
const lead = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (!target) return;
  html.setAttribute("data-led", "");
  if (parent === window && !html.hasAttribute("data-live")) target.scrollIntoView();
};

// Changes the page and keeps in place what is read.
const keeping = (change) => {
  // The smallest thing with a name: between two of them only the whole part is hit.
  const hit = (height) => document.elementFromPoint(innerWidth / 2, innerHeight * height)?.closest("#app [id]") ?? [];
  const [place] = [0.5, 0.4, 0.6, 0.3, 0.7].flatMap(hit).sort((one, other) => one.offsetHeight - other.offsetHeight);
  const top = () => document.getElementById(place?.id)?.getBoundingClientRect().top ?? 0;
  const before = top();
  change();
  scrollBy(0, top() - before);
};
const still = (reason) => {
  html.removeAttribute("data-live");
  html.setAttribute("data-still", "");
  console.warn("The page stays as it is:", reason);
};
// An exception inside the program leaves it in no known state: it is taken off the page, and what was
// written comes back, as far unfolded and as far read as it was.
const end = ({ error, reason = error }) => {
  if (!/wasm/.test(reason?.stack) || !written || !app.isConnected) return;
  for (const fold of app.querySelectorAll("details[open]")) {
    const { id } = fold.closest("[id]");
    written.querySelector(`details[id="${id}"], [id="${id}"] details`)?.setAttribute("open", "");
  }
  keeping(() => {
    app.replaceWith(written);
    still(reason);
  });
};
addEventListener("error", end);
addEventListener("unhandledrejection", end);
addEventListener("hashchange", lead);
lead();

try {
  const address = new URL(wasm, document.baseURI);
  // Both at once: the glue need not be read before the program is on its way. Where it
  // cannot be compiled as it comes, for want of its type or of an able browser, the glue can.
  const program = WebAssembly.compileStreaming?.(fetch(address)).catch(() => fetch(address)) ?? fetch(address);
  program.catch(() => {}); // told below, by the one who waits for it
  const { default: init } = await import(new URL(js, document.baseURI).href);
  const copied = copy(app);
  const module_or_path = await program;
  written = await copied;
  await pause();
  await init({ module_or_path });
} catch (reason) {
  end({ reason });
  keeping(() => still(reason));
}
