// Starts the program. Whatever goes wrong, the page stays the document it is: what waits for the
// program is told, by an attribute, to take no space.
// Paper cannot unfold: what is folded is opened for the print, where styles cannot do it, and folded again.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
try {
  // Both at once: the glue need not be read before the program is on its way.
  const program = fetch(new URL(wasm, document.baseURI));
  program.catch(() => {}); // told below, by the one who waits for it
  const { default: init } = await import(new URL(js, document.baseURI).href);
  await init({ module_or_path: program });
} catch (reason) {
  document.documentElement.setAttribute("data-still", "");
  console.warn("The page stays as it is:", reason);
}
