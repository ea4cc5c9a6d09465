// Writes a data folder with any number of events: the case itself, and generated events among its own. The same
// count always gives the same folder, and it passes `cargo xtask check` in every language.
//
// A generated event has the text of a real one with the words of each sentence shuffled, so that it has the size of a
// real one, also after compression.
import fs from "node:fs";
import path from "node:path";

const SEED = 20170622;
const DAY = 86_400_000;
// Without "ordered": a court's order needs a text on its outcome.
const STATUSES = ["happened", "counted", "said", "filed", "argued"];

export function generate(source, destination, count) {
  const read = (name) => JSON.parse(fs.readFileSync(path.join(source, name), "utf8"));
  const facts = read("case.json");
  if (count < facts.events.length) {
    throw new Error(`the case has ${facts.events.length} events of its own; ${count} are fewer`);
  }
  const generated = generateEvents(facts, count - facts.events.length);

  fs.mkdirSync(destination, { recursive: true });
  const write = (name, value) => fs.writeFileSync(path.join(destination, name), JSON.stringify(value, null, 1));
  write("case.json", { ...facts, events: mergeByDay(facts.events, generated) });
  for (const language of facts.languages) {
    const text = read(`text.${language}.json`);
    const texts = generated.map(({ event, model, seed }) => [
      event.id,
      shuffledText(text.events[model], randomNumbers(seed)),
    ]);
    write(`text.${language}.json`, { ...text, events: { ...text.events, ...Object.fromEntries(texts) } });
    fs.copyFileSync(path.join(source, `ui.${language}.json`), path.join(destination, `ui.${language}.json`));
  }
}

// In the order of their days; each with the id of the real event whose text it takes, and a seed for shuffling it.
function generateEvents(facts, count) {
  const random = randomNumbers(SEED);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const pickUpTo = (max, list) => {
    const length = Math.floor(random() * (max + 1));
    return Array.from({ length }, () => pick(list));
  };
  const ids = (records) => records.map(({ id }) => id);
  const [first, last] = [facts.known_from, facts.as_of].map(dayNumber);
  const [actors, steps, events] = [facts.actors, facts.steps, facts.events].map(ids);

  const generated = Array.from({ length: count }, (_, index) => {
    const day = first + Math.floor(random() * (last - first + 1));
    const event = {
      id: `made-${String(index + 1).padStart(4, "0")}`,
      when: { on: new Date(day * DAY).toISOString().slice(0, 10) },
      by: [...new Set([pick(actors), ...pickUpTo(1, actors)])],
      status: pick(STATUSES),
      ...(random() < 0.25 && { core: true }),
      steps: [...new Set(pickUpTo(2, steps))],
    };
    return { day, event, model: pick(events), seed: Math.floor(random() * 2 ** 31) };
  });
  return generated.sort((a, b) => a.day - b.day);
}

// Both lists are in the order of days; of the same day, the case's own events come first.
function mergeByDay(own, generated) {
  const events = [];
  let next = 0;
  for (const event of own) {
    const day = dayNumber(firstDay(event.when));
    while (next < generated.length && generated[next].day < day) events.push(generated[next++].event);
    events.push(event);
  }
  return [...events, ...generated.slice(next).map(({ event }) => event)];
}

// The text of an event with the words of each sentence shuffled.
function shuffledText({ headline, sentences, quotes, did_not, notes }, random) {
  const shuffleAll = (list) => list?.map(({ text, sources }) => ({ text: shuffle(text, random), sources }));
  const text = {
    headline: shuffle(headline, random),
    sentences: shuffleAll(sentences),
    quotes: quotes?.map((quote) => ({ ...quote, quote: shuffle(quote.quote, random) })),
    did_not: shuffleAll(did_not),
    notes: shuffleAll(notes),
  };
  return Object.fromEntries(Object.entries(text).filter(([, part]) => part));
}

// Shuffles the words of a sentence (Fisher-Yates). A `[[…]]` and the characters attached to it stay together;
// quotation marks and asterisks, which come in pairs, are removed.
function shuffle(text, random) {
  const words = text.replace(/[“”*]/g, "").match(/(?:[^\s[]*\[\[[^\]]+\]\][^\s[]*)+|\S+/g) ?? [];
  for (let index = words.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [words[index], words[other]] = [words[other], words[index]];
  }
  return words.join(" ");
}

const dayNumber = (day) => Date.parse(`${day}T00:00:00Z`) / DAY;

function firstDay(when) {
  const [date] = Object.values(when).flat();
  return date.length === 7 ? `${date}-01` : date;
}

// A generator of pseudorandom numbers from 0 to 1 (mulberry32).
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] === import.meta.filename) {
  const [source, destination, count] = process.argv.slice(2);
  if (!count) throw new Error("usage: node generate.mjs SOURCE DESTINATION COUNT");
  generate(source, destination, Number(count));
}
