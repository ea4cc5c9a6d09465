// Lighthouse scores for a phone: the page, the embed, the card of an event and the card of a step, in each language
// of the built folder. Scores vary, so the median run counts, as Lighthouse defines it.
import fs from "node:fs";
import path from "node:path";
import lighthouse from "lighthouse";
import { computeMedianRun } from "lighthouse/core/lib/median-run.js";

export const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

// Returns for each page its `scores` by category, the `performance` score of each run, and the audits that failed.
export async function runLighthouse({ address, dist, browser, runs, log }) {
  const { port } = new URL(browser.wsEndpoint());
  const options = { port: Number(port), output: "json", logLevel: "error", onlyCategories: CATEGORIES };
  const results = [];
  for (const page of pageNames(dist)) {
    const reports = [];
    while (reports.length < runs) reports.push((await lighthouse(`${address}${page}`, options)).lhr);
    const median = computeMedianRun(reports);
    const performance = reports.map((report) => scores(report).performance);
    const result = { page, scores: scores(median), performance, failed: failedAudits(median) };
    results.push(result);
    log([summaryLine(result), ...result.failed.map((audit) => `   ${audit}`)].join("\n   "));
  }
  return results;
}

const summaryLine = ({ page, scores, performance }) =>
  `Lighthouse ${page}: ${Object.values(scores).join(" / ")} (performance of each run: ${performance.join(" ")})`;

const scores = ({ categories }) =>
  Object.fromEntries(CATEGORIES.map((category) => [category, Math.round((categories[category].score ?? 0) * 100)]));

function failedAudits(report) {
  return CATEGORIES.filter((category) => scores(report)[category] < 100).flatMap((category) =>
    report.categories[category].auditRefs
      .filter(({ weight }) => weight > 0)
      .map(({ id }) => report.audits[id])
      .filter(({ score }) => score !== null && score < 1)
      .map(({ title, displayValue }) => `${category}: ${title}${displayValue ? ` (${displayValue})` : ""}`),
  );
}

function pageNames(dist) {
  const names = fs.readdirSync(dist);
  const suffixes = names.map((name) => name.match(/^index(\.[\w-]+)?\.html$/)).filter(Boolean);
  const card = (kind) => names.find((name) => isCardOf(kind, dist, name))?.replace(/\.html$/, "");
  const pages = ["index", "embed", card("event"), card("step")].filter(Boolean);
  return suffixes.flatMap(([, suffix = ""]) => pages.map((page) => `${page}${suffix}.html`));
}

const isCardOf = (kind, dist, name) =>
  /^card-[\w-]+\.html$/.test(name) && fs.readFileSync(path.join(dist, name), "utf8").includes(`class="${kind}__`);
