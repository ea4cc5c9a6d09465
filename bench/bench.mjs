// Measures the built folder side by side with other timelines. `cargo xtask bench` builds the folder, times the
// builds and calls this; docs/performance.md says what is measured and why.
//
// Writes figures.json and report.md with its plots into target/bench. Exits with code 1 if a target is missed.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { compare } from "./compare.mjs";
import { describeMachine, findChromium, variable } from "./environment.mjs";
import { markdownTable } from "./format.mjs";
import { generate } from "./generate.mjs";
import { runLighthouse } from "./lighthouse.mjs";
import { CONTENDERS, readOptions } from "./options.mjs";
import { allFiles, prerender } from "./pages.mjs";
import { writeReport } from "./report.mjs";
import { serve } from "./serve.mjs";
import { summarize } from "./summary.mjs";
import { evaluateTargets, TARGET_HEADER, targetCells } from "./targets.mjs";
import { CONDITIONS, launch } from "./visit.mjs";

const SIZES = [100, 500];

const root = variable("CASE_TIMELINE_ROOT");
const prerenderer = variable("CASE_TIMELINE_PRERENDERER");
const caseData = path.join(root, "static/data");
const dist = path.join(root, "dist");
const output = path.join(root, "target/bench");
const cache = path.join(output, "compressed");
const options = readOptions(process.argv.slice(2));
const log = (message) => console.log(`   ${message}`);

async function measure() {
  fs.mkdirSync(output, { recursive: true });
  const chromium = findChromium();
  const conditions = Object.entries(CONDITIONS).map(([id, { name }]) => [id, name]);
  const figures = {
    started: new Date().toISOString(),
    machine: describeMachine(chromium),
    options,
    contenders: CONTENDERS,
    conditions: Object.fromEntries(conditions),
    visits: [],
    fileSizes: {},
    prerender: {},
    build: {},
    lighthouse: [],
  };
  const browser = await launch(chromium);
  try {
    for (const part of options.only) await PARTS[part]?.(figures, browser);
    await measureSizes(figures, browser);
  } finally {
    await browser.close();
  }
  return { ...figures, finished: new Date().toISOString(), load: os.loadavg()[0] };
}

// The parts of `--only` that measure the built folder; `measureSizes` has the others.
const PARTS = {
  page: (figures, browser) =>
    addComparison(figures, browser, "own", { data: caseData, folder: dist, runs: options.runs, warmups: 1 }),
  // What `cargo xtask bench` timed before it called this.
  build: (figures) => {
    figures.build = JSON.parse(fs.readFileSync(path.join(output, "build.json"), "utf8"));
  },
  lighthouse: async (figures, browser) => {
    const { address, stop } = await serve(allFiles(dist), cache);
    figures.lighthouse = await runLighthouse({ address, dist, browser, runs: options.lighthouseRuns, log });
    stop();
  },
};

// Generated cases: `scale` compares them with other timelines, `build` times prerendering of the largest.
async function measureSizes(figures, browser) {
  const has = (part) => options.only.includes(part);
  const sizes = has("scale") ? SIZES : has("build") ? SIZES.slice(-1) : [];
  for (const size of sizes) {
    const data = path.join(output, `data-${size}`);
    const folder = path.join(output, `dist-${size}`);
    generate(caseData, data, size);
    figures.prerender[size] = prerender({ root, dist, prerenderer, data, folder });
    log(`prerendered ${size} events in ${(figures.prerender[size] / 1_000).toFixed(1)} s`);
    if (has("scale")) {
      await addComparison(figures, browser, String(size), { data, folder, runs: options.sizeRuns, warmups: 0 });
    }
  }
}

async function addComparison(figures, browser, size, settings) {
  const { contenders } = options;
  const { visits, fileSizes } = await compare({ browser, contenders, cache, log, ...settings });
  figures.visits.push(...visits.map((visit) => ({ size, ...visit })));
  figures.fileSizes[size] = fileSizes;
}

const figures = await measure();
const summary = summarize(figures.visits);
const targets = evaluateTargets(figures, summary);
fs.writeFileSync(path.join(output, "figures.json"), JSON.stringify({ ...figures, summary, targets }, null, 1));
await writeReport(output, figures, summary, targets);

console.log(markdownTable(TARGET_HEADER, targets.map(targetCells)));
const missed = targets.filter(({ isMet }) => isMet === false);
console.log(`\n${targets.filter(({ isMet }) => isMet).length} targets met, ${missed.length} missed.`);
console.log("The report is target/bench/report.md, the figures target/bench/figures.json.");
for (const { name, ours, ratio, target } of missed) {
  const figure = ratio === undefined ? ours : `${ours}, ratio ${ratio.toFixed(2)}`;
  console.log(`missed: ${name}: ${figure}; the limit is ${target}`);
}
if (missed.length) process.exitCode = 1;
