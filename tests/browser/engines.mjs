// The three browser engines: which are installed, and how each is started. What is not installed is
// told loudly and skipped. Chromium's own tests (browser.mjs) do not need the others.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import { after } from "node:test";
import { Builder } from "selenium-webdriver";
import firefox from "selenium-webdriver/firefox.js";
import { browser, end } from "./browser.mjs";

const find = (...names) => {
  for (const name of names)
    for (const folder of process.env.PATH.split(":"))
      if (fs.existsSync(`${folder}/${name}`)) return `${folder}/${name}`;
};
// Debian keeps it in a folder named after the machine's kind and the library's version.
const miniBrowser = () => {
  const folders =
    fs.globSync?.("/usr/lib/*/webkit2gtk-4.*/MiniBrowser") ??
    fs
      .readdirSync("/usr/lib")
      .flatMap((kind) => ["4.1", "4.0"].map((version) => `/usr/lib/${kind}/webkit2gtk-${version}/MiniBrowser`));
  return find("MiniBrowser") ?? folders.find((file) => fs.existsSync(file));
};

// What was started here is ended here, the newest first, by its own handle.
const started = [];
after(async () => {
  for (const stop of started.reverse()) await stop();
});
const keep = (driver) => {
  let isOver = false;
  const stop = async () => {
    if (isOver) return;
    isOver = true;
    await driver.quit();
  };
  started.push(stop);
  driver.end = stop;
  return driver;
};
const child = (...values) => {
  const program = spawn(...values);
  started.push(() => program.kill());
  return program;
};

async function chromium(options) {
  const driver = await browser(options);
  driver.end = () => end(driver);
  return driver;
}

async function gecko({ script = true, width = 1280, height = 900 } = {}) {
  const options = new firefox.Options();
  options.addArguments("-headless", `--width=${width}`, `--height=${height}`);
  options.setBinary(find("firefox-esr", "firefox"));
  if (!script) options.setPreference("javascript.enabled", false);
  const driver = await new Builder()
    .forBrowser("firefox")
    .setFirefoxOptions(options)
    .setFirefoxService(new firefox.ServiceBuilder(find("geckodriver")))
    .build();
  await driver.manage().window().setRect({ width, height });
  return keep(driver);
}

const freePort = () =>
  new Promise((ready) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => ready(port));
    });
  });

// WebKitGTK has no windows without a screen: one that nobody sees is made for it.
let screen;
const display = async () => {
  if (process.env.DISPLAY) return process.env.DISPLAY;
  const server = child(find("Xvfb"), ["-displayfd", "3", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  return `:${await new Promise((ready) => server.stdio[3].once("data", (number) => ready(String(number).trim())))}`;
};

async function webkit({ script = true, width = 1280, height = 900 } = {}) {
  screen ??= display();
  // Its driver serves one browser only.
  const port = await freePort();
  child(find("WebKitWebDriver"), [`--port=${port}`], {
    stdio: "ignore",
    env: { ...process.env, DISPLAY: await screen, LIBGL_ALWAYS_SOFTWARE: "1" },
  });
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(`${address}/status`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    await new Promise((next) => setTimeout(next, 50));
  }
  const args = ["--automation", ...(script ? [] : ["--enable-javascript=false"])];
  const driver = await new Builder()
    .usingServer(address)
    .withCapabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": { binary: miniBrowser(), args } })
    .build();
  await driver.manage().window().setRect({ width, height });
  return keep(driver);
}

const runs = (program) => Boolean(program) && spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
const lacks = (parts) =>
  Object.entries(parts)
    .filter(([, found]) => !found)
    .map(([name]) => name)
    .join(", ");
const isScreen = Boolean(process.env.DISPLAY || find("Xvfb"));

// Each engine: its name, what is missing for it (nothing where it can run), how to start it, and whether
// its driver can print.
export const ENGINES = [
  {
    name: "Chromium",
    lacks: lacks({
      chromium: find("chromium", "chromium-browser", "google-chrome"),
      chromedriver: runs(find("chromedriver")),
    }),
    start: chromium,
    prints: true,
  },
  {
    name: "Firefox",
    lacks: lacks({ "firefox-esr": runs(find("firefox-esr", "firefox")), geckodriver: runs(find("geckodriver")) }),
    start: gecko,
    prints: true,
  },
  {
    name: "WebKitGTK",
    lacks: lacks({ "webkit2gtk-driver": find("WebKitWebDriver") && miniBrowser(), xvfb: isScreen }),
    start: webkit,
    prints: false,
  },
];
