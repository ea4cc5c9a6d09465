// Measures the built folder side by side with what newsrooms use instead. `cargo xtask bench` builds the
// folder, times the builds and calls this; see docs/performance.md for what is measured and why.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { execFileSync } from "node:child_process";
import { generate } from "./generate.mjs";
import { grade } from "./lighthouse.mjs";
import { CONDITIONS, launch, visit } from "./measure.mjs";
import { files, prerender } from "./pages.mjs";
import { chrono, timelineJs, vis } from "./peers.mjs";
import { PROBES } from "./probes.mjs";
import { report } from "./report.mjs";
import { serve } from "./serve.mjs";
import { story } from "./events.mjs";
import { summary } from "./summary.mjs";
import { table, targets } from "./targets.mjs";

const CONTENDERS = { index: "this page", embed: "this embed", timelinejs: "TimelineJS 3.9.11", vis: "vis-timeline 8.5.4", chrono: "react-chrono 3.3.3" };
const SIZES = [100, 1_000, 5_000];
// Until when a visit must be quiet, in milliseconds.
const LIMIT = 60_000;

const setting = (name) => process.env[name] ?? fail(`${name} is not set: run \`cargo xtask bench\``);
const root = setting("CASE_TIMELINE_ROOT");
const prerenderer = setting("CASE_TIMELINE_PRERENDERER");
const dist = path.join(root, "dist");
const into = path.join(root, "target/bench");
const kept = path.join(into, "packed");
const options = read(process.argv.slice(2));

const figures = { begun: new Date().toISOString(), machine: machine(), options, contenders: CONTENDERS, conditions: Object.fromEntries(Object.entries(CONDITIONS).map(([id, { name }]) => [id, name])), visits: [], sizes: {}, prerender: {}, build: built(), lighthouse: [] };
const browser = await launch(chromium());
try {
  if (wants("page")) await compare("own", path.join(root, "static/data"), dist, options.runs, 1);
  for (const size of SIZES.filter((size) => wants("scale") || (wants("build") && size === SIZES.at(-1)))) {
    const data = path.join(into, `data-${size}`);
    generate(path.join(root, "static/data"), data, size);
    execFileSync(prerenderer, ["--check"], { cwd: root, env: { ...process.env, CASE_TIMELINE_DATA: data }, stdio: ["ignore", "ignore", "inherit"] });
    const folder = path.join(into, `dist-${size}`);
    figures.prerender[size] = prerender({ root, dist, prerenderer, data, into: folder });
    say(`prerendered ${size} events in ${(figures.prerender[size] / 1_000).toFixed(1)} s`);
    if (wants("scale")) await compare(String(size), data, folder, options.sizeRuns, 0);
  }
  if (wants("lighthouse")) figures.lighthouse = await grade(await serve(all(dist), kept), dist, browser, options.lighthouseRuns, say);
} finally {
  await browser.close();
}
figures.ended = new Date().toISOString();
figures.load = os.loadavg()[0];
const medians = summary(figures.visits);
const rows = targets(figures, medians);
fs.writeFileSync(path.join(into, "figures.json"), JSON.stringify({ ...figures, medians, targets: rows }, null, 1));
fs.writeFileSync(path.join(into, "report.html"), report(figures, medians, rows));
console.log(table(rows));
const missed = rows.filter(({ isMet }) => isMet === false);
console.log(`\n${rows.filter(({ isMet }) => isMet).length} targets met, ${missed.length} missed. The report is target/bench/report.html, the figures target/bench/figures.json.`);
for (const { what, ours, target } of missed) console.log(`missed: ${what}: ${ours}, the target is ${target}`);
process.exit(missed.length ? 1 : 0);

// Serves every contender with the same events and lets them take turns, so that whatever the machine does
// besides is shared out evenly.
async function compare(size, data, folder, runs, warmups) {
  const told = story(data);
  const own = await serve(files(folder), kept);
  const peers = { timelinejs: await serve(await timelineJs(told), kept), vis: await serve(await vis(told), kept), chrono: await serve(await chrono(told), kept) };
  figures.sizes[size] = { index: own.sizes, ...Object.fromEntries(Object.entries(peers).map(([id, { sizes }]) => [id, sizes])) };
  const addresses = { index: `${own.address}index.html`, embed: `${own.address}embed.html`, ...Object.fromEntries(Object.entries(peers).map(([id, { address }]) => [id, address])) };
  const ids = Object.keys(addresses).filter((id) => options.contenders.includes(id));
  for (const condition of Object.keys(CONDITIONS)) {
    say(`${size === "own" ? "the case's own" : size} events, ${CONDITIONS[condition].name}: ${runs} runs each`);
    const lost = new Map();
    for (let run = -warmups; run < runs; run++) {
      for (const place of ids.keys()) {
        const contender = ids[(place + Math.max(run, 0)) % ids.length];
        // Who did not get there twice will not get there a third time.
        if ((lost.get(contender) ?? 0) >= 2) continue;
        const seen = await visit(browser, { address: addresses[contender], probes: PROBES[contender], condition, limit: LIMIT }).catch((trouble) => ({ timedOut: true, troubles: [String(trouble)] }));
        if (seen.timedOut) lost.set(contender, (lost.get(contender) ?? 0) + 1);
        if (run >= 0) figures.visits.push({ size, condition, contender, run, ...seen });
        process.stdout.write(seen.timedOut ? "x" : ".");
      }
    }
    process.stdout.write("\n");
  }
  for (const server of [own, ...Object.values(peers)]) server.stop();
}

function read(given) {
  const value = (flag) => (given.includes(flag) ? given[given.indexOf(flag) + 1] : undefined);
  const runs = Number(value("--runs") ?? (given.includes("--quick") ? 2 : 7));
  if (!(runs >= 1)) fail("--runs: not a number of runs");
  return {
    runs,
    // As many as Lighthouse advises.
    lighthouseRuns: Math.min(runs, 5),
    // Sizes differ by factors, not by percents.
    sizeRuns: Math.min(runs, Number(value("--size-runs") ?? 3)),
    only: (value("--only") ?? "page,scale,build,lighthouse").split(","),
    contenders: (value("--contenders") ?? Object.keys(CONTENDERS).join(",")).split(","),
  };
}

function wants(part) {
  return options.only.includes(part);
}

function say(words) {
  console.log(`   ${words}`);
}

function fail(words) {
  console.error(words);
  process.exit(2);
}

// Every file of a folder.
function all(folder) {
  return Object.fromEntries(fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
    const file = path.join(entry.parentPath, entry.name);
    return [path.relative(folder, file), fs.readFileSync(file)];
  }));
}

// What `cargo xtask bench` timed before it called this.
function built() {
  const file = path.join(into, "build.json");
  return wants("build") && fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
}

function chromium() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const found = process.env.PATH.split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => fs.existsSync(file));
  return found ?? fail("Chromium is not in the path");
}

function machine() {
  const version = execFileSync(chromium(), ["--version"], { stdio: ["ignore", "pipe", "ignore"] }).toString().trim();
  return { cores: os.cpus().length, memory: `${Math.round(os.totalmem() / 2 ** 30)} GB`, system: `${os.type()} ${os.arch()}`, node: process.version, browser: version.replace(/ built on.*/, "") };
}
