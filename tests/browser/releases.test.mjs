// A page that a browser or a CDN has stored, and the files of a later release.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { CASE } from "../content.mjs";
import { server } from "../server.mjs";
import { copyOfDist, scratch, xtask } from "../xtask.mjs";
import { browser, DIST, evaluate, isHydrated, readText, untilHydrated, untilStatic } from "./browser.mjs";

let driver;
before(async () => {
  driver = await browser();
});

// A later release of the same pages: its app has another hash in its name.
function laterRelease(name) {
  const folder = copyOfDist(name);
  const [hash] = readText("index.html").match(/(?<=rel="modulepreload" href="\.\/app-)[0-9a-f]+/);
  const later = hash.replace(/./g, (digit) => (15 - parseInt(digit, 16)).toString(16));
  for (const file of fs.readdirSync(folder)) {
    const from = path.join(folder, file);
    if (file.startsWith(`app-${hash}`)) fs.renameSync(from, path.join(folder, file.replace(hash, later)));
    else if (file.endsWith(".html")) fs.writeFileSync(from, fs.readFileSync(from, "utf8").replaceAll(hash, later));
  }
  return folder;
}
// The stored page, with all other files from a folder.
const storedPageWith = (folder) =>
  server.dist(
    {
      "index.html": (reply) => {
        reply.body = fs.readFileSync(path.join(DIST, "index.html"));
      },
    },
    folder,
  );
const APP_FILES = ["", ".br", ".gz"].length * [".js", "_bg.wasm"].length;

test("a stored page is readable with a release that lacks its app", async () => {
  await driver.get(storedPageWith(laterRelease("without")));
  await untilStatic(driver);
  assert.equal(await isHydrated(driver), false);
  assert.equal(await evaluate(driver, "return document.querySelectorAll('.event h4').length"), CASE.events.length);
});

test("a stored page is hydrated with a release that retains its app", async () => {
  const folder = laterRelease("with");
  const { output } = await xtask("retain", DIST, folder);
  assert.match(output, new RegExp(`^${APP_FILES} file\\(s\\)`));
  await driver.get(storedPageWith(folder));
  await untilHydrated(driver);
});

test("a release retains the app of the previous one, and of no other", async () => {
  const second = laterRelease("second");
  await xtask("retain", DIST, second);
  const third = copyOfDist("third");
  const { output } = await xtask("retain", second, third);
  assert.match(output, new RegExp(`^${APP_FILES} file\\(s\\)`));
});

test("a folder that is not a release folder is rejected", async () => {
  const { output, isSuccess } = await xtask("retain", scratch);
  assert.equal(isSuccess, false);
  assert.match(output, /index\.html/);
});
