// Writes the report: a Markdown file with tables, and plots as SVG files beside it.
import fs from "node:fs";
import path from "node:path";
import { integer, markdownTable } from "./format.mjs";
import { CATEGORIES } from "./lighthouse.mjs";
import { formatMetric, INTERACTION, METRICS } from "./metrics.mjs";
import { barPlot, growthPlot } from "./plots.mjs";
import { groupKey } from "./summary.mjs";
import { TARGET_HEADER, targetCells } from "./targets.mjs";

const BAR_METRICS = ["fcp", "lcp", "interactive", "blockingFromStart", "bytes", "memory"];
const GROWTH_METRICS = ["lcp", "blockingFromStart", "bytes", "memory", "elements"];

// Writes report.md and its plots into `folder`, in place of those of an earlier report.
export async function writeReport(folder, figures, summary, targets) {
  for (const name of fs.readdirSync(folder)) {
    if (/^plot-.*\.svg$/.test(name)) fs.rmSync(path.join(folder, name));
  }
  const sections = [
    "# Benchmark report",
    environment(figures),
    "## Targets",
    markdownTable(TARGET_HEADER, targets.map(targetCells)),
  ];
  for (const group of groups(figures, summary)) sections.push(...(await groupSections(folder, group)));
  sections.push(...(await growthSections(folder, figures, summary)));
  sections.push(...lighthouseSections(figures), ...errorSections(figures));
  fs.writeFileSync(path.join(folder, "report.md"), `${sections.join("\n\n")}\n`);
}

function environment({ started, machine, options, load }) {
  const { cores, memory, system, browser, node } = machine;
  return [
    `- ${started.slice(0, 16).replace("T", " ")} UTC; ${cores} cores, ${memory}, ${system}; ${browser}, Node ${node}`,
    `- load average at the end: ${load.toFixed(2)}`,
    `- ${options.runs} runs of each page with the case's own events, ${options.sizeRuns} with generated ones`,
    "- figures are medians, with the first and third quartile in brackets",
  ].join("\n");
}

// The contenders that were visited with the same events under the same conditions.
function groups({ contenders, conditions, visits }, summary) {
  const sizes = [...new Set(visits.map(({ size }) => size))];
  return sizes.flatMap((size) =>
    Object.entries(conditions).map(([condition, conditionName]) => {
      const ids = Object.keys(contenders).filter((contender) => summary[groupKey({ size, condition, contender })]);
      const pages = ids.map((id) => ({
        id,
        name: contenders[id],
        ...summary[groupKey({ size, condition, contender: id })],
      }));
      return { size, condition, conditionName, pages };
    }),
  );
}

async function groupSections(folder, { size, condition, conditionName, pages }) {
  const events = size === "own" ? "The case's own events" : `${integer(Number(size))} events`;
  const sections = [`## ${events}, ${conditionName}`, metricTable(pages), ...interactionTables(pages)];
  if (size === "own") {
    const images = [];
    for (const metric of BAR_METRICS) images.push(await barImage(folder, { condition, conditionName, pages }, metric));
    sections.push(images.filter(Boolean).join("\n"));
  }
  return sections;
}

function cell(metric, quartiles) {
  if (!quartiles) return "";
  const [q1, median, q3] = [quartiles.q1, quartiles.median, quartiles.q3].map((value) => formatMetric(metric, value));
  return `${median} (${q1}–${q3})`;
}

const withUnit = ({ title, unit }) => `${title}, ${unit}`;

function metricTable(pages) {
  const rows = Object.entries(METRICS).map(([id, metric]) => [
    withUnit(metric),
    ...pages.map((page) => cell(metric, page[id])),
  ]);
  if (pages.some(({ timeouts }) => timeouts)) {
    rows.push(["Visits that timed out", ...pages.map(({ timeouts }) => timeouts)]);
  }
  return markdownTable(["", ...pages.map(({ name }) => name)], rows);
}

function interactionTables(pages) {
  const rows = pages.flatMap(({ name, interactions }) =>
    Object.entries(interactions).map(([step, time]) => [`${name}: ${step}`, cell(INTERACTION, time)]),
  );
  return rows.length ? [markdownTable(["", withUnit(INTERACTION)], rows)] : [];
}

async function barImage(folder, { condition, conditionName, pages }, metric) {
  const rows = pages
    .filter((page) => page[metric])
    .map((page) => ({ name: page.name, isOurs: ["index", "embed"].includes(page.id), quartiles: page[metric] }));
  if (!rows.length) return "";
  return writePlot(folder, `plot-${condition}-${metric}.svg`, await barPlot(METRICS[metric], conditionName, rows));
}

async function growthSections(folder, { contenders, visits }, summary) {
  const sizes = [...new Set(visits.map(({ size }) => size))].filter((size) => size !== "own");
  if (sizes.length < 2) return [];
  const visited = Object.entries(contenders).filter(([id]) => visits.some(({ contender }) => contender === id));
  const names = visited.map(([, name]) => name);
  const images = [];
  for (const metric of GROWTH_METRICS) {
    const rows = visited.flatMap(([contender, name]) =>
      sizes.map((size) => {
        const group = summary[groupKey({ size, condition: "unthrottled", contender })];
        return { name, size: Number(size), median: group?.[metric]?.median };
      }),
    );
    // A logarithmic axis has no zero.
    const positive = rows.filter(({ median }) => median > 0);
    if (!positive.length) continue;
    const plot = await growthPlot(METRICS[metric], "unthrottled, logarithmic scales", names, positive);
    images.push(writePlot(folder, `plot-growth-${metric}.svg`, plot));
  }
  return ["## Growth with the number of events, unthrottled", images.join("\n")];
}

// Writes a plot and returns the Markdown that shows it.
function writePlot(folder, name, { svg, description }) {
  fs.writeFileSync(path.join(folder, name), svg);
  return `![${description}](${name})`;
}

function lighthouseSections({ lighthouse }) {
  if (!lighthouse.length) return [];
  const rows = lighthouse.map(({ page, scores, performance, failed }) => [
    page,
    ...Object.values(scores),
    performance.join(" "),
    failed.join("; "),
  ]);
  return [
    "## Lighthouse, phone",
    markdownTable(["page", ...CATEGORIES, "performance of each run", "failed audits"], rows),
  ];
}

// Exceptions and failed requests, each once for each contender.
function errorSections({ contenders, visits }) {
  const lines = visits.flatMap(({ contender, errors }) =>
    errors.map((error) => `- ${contenders[contender]}: ${error}`),
  );
  return lines.length ? ["## Errors in pages", [...new Set(lines)].join("\n")] : [];
}
