// The pages for editors: the chooser with its platforms and codes, and the check of a frame.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { EVENT, ORIGINAL, STEP, STRINGS, TEXT, TRANSLATIONS } from "../content.mjs";
import { server } from "../server.mjs";
import {
  ADDRESS,
  By,
  browser,
  checkConsole,
  click,
  consoleErrors,
  data,
  emulating,
  evaluate,
  injecting,
  Key,
  settled,
  setValue,
  text,
  waitFor,
} from "./browser.mjs";
import { inFrame, untilHandled } from "./embedding-pages.mjs";

let driver;
before(async () => {
  driver = await browser();
});
checkConsole(
  () => driver,
  // A warning about sandboxed frames of the same origin, which only a test has.
  (message) => message.includes("can escape its sandboxing"),
);

const open = async (suffix = "", hash = "") => {
  // Another hash alone would not load the page again.
  await driver.get("about:blank");
  await driver.get(`${ADDRESS}embed-chooser${suffix}.html${hash}`);
  await settled(driver);
};
const set = (id, value) => setValue(driver, id, value);
// The code of a recipe, by an id of the page.
const CODES = {
  script: "html-script",
  element: "html-element",
  frame: "html-frame",
  address: "wordpress-address",
  amp: "amp-amp",
  pym: "pym-pym",
};
const recipe = (name) => evaluate(driver, (id) => document.getElementById(id).textContent, CODES[name]);
const choosePlatform = (id) => click(driver, `#platform-${id}`);
const isVisible = (selector) => driver.findElement(By.css(selector)).isDisplayed();
const openPlatforms = () =>
  evaluate(driver, () =>
    [...document.querySelectorAll(".platform")].filter((one) => one.open && one.checkVisibility()).map(({ id }) => id),
  );
const preview = () =>
  evaluate(driver, () => {
    const { src, title } = document.getElementById("preview");
    return { src, title };
  });
const SOURCE_RECIPES = ["script", "frame", "amp", "pym"];

test("the page and the embed link to the chooser", async () => {
  for (const page of ["", "embed.html"]) {
    await driver.get(ADDRESS + page);
    assert.equal(
      await evaluate(driver, () => document.querySelector('.footer a[href="embed-chooser.html"]').textContent),
      STRINGS.page.embed_this,
    );
  }
});

test("recipes and preview change with every choice", async () => {
  await open();
  assert.ok((await recipe("frame")).includes(`src="${ADDRESS}embed.html"`));
  await set("show", EVENT);
  await set("theme", "dark");
  await set("accent", "#FFCC00");
  await set("height", "500");
  const script = await recipe("script");
  assert.ok(script.includes(`data-case-timeline src="${ADDRESS}card-${EVENT}.html?theme=dark&amp;accent=ffcc00"`));
  assert.ok(script.includes('height="500"'));
  assert.ok((await recipe("element")).includes(` show="${EVENT}" theme="dark" accent="ffcc00" height="500"`));
  assert.equal(await recipe("address"), `${ADDRESS}card-${EVENT}.html`);
  assert.equal((await preview()).src, `${ADDRESS}card-${EVENT}.html?theme=dark&accent=ffcc00`);
  assert.equal(await text(driver, "#refused"), "");
});

test("the chart alone can be chosen", async () => {
  await open();
  await set("show", "chart");
  assert.ok((await recipe("element")).includes(' show="chart"'));
  assert.equal(await recipe("address"), `${ADDRESS}card-chart.html`);
  assert.ok((await recipe("frame")).includes(STRINGS.page.chart));
  assert.equal((await preview()).src, `${ADDRESS}card-chart.html`);
});

