// Medians and quartiles of what was measured.

export const quartiles = (values) => {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((one, other) => one - other);
  if (!sorted.length) return undefined;
  const at = (share) => {
    const place = (sorted.length - 1) * share;
    const below = Math.floor(place);
    return sorted[below] + ((sorted[below + 1] ?? sorted[below]) - sorted[below]) * (place - below);
  };
  return { low: at(0.25), median: at(0.5), high: at(0.75), least: sorted[0], most: sorted.at(-1), runs: sorted.length };
};

// By size, condition and contender: each figure's quartiles, and those of each kind of deed.
export function summary(visits) {
  const groups = grouped(visits, ({ size, condition, contender }) => `${size} ${condition} ${contender}`);
  return Object.fromEntries([...groups].map(([key, visits]) => {
    const names = [...new Set(visits.flatMap((visit) => Object.keys(visit)))].filter((name) => name !== "run" && visits.some((visit) => typeof visit[name] === "number"));
    const found = Object.fromEntries(names.map((name) => [name, quartiles(visits.map((visit) => visit[name]))]));
    return [key, { ...found, lost: visits.filter(({ timedOut }) => timedOut).length, early: visits.every(({ early }) => early !== false), deeds: deeds(visits) }];
  }));
}

function deeds(visits) {
  const steps = visits.flatMap(({ deeds = {} }) => Object.entries(deeds).flatMap(([name, steps]) => steps.map((step, place) => ({ name, place, step }))));
  const groups = grouped(steps, ({ name, place, step }) => `${name} ${place + 1}${step.key ? ` (${step.key})` : ""}`);
  return Object.fromEntries([...groups].map(([key, steps]) => [key, quartiles(steps.map(({ step }) => step.time))]));
}

// Map.groupBy, which Node 20 does not have.
function grouped(values, key) {
  const groups = new Map();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return groups;
}
