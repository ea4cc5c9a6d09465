// What is asked of each contender's page, in the page: can its text be read, does it answer, and what a
// reader would click. Each runs as it stands here in the page, so it may use nothing from outside.

// Whether an element can be seen on the screen as it is now.
export function seen(element) {
  if (!element) return false;
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

const ours = {
  readable: () => seen(document.querySelector(".masthead p:not(.kicker)")),
  // The page says itself when the program has taken it over.
  answers: () => performance.getEntriesByName("live")[0]?.startTime,
  // Before that, links and details are the browser's own; they must answer when the text can be read.
  early: () => {
    const details = document.querySelector("details");
    const summary = details?.querySelector("summary");
    const isThere = ({ hash }) => document.getElementById(hash.slice(1));
    const links = [...document.querySelectorAll("main a[href^='#']")];
    // The text can be read while the rest of the page, and what its links lead to, is still on its way.
    if (!summary || !links.length || (document.readyState === "loading" && !links.some(isThere))) return undefined;
    const before = details.open;
    summary.click();
    const answered = details.open !== before;
    details.open = before;
    return answered && links.some(isThere);
  },
  deeds: {
    day: [{ click: "[data-day='2017-06-15']" }, { click: "[data-day='2017-06-26']" }, { click: "[data-day='2017-06-03']" }],
    filter: [{ click: ".controls__actor:nth-of-type(2)" }, { click: ".controls__actor:nth-of-type(2)" }],
    search: [{ click: "#search" }, { key: "c" }, { key: "o" }, { key: "u" }, { key: "r" }, { key: "t" }, { click: ".controls__clear" }],
    order: [{ click: ".controls__order" }, { click: ".controls__order" }],
  },
};

const timelineJs = {
  readable: () => seen(document.querySelector(".tl-slide .tl-text-content p")) && seen(document.querySelector(".tl-slide .tl-headline")),
  // Its first control is "next"; it answers when the slide changes.
  answers: () => {
    const next = document.querySelector(".tl-slidenav-next");
    if (!next || !window.timeline) return undefined;
    const before = window.timeline.current_id;
    next.click();
    return window.timeline.current_id !== before ? performance.now() : undefined;
  },
  deeds: {
    next: [{ click: ".tl-slidenav-next" }, { click: ".tl-slidenav-next" }, { click: ".tl-slidenav-next" }],
  },
};

const vis = {
  readable: () => seen(document.querySelector(".vis-item .vis-item-content")),
  // It listens to pointers, not to clicks; it answers when an item is selected.
  answers: () => {
    const item = [...document.querySelectorAll(".vis-item.vis-box, .vis-item.vis-range")].find(seen);
    if (!item || !window.timeline) return undefined;
    const box = item.getBoundingClientRect();
    const at = { bubbles: true, cancelable: true, pointerId: 1, pointerType: "mouse", isPrimary: true, button: 0, clientX: box.left + 4, clientY: box.top + 4 };
    item.dispatchEvent(new PointerEvent("pointerdown", { ...at, buttons: 1 }));
    item.dispatchEvent(new PointerEvent("pointerup", at));
    return window.timeline.getSelection().length > 0 ? performance.now() : undefined;
  },
  deeds: {
    item: [{ click: ".vis-item.vis-box" }, { click: ".vis-item.vis-box:not(.vis-selected)" }, { click: ".vis-item.vis-box:not(.vis-selected)" }],
  },
};

const chrono = {
  readable: () => seen(document.querySelector("#timeline [role=article] p")),
  // Its first control is "next"; it says which item it shows.
  answers: () => {
    const shown = () => document.querySelector("#timeline [aria-live=polite]")?.textContent;
    const now = shown();
    if (now && window.__shown && now !== window.__shown) return performance.now();
    window.__shown = now;
    document.querySelector("#timeline [aria-label=Next]")?.click();
    return undefined;
  },
  deeds: {
    next: [{ click: "#timeline [aria-label=Next]" }, { click: "#timeline [aria-label=Next]" }, { click: "#timeline [aria-label=Next]" }],
    search: [{ click: "#timeline input[type=search]" }, { key: "c" }, { key: "o" }, { key: "u" }, { key: "r" }, { key: "t" }],
  },
};

// In a frame of little height the timeline is folded.
const embed = { ...ours, deeds: { day: ours.deeds.day, unfold: [{ click: "#timeline > summary" }], ...ours.deeds } };

export const PROBES = { index: ours, embed, timelinejs: timelineJs, vis, chrono };