for (const code of TRANSLATIONS) {
  test(`the chooser in ${ORIGINAL} offers ${code}: recipes, preview and title change`, async () => {
    await open();
    await set("show", EVENT);
    await set("language", code);
    const translation = data(`text.${code}`);
    const name = translation.events[EVENT].headline;
    const title = `${name} – ${translation.title}`;
    const { read_more } = data(`ui.${code}`).embed_chooser;
    for (const id of SOURCE_RECIPES) {
      assert.ok((await recipe(id)).includes(`src="${ADDRESS}card-${EVENT}.${code}.html"`), id);
      assert.ok((await recipe(id)).includes(`title="${title}"`), id);
    }
    const element = await recipe("element");
    assert.ok(element.includes(` lang="${code}" show="${EVENT}"`));
    assert.ok(element.includes(`<a href="${ADDRESS}index.${code}.html#${EVENT}">${title}</a>`));
    assert.equal(await recipe("address"), `${ADDRESS}card-${EVENT}.${code}.html`);
    assert.ok((await recipe("amp")).includes(`aria-label="${read_more}">${read_more}</div>\n  <a placeholder `));
    assert.deepEqual(await preview(), { src: `${ADDRESS}card-${EVENT}.${code}.html`, title });
    await set("language", "");
    assert.ok(!(await recipe("element")).includes("lang="));
    assert.ok((await recipe("amp")).includes(STRINGS.embed_chooser.read_more));
  });

  test(`the chooser in ${code} opens with its own language`, async () => {
    await open(`.${code}`);
    assert.ok((await recipe("element")).includes(` lang="${code}"`));
  });
}

test("background and heading are in every recipe that supports them", async () => {
  await open();
  await click(driver, "#appearance > summary");
  await click(driver, "#background");
  await set("heading", "3");
  await set("theme", "light");
  for (const id of SOURCE_RECIPES)
    assert.ok((await recipe(id)).includes('embed.html?theme=light&amp;heading=3&amp;background=transparent"'), id);
  assert.ok((await recipe("element")).includes(' theme="light" heading="3" background="transparent"'));
  await inFrame(driver, await driver.findElement(By.css("#preview")), () =>
    waitFor(
      driver,
      () =>
        evaluate(
          driver,
          () =>
            document.documentElement.dataset.background === "transparent" &&
            document.querySelector("h1")?.ariaLevel === "3",
        ),
      "the preview does not show them",
    ),
  );
});

test("the text field and the color picker have the same color", async () => {
  await open();
  await set("theme", "light");
  await set("pick", "#8a1c1c");
  assert.equal(await evaluate(driver, () => document.getElementById("accent").value), "8a1c1c");
  assert.ok((await recipe("element")).includes(' accent="8a1c1c"'));
  await set("accent", "#2b4a8b");
  assert.equal(await evaluate(driver, () => document.getElementById("pick").value), "#2b4a8b");
});

test("an accent with low contrast is replaced by the nearest accessible color", async () => {
  await open();
  await click(driver, "#appearance > summary");
  await set("theme", "light");
  await set("accent", "ffcc00");
  const [, nearest] = (await recipe("element")).match(/ accent="([0-9a-f]{6})"/);
  assert.notEqual(nearest, "ffcc00");
  assert.equal(
    await text(driver, "#refused"),
    STRINGS.embed_chooser.accent_refused.replace("{asked}", "ffcc00").replace("{nearest}", nearest),
  );
  await set("accent", "red");
  assert.equal(await text(driver, "#refused"), "");
  assert.ok(!(await recipe("element")).includes("accent"), "an invalid color is ignored");
});

for (const id of ["script", "element", "frame"]) {
  test(`the recipe ${id} works unmodified`, async () => {
    await open();
    const defaultHeight = await evaluate(driver, () => document.getElementById("height").value);
    await set("show", STEP);
    // The field has another value once the preview has sent its height.
    const height = () => evaluate(driver, () => document.getElementById("height").value);
    await waitFor(driver, async () => (await height()) !== defaultHeight, "no height");
    await untilHandled(driver, await driver.findElement(By.css("#preview")));
    const reserved = await height();
    const html = await recipe(id);
    assert.ok(html.includes(`height="${reserved}"`));

    await driver.get(server.page(html));
    const frame = await waitFor(driver, async () => (await driver.findElements(By.css("iframe")))[0], "no frame");
    const content = await inFrame(driver, frame, async () => {
      await waitFor(
        driver,
        () => evaluate(driver, () => document.readyState === "complete"),
        "the frame does not load",
      );
      assert.equal(await text(driver, "h1"), TEXT.steps[STEP].title);
      return evaluate(driver, () => document.body.getBoundingClientRect().height);
    });
    const outer = () => evaluate(driver, (frame) => frame.clientHeight, frame);
    if (id === "frame") {
      await untilHandled(driver, frame);
      assert.equal(await outer(), Number(reserved), "a plain frame does not change its height");
    } else {
      await waitFor(driver, async () => Math.abs((await outer()) - content) <= 2, "the frame does not fit");
    }
  });
}

