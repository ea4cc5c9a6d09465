// The targets, one row each: its name, our figure, the other's, their ratio, the target, and whether it is met.
// `isMet` is undefined in a row that is there for comparison only.
import { decimal, integer, milliseconds } from "./format.mjs";
import { groupKey } from "./summary.mjs";

const OURS = ["index", "embed"];
const PEERS = ["timelinejs", "vis", "chrono"];

// `summary` comes from `summarize`. What was not measured has no row.
export function evaluateTargets(figures, summary) {
  const at = (size, condition, contender) => summary[groupKey({ size, condition, contender })];
  return [
    ...OURS.flatMap((id) => pageTargets(figures.contenders, id, (contender) => at("own", "phone", contender))),
    ...thousandEventTargets(figures.contenders, (contender) => at("1000", "phone", contender)),
    ...interactionTargets(at("5000", "unthrottled", "index")),
    ...growthTargets(figures, (size) => at(size, "unthrottled", "index")),
    ...buildTargets(figures),
    ...figures.lighthouse.map(lighthouseTarget),
  ];
}

export const TARGET_HEADER = ["target", "ours", "theirs", "ratio", "limit", "result"];

export function targetCells({ name, ours, theirs = "", ratio, target, isMet }) {
  const result = isMet === undefined ? "" : isMet ? "met" : "MISSED";
  return [name, ours, theirs, ratio === undefined ? "" : ratio.toFixed(2), target, result];
}

function pageTargets(names, id, at) {
  const name = names[id];
  const own = at(id);
  if (!own || !PEERS.every(at)) return [];
  const timelineJs = (metric) => [names.timelinejs, at("timelinejs")[metric]];
  const best = (metric) =>
    PEERS.map((peer) => [names[peer], at(peer)[metric]]).reduce((a, b) => (median(b) < median(a) ? b : a));
  const compare = (label, metric, other, factor, format = milliseconds) =>
    ratioTarget(`${name}: ${label}`, own[metric], other(metric), factor, format);
  return [
    compare("first contentful paint", "fcp", timelineJs, 0.35),
    compare("first contentful paint, ahead of all", "fcp", best, 1),
    forComparison(compare("text readable", "readable", best, 1)),
    compare("largest contentful paint", "lcp", timelineJs, 0.25),
    compare("total blocking time", "blocking", best, 0.1),
    forComparison(compare("blocking time from the start", "blockingFromStart", best, 0.1)),
    compare("responds to a click", "interactive", timelineJs, 0.8),
    {
      name: `${name}: links and details work once the text is readable`,
      ours: own.nativeControls ? "yes" : "no",
      target: "yes",
      isMet: own.nativeControls,
    },
    compare("bytes until readable", "bytesUntilReadable", timelineJs, 0.4, integer),
    compare("bytes in total", "bytes", timelineJs, 1.25, integer),
    limitTarget(`${name}: layout shift`, own.layoutShift?.max, 0, decimal),
  ];
}

const median = ([, quartiles]) => quartiles?.median ?? Number.POSITIVE_INFINITY;

function thousandEventTargets(names, at) {
  const own = at("index");
  const other = at("timelinejs");
  if (!own || !other) return [];
  const compare = (label, metric) =>
    ratioTarget(
      `1,000 events: ${label}`,
      own[metric],
      [names.timelinejs, other[metric]],
      0.1,
      milliseconds,
      other.timeouts,
    );
  return [
    compare("largest contentful paint", "lcp"),
    compare("total blocking time", "blocking"),
    forComparison(compare("blocking time from the start", "blockingFromStart")),
  ];
}

function interactionTargets(own) {
  return Object.entries(own?.interactions ?? {}).map(([name, time]) =>
    limitTarget(`5,000 events, unthrottled: ${name} to next paint`, time?.median, 100, milliseconds),
  );
}

// One more event must not cost more between 1,000 and 5,000 events than between 100 and 1,000. Bytes are
// exact; everything else is measured and may be off by a quarter.
function growthTargets(figures, at) {
  const metric = (name) => (size) => at(size)?.[name]?.median;
  const costs = [
    ["bytes", metric("bytes"), integer, 1.02],
    ["largest contentful paint", metric("lcp"), milliseconds, 1.25],
    ["memory", metric("memory"), integer, 1.25],
    ["build time", (size) => figures.prerender[size], milliseconds, 1.25],
  ];
  return costs.flatMap(([label, cost, format, tolerance]) => {
    const [few, some, many] = ["100", "1000", "5000"].map(cost);
    if (few === undefined || some === undefined || many === undefined) return [];
    const before = (some - few) / 900;
    const after = (many - some) / 4_000;
    return {
      name: `per event: ${label}, 1,000 to 5,000 against 100 to 1,000`,
      ours: format(after, 3),
      theirs: format(before, 3),
      ratio: after / before,
      target: `≤ ${tolerance}`,
      isMet: after <= Math.max(before, 0) * tolerance,
    };
  });
}

function buildTargets({ prerender, build }) {
  const targets = [
    ["prerendering 5,000 events in all languages", prerender[5000], 10_000],
    ["release build from a warm cache", build.release, 60_000],
    ["changed content to served page", build.content, 5_000],
  ];
  return targets
    .filter(([, value]) => value !== undefined)
    .map(([name, value, limit]) => limitTarget(name, value, limit, milliseconds));
}

function lighthouseTarget({ page, scores }) {
  const values = Object.values(scores);
  return {
    name: `Lighthouse, phone: ${page}`,
    ours: values.join(" / "),
    target: values.map(() => 100).join(" / "),
    isMet: values.every((score) => score === 100),
  };
}

// Met if our median is at most `factor` times the other's. Where the other reached nothing, ours is ahead.
function ratioTarget(name, own, [otherName, other], factor, format, timeouts = 0) {
  const target = `≤ ${factor} × ${otherName}`;
  if (!own) return { name, ours: "not reached", target, isMet: false };
  if (!other) return { name, ours: format(own.median), theirs: "not reached", target, isMet: true };
  return {
    name,
    ours: format(own.median),
    theirs: `${format(other.median)}${timeouts ? " or more" : ""}`,
    ratio: other.median > 0 ? own.median / other.median : undefined,
    target,
    isMet: own.median <= other.median * factor,
  };
}

function limitTarget(name, value, limit, format) {
  return {
    name,
    ours: value === undefined ? "not measured" : format(value),
    target: `≤ ${format(limit)}`,
    isMet: value !== undefined && value <= limit,
  };
}

const forComparison = (row) => ({ ...row, target: "(for comparison)", isMet: undefined });
