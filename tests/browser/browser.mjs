// A real Chromium, its pages, and what a reader does with them. `cargo xtask test` serves the folder and names its
// address. Waiting ends with what is waited for; see `TIME_LIMIT`.
import assert from "node:assert/strict";
import { after, afterEach } from "node:test";
import { Builder, By, Key, logging } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import { ADDRESS } from "../dist.mjs";

export * from "../dist.mjs";
export { By, Key };

// How long anything is waited for, in milliseconds: far longer than it takes. On a machine that needs more,
// CASE_TIMELINE_SLOWNESS=3 makes every limit three times as long.
export const TIME_LIMIT = 30_000 * Number(process.env.CASE_TIMELINE_SLOWNESS ?? 1);
// How often a condition is looked at. Selenium's own interval of 200 ms is most of what a test would take.
const POLL_INTERVAL = 20;

const running = new Set();
after(async () => {
  for (const driver of running) await end(driver);
});

// Ends a browser before its file is done.
export async function end(driver) {
  running.delete(driver);
  await driver.quit();
}

// Waits until a condition holds, and fails with the message when it does not in time.
export const waitFor = (driver, condition, message) => driver.wait(condition, TIME_LIMIT, message, POLL_INTERVAL);

// Starts a browser; it ends with the test file. `requests` keeps a log of every request.
export async function browser({ requests = false, ...view } = {}) {
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
    // Colors in screenshots are those of the page on every system.
    "--force-color-profile=srgb",
  );
  const logs = new logging.Preferences();
  logs.setLevel(logging.Type.BROWSER, logging.Level.ALL);
  if (requests) logs.setLevel(logging.Type.PERFORMANCE, logging.Level.ALL);
  options.setLoggingPrefs(logs);
  const driver = await new Builder().forBrowser("chrome").setChromeOptions(options).build();
  await driver.manage().setTimeouts({ script: TIME_LIMIT });
  running.add(driver);
  await emulate(driver, view);
  return driver;
}

// What the browser pretends: the size of its window in pixels, whether script runs, media features such as
// `{ "prefers-color-scheme": "dark" }`, the medium, a slower processor. What is not named is as in a new browser.
export async function emulate(
  driver,
  { width = 1280, height = 900, script = true, features = {}, media = "", slowdown = 1, mobile = false } = {},
) {
  const send = (command, values) => driver.sendDevToolsCommand(`Emulation.${command}`, values);
  await send("setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile });
  await send("setScriptExecutionDisabled", { value: !script });
  await send("setEmulatedMedia", {
    media,
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
  await send("setCPUThrottlingRate", { rate: slowdown });
  driver.isScriptless = !script;
}

// Runs a test with an emulation, and takes it back also when the test fails.
export async function emulating(driver, view, run) {
  await emulate(driver, view);
  try {
    return await run();
  } finally {
    await emulate(driver);
  }
}

// Runs a script before every other in each page from now on, until `run` is done or has failed.
export async function injecting(driver, source, run) {
  const { identifier } = await driver.sendAndGetDevToolsCommand("Page.addScriptToEvaluateOnNewDocument", { source });
  try {
    return await run();
  } finally {
    await driver.sendDevToolsCommand("Page.removeScriptToEvaluateOnNewDocument", { identifier });
  }
}

const untilMarked = (driver, attribute) =>
  waitFor(
    driver,
    () => ask(driver, "return document.documentElement.hasAttribute(arguments[0])", attribute),
    `no ${attribute}`,
  );
// Waits until the app has hydrated the page.
export const untilHydrated = (driver) => untilMarked(driver, "data-live");
// Waits until the page has fallen back to what it is without the app.
export const untilStatic = (driver) => untilMarked(driver, "data-static");

// Opens a page and waits until the app has hydrated it.
export async function openHydrated(driver, page = "") {
  await driver.get("about:blank");
  await driver.get(ADDRESS + page);
  await untilHydrated(driver);
  await settled(driver);
}

// Two frames and a task later: what an event causes has happened. Without script a page has no frames of its own;
// there the driver's command returns after the browser has done what it was told.
export const settled = async (driver) => {
  if (driver.isScriptless) return;
  await driver.executeAsyncScript(
    "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));",
  );
};

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
// Presses keys one after the other.
export const press = async (driver, ...keys) => {
  await driver
    .actions()
    .sendKeys(...keys)
    .perform();
  await settled(driver);
};
// Sets the value of a field at once, as pasting does, and dispatches the event that reports the change.
export const setValue = async (driver, id, value, type = "input") => {
  await ask(
    driver,
    (id, value, type) => {
      const field = document.getElementById(id);
      field.value = value;
      field.dispatchEvent(new Event(type, { bubbles: true }));
    },
    id,
    value,
    type,
  );
  await settled(driver);
};
// Chooses a day in the date field, which also has the days outside the month.
export const requestDay = (driver, day) => setValue(driver, "other-day", day, "change");
// Opens every `details` element of the page.
export const openDetails = async (driver) => {
  await ask(driver, () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  await settled(driver);
};
// The value of a script's `return`.
export const ask = (driver, script, ...values) => driver.executeScript(script, ...values);
export const isHydrated = (driver) => ask(driver, "return document.documentElement.hasAttribute('data-live')");
// Is a record in view?
export const inView = (driver, id) =>
  ask(
    driver,
    "const box = document.getElementById(arguments[0]).getBoundingClientRect(); return box.height > 0 && box.top < innerHeight && box.bottom > 0;",
    id,
  );

// The warnings and errors in the console since this was last called.
export async function consoleErrors(driver) {
  const entries = await driver.manage().logs().get(logging.Type.BROWSER);
  return entries.filter((entry) => entry.level.value >= logging.Level.WARNING.value).map((entry) => entry.message);
}
// After each test of the file: nothing was reported in the console, but what `isExpected` accepts.
export const checkConsole = (driver, isExpected = () => false) =>
  afterEach(async () => {
    const errors = await consoleErrors(driver());
    assert.deepEqual(
      errors.filter((error) => !isExpected(error)),
      [],
    );
  });
// Every address requested since this was last called, in a browser with `requests`.
export async function requests(driver) {
  const entries = await driver.manage().logs().get(logging.Type.PERFORMANCE);
  const events = entries.map((entry) => JSON.parse(entry.message).message);
  return events
    .filter((event) => event.method === "Network.requestWillBeSent")
    .map((event) => event.params.request.url);
}