test("the default height of the whole widget is retained, and so is a typed height", async () => {
  const previewFrame = () => driver.findElement(By.css("#preview"));
  const previewHas = (title) =>
    waitFor(
      driver,
      () =>
        evaluate(
          driver,
          (title) => document.readyState === "complete" && document.querySelector("h1")?.textContent === title,
          title,
        ),
      `the preview does not show ${title}`,
    );
  await open();
  await inFrame(driver, await previewFrame(), () => previewHas(TEXT.title));
  await untilHandled(driver, await previewFrame());
  const defaultHeight = await evaluate(driver, () => document.getElementById("height").defaultValue);
  assert.ok((await recipe("frame")).includes(`height="${defaultHeight}"`));

  const typedHeight = "651";
  await set("height", typedHeight);
  await set("show", STEP);
  await inFrame(driver, await previewFrame(), () => previewHas(TEXT.steps[STEP].title));
  await untilHandled(driver, await previewFrame());
  assert.ok((await recipe("frame")).includes(`height="${typedHeight}"`));
});

const PLATFORMS = STRINGS.embed_chooser.platforms;

test("a platform shows its steps only, and its other ways folded", async () => {
  await open();
  assert.deepEqual(await openPlatforms(), []);
  assert.ok(await isVisible("#unanswered"));
  for (const { id, ways } of PLATFORMS) {
    await choosePlatform(id);
    assert.deepEqual(await openPlatforms(), [id]);
    assert.equal(await isVisible("#unanswered"), false);
    assert.equal(new URL(await driver.getCurrentUrl()).hash, `#${id}`);
    const shown = await evaluate(
      driver,
      (id) => [...document.querySelectorAll(`#${id} .way`)].map((way) => way.querySelector("ol").checkVisibility()),
      id,
    );
    assert.deepEqual(shown, [true, ...ways.map(() => false)], id);
  }
});

test("a link can name the platform", async () => {
  const [{ id: first }, { id: second }] = PLATFORMS;
  await open("", `#${first}`);
  assert.deepEqual(await openPlatforms(), [first]);
  await evaluate(
    driver,
    (id) => {
      location.hash = id;
    },
    second,
  );
  await settled(driver);
  assert.deepEqual(await openPlatforms(), [second]);
});

test("the platform can be chosen by the keyboard", async () => {
  await open();
  const first = await driver.findElement(By.css("[name=platform]"));
  await first.sendKeys(" ");
  assert.deepEqual(await openPlatforms(), [PLATFORMS[0].id]);
  await first.sendKeys(Key.ARROW_DOWN);
  assert.deepEqual(await openPlatforms(), [PLATFORMS[1].id]);
});

test("the status line says what has been chosen", async () => {
  await open();
  const [{ id, name }] = PLATFORMS;
  const saysThat = (...choices) =>
    waitFor(
      driver,
      async () => {
        const line = await text(driver, "#chosen");
        return choices.every((choice) => line.includes(choice));
      },
      `the status line does not name ${choices}`,
    );
  await saysThat(TEXT.title);
  await choosePlatform(id);
  await saysThat(name, TEXT.title);
  await set("show", STEP);
  await saysThat(name, TEXT.steps[STEP].title);
});

test("an address alone has no appearance, and neither has its preview", async () => {
  await open("", "#wordpress");
  assert.equal(await isVisible("#appearance"), false);
  assert.ok(await isVisible("#appearance-fixed"));
  await evaluate(driver, () => {
    document.getElementById("theme").value = "dark";
  });
  await set("show", EVENT);
  assert.equal((await preview()).src, `${ADDRESS}card-${EVENT}.html`);
  // The way with code has one.
  await click(driver, "#wordpress details.way > summary");
  await waitFor(driver, () => isVisible("#appearance"), "the appearance cannot be chosen");
  assert.equal((await preview()).src, `${ADDRESS}card-${EVENT}.html?theme=dark`);
});

