// Opens closed details for printing, for browsers where styles cannot, and closes them again. The build prepends this to
// loader.js, and inlines it in cards, which have no loader.
(() => {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
