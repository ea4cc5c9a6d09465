// The embed chooser: shows the steps for the chosen platform, fills the code with the chosen options, and updates the
// preview. Without this script every platform can be opened, and the code embeds the whole timeline, in the color scheme of
// the reader's system.
(() => {
  const field = (id) => document.getElementById(id);
  const { refused, boxMargin, ...backgrounds } = field("chooser").dataset;
  const folder = new URL(".", location.href).href;
  const platforms = [...document.querySelectorAll(".platform")];
  const answer = (id) => field(`platform-${id}`);
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

  let shown;
  // Shows the chosen platform only; before one is chosen, none. Returns its element.
  const showPlatform = () => {
    const platform = platforms.find(({ id }) => answer(id).checked);
    for (const other of platforms) other.hidden = other !== platform;
    field("unanswered").hidden = Boolean(platform);
    // A platform that the editor has closed stays closed.
    if (platform && platform !== shown) platform.open = true;
    shown = platform;
    return platform;
  };
  // Whether the code of the way that is open has an appearance. An address that is pasted alone has none.
  const hasAppearance = (platform) => {
    const way = platform?.querySelector(".way[open]") ?? platform?.querySelector(".way");
    const codes = [...(way?.querySelectorAll("code[data-recipe]") ?? [])];
    return !way || codes.some(({ dataset }) => /\{(address|attributes)\}/.test(dataset.recipe));
  };
  // The appearance in the fields, with the accent that is readable on its background.
  const chosenAppearance = () => {
    const [theme, level] = ["theme", "heading"].map((id) => field(id).value);
    const requested = field("accent").value.replace(/^#/, "").toLowerCase();
    // Without a theme, the background of the preview, which follows this reader's system.
    const background = backgrounds[theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")];
    const isColor = /^[0-9a-f]{6}$/.test(requested);
    const accent = isColor ? nearest(requested, background) : "";
    field("refused").textContent =
      isColor && accent !== requested ? refused.replace("{asked}", requested).replace("{nearest}", accent) : "";
    if (isColor) field("pick").value = `#${requested}`;
    return {
      theme,
      accent,
      heading: level === "1" ? "" : level,
      background: field("background").checked ? "transparent" : "",
    };
  };
  // The status line says what has been chosen. It waits for the height of the preview, so that it is announced once.
  let timer;
  const announce = (choices) => {
    // Isolated, because names can be in a language of the other direction.
    const choice = choices.map((name) => `\u2068${name}\u2069`).join(" · ");
    const text = field("chosen").dataset.chosen.replace("{choice}", choice);
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (field("chosen").textContent !== text) field("chosen").textContent = text;
    }, 500);
  };

  // The height that the preview reported.
  let measured;
  const update = () => {
    const [show, code] = ["show", "language"].map((id) => field(id).value);
    const height = field("height").value || field("height").defaultValue;
    const platform = showPlatform();
    const isStyled = hasAppearance(platform);
    field("appearance").hidden = !isStyled;
    field("appearance-fixed").hidden = isStyled;
    const appearance = isStyled ? chosenAppearance() : {};

    // The file names of translations contain their language code.
    const file = (name) => `${name}${code && "."}${code}.html`;
    const entriesOf = (options) => Object.entries(options).filter(([, value]) => value);
    const page = new URL(file(show ? `card-${show}` : "embed"), folder);
    for (const [name, value] of entriesOf(appearance)) page.searchParams.set(name, value);
    const attributes = entriesOf({ lang: code, show, ...appearance })
      .map(([name, value]) => ` ${name}="${value}"`)
      .join("");
    const main = code ? folder + file("index") : folder;
    const language = field("language").selectedOptions[0];
    const { title, names, more } = language.dataset;
    const name = show ? `${JSON.parse(names)[show]} – ${title}` : title;
    const values = {
      address: escaped(page.href),
      folder,
      attributes,
      height,
      box: Number(height) + Number(boxMargin),
      more,
      plain: show ? new URL(file(`card-${show}`), folder).href : main,
      whole: show ? `${main}#${show}` : main,
      origin: location.origin,
    };
    for (const recipe of document.querySelectorAll("[data-recipe]")) {
      const all = { ...values, title: recipe.matches("code") ? escaped(name) : name };
      recipe.textContent = recipe.dataset.recipe.replace(/\{(\w+)\}/g, (whole, key) => all[key] ?? whole);
    }
    const preview = field("preview");
    if (preview.src !== page.href) preview.src = page.href;
    // WordPress limits the height of a frame to these values.
    preview.height = isStyled ? height : Math.min(1000, Math.max(200, measured ?? height));
    preview.title = name;
    const platformName = platform?.querySelector("h3").textContent;
    announce([platformName, name, language.label, isStyled && `${height} px`].filter(Boolean));
  };

  // The preview is about as wide as an article, so the height that a card reports is the height to reserve for it. A
  // height that was typed is not overwritten.
  let isTyped = false;
  field("height").addEventListener("input", () => (isTyped = true));
  addEventListener("message", ({ source, data }) => {
    const height = Math.ceil(data?.caseTimeline?.height / 10) * 10;
    if (source !== field("preview").contentWindow || !height) return;
    measured = height;
    if (!isTyped) field("height").value = field("show").value ? height : field("height").defaultValue;
    update();
  });
  field("pick").addEventListener("input", ({ target }) => (field("accent").value = target.value.slice(1)));

  // The hash names the platform, so that a link can.
  const readHash = () => {
    const platform = platforms.find(({ id }) => id === location.hash.slice(1));
    if (platform) answer(platform.id).checked = true;
    update();
  };
  for (const { id } of platforms)
    answer(id).addEventListener("change", () => history.replaceState(history.state, "", `#${id}`));
  for (const way of document.querySelectorAll(".way")) way.addEventListener("toggle", update);
  addEventListener("hashchange", readHash);
  field("main").addEventListener("input", update);
  readHash();
})();