test("choices and preview are side by side on a wide screen, and nothing scrolls sideways on a phone", async () => {
  const layout = () =>
    evaluate(driver, () => ({
      choices: document.querySelector(".platforms").getBoundingClientRect().toJSON(),
      preview: document.getElementById("preview").getBoundingClientRect().toJSON(),
      excess: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    }));
  for (const { id } of PLATFORMS) {
    await emulating(driver, { width: 1280, height: 900 }, async () => {
      await open("", `#${id}`);
      const { choices, preview, excess } = await layout();
      assert.ok(preview.left >= choices.right && excess <= 0, id);
    });
    await emulating(driver, { width: 360, height: 740 }, async () => {
      await open("", `#${id}`);
      const { choices, preview, excess } = await layout();
      assert.ok(preview.top >= choices.bottom && excess <= 0, id);
    });
  }
});

test("the button copies the recipe; without a clipboard it selects it", async () => {
  await open("", "#wordpress");
  const { origin } = new URL(ADDRESS);
  await driver.sendDevToolsCommand("Browser.grantPermissions", { origin, permissions: ["clipboardSanitizedWrite"] });
  try {
    // A trusted click: without one, Chromium also requests the permission to read the clipboard, which is not granted.
    await click(driver, "[data-copy=wordpress-address]");
    await waitFor(
      driver,
      () =>
        evaluate(
          driver,
          (copied) => document.querySelector("[data-copy=wordpress-address]").nextElementSibling.textContent === copied,
          STRINGS.embed_chooser.copied,
        ),
      "not copied",
    );
  } finally {
    await driver.sendDevToolsCommand("Browser.resetPermissions", {});
  }
  await evaluate(driver, () => {
    Object.defineProperty(navigator, "clipboard", { value: undefined });
    document.querySelector("[data-copy=wordpress-address]").click();
  });
  await settled(driver);
  assert.equal(await evaluate(driver, () => getSelection().toString().trim()), await recipe("address"));
});

test("without script every platform can be opened, and controls are hidden", () =>
  emulating(driver, { script: false }, async () => {
    await driver.get(`${ADDRESS}embed-chooser.html`);
    for (const { id } of PLATFORMS) {
      await click(driver, `#${id} > summary`);
      assert.ok(await isVisible(`#${id} ol pre`), id);
    }
    const controls = await driver.findElements(By.css("button, input, select"));
    assert.ok(controls.length > 0);
    for (const control of controls) assert.equal(await control.isDisplayed(), false);
    await driver.get(`${ADDRESS}frame-check.html`);
    assert.ok((await text(driver, "#scripts")).includes(STRINGS.frame_check.scripts_blocked));
  }));

const CHECK = STRINGS.frame_check;
const checkFrame = (attributes) => `<iframe title="check" ${attributes} src="${ADDRESS}frame-check.html"></iframe>`;
const frameInPage = () => driver.findElement(By.css("iframe[title=check]"));
// The results and the remedies of the check, by the ids of its rows.
const rows = () =>
  evaluate(driver, () =>
    Object.fromEntries(
      [...document.querySelectorAll(".check tbody tr")].map(({ id, cells: [, found, remedy] }) => [
        id,
        [(found.querySelector("span") ?? found).textContent, remedy.textContent],
      ]),
    ),
  );
// Waits until the check has finished its automatic tests and the rows fulfill the condition; returns the rows.
const untilChecked = (isDone = () => true) =>
  waitFor(
    driver,
    async () => {
      const found = await rows();
      return found.files?.[0] && found.wasm?.[0] && isDone(found) ? found : null;
    },
    "the check does not finish",
  );
async function checked(html, isDone) {
  await driver.get(server.page(html));
  await inFrame(driver, await frameInPage(), () => untilChecked());
  await untilHandled(driver, await frameInPage());
  return inFrame(driver, await frameInPage(), () => untilChecked(isDone));
}

test("the check shows the permissions of a sandboxed frame", async () => {
  const found = await checked(checkFrame('width="300" height="400" sandbox="allow-scripts"'));
  assert.equal(found.framed[0], CHECK.framed_yes);
  assert.equal(found.origin[0], CHECK.origin_none);
  assert.equal(found.wasm[0], CHECK.wasm_yes);
  assert.equal(found.files[0], CHECK.files_yes);
  assert.equal(found.width[1], CHECK.width_remedy);
  assert.equal(found.embedder[0], CHECK.host_none);
  assert.equal(found.shown[1], CHECK.shown_remedy);
});

