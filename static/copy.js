// Buttons that copy and share. Each refusal has a way out: the text is selected, or the button is gone.
(() => {
  // Without --site the build does not know the address; the page itself does.
  const address = new URL(document.getElementById("address")?.getAttribute("href") ?? "", location.href).href;
  for (const part of document.querySelectorAll("[data-pattern]")) {
    part.textContent = part.dataset.pattern.replace("{address}", address);
  }

  // What keeps an address together among Arabic words would be part of the address elsewhere.
  const bare = (text) => text.replace(/[\u2066-\u2068](http[^\u2069]*)\u2069/g, "$1");
  addEventListener("copy", (event) => {
    const text = String(getSelection());
    if (text === bare(text)) return;
    event.clipboardData.setData("text/plain", bare(text));
    event.preventDefault();
  });

  const copy = async ({ currentTarget: button }) => {
    const text = document.getElementById(button.dataset.copy);
    const told = button.nextElementSibling;
    try {
      await navigator.clipboard.writeText(bare(text.textContent));
      told.textContent = button.dataset.copied;
    } catch {
      // The clipboard is closed: the text is selected for the reader's own copying.
      getSelection().selectAllChildren(text);
      told.textContent = button.dataset.byHand;
    }
  };
  for (const button of document.querySelectorAll("[data-copy]")) button.addEventListener("click", copy);

  for (const button of document.querySelectorAll("[data-share]")) {
    // Not every system has such a dialog; copying is beside it.
    button.parentElement.hidden = !navigator.share;
    button.addEventListener("click", () =>
      navigator.share({ title: button.dataset.share, url: address }).catch(() => {}),
    );
  }
  for (const part of document.querySelectorAll(".needs-script")) part.hidden = false;
})();
