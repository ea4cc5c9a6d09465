// Writes a data folder with as many events as asked: the case as it is, and made-up events among its own.
// The same seed gives the same folder. It passes the same checks as the case itself, in every language.
//
// A made-up event borrows the length, the vocabulary and the marks of a real one and puts its words into
// another order, so that it costs what a real one costs, compressed too.
import fs from "node:fs";
import path from "node:path";

const SEED = 20170622;
// Not "ordered": what a court orders must say what became of it.
const STATUSES = ["happened", "counted", "said", "filed", "argued"];

export function generate(from, into, count) {
  const read = (name) => JSON.parse(fs.readFileSync(path.join(from, name), "utf8"));
  const facts = read("case.json");
  const texts = facts.languages.map((language) => [language, read(`text.${language}.json`)]);
  const own = facts.events.map(({ id }) => id);
  if (count < own.length) throw new Error(`the case has ${own.length} events of its own; ask for more than ${count}`);

  const random = chance(SEED);
  const pick = (list) => list[Math.floor(random() * list.length)];
  const some = (list, most) => [...new Set(Array.from({ length: Math.floor(random() * (most + 1)) }, () => pick(list)))];
  const [first, last] = [facts.known_from, facts.as_of].map((day) => Date.parse(`${day}T00:00:00Z`) / 86_400_000);
  const made = Array.from({ length: count - own.length }, (_, place) => ({
    day: first + Math.floor(random() * (last - first + 1)),
    event: { id: `made-${String(place + 1).padStart(4, "0")}`, when: {}, by: [pick(facts.actors).id, ...some(facts.actors.map(({ id }) => id), 1)].filter((id, at, all) => all.indexOf(id) === at), status: pick(STATUSES), ...(random() < 0.25 && { core: true }), steps: some(facts.steps.map(({ id }) => id), 2) },
    like: pick(own),
    seed: Math.floor(random() * 2 ** 31),
  }));
  made.sort((one, other) => one.day - other.day);
  for (const { day, event } of made) event.when = { on: written(day) };

  const events = [];
  let next = 0;
  for (const event of facts.events) {
    const begins = Date.parse(`${begin(event.when)}T00:00:00Z`) / 86_400_000;
    while (next < made.length && made[next].day < begins) events.push(made[next++].event);
    events.push(event);
  }
  events.push(...made.slice(next).map(({ event }) => event));

  fs.mkdirSync(into, { recursive: true });
  const write = (name, value) => fs.writeFileSync(path.join(into, name), JSON.stringify(value, null, 1));
  write("case.json", { ...facts, events });
  for (const [language, text] of texts) {
    const told = Object.fromEntries(made.map(({ event, like, seed }) => [event.id, mixed(text.events[like], chance(seed))]));
    write(`text.${language}.json`, { ...text, events: { ...text.events, ...told } });
    fs.copyFileSync(path.join(from, `ui.${language}.json`), path.join(into, `ui.${language}.json`));
  }
}

// An event's text with the words of each sentence in another order.
function mixed(told, random) {
  const words = (text) => {
    // A marked term stays whole, with what is joined to it; quotation marks and stars would lose their partners.
    const pieces = text.replace(/[“”*]/g, "").match(/(?:[^\s[]*\[\[[^\]]+\]\][^\s[]*)+|\S+/g) ?? [];
    for (let at = pieces.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [pieces[at], pieces[other]] = [pieces[other], pieces[at]];
    }
    return pieces.join(" ");
  };
  const sentences = (list) => list?.map(({ text, sources }) => ({ text: words(text), sources }));
  const parts = { headline: words(told.headline), sentences: sentences(told.sentences), quotes: told.quotes?.map((said) => ({ ...said, quote: words(said.quote) })), did_not: sentences(told.did_not), notes: sentences(told.notes) };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part));
}

const written = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);

function begin(when) {
  const [value] = [Object.values(when)[0]].flat();
  return value.length === 7 ? `${value}-01` : value;
}

// Numbers from 0 to 1 that look like chance (mulberry32).
function chance(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mix = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mix = (mix + Math.imul(mix ^ (mix >>> 7), 61 | mix)) ^ mix;
    return ((mix ^ (mix >>> 14)) >>> 0) / 2 ** 32;
  };
}

if (process.argv[1] === import.meta.filename) {
  const [from, into, count] = process.argv.slice(2);
  if (!count) throw new Error("node generate.mjs FROM INTO COUNT");
  generate(from, into, Number(count));
}
