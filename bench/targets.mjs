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
    ...largeCaseTargets(figures.contenders, (contender) => at("500", "phone", contender)),
    ...interactionTargets(at("500", "unthrottled", "index")),
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
    compare("text readable", "readable", timelineJs, 0.45),
    compare("first contentful paint", "fcp", timelineJs, 0.5),
    forComparison(compare("largest contentful paint", "lcp", timelineJs, 0.5)),
    compare("responds to a click", "interactive", timelineJs, 1.1),
    limitTarget(`${name}: total blocking time`, own.blocking?.median, 50, milliseconds),
    forComparison(compare("blocking time from the start", "blockingFromStart", best, 0.5)),
    {
      name: `${name}: links and details work once the text is readable`,
      ours: own.nativeControls ? "yes" : "no",
      target: "yes",
      isMet: own.nativeControls,
    },
    forComparison(compare("bytes until readable", "bytesUntilReadable", timelineJs, 0.5, integer)),
    forComparison(compare("bytes in total", "bytes", timelineJs, 2, integer)),
    limitTarget(`${name}: layout shift`, own.layoutShift?.max, 0, decimal),
  ];
}

const median = ([, quartiles]) => quartiles?.median ?? Number.POSITIVE_INFINITY;

function largeCaseTargets(names, at) {
  const own = at("index");
  const other = at("timelinejs");
  if (!own || !other) return [];
  return [
    ratioTarget(
      "500 events: blocking time from the start",
      own.blockingFromStart,
      [names.timelinejs, other.blockingFromStart],
      0.5,
      milliseconds,
      other.timeouts,
    ),
  ];
}

function interactionTargets(own) {
  return Object.entries(own?.interactions ?? {}).map(([name, time]) =>
    limitTarget(`500 events, unthrottled: ${name} to next paint`, time?.median, 100, milliseconds),
  );
}

function buildTargets({ prerender, build }) {
  const targets = [
    ["prerendering 500 events in all languages", prerender[500], 5_000],
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
