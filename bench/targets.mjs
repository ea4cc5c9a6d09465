// The targets, each as a row: what, ours, the other's, the ratio, and whether it is met.

const PHONE = "slow-4g";
const OURS = ["index", "embed"];
const PEERS = ["timelinejs", "vis", "chrono"];

// `medians` are those of summary.mjs; what was not measured gives no row.
export function targets(figures, medians) {
  const at = (size, condition, contender) => medians[`${size} ${condition} ${contender}`];
  const rows = [];
  for (const id of OURS) {
    const own = at("own", PHONE, id);
    if (own && PEERS.every((peer) => at("own", PHONE, peer))) rows.push(...page(figures.contenders[id], own, (peer) => at("own", PHONE, peer)));
  }
  const thousand = at("1000", PHONE, "index");
  if (thousand && at("1000", PHONE, "timelinejs")) {
    const other = at("1000", PHONE, "timelinejs");
    rows.push(ratio("1,000 events: largest contentful paint", thousand.lcp, other.lcp, 0.1, "TimelineJS", time, other.lost));
    rows.push(ratio("1,000 events: total blocking time", thousand.blocking, other.blocking, 0.1, "TimelineJS", time, other.lost));
    rows.push(told(ratio("1,000 events: blocking time from the start", thousand.blockingInAll, other.blockingInAll, 0.1, "TimelineJS", time, other.lost)));
  }
  const most = at("5000", "free", "index");
  if (most) for (const [deed, found] of Object.entries(most.deeds)) rows.push(limit(`5,000 events, unthrottled: ${deed} to next paint`, found?.median, 100, time));
  if (at("100", "free", "index") && most) rows.push(...slopes(figures, at));
  if (figures.prerender[5000]) rows.push(limit("prerendering 5,000 events in all languages", figures.prerender[5000], 10_000, time));
  const { release, content } = figures.build;
  if (release) rows.push(limit("release build from a warm cache", release, 60_000, time));
  if (content) rows.push(limit("changed content to served page", content, 5_000, time));
  for (const { page, scores } of figures.lighthouse) rows.push({ what: `Lighthouse, phone: ${page}`, ours: Object.values(scores).join(" / "), target: "100 / 100 / 100 / 100", isMet: Object.values(scores).every((score) => score === 100) });
  return rows;
}

function page(name, own, peer) {
  const timelineJs = peer("timelinejs");
  const best = (figure) => PEERS.map((id) => [id, peer(id)[figure]]).filter(([, found]) => found).reduce((one, other) => (other[1].median < one[1].median ? other : one));
  const [first, quickest] = best("fcp");
  const [calm, calmest] = best("blocking");
  const [calmInAll, calmestInAll] = best("blockingInAll");
  const [readable, soonest] = best("readable");
  return [
    ratio(`${name}: first contentful paint`, own.fcp, timelineJs.fcp, 0.35, "TimelineJS", time),
    ratio(`${name}: first contentful paint, ahead of all`, own.fcp, quickest, 1, first, time),
    told(ratio(`${name}: text can be read`, own.readable, soonest, 1, readable, time)),
    ratio(`${name}: largest contentful paint`, own.lcp, timelineJs.lcp, 0.25, "TimelineJS", time),
    ratio(`${name}: total blocking time`, own.blocking, calmest, 0.1, calm, time),
    told(ratio(`${name}: blocking time from the start`, own.blockingInAll, calmestInAll, 0.1, calmInAll, time)),
    ratio(`${name}: answers to a click`, own.answers, timelineJs.answers, 0.8, "TimelineJS", time),
    { what: `${name}: links and details answer at first paint`, ours: own.early ? "yes" : "no", target: "yes", isMet: own.early },
    ratio(`${name}: bytes until readable`, own.bytesUntilReadable, timelineJs.bytesUntilReadable, 0.4, "TimelineJS", bytes),
    ratio(`${name}: bytes in all`, own.bytes, timelineJs.bytes, 1.25, "TimelineJS", bytes),
    limit(`${name}: layout shift`, own.shift.most, 0, (value) => value.toFixed(3)),
  ];
}

// What an event more costs between 1,000 and 5,000 must not exceed what it costs between 100 and 1,000.
// Bytes are exact; everything else is measured and may be a quarter off.
function slopes(figures, at) {
  const cost = {
    bytes: [(size) => at(size, "free", "index")?.bytes.median, bytes, 1.02],
    "largest contentful paint": [(size) => at(size, "free", "index")?.lcp?.median, time, 1.25],
    memory: [(size) => at(size, "free", "index")?.memory?.median, bytes, 1.25],
    "build time": [(size) => figures.prerender[size], time, 1.25],
  };
  return Object.entries(cost).flatMap(([what, [of, unit, tolerance]]) => {
    const [few, some, many] = ["100", "1000", "5000"].map(of);
    if (few === undefined || some === undefined || many === undefined) return [];
    const [first, then] = [(some - few) / 900, (many - some) / 4_000];
    return [{ what: `per event: ${what}, 1,000 to 5,000 against 100 to 1,000`, ours: unit(then, 3), theirs: unit(first, 3), ratio: then / first, target: `≤ ${tolerance}`, isMet: then <= Math.max(first, 0) * tolerance }];
  });
}

function ratio(what, own, other, most, name, unit, lost = 0) {
  const target = `≤ ${most} × ${name}`;
  if (!own) return { what, ours: "not reached", target, isMet: false };
  if (!other) return { what, ours: unit(own.median), theirs: "not reached in a minute", target, isMet: true };
  return { what, ours: unit(own.median), theirs: `${unit(other.median)}${lost ? " and more" : ""}`, ratio: other.median > 0 ? own.median / other.median : undefined, target, isMet: own.median <= other.median * most };
}

function limit(what, value, most, unit) {
  return { what, ours: value === undefined ? "not measured" : unit(value), target: `≤ ${unit(most)}`, isMet: value !== undefined && value <= most };
}

// A figure to compare, not a target.
function told({ isMet, target, ...row }) {
  return { ...row, target: "(for comparison)", isMet: undefined };
}

export const time = (value, digits = 0) => (value >= 10_000 ? `${(value / 1_000).toFixed(1)} s` : `${value.toFixed(digits)} ms`);
export const bytes = (value) => Math.round(value).toLocaleString("en-US");

export function table(rows) {
  const cells = [["", "ours", "theirs", "ratio", "target", ""], ...rows.map(({ what, ours, theirs = "", ratio, target, isMet }) => [what, ours, theirs, ratio === undefined ? "" : ratio.toFixed(2), target, isMet === undefined ? "" : isMet ? "met" : "MISSED"])];
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  ")).join("\n");
}
