// The plots of the report. Vega renders them to SVG without a DOM.
import * as vega from "vega";
import { compile } from "vega-lite";
import { integer } from "./format.mjs";
import { formatMetric } from "./metrics.mjs";

const INK = "#1c1a17";
const OURS = "#96371f";
const OTHERS = "#a39d92";
// Contenders differ in shape as well as in color.
const COLORS = ["#96371f", "#c77700", "#1f5a96", "#2f7d4f", "#5b4a8a"];
const SHAPES = ["circle", "diamond", "square", "triangle-up", "cross"];

const CONFIG = {
  background: "white",
  padding: 12,
  font: "system-ui, sans-serif",
  title: { anchor: "start", color: INK, fontSize: 14, subtitleColor: INK, subtitleFontSize: 12, offset: 8 },
  axis: { labelColor: INK, labelFontSize: 12, titleColor: INK, titleFontSize: 12, titleFontWeight: "normal" },
  legend: { labelColor: INK, labelFontSize: 12, labelLimit: 0, symbolSize: 90 },
  view: { stroke: null },
};

// Horizontal bars for medians, with a line from the first to the third quartile. `rows` are
// `{ name, isOurs, quartiles }`. Returns the SVG and its description for the alternative text.
export async function barPlot(metric, subtitle, rows) {
  const { title, unit, divisor } = metric;
  const values = rows.map(({ name, isOurs, quartiles: { q1, median, q3 } }) => ({
    name,
    isOurs,
    label: formatMetric(metric, median),
    q1: q1 / divisor,
    median: median / divisor,
    q3: q3 / divisor,
  }));
  const description = `${title}, ${unit}: ${values.map(({ name, label }) => `${name} ${label}`).join(", ")}`;
  const max = Math.max(...values.map(({ q3 }) => q3));
  // Leaves room for the labels beside the bars.
  const scale = { domain: [0, max * 1.3 || 1], nice: false };
  const axis = { title: unit, grid: true, tickCount: 4 };
  const svg = await toSvg({
    title: { text: title, subtitle },
    description,
    data: { values },
    width: 280,
    height: { step: 26 },
    encoding: { y: { field: "name", sort: null, axis: { title: null, ticks: false, domain: false, labelPadding: 8 } } },
    layer: barLayers(scale, axis),
  });
  return { svg, description };
}

// The bar of a contender, the line between its quartiles, and its label.
function barLayers(scale, axis) {
  const quantity = (field) => ({ field, type: "quantitative" });
  const color = { condition: { test: "datum.isOurs", value: OURS }, value: OTHERS };
  return [
    {
      mark: { type: "bar", height: 16 },
      encoding: { x: { ...quantity("median"), scale, axis }, color },
    },
    {
      mark: { type: "rule", color: INK, strokeWidth: 1.5 },
      encoding: { x: quantity("q1"), x2: { field: "q3" } },
    },
    {
      mark: { type: "text", align: "left", dx: 6, color: INK, fontSize: 12 },
      encoding: { x: quantity("q3"), text: { field: "label" } },
    },
  ];
}

// Lines over the number of events, both axes logarithmic. `names` are those of all contenders that were
// visited, so that each has the same color and shape in every plot; `rows` are `{ name, size, median }`.
export async function growthPlot(metric, subtitle, names, rows) {
  const { title, unit, divisor } = metric;
  const values = rows.map(({ name, size, median }) => ({ name, size, median: median / divisor }));
  const sizes = [...new Set(rows.map(({ size }) => size))];
  const figuresOf = (name) => rows.filter((row) => row.name === name).map(({ median }) => formatMetric(metric, median));
  const lines = names.map((name) => `${name} ${figuresOf(name).join(" / ")}`);
  const description = `${title}, ${unit}, with ${sizes.map(integer).join(" / ")} events: ${lines.join(", ")}`;
  const scale = { type: "log" };
  const byName = (range) => ({ field: "name", scale: { domain: names, range }, legend: { title: null } });
  const svg = await toSvg({
    title: { text: title, subtitle },
    description,
    data: { values },
    width: 300,
    height: 220,
    mark: { type: "line", strokeWidth: 1.5, point: { filled: true, size: 70 } },
    encoding: {
      x: { field: "size", type: "quantitative", scale, axis: { title: "events", values: sizes, format: "," } },
      y: { field: "median", type: "quantitative", scale, axis: { title: unit, format: ",~r", tickCount: 3 } },
      color: byName(COLORS),
      shape: byName(SHAPES),
    },
  });
  return { svg, description };
}

function toSvg(spec) {
  const view = new vega.View(vega.parse(compile({ ...spec, config: CONFIG }).spec), { renderer: "none" });
  return view.toSVG().finally(() => view.finalize());
}
