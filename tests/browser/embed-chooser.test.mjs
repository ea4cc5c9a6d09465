// The pages for those who embed: recipes that work as they are copied, a chooser, a check of the frame.
import assert from "node:assert/strict";
import http from "node:http";
import { after, before, test } from "node:test";
import { ADDRESS, ask, By, browser, click, data, errors, settled, text } from "./browser.mjs";

let driver, host, base;
let html = "";
before(async () => {
  driver = await browser({ width: 900, height: 1000 });
  host = http.createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(
      `<!doctype html><html lang="en"><head><title>Host</title><link rel="icon" href="data:,"></head><body>${html}</body></html>`,
    );
  });
  await new Promise((ready) => host.listen(0, "127.0.0.1", ready));
  base = `http://127.0.0.1:${host.address().port}/`;
});
after(() => host.close());

const open = async () => {
  await driver.get(`${ADDRESS}embedding.html`);
  await settled(driver);
};
const set = async (id, value) => {
  await ask(
    driver,
    "const field = document.getElementById(arguments[0]); field.value = arguments[1]; field.dispatchEvent(new Event('input', { bubbles: true }))",
    id,
    value,
  );
  await settled(driver);
};
const recipe = (id) => ask(driver, "return document.getElementById(arguments[0]).textContent", id);

test("the page and the embed lead here", async () => {
  for (const page of ["", "embed.html"]) {
    await driver.get(ADDRESS + page);
    assert.equal(
      await ask(driver, "return document.querySelector('.footer a[href=\"embedding.html\"]').textContent"),
      "Embed this",
    );
  }
});

test("recipes follow what is chosen, and are shown at once", async () => {
  await open();
  assert.match(await recipe("frame"), new RegExp(`src="${ADDRESS}embed.html"`));
  await set("show", "first-stay");
  await set("theme", "dark");
  await set("accent", "#FFCC00");
  await set("height", "500");
  assert.match(
    await recipe("script"),
    /data-case-timeline src="[^"]*card-first-stay\.html\?theme=dark&amp;accent=ffcc00"/,
  );
  assert.match(await recipe("script"), /height="500"/);
  assert.match(await recipe("element"), / show="first-stay" theme="dark" accent="ffcc00" height="500"/);
  assert.equal(await recipe("address"), `${ADDRESS}card-first-stay.html`);
  assert.match(
    await ask(driver, "return document.getElementById('preview').src"),
    /card-first-stay\.html\?theme=dark&accent=ffcc00$/,
  );
  assert.equal(await text(driver, "#refused"), "");
});

test("another language is chosen without leaving: recipes, preview and title follow", async () => {
  await open();
  await set("show", "first-stay");
  await set("language", "es");
  const name = await ask(
    driver,
    "return JSON.parse(document.querySelector('#language [value=es]').dataset.names)['first-stay']",
  );
  const title = await ask(driver, "return document.querySelector('#language [value=es]').dataset.title");
  assert.notEqual(title, "Eleven Days in June");
  for (const id of ["script", "frame", "amp", "pym"]) {
    assert.ok((await recipe(id)).includes(`src="${ADDRESS}card-first-stay.es.html"`), id);
    assert.ok((await recipe(id)).includes(`title="${name} – ${title}"`), id);
  }
  assert.match(await recipe("element"), / lang="es" show="first-stay"/);
  assert.ok((await recipe("element")).includes(`<a href="${ADDRESS}index.es.html#first-stay">${name} – ${title}</a>`));
  assert.equal(await recipe("address"), `${ADDRESS}card-first-stay.es.html`);
  assert.match(await recipe("amp"), /<div overflow [^>]*aria-label="Leer más">Leer más<\/div>\n {2}<a placeholder /);
  assert.match(await ask(driver, "return document.getElementById('preview').src"), /card-first-stay\.es\.html$/);
  assert.equal(await ask(driver, "return document.getElementById('preview').title"), `${name} – ${title}`);
  await set("language", "");
  assert.doesNotMatch(await recipe("element"), /lang=/);
  assert.match(await recipe("amp"), /Read more/);

  await driver.get(`${ADDRESS}embedding.ar.html`);
  await settled(driver);
  assert.match(await recipe("element"), / lang="ar"/, "the page's own language stands first");
});

