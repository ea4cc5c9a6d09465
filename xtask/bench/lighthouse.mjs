// Lighthouse's grades for a phone: the page, the embed, a card of an event and one of a step, in each
// language of the built folder.
import fs from "node:fs";
import path from "node:path";
import lighthouse from "lighthouse";

export const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];

export async function grade({ address, stop }, dist, browser, say) {
  const port = Number(new URL(browser.wsEndpoint()).port);
  const grades = [];
  for (const name of pages(dist)) {
    const { lhr } = await lighthouse(`${address}${name}`, { port, output: "json", logLevel: "error", onlyCategories: CATEGORIES });
    const scores = Object.fromEntries(CATEGORIES.map((category) => [category, Math.round((lhr.categories[category].score ?? 0) * 100)]));
    const lacking = CATEGORIES.filter((category) => scores[category] < 100).flatMap((category) =>
      lhr.categories[category].auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1).map(({ id }) => `${category}: ${lhr.audits[id].title}${lhr.audits[id].displayValue ? ` (${lhr.audits[id].displayValue})` : ""}`));
    grades.push({ page: name, scores, lacking });
    say(`Lighthouse ${name}: ${Object.values(scores).join(" / ")}${lacking.map((line) => `\n      ${line}`).join("")}`);
  }
  stop();
  return grades;
}

function pages(dist) {
  const names = fs.readdirSync(dist);
  const codes = names.map((name) => name.match(/^index(\.[\w-]+)?\.html$/)).filter(Boolean).map(([, code = ""]) => code);
  // A card tells what it is about: an event or a step.
  const card = (kind) => names.find((name) => /^card-[\w-]+\.html$/.test(name) && fs.readFileSync(path.join(dist, name), "utf8").includes(`class="${kind}__`))?.replace(/\.html$/, "");
  return codes.flatMap((code) => ["index", "embed", card("event"), card("step")].filter(Boolean).map((name) => `${name}${code}.html`));
}
