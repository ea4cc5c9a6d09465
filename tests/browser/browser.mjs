// Helpers that drive Chromium: they open pages, act on them and read them. `cargo xtask test` serves the folder and sets
// its address. Nothing waits for a fixed time, only for conditions; see `TIME_LIMIT`.
import assert from "node:assert/strict";
import { after, afterEach } from "node:test";
import { Builder, By, Key, logging } from "selenium-webdriver";
import chrome from "selenium-webdriver/chrome.js";
import { ADDRESS } from "../dist.mjs";

export * from "../dist.mjs";
export { By, Key };

// The time limit of every condition, in milliseconds: far longer than it should take. On a slow machine,
// CASE_TIMELINE_SLOWNESS=3 makes the limit three times as long.
export const TIME_LIMIT = 30_000 * Number(process.env.CASE_TIMELINE_SLOWNESS ?? 1);
// The interval at which a condition is evaluated. The default of Selenium, 200 ms, would take most of the test time.
const POLL_INTERVAL = 20;

const running = new Set();
after(async () => {
  for (const driver of running) await end(driver);
});

// Ends a browser before the end of its test file.
export async function end(driver) {
  running.delete(driver);
  await driver.quit();
}

// Waits until a condition holds, and fails with the message after the time limit.
export const waitFor = (driver, condition, message) => driver.wait(condition, TIME_LIMIT, message, POLL_INTERVAL);

// Starts a browser, which ends with the test file. `requests` enables the log of requests.
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
    // Screenshots have the colors of the page on every system.
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

// Emulates a viewport in pixels, disabled script, media features such as `{ "prefers-color-scheme": "dark" }`, a medium,
// a slower processor. Everything else is reset to the defaults.
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

// Runs a function with an emulation, and resets it also when the function throws.
export async function emulating(driver, view, run) {
  await emulate(driver, view);
  try {
    return await run();
  } finally {
    await emulate(driver);
  }
}

// Runs a function; until it has returned or thrown, each page runs the script before all others.
export async function injecting(driver, source, run) {
  const { identifier } = await driver.sendAndGetDevToolsCommand("Page.addScriptToEvaluateOnNewDocument", { source });
  try {
    return await run();
  } finally {
    await driver.sendDevToolsCommand("Page.removeScriptToEvaluateOnNewDocument", { identifier });
  }
}

const untilAttribute = (driver, attribute) =>
  waitFor(
    driver,
    () => evaluate(driver, "return document.documentElement.hasAttribute(arguments[0])", attribute),
    `no ${attribute}`,
  );
// Waits until the app has hydrated the page.
export const untilHydrated = (driver) => untilAttribute(driver, "data-live");
// Waits until the page has changed to the static fallback.
export const untilStatic = (driver) => untilAttribute(driver, "data-static");

// Opens a page and waits until the app has hydrated it.
export async function openHydrated(driver, page = "") {
  await driver.get("about:blank");
  await driver.get(ADDRESS + page);
  await untilHydrated(driver);
  await settled(driver);
}

// Waits for two animation frames and a task, after which the effects of an event are complete. Without script a page has
// no animation frames; there a command of the driver returns after its effects.
export const settled = async (driver) => {
  if (driver.isScriptless) return;
  await driver.executeAsyncScript(
    "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));",
  );
};

export const text = async (driver, selector) => (await driver.findElement(By.css(selector))).getText();
export const click = async (driver, selector) => {
  const element = await driver.findElement(By.css(selector));
  // Content near the viewport is laid out only then (`content-visibility`), which may move the element once.
  for (let time = 0; time < 2; time += 1) {
    await driver.executeScript("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element);
    await settled(driver);
  }
  await element.click();
  await settled(driver);
};
// Presses keys in sequence.
export const press = async (driver, ...keys) => {
  await driver
    .actions()
    .sendKeys(...keys)
    .perform();
  await settled(driver);
};
// Sets the value of a field at once, as pasting does, and dispatches the event that reports the change.
export const setValue = async (driver, id, value, type = "input") => {
  await evaluate(
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
  await evaluate(driver, () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  await settled(driver);
};
// Evaluates a script or a function in the page and returns its result.
export const evaluate = (driver, script, ...values) => driver.executeScript(script, ...values);
export const isHydrated = (driver) => evaluate(driver, "return document.documentElement.hasAttribute('data-live')");
// Whether a part of an element is in the viewport.
export const isInView = (driver, id) =>
  evaluate(
    driver,
    "const box = document.getElementById(arguments[0]).getBoundingClientRect(); return box.height > 0 && box.top < innerHeight && box.bottom > 0;",
    id,
  );

// The warnings and errors in the console since the last call.
export async function consoleErrors(driver) {
  const entries = await driver.manage().logs().get(logging.Type.BROWSER);
  return entries.filter((entry) => entry.level.value >= logging.Level.WARNING.value).map((entry) => entry.message);
}
// Asserts after each test of the file that the console has no messages except those that `isExpected` accepts.
export const checkConsole = (driver, isExpected = () => false) =>
  afterEach(async () => {
    const errors = await consoleErrors(driver());
    assert.deepEqual(
      errors.filter((error) => !isExpected(error)),
      [],
    );
  });
// The addresses of all requests since the last call, in a browser with `requests`.
export async function requests(driver) {
  const entries = await driver.manage().logs().get(logging.Type.PERFORMANCE);
  const events = entries.map((entry) => JSON.parse(entry.message).message);
  return events
    .filter((event) => event.method === "Network.requestWillBeSent")
    .map((event) => event.params.request.url);
}
