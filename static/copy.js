// On the pages for sharing and for embedding: buttons that copy and share. If copying is refused, the text is selected; if sharing is not supported, the button is
// hidden.
(() => {
  // Without --site the build does not know the URL of the page.
  const url = new URL(document.getElementById("address")?.getAttribute("href") ?? "", location.href).href;
  for (const part of document.querySelectorAll("[data-pattern]")) {
    part.textContent = part.dataset.pattern.replace("{address}", url);
  }

  // Removes the bidi isolates around URLs: in the copied text they would become part of the URL.
  const withoutIsolates = (text) => text.replace(/[\u2066-\u2068](http[^\u2069]*)\u2069/g, "$1");
  addEventListener("copy", (event) => {
    const text = String(getSelection());
    if (text === withoutIsolates(text)) return;
    event.clipboardData.setData("text/plain", withoutIsolates(text));
    event.preventDefault();
  });

  const copy = async ({ currentTarget: button }) => {
    const text = document.getElementById(button.dataset.copy);
    const status = button.nextElementSibling;
    try {
      await navigator.clipboard.writeText(withoutIsolates(text.textContent));
      status.textContent = button.dataset.copied;
    } catch {
      // The clipboard is not available: select the text, to be copied by hand.
      getSelection().selectAllChildren(text);
      status.textContent = button.dataset.byHand;
    }
  };
  for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", copy);

  for (const button of document.querySelectorAll("[data-share]")) {
    // Not every browser supports sharing; the button that copies is next to it.
    button.parentElement.hidden = !navigator.share;
    button.addEventListener("click", () => navigator.share({ title: button.dataset.share, url }).catch(() => {}));
  }
  for (const part of document.querySelectorAll(".needs-script")) part.hidden = false;
})();
