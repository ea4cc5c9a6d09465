// Medians and quartiles of the visits.

export function quartiles(values) {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  if (!sorted.length) return undefined;
  const quantile = (share) => {
    const index = (sorted.length - 1) * share;
    const below = sorted[Math.floor(index)];
    const above = sorted[Math.ceil(index)];
    return below + (above - below) * (index % 1);
  };
  return {
    min: sorted[0],
    q1: quantile(0.25),
    median: quantile(0.5),
    q3: quantile(0.75),
    max: sorted.at(-1),
    count: sorted.length,
  };
}

// The key of a group of visits in the result of `summarize`.
export const groupKey = ({ size, condition, contender }) => `${size} ${condition} ${contender}`;

// For each group of visits: the quartiles of each metric and of each interaction, and how many visits timed out.
export function summarize(visits) {
  const groups = [...groupBy(visits, groupKey)];
  return Object.fromEntries(groups.map(([key, group]) => [key, summarizeGroup(group)]));
}

function summarizeGroup(visits) {
  const keys = [...new Set(visits.flatMap((visit) => Object.keys(visit)))];
  const metrics = keys.filter((key) => key !== "run" && visits.some((visit) => typeof visit[key] === "number"));
  return {
    ...Object.fromEntries(metrics.map((metric) => [metric, quartiles(visits.map((visit) => visit[metric]))])),
    timeouts: visits.filter(({ timedOut }) => timedOut).length,
    nativeControls: visits.every(({ nativeControls }) => nativeControls !== false),
    interactions: summarizeInteractions(visits),
  };
}

// A step of an interaction is named after the interaction, its number and its key: "search 2 (c)".
function summarizeInteractions(visits) {
  const steps = visits.flatMap(({ interactions = {} }) =>
    Object.entries(interactions).flatMap(([name, steps]) =>
      steps.map(({ key, time }, index) => ({ label: `${name} ${index + 1}${key ? ` (${key})` : ""}`, time })),
    ),
  );
  const groups = [...groupBy(steps, ({ label }) => label)];
  return Object.fromEntries(groups.map(([label, group]) => [label, quartiles(group.map(({ time }) => time))]));
}

// Map.groupBy, which Node 20 does not have.
function groupBy(values, keyOf) {
  const groups = new Map();
  for (const value of values) {
    const key = keyOf(value);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(value);
  }
  return groups;
}
