// Starts the program. Whatever goes wrong, the page stays the document it is: what waits for the
// program is told, by an attribute, to take no space.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const still = () => document.documentElement.setAttribute("data-still", "");
try {
  const { default: init } = await import(new URL(js, document.baseURI).href);
  await init({ module_or_path: new URL(wasm, document.baseURI) });
} catch (reason) {
  still();
  console.warn("The page stays as it is:", reason);
}
