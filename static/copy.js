// On the pages for sharing and for embedding: buttons that copy and share. If copying is refused, the text is selected;
// if sharing is not supported, the button is hidden.
(() => {
  // Without --site the build does not know the URL of the page.
  const url = new URL(document.getElementById("address")?.getAttribute("href") ?? "", location.href).href;
  for (const part of document.querySelectorAll("[data-pattern]")) {
    part.textContent = part.dataset.pattern.replace("{address}", url);
    if (part.localName === "a") part.href = part.textContent;
    // What is copied with its markup has no attribute of ours.
    delete part.dataset.pattern;
  }

  // Removes the bidi isolates around URLs: in the copied text they would become part of the URL.
  const withoutIsolates = (text) => text.replace(/[\u2066-\u2068](http[^\u2069]*)\u2069/g, "$1");
  addEventListener("copy", (event) => {
    const text = String(getSelection());
    if (text === withoutIsolates(text)) return;
    event.clipboardData.setData("text/plain", withoutIsolates(text));
    event.preventDefault();
  });

  // Copies an element with its markup, for editors that accept it, and as text for all others.
  const copyRich = (element, text) => {
    const blob = (type, content) => new Blob([content], { type });
    const types = { "text/html": element.firstElementChild.outerHTML, "text/plain": text };
    const blobs = Object.entries(types).map(([type, content]) => [type, blob(type, content)]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  };

  const copy = async ({ currentTarget: button }) => {
    const element = document.getElementById(button.dataset.copy);
    const status = button.parentElement.querySelector("[role=status]");
    // biome-ignore lint/performance/useDomNodeTextContent: the text is copied with its paragraphs
    const text = withoutIsolates(element.innerText);
    const { copied, copiedAsText, byHand } = button.dataset;
    try {
      // The message for browsers that cannot copy markup is on the buttons that copy it.
      const isRich = copiedAsText && window.ClipboardItem;
      await (isRich ? copyRich(element, text) : navigator.clipboard.writeText(text));
      status.textContent = isRich ? copied : (copiedAsText ?? copied);
    } catch {
      // The clipboard is not available: select the text, to be copied by hand.
      getSelection().selectAllChildren(element);
      status.textContent = byHand;
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
