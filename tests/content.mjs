// The records that tests use, chosen by their properties and not by their ids, so that tests do not change when an
// editor adds or removes a record. Tests about one record name that record themselves.
import { CASE, TEXT } from "./case.mjs";

export * from "./case.mjs";

function required(found, what) {
  if (found === undefined) throw new Error(`static/data has no ${what}, which the tests need`);
  return found;
}
// The ids in inline markup: `[[id|words]]`.
const markedIn = (record) => [...JSON.stringify(record).matchAll(/\[\[([^|\]]+)\|/g)].map(([, id]) => id);
const isStep = (id) => CASE.steps.some((step) => step.id === id);
const inMonth = (event) => event.when.on?.startsWith(CASE.month);

// The day on which the page opens, and an event of that day whose sentences mark a step.
export const OPENING_DAY = CASE.opening_day;
const stepMarkedBy = ({ id }) => markedIn(TEXT.events[id].sentences).find(isStep);
export const EVENT = required(
  CASE.events.find((event) => event.when.on === OPENING_DAY && stepMarkedBy(event)),
  "event on the opening day whose sentences mark a step",
).id;
// The step it marks, and its term in the page.
export const STEP = stepMarkedBy({ id: EVENT });
export const TERM = `#${EVENT} .term[href='#${STEP}']`;
// Whether an event is shown for a day: it happened on or by the day, or in a range that includes it.
export function isOnDay({ when }, day) {
  const [first, last = first] = when.between ?? when.during ?? [when.on ?? when.by];
  return first !== undefined && first <= day && day <= last;
}
// Another day of the month with events, and its first event.
const other = required(
  CASE.events.find((event) => inMonth(event) && event.when.on !== OPENING_DAY && event.steps?.length),
  "second day with an event in the month",
);
export const OTHER_DAY = other.when.on;
export const OTHER_EVENT = other.id;
// A day of the month without events.
export const QUIET_DAY = required(
  Array.from({ length: 28 }, (_, index) => `${CASE.month}-${String(index + 1).padStart(2, "0")}`).find(
    (day) => !CASE.events.some(({ when }) => JSON.stringify(when).includes(day)),
  ),
  "day without an event in the month",
);
// An event after the month, far down the page.
export const LATER_EVENT = required(
  CASE.events.findLast((event) => event.when.on > `${CASE.month}-31`),
  "event after the month",
).id;
// The event with the shortest text: its card is low also with its details open.
export const SHORT_EVENT = [...CASE.events].sort(
  (one, two) => JSON.stringify(TEXT.events[one.id]).length - JSON.stringify(TEXT.events[two.id]).length,
)[0].id;
// A step far down the page.
export const LAST_STEP = CASE.steps.at(-1).id;
// The actor with the fewest events.
const eventsOf = (actor) => CASE.events.filter((event) => event.by.includes(actor));
export const RARE_ACTOR = CASE.actors
  .map(({ id }) => id)
  .sort((one, two) => eventsOf(one).length - eventsOf(two).length)[0];
export const RARE_EVENTS = eventsOf(RARE_ACTOR).map(({ id }) => id);
// Its control in the filter.
const rareActorIndex = CASE.actors.findIndex(({ id }) => id === RARE_ACTOR);
export const RARE_ACTOR_INPUT = `.controls__actor:nth-of-type(${rareActorIndex + 1}) input`;
// The day of the event after the month.
export const LATER_DAY = CASE.events.find(({ id }) => id === LATER_EVENT).when.on;
// A short word that occurs in one event only, in its headline, and that event.
const isIn = (word) => (event) => JSON.stringify(TEXT.events[event.id]).toLowerCase().includes(word.toLowerCase());
const [rare] = CASE.events
  .flatMap(({ id }) => (TEXT.events[id].headline.match(/\p{L}{5,}/gu) ?? []).map((word) => ({ id, word })))
  .filter(({ word }) => CASE.events.filter(isIn(word)).length === 1)
  .sort((one, two) => one.word.length - two.word.length);
export const { id: RARE_WORD_EVENT, word: RARE_WORD } = required(rare, "word that only one event has");
// The days of the month.
export const dayOfMonth = (number) => `${CASE.month}-${String(number).padStart(2, "0")}`;
export const MONTH_END = dayOfMonth(new Date(Date.UTC(...CASE.month.split("-"), 0)).getUTCDate());
