// The case's events in the form each contender reads. All contenders show the same events: a date as exact as it
// is known, a headline, sentences. Our pages also have sources, steps and quotations.
import fs from "node:fs";
import path from "node:path";

const DAY = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });

// Reads a data folder: the title, and the events of its first language in the order of `case.json`.
export function readTimeline(folder) {
  const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), "utf8"));
  const facts = read("case.json");
  const [language] = facts.languages;
  const text = read(`text.${language}.json`);
  return {
    language,
    title: text.title,
    summary: plainSentences(text.summary).join(" "),
    events: facts.events.map(({ id, when }) => {
      const { headline, sentences } = text.events[id];
      return { id, ...dates(when), headline: plain(headline), sentences: plainSentences(sentences) };
    }),
  };
}

// Without inline markup: `[[id|words]]` and `*words*` become `words`.
const plain = (text) => text.replace(/\[\[[^|\]]+\|([^\]]+)\]\]/g, "$1").replaceAll("*", "");
const plainSentences = (sentences) => sentences.map(({ text }) => plain(text));

// The first and last day, as `Date`, and the date as it is shown.
function dates(when) {
  const [kind, value] = Object.entries(when)[0];
  // A month is represented by its first day.
  const days = [value].flat().map((date) => new Date(`${date.length === 7 ? `${date}-01` : date}T00:00:00Z`));
  const [first, last = first] = days;
  const formats = {
    on: () => DAY.format(first),
    by: () => `by ${DAY.format(first)}`,
    month: () => MONTH.format(first),
    since: () => `since ${MONTH.format(first)}`,
    between: () => `${DAY.format(first)} or ${DAY.format(last)}`,
    during: () => DAY.formatRange(first, last),
  };
  return { first, last, date: formats[kind]() };
}

export const escapeHtml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const paragraphs = (sentences) => sentences.map((sentence) => `<p>${escapeHtml(sentence)}</p>`).join("");
const isoDay = (date) => date.toISOString().slice(0, 10);

export function forTimelineJs({ title, summary, events }) {
  const date = (day) => ({ year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate() });
  return {
    title: { text: { headline: escapeHtml(title), text: paragraphs([summary]) } },
    events: events.map((event) => ({
      unique_id: event.id,
      start_date: date(event.first),
      ...(event.last > event.first && { end_date: date(event.last) }),
      display_date: event.date,
      text: { headline: escapeHtml(event.headline), text: paragraphs(event.sentences) },
    })),
  };
}

export function forVis({ events }) {
  return events.map(({ id, first, last, date, headline, sentences }) => ({
    id,
    content: escapeHtml(headline),
    start: isoDay(first),
    ...(last > first && { end: isoDay(last) }),
    details: `<h2>${escapeHtml(headline)}</h2><p><b>${date}</b></p>${paragraphs(sentences)}`,
  }));
}

export function forChrono({ events }) {
  return events.map(({ id, date, headline, sentences }) => ({
    id,
    title: date,
    cardTitle: headline,
    cardDetailedText: sentences,
  }));
}
