// The three browser engines: how each is detected and started. The tests of an engine that is not installed are skipped
// with a notice, or fail with `--all` and in CI.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { after } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Builder } from "selenium-webdriver";
import firefox from "selenium-webdriver/firefox.js";
import { freePort } from "../server.mjs";
import { browser, end, TIME_LIMIT } from "./browser.mjs";

// Applications of macOS are not in the path.
const APPLICATIONS = {
  "google-chrome": "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  chromium: "/Applications/Chromium.app/Contents/MacOS/Chromium",
  firefox: "/Applications/Firefox.app/Contents/MacOS/firefox",
};
// The path of the first of these executables that is installed.
export function find(
  names,
  { platform = process.platform, searchPath = process.env.PATH, exists = fs.existsSync } = {},
) {
  const { delimiter, join } = platform === "win32" ? path.win32 : path.posix;
  const suffix = platform === "win32" ? ".exe" : "";
  const inFolders = (name) => searchPath.split(delimiter).map((folder) => join(folder, name + suffix));
  const applications = (name) => (platform === "darwin" && name in APPLICATIONS ? [APPLICATIONS[name]] : []);
  return names.flatMap((name) => [...inFolders(name), ...applications(name)]).find((file) => exists(file));
}
const CHROMIUM = ["chromium", "chromium-browser", "google-chrome"];
const FIREFOX = ["firefox-esr", "firefox"];

// On Debian its folder is named after the architecture and the version of the library.
const miniBrowser = () => {
  const folders = fs.existsSync("/usr/lib") ? fs.readdirSync("/usr/lib") : [];
  const files = folders.flatMap((folder) =>
    ["4.1", "4.0"].map((version) => `/usr/lib/${folder}/webkit2gtk-${version}/MiniBrowser`),
  );
  return find(["MiniBrowser"]) ?? files.find((file) => fs.existsSync(file));
};

// Everything that is started here ends with the test file, in reverse order.
const cleanups = [];
after(async () => {
  for (const stop of cleanups.reverse()) await stop();
});
const endWithFile = (driver) => {
  let hasEnded = false;
  driver.end = async () => {
    if (hasEnded) return;
    hasEnded = true;
    await driver.quit();
  };
  cleanups.push(driver.end);
  return driver;
};
const start = (...values) => {
  const child = spawn(...values);
  cleanups.push(() => child.kill());
  return child;
};

async function chromium(options) {
  const driver = await browser(options);
  driver.end = () => end(driver);
  return driver;
}

async function gecko({ script = true, width = 1280, height = 900 } = {}) {
  const options = new firefox.Options();
  options.addArguments("-headless", `--width=${width}`, `--height=${height}`);
  options.setBinary(find(FIREFOX));
  if (!script) options.setPreference("javascript.enabled", false);
  const driver = await new Builder()
    .forBrowser("firefox")
    .setFirefoxOptions(options)
    .setFirefoxService(new firefox.ServiceBuilder(find(["geckodriver"])))
    .build();
  await driver.manage().window().setRect({ width, height });
  driver.isScriptless = !script;
  return endWithFile(driver);
}

// WebKitGTK needs a display; without one, a virtual display is started.
let screen;
const display = async () => {
  if (process.env.DISPLAY) return process.env.DISPLAY;
  const server = start(find(["Xvfb"]), ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  return `:${await new Promise((resolve) => server.stdio[3].once("data", (number) => resolve(`${number}`.trim())))}`;
};

async function webkit({ script = true, width = 1280, height = 900 } = {}) {
  screen ??= display();
  // An instance of its driver serves one browser only.
  const port = await freePort();
  start(find(["WebKitWebDriver"]), [`--port=${port}`], {
    stdio: "ignore",
    env: { ...process.env, DISPLAY: await screen, LIBGL_ALWAYS_SOFTWARE: "1" },
  });
  const address = `http://127.0.0.1:${port}`;
  const isReady = () =>
    fetch(`${address}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
  const deadline = Date.now() + TIME_LIMIT;
  while (!(await isReady())) {
    if (Date.now() > deadline) throw new Error("WebKitWebDriver does not start");
    await sleep(20);
  }
  const args = ["--automation", ...(script ? [] : ["--enable-javascript=false"])];
  const driver = await new Builder()
    .usingServer(address)
    .withCapabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: miniBrowser(), args } })
    .build();
  await driver.manage().window().setRect({ width, height });
  driver.isScriptless = !script;
  return endWithFile(driver);
}

const runs = (file) => Boolean(file) && spawnSync(file, ["--version"], { stdio: "ignore" }).status === 0;
const lacks = (parts) =>
  Object.entries(parts)
    .filter(([, found]) => !found)
    .map(([name]) => name)
    .join(", ");
const hasScreen = Boolean(process.env.DISPLAY || find(["Xvfb"]));

// Each engine: its name, its missing programs (empty if it can run), the function that starts it, and whether its driver
// can print.
export const ENGINES = [
  {
    name: "Chromium",
    lacks: lacks({ chromium: find(CHROMIUM), chromedriver: runs(find(["chromedriver"])) }),
    start: chromium,
    prints: true,
  },
  {
    name: "Firefox",
    lacks: lacks({ "firefox-esr": runs(find(FIREFOX)), geckodriver: runs(find(["geckodriver"])) }),
    start: gecko,
    prints: true,
  },
  {
    name: "WebKitGTK",
    lacks: lacks({ "webkit2gtk-driver": find(["WebKitWebDriver"]) && miniBrowser(), xvfb: hasScreen }),
    start: webkit,
    prints: false,
  },
];
