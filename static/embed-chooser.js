// The embed chooser: fills the code samples with the chosen options and updates the preview. Without this script the
// samples embed the whole timeline, in the color scheme of the reader's system.
(() => {
  const field = (id) => document.getElementById(id);
  const { refused, ...backgrounds } = field("chooser").dataset;
  const folder = new URL(".", location.href).href;
  // Mixes a color with black or white until its contrast with the background is 4.5 to 1 (WCAG 2.2, 1.4.3).
  const nearest = (hex, background) => {
    const ink = background === backgrounds.light ? 0 : 255;
    for (let share = 0; share <= 1; share += 0.01) {
      const mixed = hex
        .match(/../g)
        .map((part) =>
          Math.round(parseInt(part, 16) * (1 - share) + ink * share)
            .toString(16)
            .padStart(2, "0"),
        )
        .join("");
      if (contrast(mixed, background) >= 4.5) return mixed;
    }
    return ink ? "ffffff" : "000000";
  };
  const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

  const update = () => {
    const [show, code, theme, height, level] = ["show", "language", "theme", "height", "heading"].map(
      (id) => field(id).value,
    );
    const requested = field("accent").value.replace(/^#/, "").toLowerCase();
    // Without a theme, the background of the preview, which follows this reader's system.
    const background = backgrounds[theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")];
    const isColor = /^[0-9a-f]{6}$/.test(requested);
    const accent = isColor ? nearest(requested, background) : "";
    field("refused").textContent =
      isColor && accent !== requested ? refused.replace("{asked}", requested).replace("{nearest}", accent) : "";
    if (isColor) field("pick").value = `#${requested}`;

    // The file names of translations contain their language code.
    const file = (name) => `${name}${code && "."}${code}.html`;
    const appearance = {
      theme,
      accent,
      heading: level === "1" ? "" : level,
      background: field("background").checked ? "transparent" : "",
    };
    const entriesOf = (options) => Object.entries(options).filter(([, value]) => value);
    const page = new URL(file(show ? `card-${show}` : "embed"), folder);
    for (const [name, value] of entriesOf(appearance)) page.searchParams.set(name, value);
    const attributes = entriesOf({ lang: code, show, ...appearance })
      .map(([name, value]) => ` ${name}="${value}"`)
      .join("");
    const main = code ? folder + file("index") : folder;
    const { title, names, more } = field("language").selectedOptions[0].dataset;
    const name = show ? `${JSON.parse(names)[show]} – ${title}` : title;
    const values = {
      address: escaped(page.href),
      folder,
      attributes,
      height,
      more,
      plain: show ? new URL(file(`card-${show}`), folder).href : main,
      whole: show ? `${main}#${show}` : main,
      title: escaped(name),
      origin: location.origin,
    };
    for (const recipe of document.querySelectorAll("[data-recipe]")) {
      recipe.textContent = recipe.dataset.recipe.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
    }
    const preview = field("preview");
    if (preview.src !== page.href) preview.src = page.href;
    preview.height = height;
    preview.title = name;
  };

  // The preview is about as wide as an article, so the height that a card reports is the height to reserve for it. A
  // height that was typed is not overwritten.
  let isMeasured = true;
  field("height").addEventListener("input", () => (isMeasured = false));
  addEventListener("message", ({ source, data }) => {
    const height = Math.ceil(data?.caseTimeline?.height / 10) * 10;
    if (source !== field("preview").contentWindow || !height || !isMeasured) return;
    field("height").value = field("show").value ? height : 800;
    update();
  });
  field("pick").addEventListener("input", ({ target }) => (field("accent").value = target.value.slice(1)));
  field("chooser").addEventListener("input", update);
  update();
})();
