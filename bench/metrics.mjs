// The metrics of a visit, and how their figures are formatted: divided by `divisor` a figure is in `unit`, and it has
// that many decimal `digits`.

const time = (title) => ({ title, unit: "ms", divisor: 1, digits: 0 });
const transfer = (title) => ({ title, unit: "kB", divisor: 1_000, digits: 1 });
const memory = (title) => ({ title, unit: "MB", divisor: 1_000_000, digits: 1 });
const count = (title) => ({ title, unit: "number", divisor: 1, digits: 0 });

export const METRICS = {
  fcp: time("First contentful paint"),
  lcp: time("Largest contentful paint"),
  readable: time("Text readable"),
  interactive: time("Responds to a click"),
  blocking: time("Total blocking time, after the first paint"),
  blockingFromStart: time("Blocking time from the start"),
  bytesUntilReadable: transfer("Transferred until readable"),
  requestsUntilReadable: count("Requests until readable"),
  bytes: transfer("Transferred in total"),
  requests: count("Requests in total"),
  layoutShift: { title: "Layout shift", unit: "score", divisor: 1, digits: 3 },
  script: time("Script time"),
  layout: time("Layout time"),
  task: time("Task time"),
  heap: memory("JavaScript heap after garbage collection"),
  memory: memory("Heap, browser objects and buffers"),
  elements: count("Elements"),
};

export const INTERACTION = time("From the click or key to the next paint");

// A figure in the unit of its metric.
export function formatMetric({ divisor, digits }, value) {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return (value / divisor).toLocaleString("en-US", options);
}