test("the check detects that embed.js sets the height, and has no remedy", async () => {
  const found = await checked(
    `${checkFrame('data-case-timeline width="700" height="400"')}<script src="${ADDRESS}embed.js"></script>`,
    ({ embedder, shown }) => embedder[0] === "embed.js" && shown[1] === "",
  );
  assert.equal(found.width[1], "");
});

test("the check measures again when the frame or its content changes its size, without polling", async () => {
  const trackIntervals = "window.setInterval = () => { window.isPolling = true; };";
  await injecting(driver, trackIntervals, async () => {
    await checked(checkFrame('width="700" height="400"'));
    const element = await frameInPage();
    await inFrame(driver, element, async () => assert.equal(await evaluate(driver, () => window.isPolling), null));
    await evaluate(driver, (frame) => frame.setAttribute("height", 1234), element);
    await inFrame(driver, element, async () => {
      await untilChecked(({ shown }) => shown[0] === "1234 px");
      const height = await evaluate(driver, () => {
        const added = document.createElement("p");
        added.style.height = "2000px";
        document.body.append(added);
        return `${Math.ceil(document.body.getBoundingClientRect().height)} px`;
      });
      await untilChecked((found) => found.height[0] === height);
    });
  });
});

const pressButton = async (id) =>
  inFrame(driver, await frameInPage(), async () => {
    await click(driver, `#${id} button`);
    return (await rows())[id];
  });

test("permissions that need an attempt are tested when a button is pressed", async () => {
  const before = (await driver.getAllWindowHandles()).length;
  const found = await checked(checkFrame('width="700" height="1400" sandbox="allow-scripts allow-same-origin"'));
  assert.equal(found.sandbox[0], CHECK.sandbox_hidden);
  assert.equal(found.popups[0], CHECK.untried);
  assert.equal(found.escape[0], CHECK.unknown);
  assert.equal(found.downloads[0], CHECK.unknown);
  assert.deepEqual(await pressButton("popups"), [CHECK.popups_no, CHECK.popups_remedy]);
  assert.deepEqual(await pressButton("printing"), [CHECK.printing_no, CHECK.printing_remedy]);
  const errors = [];
  await waitFor(
    driver,
    async () => {
      errors.push(...(await consoleErrors(driver)));
      return errors.length >= 2;
    },
    "the browser reports nothing",
  );
  assert.equal(errors.length, 2);
  assert.match(errors[0], /Blocked opening '' in a new window/);
  assert.match(errors[1], /Ignored call to 'print\(\)'/);

  await checked(checkFrame('width="700" height="1400" sandbox="allow-scripts allow-popups allow-modals"'));
  assert.deepEqual(await pressButton("popups"), [CHECK.popups_yes, ""]);
  await waitFor(driver, async () => (await driver.getAllWindowHandles()).length === before, "the window stays open");
  assert.deepEqual(await pressButton("printing"), [CHECK.printing_yes, ""]);
});

for (const [sandbox, expected] of [
  [
    "allow-scripts allow-same-origin allow-popups",
    ["allow-scripts allow-same-origin allow-popups", CHECK.allowed, CHECK.refused, CHECK.refused, CHECK.refused],
  ],
  [null, [CHECK.sandbox_none, CHECK.allowed, CHECK.allowed, CHECK.allowed, CHECK.allowed]],
]) {
  test(`if the check can read the sandbox flags, it makes no attempts: ${sandbox ?? "no sandbox"}`, async () => {
    // A page of the same origin that may have frames.
    await open();
    await evaluate(
      driver,
      (sandbox) => {
        const frame = document.createElement("iframe");
        if (sandbox !== null) frame.setAttribute("sandbox", sandbox);
        Object.assign(frame, { width: 700, title: "check", src: "about:blank" });
        document.body.append(frame);
        frame.contentWindow.location = "frame-check.html";
      },
      sandbox,
    );
    await inFrame(driver, await frameInPage(), async () => {
      const found = await untilChecked();
      assert.deepEqual(
        ["sandbox", "popups", "escape", "printing", "downloads"].map((id) => found[id][0]),
        expected,
      );
      const isVisible = await evaluate(driver, () =>
        [...document.querySelectorAll(".check button")].map((button) => button.checkVisibility()),
      );
      assert.ok(isVisible.length > 0 && !isVisible.includes(true), "no button");
    });
  });
}
