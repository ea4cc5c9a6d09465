// A real Chromium on the built folder. `cargo xtask test` serves the folder and names its address.
import { after } from "node:test";
import { Builder, By, Key, logging } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import { ADDRESS } from "../dist.mjs";

export * from "../dist.mjs";
export { By, Key };

const open = new Set();
after(async () => {
  for (const driver of open) await end(driver);
});

// Ends a browser before its file is done.
export async function end(driver) {
  open.delete(driver);
  await driver.quit();
}

// Starts a browser; it is ended when the test file is done.
export async function browser({ script = true, width = 1280, height = 900, dark = false } = {}) {
  const options = new chrome.Options();
  options.addArguments(
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
  );
  if (!script) options.setUserPreferences({ "profile.managed_default_content_settings.javascript": 2 });
  const logs = new logging.Preferences();
  logs.setLevel(logging.Type.BROWSER, logging.Level.ALL);
  logs.setLevel(logging.Type.PERFORMANCE, logging.Level.ALL);
  options.setLoggingPrefs(logs);
  const driver = await new Builder().forBrowser("chrome").setChromeOptions(options).build();
  driver.isScriptless = !script;
  open.add(driver);
  await driver.sendDevToolsCommand("Emulation.setDeviceMetricsOverride", {
    width,
    height,
    deviceScaleFactor: 1,
    mobile: false,
  });
  if (dark)
    await driver.sendDevToolsCommand("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: "dark" }],
    });
  return driver;
}

// Opens a page and waits until the program has taken it over.
export async function live(driver, page = "") {
  await driver.get("about:blank");
  await driver.get(ADDRESS + page);
  await driver.wait(() => driver.executeScript("return document.documentElement.hasAttribute('data-live')"), 20_000);
  await settled(driver);
}

// Two frames and a task later: whatever was to follow has followed. A page without script has no
// frames to ask for; what its links do is done by then.
export const settled = (driver) =>
  driver.isScriptless
    ? driver.sleep(100)
    : driver.executeAsyncScript(
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30)));",
      );

export const text = async (driver, selector) => (await driver.findElement(By.css(selector))).getText();
export const click = async (driver, selector) => {
  const element = await driver.findElement(By.css(selector));
  // What comes near the screen is laid out then, and may move what is to be clicked: the second time it stays.
  for (let time = 0; time < 2; time += 1) {
    await driver.executeScript("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element);
    await settled(driver);
  }
  await element.click();
  await settled(driver);
};
// Values of what a function finds in the page.
export const ask = (driver, script, ...values) => driver.executeScript(script, ...values);
// Is a record in view?
export const inView = (driver, id) =>
  ask(
    driver,
    "const box = document.getElementById(arguments[0]).getBoundingClientRect(); return box.height > 0 && box.top < innerHeight && box.bottom > 0;",
    id,
  );
// What went wrong so far, and forgets it.
export async function errors(driver) {
  const entries = await driver.manage().logs().get(logging.Type.BROWSER);
  return entries.filter((entry) => entry.level.value >= logging.Level.WARNING.value).map((entry) => entry.message);
}
// Every address that was asked for so far, and forgets it.
export async function requests(driver) {
  const entries = await driver.manage().logs().get(logging.Type.PERFORMANCE);
  const events = entries.map((entry) => JSON.parse(entry.message).message);
  return events
    .filter((event) => event.method === "Network.requestWillBeSent")
    .map((event) => event.params.request.url);
}
