// The way that the embed chooser offers for WordPress, in a real copy: an author, who may add no code, pastes the address.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { SHORT_EVENT, STEP, TEXT } from "../content.mjs";
import { missingForWordPress, PASSWORD, startWordPress } from "../fixtures/wordpress/wordpress.mjs";
import { changed, server } from "../server.mjs";
import { ALL, By, browser, evaluate, Key, readText, text, waitFor } from "./browser.mjs";
import { inFrame } from "./embedding-pages.mjs";

// The folder as if it had been built for its address on the test server, because WordPress requests what the pages name.
const [, SITE] = readText("index.html").match(/<link rel="canonical" href="([^"]*)"/) ?? [];
const ofOtherAddress = (reply, { name }) => {
  if (/\.(html|json)$/.test(name)) changed((body) => body.replaceAll(SITE, published))(reply);
};
const published = server.dist({ "*": ofOtherAddress });

const skip = (ALL ? missingForWordPress() : "runs with --all") ?? false;
// Started here: what a hook starts would end with the hook.
const wordpress = skip ? null : await startWordPress();
const driver = skip ? null : await browser();

describe("WordPress", { skip }, () => {
  const embed = () =>
    waitFor(
      driver,
      async () => (await driver.findElements(By.css("iframe.wp-embedded-content")))[0],
      "the address has not been replaced with a frame",
    );
  const heightOf = (frame) => evaluate(driver, (frame) => frame.clientHeight, frame);
  const contentOf = (frame) =>
    inFrame(driver, frame, async () => ({
      title: await text(driver, "h1"),
      height: await evaluate(driver, () => document.body.getBoundingClientRect().height),
    }));
  // Waits until the frame is as high as its content, within the limits of WordPress.
  const untilSized = (frame) =>
    waitFor(
      driver,
      async () => {
        const { height } = await contentOf(frame);
        return Math.abs((await heightOf(frame)) - Math.min(1000, Math.max(200, height))) <= 2;
      },
      "the frame has another height than its content",
    );

  test("an author pastes the address into the block editor, and readers see the card in its height", async () => {
    await driver.get(`${wordpress.address}/wp-login.php`);
    // Not typed: a script of WordPress selects the user name 200 ms after the page has loaded. What is typed after that
    // replaces the user name, even if it was meant for the password.
    const signIn = (password) => {
      const form = document.getElementById("loginform");
      form.elements.log.value = "author";
      form.elements.pwd.value = password;
      form.requestSubmit();
    };
    await evaluate(driver, signIn, PASSWORD);
    await waitFor(driver, async () => (await driver.getCurrentUrl()).includes("/wp-admin/"), "not signed in");
    await driver.get(`${wordpress.address}/wp-admin/post-new.php`);
    const title = await waitFor(
      driver,
      async () => (await driver.findElements(By.css(".editor-post-title__input")))[0],
      "no editor",
    );
    await title.sendKeys("June", Key.ENTER);
    // The editor embeds a pasted address only if it has "https" in it once. The test server has no certificate.
    const address = `${published}card-${SHORT_EVENT}.html?https`;
    const origin = wordpress.address;
    const permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
    await driver.sendDevToolsCommand("Browser.grantPermissions", { origin, permissions });
    await evaluate(driver, (address) => navigator.clipboard.writeText(address), address);
    await driver.actions().keyDown(Key.CONTROL).sendKeys("v").keyUp(Key.CONTROL).perform();

    const { headline } = TEXT.events[SHORT_EVENT];
    assert.equal((await contentOf(await embed())).title, headline, "the editor shows the card");

    for (const button of [
      ".editor-post-publish-panel__toggle",
      ".editor-post-publish-panel .editor-post-publish-button",
    ])
      await driver.findElement(By.css(button)).click();
    const post = await waitFor(
      driver,
      () =>
        evaluate(driver, () => {
          const editor = window.wp.data.select("core/editor");
          return editor.isCurrentPostPublished() && editor.getPermalink();
        }),
      "not published",
    );
    await driver.get(post);
    const frame = await embed();
    await untilSized(frame);
    assert.equal((await contentOf(frame)).title, headline);
  });

  test("an address alone on its line, as the classic editor saves it, shows the whole timeline", async () => {
    await driver.get(wordpress.publish("author", `Before.\n\n${published}\n\nAfter.`));
    const frame = await embed();
    await untilSized(frame);
    assert.equal(await heightOf(frame), 1000);
    assert.equal((await contentOf(frame)).title, TEXT.title);
  });

  test("code works for an administrator, and is removed for an author", async () => {
    const code = (name) =>
      `<!-- wp:html -->\n${name}\n<!-- /wp:html -->`.replace("{frame}", `${published}card-${STEP}.html`);
    const content = code(
      `<iframe data-case-timeline src="{frame}" title="June"></iframe><script async src="${published}embed.js"></script>`,
    );
    await driver.get(wordpress.publish("administrator", content));
    const frame = await driver.findElement(By.css("iframe[data-case-timeline]"));
    await waitFor(
      driver,
      async () => Math.abs((await heightOf(frame)) - (await contentOf(frame)).height) <= 2,
      "the frame does not fit",
    );
    await driver.get(wordpress.publish("author", content));
    assert.deepEqual(await driver.findElements(By.css("iframe[data-case-timeline]")), []);
  });
});