test("ground and heading are carried by every recipe that can", async () => {
  await open();
  await click(driver, "#ground");
  await set("heading", "3");
  await set("theme", "light");
  for (const id of ["script", "frame", "amp", "pym"])
    assert.match(await recipe(id), /embed\.html\?theme=light&amp;heading=3&amp;ground=transparent"/, id);
  assert.match(await recipe("element"), / theme="light" heading="3" ground="transparent"/);
  await driver.switchTo().frame(await driver.findElement(By.css("#preview")));
  await driver.wait(
    () =>
      ask(
        driver,
        "return document.documentElement.dataset.ground === 'transparent' && document.querySelector('h1')?.ariaLevel === '3'",
      ),
    5_000,
  );
  await driver.switchTo().defaultContent();
});

test("a color is typed or picked, and both fields say the same", async () => {
  await open();
  await set("theme", "light");
  await set("pick", "#8a1c1c");
  assert.equal(await ask(driver, "return document.getElementById('accent').value"), "8a1c1c");
  assert.match(await recipe("element"), / accent="8a1c1c"/);
  await set("accent", "#2b4a8b");
  assert.equal(await ask(driver, "return document.getElementById('pick').value"), "#2b4a8b");
});

test("an accent that cannot be read is refused for the nearest that can", async () => {
  await open();
  await set("theme", "light");
  await set("accent", "ffcc00");
  const told = await text(driver, "#refused");
  const [, nearest] = told.match(/#ffcc00 is too faint.*#([0-9a-f]{6})/);
  assert.match(await recipe("element"), new RegExp(`accent="${nearest}"`));
  await set("accent", "red");
  assert.equal(await text(driver, "#refused"), "");
  assert.doesNotMatch(await recipe("element"), /accent/, "what is no color changes nothing");
});

test("the recipes for hand-written pages work as they stand", async () => {
  for (const id of ["script", "element", "frame"]) {
    await open();
    await set("show", "jurisdiction");
    // The preview has told how tall this card is.
    const kept = () => ask(driver, "return +document.getElementById('height').value");
    await driver.wait(async () => (await kept()) !== 800, 5_000);
    const height = await kept();
    html = await recipe(id);
    assert.match(html, new RegExp(`height="${height}"`), id);
    await driver.get(base);
    const frame = await driver.wait(async () => (await driver.findElements(By.css("iframe")))[0], 5_000);
    await driver.switchTo().frame(frame);
    await driver.wait(() => ask(driver, "return document.readyState === 'complete'"), 5_000);
    assert.equal(await text(driver, "h1"), "Jurisdiction");
    const content = await ask(driver, "return document.body.getBoundingClientRect().height");
    await driver.switchTo().defaultContent();
    const shown = () => ask(driver, "return arguments[0].clientHeight", frame);
    if (id === "frame") assert.equal(await shown(), height, "a plain frame keeps its height");
    else await driver.wait(async () => Math.abs((await shown()) - content) <= 2, 8_000, `${id} fits`);
  }
});

test("a height written by hand stays, and the whole keeps the height of a screen", async () => {
  await open();
  assert.match(await recipe("frame"), /height="800"/);
  await set("height", "650");
  await set("show", "jurisdiction");
  await driver.switchTo().frame(await driver.findElement(By.css("#preview")));
  await driver.wait(() => ask(driver, "return document.querySelector('h1')?.textContent === 'Jurisdiction'"), 5_000);
  await driver.switchTo().defaultContent();
  await settled(driver);
  assert.match(await recipe("frame"), /height="650"/);
});

test("what is copied is what stands there; without a clipboard it is selected", async () => {
  await open();
  await driver.sendDevToolsCommand("Browser.grantPermissions", {
    origin: new URL(ADDRESS).origin,
    permissions: ["clipboardSanitizedWrite"],
  });
  // A reader's own click: without one Chromium asks for the right to read the clipboard, too, which the pages do not have.
  await click(driver, "[data-copy=address]");
  await driver.wait(
    () =>
      ask(driver, "return document.querySelector('[data-copy=address]').nextElementSibling.textContent === 'Copied.'"),
    5_000,
  );
  await ask(
    driver,
    "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.querySelector('[data-copy=frame]').click()",
  );
  await settled(driver);
  assert.equal(await ask(driver, "return getSelection().toString().trim()"), (await recipe("frame")).trim());
});

test("without script the recipes stand there, and no dead control is in sight", async () => {
  const plain = await browser({ script: false });
  await plain.get(`${ADDRESS}embedding.html`);
  assert.match(await text(plain, "#element"), /<case-timeline src=/);
  for (const control of await plain.findElements(By.css("button, input, select")))
    assert.equal(await control.isDisplayed(), false);
  await plain.get(`${ADDRESS}check.html`);
  assert.match(await text(plain, "#scripts"), /blocked/);
});

const checked = async (frame) => {
  html = frame;
  await driver.get(base);
  await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
  await driver.wait(() => ask(driver, "return document.querySelector('#files td')?.textContent !== ''"), 5_000);
  await driver.sleep(300);
  const cells = await ask(
    driver,
    "return Object.fromEntries([...document.querySelectorAll('.check tbody tr')].map((row) => [row.id, [row.cells[1].textContent, row.cells[2].textContent]]))",
  );
  await driver.switchTo().defaultContent();
  return cells;
};

const CHECK = data("ui.en").check;

test("the check tells what a frame may do", async () => {
  const closed = await checked(
    `<iframe title="check" width="300" height="400" sandbox="allow-scripts" src="${ADDRESS}check.html"></iframe>`,
  );
  assert.equal(closed.framed[0], "yes");
  assert.match(closed.origin[0], /^none/);
  assert.equal(closed.wasm[0], CHECK.wasm_yes);
  assert.equal(closed.files[0], CHECK.files_yes);
  assert.match(closed.width[1], /320/);
  assert.equal(closed.host[0], CHECK.host_none);
  assert.notEqual(closed.shown[1], "");

  const followed = await checked(
    `<iframe data-case-timeline title="check" width="700" height="400" src="${ADDRESS}check.html"></iframe><script src="${ADDRESS}embed.js"></script>`,
  );
  assert.equal(followed.host[0], "embed.js");
  assert.equal(followed.width[1], "");
  assert.equal(followed.shown[1], "");
});

const press = async (id) => {
  await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
  await click(driver, `#${id} button`);
  const [, found, remedy] = await ask(
    driver,
    "return [...document.getElementById(arguments[0]).cells].map((cell) => (cell.querySelector('span') ?? cell).textContent)",
    id,
  );
  await driver.switchTo().defaultContent();
  return [found, remedy];
};

test("what only a trial can tell is told by a press of a button", async () => {
  const before = (await driver.getAllWindowHandles()).length;
  const closed = await checked(
    `<iframe title="check" width="700" height="1400" sandbox="allow-scripts allow-same-origin" src="${ADDRESS}check.html"></iframe>`,
  );
  assert.equal(closed.sandbox[0], CHECK.sandbox_hidden);
  assert.ok(closed.popups[0].startsWith(CHECK.untried));
  assert.ok(closed.escape[0].startsWith(CHECK.unknown));
  assert.ok(closed.downloads[0].startsWith(CHECK.unknown));
  assert.deepEqual(await press("popups"), [CHECK.popups_no, CHECK.popups_remedy]);
  assert.deepEqual(await press("printing"), [CHECK.printing_no, CHECK.printing_remedy]);
  await errors(driver);

  await checked(
    `<iframe title="check" width="700" height="1400" sandbox="allow-scripts allow-popups allow-modals" src="${ADDRESS}check.html"></iframe>`,
  );
  assert.deepEqual(await press("popups"), [CHECK.popups_yes, ""]);
  assert.equal((await driver.getAllWindowHandles()).length, before, "and it was closed");
  assert.deepEqual(await press("printing"), [CHECK.printing_yes, ""]);
});

test("where the frame's flags can be read, nothing must be tried", async () => {
  const within = async (sandbox) => {
    // A page of the same origin that may have frames.
    await open();
    await ask(
      driver,
      "const frame = document.createElement('iframe'); if (arguments[0] !== null) frame.setAttribute('sandbox', arguments[0]); frame.width = 700; frame.title = 'check'; frame.src = 'about:blank'; document.body.replaceChildren(frame); frame.contentWindow.location = 'check.html'",
      sandbox,
    );
    await driver.switchTo().frame(await driver.findElement(By.css("iframe")));
    await driver.wait(() => ask(driver, "return Boolean(document.querySelector('#files td')?.textContent)"), 5_000);
    const found = await ask(
      driver,
      "return ['sandbox', 'popups', 'escape', 'printing', 'downloads'].map((id) => document.getElementById(id).cells[1].innerText.trim())",
    );
    await driver.switchTo().defaultContent();
    return found;
  };
  assert.deepEqual(await within("allow-scripts allow-same-origin allow-popups"), [
    "allow-scripts allow-same-origin allow-popups",
    "allowed",
    "not allowed",
    "not allowed",
    "not allowed",
  ]);
  assert.deepEqual(await within(null), ["no sandbox", "allowed", "allowed", "allowed", "allowed"]);
});

test("nothing is reported in the console", async () => {
  await errors(driver);
  await open();
  assert.deepEqual(await errors(driver), []);
});
