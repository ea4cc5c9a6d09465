// The loader: loads the WebAssembly module and runs it. If loading fails, or the app fails later, the page is the
// prerendered document with the attribute data-static, for which styles hide what only the app can use. The build
// prepends unfold.js (printing) and listen-button.js (reading aloud), and inlines the result in the page.

const [module, glue] = ["preload", "modulepreload"].map((rel) => document.querySelector(`link[rel=${rel}]`).href);
const html = document.documentElement;
const app = document.getElementById("app");
let original;

// Lets the browser handle other tasks.
const pause = () => new Promise((resolve) => setTimeout(resolve));
let lastPause = performance.now();
// Clones a node in short tasks, so that the page responds to input meanwhile.
const clone = async (node) => {
  if (performance.now() - lastPause > 15) {
    await pause();
    lastPause = performance.now();
  }
  if (!node.firstElementChild || node.localName === "li") return node.cloneNode(true);
  const cloned = node.cloneNode();
  for (const child of [...node.childNodes]) cloned.append(await clone(child));
  return cloned;
};

// If the hash names an element, turns off content-visibility (lists.css) and scrolls again: the browser has scrolled by
// estimated heights. On the hydrated page the app scrolls, and in a frame the embedding page.
const scrollToTarget = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (!target) return;
  html.setAttribute("data-has-target", "");
  if (parent === window && !html.hasAttribute("data-live")) target.scrollIntoView();
};

// Changes the page and preserves the scroll position of the text in the middle of the screen.
const preserveScroll = (change) => {
  // The smallest element with an id: a point between two of them hits only the section.
  const elementAt = (height) =>
    document.elementFromPoint(innerWidth / 2, innerHeight * height)?.closest("#app [id]") ?? [];
  const [anchor] = [0.5, 0.4, 0.6, 0.3, 0.7]
    .flatMap(elementAt)
    .sort((one, other) => one.offsetHeight - other.offsetHeight);
  const top = () => document.getElementById(anchor?.id)?.getBoundingClientRect().top ?? 0;
  const before = top();
  change();
  scrollBy(0, top() - before);
};
const fallBack = (reason) => {
  html.removeAttribute("data-live");
  html.setAttribute("data-static", "");
  console.warn("The page stays as it is:", reason);
};
// After an exception the state of the app is unknown. Replaces the app with the prerendered document, with the same
// details open and the same scroll position. An error is the app's if its stack has the address of the module or of its
// glue: other scripts, such as those of extensions, may also use WebAssembly.
const recover = ({ error, reason = error }) => {
  const stack = String(reason?.stack);
  if (!(stack.includes(glue) || stack.includes(module)) || !original || !app.isConnected) return;
  for (const details of app.querySelectorAll("details[open]")) {
    const { id } = details.closest("[id]");
    original.querySelector(`details[id="${id}"], [id="${id}"] details`)?.setAttribute("open", "");
  }
  preserveScroll(() => {
    app.replaceWith(original);
    fallBack(reason);
  });
};
addEventListener("error", recover);
addEventListener("unhandledrejection", recover);
addEventListener("hashchange", scrollToTarget);
scrollToTarget();

try {
  // Chromium records ten frames of a stack by default. In a module that it compiles from bytes, which has no address,
  // none of them may be in the glue.
  Error.stackTraceLimit = 200;
  // Loads the module and the JavaScript glue in parallel. If streaming compilation fails, because the server sends
  // another MIME type or the browser does not support it, the glue compiles the response.
  const compiled = WebAssembly.compileStreaming?.(fetch(module)).catch(() => fetch(module)) ?? fetch(module);
  compiled.catch(() => {}); // `await` below reports the error
  const { default: init } = await import(glue);
  const cloned = clone(app);
  const module_or_path = await compiled;
  original = await cloned;
  await pause();
  await init({ module_or_path });
} catch (reason) {
  recover({ reason });
  preserveScroll(() => fallBack(reason));
}
