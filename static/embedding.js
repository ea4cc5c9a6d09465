// The chooser: fills the recipes with what is chosen and shows it at once. Without it the recipes stand
// for everything, in the colours of the reader's system.
(() => {
  const field = (id) => document.getElementById(id);
  const { refused } = field("chooser").dataset;
  const folder = new URL(".", location.href).href;
  const GROUNDS = { light: "fbfaf7", dark: "171614" };

  const luminance = (hex) => {
    const [r, g, b] = hex.match(/../g).map((part) => {
      const value = parseInt(part, 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const contrast = (one, other) => {
    const ratio = luminance(one) / luminance(other);
    return Math.max(ratio, 1 / ratio);
  };
  // The same hue, moved towards ink until it can be read (WCAG 2.2, 1.4.3: 4.5 to 1).
  const nearest = (hex, ground) => {
    const ink = ground === GROUNDS.light ? 0 : 255;
    for (let share = 0; share <= 1; share += 0.01) {
      const mixed = hex
        .match(/../g)
        .map((part) =>
          Math.round(parseInt(part, 16) * (1 - share) + ink * share)
            .toString(16)
            .padStart(2, "0"),
        )
        .join("");
      if (contrast(mixed, ground) >= 4.5) return mixed;
    }
    return ink ? "ffffff" : "000000";
  };
  const escaped = (words) => words.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

  const update = () => {
    const [show, code, theme, height, level] = ["show", "language", "theme", "height", "heading"].map(
      (id) => field(id).value,
    );
    const asked = field("accent").value.replace(/^#/, "").toLowerCase();
    // As the reader's system: what matters is what this reader sees in the preview.
    const ground = GROUNDS[theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")];
    const isColour = /^[0-9a-f]{6}$/.test(asked);
    const accent = isColour ? nearest(asked, ground) : "";
    field("refused").textContent =
      isColour && accent !== asked ? refused.replace("{asked}", asked).replace("{nearest}", accent) : "";
    if (isColour) field("pick").value = `#${asked}`;

    // Pages of languages after the original carry their code.
    const file = (name) => `${name}${code && "."}${code}.html`;
    const looks = {
      theme,
      accent,
      heading: level === "1" ? "" : level,
      ground: field("ground").checked ? "transparent" : "",
    };
    const given = (all) => Object.entries(all).filter(([, value]) => value);
    const page = new URL(file(show ? `card-${show}` : "embed"), folder);
    for (const [name, value] of given(looks)) page.searchParams.set(name, value);
    const attributes = given({ lang: code, show, ...looks })
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

  // A card tells how tall it is at about the width of an article; that is what is kept free for it. A height that
  // was written by hand stays.
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
