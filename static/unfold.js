// Paper cannot unfold: what is folded is opened for the print, where styles cannot do it, and folded again.
// The build puts this into boot.js and into cards, which load no script.
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
