// Shows the buttons that read aloud if the device has a voice of its own for the language of the page: with such a voice
// no text leaves the device. Loads listen.js at the first click. The build prepends this to loader.js; cards, which
// have no loader, load it alone.
(() => {
  const html = document.documentElement;
  const synthesis = window.speechSynthesis;
  // Browsers write the language of a voice as "en-US" or "en_US".
  const primary = (language) => language.split(/[-_]/)[0].toLowerCase();
  const voices = () =>
    synthesis.getVoices().filter((voice) => voice.localService && primary(voice.lang) === primary(html.lang));
  const update = () => html.toggleAttribute("data-voice", voices().length > 0);
  if (!synthesis) return;
  update();
  // Some browsers load the voices late. Older ones of Safari lack the event, but have the voices from the start.
  synthesis.addEventListener?.("voiceschanged", update);

  addEventListener("click", async ({ target }) => {
    const button = target.closest?.(".listen");
    if (!button) return;
    try {
      const { read } = await import("./listen.js");
      const found = voices();
      read(button, found.find((voice) => voice.default) ?? found[0]);
    } catch (reason) {
      // The module cannot be loaded: a button that does nothing is worse than none.
      html.removeAttribute("data-voice");
      console.warn("Nothing can be read aloud:", reason);
    }
  });
})();
