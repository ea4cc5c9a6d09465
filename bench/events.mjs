// The case's events in the form each contender reads. All contenders tell the same events: date as
// exactly as it is known, headline, sentences. Ours tells more (sources, steps, quotations); the others
// are spared it.
import fs from "node:fs";
import path from "node:path";

const DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

// Reads a data folder: the title, and the events of its first language in the order told.
export function story(folder) {
  const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
  const facts = read("case.json");
  const text = read(`text.${facts.languages[0]}.json`);
  return {
    language: facts.languages[0],
    title: text.title,
    summary: text.summary.map(({ text }) => plain(text)).join(" "),
    events: facts.events.map(({ id, when }) => {
      const told = text.events[id];
      return { id, ...time(when), headline: plain(told.headline), sentences: told.sentences.map(({ text }) => plain(text)) };
    }),
  };
}

const plain = (words) => words.replace(/\[\[[^|\]]+\|([^\]]+)\]\]/g, "$1").replaceAll("*", "");

function time(when) {
  const day = (written) => new Date(`${written}T00:00:00Z`);
  const [kind, value] = Object.entries(when)[0];
  const days = (kind === "month" ? [`${value}-01`] : kind === "since" ? [value.length > 7 ? value : `${value}-01`] : [value].flat()).map(day);
  const [first, last = first] = days;
  const words = {
    on: () => DAY.format(first),
    by: () => `by ${DAY.format(first)}`,
    month: () => MONTH.format(first),
    since: () => `since ${MONTH.format(first)}`,
    between: () => `${DAY.format(first)} or ${DAY.format(last)}`,
    during: () => DAY.formatRange(first, last),
  };
  return { first, last, date: words[kind]() };
}

const escape = (words) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const paragraphs = (sentences) => sentences.map((sentence) => `<p>${escape(sentence)}</p>`).join("");

export function forTimelineJs({ title, summary, events }) {
  const date = (day) => ({ year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() });
  return {
    title: { text: { headline: escape(title), text: paragraphs([summary]) } },
    events: events.map(({ id, first, last, date: words, headline, sentences }) => ({
      unique_id: id,
      start_date: date(first),
      ...(last > first && { end_date: date(last) }),
      display_date: words,
      text: { headline: escape(headline), text: paragraphs(sentences) },
    })),
  };
}

export function forVis({ events }) {
  return events.map(({ id, first, last, date, headline, sentences }) => ({
    id,
    content: escape(headline),
    start: first.toISOString().slice(0, 10),
    ...(last > first && { end: last.toISOString().slice(0, 10) }),
    told: `<h2>${escape(headline)}</h2><p><b>${date}</b></p>${paragraphs(sentences)}`,
  }));
}

export function forChrono({ events }) {
  return events.map(({ id, date, headline, sentences }) => ({ id, title: date, cardTitle: headline, cardDetailedText: sentences }));
}
