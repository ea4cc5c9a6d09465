// The report: one file with tables and charts, drawn here so that nothing runs where it is read.
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { bytes, time } from "./targets.mjs";

const FIGURES = {
  fcp: ["First contentful paint", time],
  lcp: ["Largest contentful paint", time],
  readable: ["Text can be read", time],
  answers: ["Answers to a click", time],
  blocking: ["Total blocking time, after the first paint", time],
  blockingInAll: ["Blocking time from the start", time],
  bytesUntilReadable: ["Bytes until readable", bytes],
  requestsUntilReadable: ["Requests until readable", String],
  bytes: ["Bytes in all", bytes],
  requests: ["Requests in all", String],
  shift: ["Layout shift", (value) => value.toFixed(3)],
  script: ["Script time", time],
  layout: ["Layout time", time],
  task: ["Task time", time],
  heap: ["JavaScript heap after collection, bytes", bytes],
  memory: ["Heap, browser objects and buffers, bytes", bytes],
  elements: ["Elements", bytes],
};
const CHARTS = ["fcp", "lcp", "answers", "blockingInAll", "bytes", "memory"];

export function report(figures, medians, rows) {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const of = (size, condition) => Object.keys(figures.contenders).map((id) => [id, medians[`${size} ${condition} ${id}`]]).filter(([, found]) => found);
  const sizes = [...new Set(figures.visits.map(({ size }) => size))];
  const parts = [];
  for (const size of sizes) {
    for (const [condition, name] of Object.entries(figures.conditions)) {
      const found = of(size, condition);
      if (!found.length) continue;
      parts.push(`<h2>${size === "own" ? "The case’s own events" : `${bytes(size)} events`}, ${name}</h2>`, compared(figures, found), deeds(figures, found));
      if (size === "own") parts.push(`<div class="charts">${CHARTS.map((figure) => bars(document, figures, found, figure)).join("")}</div>`);
    }
  }
  if (sizes.length > 2) parts.push(`<h2>From 100 to 5,000 events, unthrottled</h2><div class="charts">${["lcp", "blockingInAll", "bytes", "memory", "elements"].map((figure) => growth(document, figures, medians, figure)).join("")}</div>`);
  const { cores, memory, system, node, browser } = figures.machine;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Side by side</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #1c1a17; background: #fbfaf7; }
table { border-collapse: collapse; font-size: 0.875rem; margin-block: 1rem; display: block; overflow-x: auto; }
th, td { padding: 0.25rem 0.75rem; border-bottom: 1px solid #d8d2c4; text-align: end; } th:first-child, td:first-child { text-align: start; }
.missed { color: #96371f; font-weight: 600; } small { color: #5d574c; } .charts { display: flex; flex-wrap: wrap; gap: 1.5rem; } figure { margin: 0; } figcaption { font-weight: 600; }
</style></head><body>
<h1>Side by side</h1>
<p>${figures.begun.slice(0, 10)}, ${cores} cores, ${memory}, ${system}, ${browser}, Node ${node}. ${figures.options.runs} counted runs each for the case’s own events, ${figures.options.sizeRuns} for generated ones. Medians; in small type the quartiles.</p>
<h2>Targets</h2>
<table><tr><th></th><th>ours</th><th>theirs</th><th>ratio</th><th>target</th><th></th></tr>
${rows.map(({ what, ours, theirs = "", ratio, target, isMet }) => `<tr><td>${what}</td><td>${ours}</td><td>${theirs}</td><td>${ratio === undefined ? "" : ratio.toFixed(2)}</td><td>${target}</td><td${isMet === false ? ' class="missed"' : ""}>${isMet === undefined ? "" : isMet ? "met" : "missed"}</td></tr>`).join("\n")}
</table>
${parts.join("\n")}
</body></html>
`;
}

const cell = (found, unit) => (found ? `${unit(found.median)}<br><small>${unit(found.low)} to ${unit(found.high)}</small>` : "");

function compared(figures, found) {
  const head = found.map(([id, { lost }]) => `<th>${figures.contenders[id]}${lost ? `<br><small>${lost} not quiet in a minute</small>` : ""}</th>`).join("");
  const lines = Object.entries(FIGURES).map(([figure, [name, unit]]) => `<tr><td>${name}</td>${found.map(([, all]) => `<td>${cell(all[figure], unit)}</td>`).join("")}</tr>`);
  return `<table><tr><th></th>${head}</tr>${lines.join("")}</table>`;
}

function deeds(figures, found) {
  const lines = found.flatMap(([id, { deeds }]) => Object.entries(deeds).map(([deed, all]) => `<tr><td>${figures.contenders[id]}: ${deed}</td><td>${cell(all, time)}</td></tr>`));
  return lines.length ? `<table><tr><th>From the click or key to the next paint</th><th></th></tr>${lines.join("")}</table>` : "";
}

function figure(document, title, options) {
  const svg = Plot.plot({ document, width: 420, marginLeft: 120, ...options });
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", title);
  return `<figure><figcaption>${title}</figcaption>${svg.outerHTML}</figure>`;
}

function bars(document, figures, found, name) {
  const data = found.filter(([, all]) => all[name]).map(([id, all]) => ({ who: figures.contenders[id], ...all[name], isOurs: id === "index" || id === "embed" }));
  return figure(document, FIGURES[name][0], {
    height: 190,
    x: { label: null, grid: true, zero: true },
    y: { label: null, domain: data.map(({ who }) => who) },
    marks: [Plot.barX(data, { y: "who", x: "median", fill: ({ isOurs }) => (isOurs ? "#96371f" : "#b0a99c") }), Plot.ruleY(data, { y: "who", x1: "low", x2: "high", stroke: "#1c1a17" })],
  });
}

function growth(document, figures, medians, name) {
  const data = Object.entries(medians).map(([key, all]) => [...key.split(" "), all[name]?.median]).filter(([size, condition, , median]) => size !== "own" && condition === "free" && median > 0).map(([size, , id, median]) => ({ size: Number(size), median, who: figures.contenders[id] }));
  return figure(document, FIGURES[name][0], {
    height: 260,
    marginLeft: 70,
    marginRight: 120,
    x: { type: "log", label: "events", ticks: [100, 1_000, 5_000], tickFormat: bytes },
    y: { type: "log", label: null, grid: true },
    marks: [Plot.line(data, { x: "size", y: "median", z: "who", stroke: ({ who }) => (who.startsWith("this") ? "#96371f" : "#7a7367") }), Plot.dot(data, { x: "size", y: "median", fill: ({ who }) => (who.startsWith("this") ? "#96371f" : "#7a7367") }), Plot.text(data, Plot.selectLast({ x: "size", y: "median", z: "who", text: "who", textAnchor: "start", dx: 6 }))],
  });
}
