// Lighthouse's grades for a phone: the page, the embed, a card of an event and one of a step, in each language of the
// built folder. Of several runs the median counts, as Lighthouse reckons it and advises: its own figures vary.
import fs from "node:fs";
import path from "node:path";
import lighthouse from "lighthouse";
import { computeMedianRun } from "lighthouse/core/lib/median-run.js";

export const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

export async function grade({ address, stop }, dist, browser, runs, say) {
  const port = Number(new URL(browser.wsEndpoint()).port);
  const grades = [];
  for (const name of pages(dist)) {
    const seen = [];
    while (seen.length < runs) seen.push((await lighthouse(`${address}${name}`, { port, output: "json", logLevel: "error", onlyCategories: CATEGORIES })).lhr);
    const median = computeMedianRun(seen);
    const scores = scored(median);
    const lacking = CATEGORIES.filter((category) => scores[category] < 100).flatMap((category) =>
      median.categories[category].auditRefs.filter(({ id, weight }) => weight > 0 && median.audits[id].score !== null && median.audits[id].score < 1).map(({ id }) => `${category}: ${median.audits[id].title}${median.audits[id].displayValue ? ` (${median.audits[id].displayValue})` : ""}`));
    const speeds = seen.map((run) => scored(run).performance);
    grades.push({ page: name, scores, speeds, lacking });
    say(`Lighthouse ${name}: ${Object.values(scores).join(" / ")} (performance in ${runs} runs: ${speeds.join(" ")})${lacking.map((line) => `\n      ${line}`).join("")}`);
  }
  stop();
  return grades;
}

const scored = ({ categories }) => Object.fromEntries(CATEGORIES.map((category) => [category, Math.round((categories[category].score ?? 0) * 100)]));

function pages(dist) {
  const names = fs.readdirSync(dist);
  const codes = names.map((name) => name.match(/^index(\.[\w-]+)?\.html$/)).filter(Boolean).map(([, code = ""]) => code);
  // A card tells what it is about: an event or a step.
  const card = (kind) => names.find((name) => /^card-[\w-]+\.html$/.test(name) && fs.readFileSync(path.join(dist, name), "utf8").includes(`class="${kind}__`))?.replace(/\.html$/, "");
  return codes.flatMap((code) => ["index", "embed", card("event"), card("step")].filter(Boolean).map((name) => `${name}${code}.html`));
}
