// The probes of each contender's page, and the interactions with it. Probes are sent to the page as text (see
// observer.mjs): they use nothing from outside but `isVisible`.
//
// `readable` returns whether the text is readable. `interactive` returns the time at which the page responded to a
// click, or undefined while it does not. `nativeControls` returns whether links and details work, or undefined while
// they are not there.

// Whether an element is visible in the viewport.
export function isVisible(element) {
  if (!element) return false;
  const { top, right, bottom, left, width, height } = element.getBoundingClientRect();
  const isInViewport = top < innerHeight && bottom > 0 && left < innerWidth && right > 0;
  const hasSize = width > 0 && height > 0;
  return hasSize && isInViewport && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

const clicks = (...selectors) => selectors.map((click) => ({ click }));
const keys = (text) => [...text].map((key) => ({ key }));

const ours = {
  readable: () => isVisible(document.querySelector(".masthead p:not(.kicker)")),
  // The app sets this performance mark after hydration.
  interactive: () => performance.getEntriesByName("live")[0]?.startTime,
  // Before hydration, links and details are native.
  nativeControls: () => {
    const details = document.querySelector("details");
    const summary = details?.querySelector("summary");
    const links = [...document.querySelectorAll("main a[href^='#']")];
    const hasTarget = links.some(({ hash }) => document.getElementById(hash.slice(1)));
    // The text can be readable while the remainder of the document, with the targets of its links, is loading.
    if (!summary || !links.length || (document.readyState === "loading" && !hasTarget)) return undefined;
    const wasOpen = details.open;
    summary.click();
    const hasToggled = details.open !== wasOpen;
    details.open = wasOpen;
    return hasToggled && hasTarget;
  },
  interactions: {
    day: clicks("[data-day='2017-06-15']", "[data-day='2017-06-26']", "[data-day='2017-06-03']"),
    filter: clicks(".controls__actor:nth-of-type(2)", ".controls__actor:nth-of-type(2)"),
    search: [...clicks("#search"), ...keys("court")],
    order: clicks(".controls__order", ".controls__order"),
  },
};

// In a frame of little height the timeline is collapsed.
const embed = {
  ...ours,
  interactions: { day: ours.interactions.day, unfold: clicks("#timeline > summary"), ...ours.interactions },
};

const timelinejs = {
  readable: () =>
    isVisible(document.querySelector(".tl-slide .tl-text-content p")) &&
    isVisible(document.querySelector(".tl-slide .tl-headline")),
  // Its first control is "next"; it responds when the slide changes.
  interactive: () => {
    const next = document.querySelector(".tl-slidenav-next");
    if (!next || !window.timeline) return undefined;
    const before = window.timeline.current_id;
    next.click();
    return window.timeline.current_id !== before ? performance.now() : undefined;
  },
  interactions: { next: clicks(".tl-slidenav-next", ".tl-slidenav-next", ".tl-slidenav-next") },
};

const UNSELECTED = ".vis-item.vis-box:not(.vis-selected)";

const vis = {
  readable: () => isVisible(document.querySelector(".vis-item .vis-item-content")),
  // It listens to pointer events, not to clicks; it responds when an item is selected.
  interactive: () => {
    const item = [...document.querySelectorAll(".vis-item.vis-box, .vis-item.vis-range")].find(isVisible);
    if (!item || !window.timeline) return undefined;
    const { left, top } = item.getBoundingClientRect();
    const pointer = { pointerId: 1, pointerType: "mouse", isPrimary: true, button: 0 };
    const event = { bubbles: true, cancelable: true, ...pointer, clientX: left + 4, clientY: top + 4 };
    item.dispatchEvent(new PointerEvent("pointerdown", { ...event, buttons: 1 }));
    item.dispatchEvent(new PointerEvent("pointerup", event));
    return window.timeline.getSelection().length > 0 ? performance.now() : undefined;
  },
  interactions: { item: clicks(".vis-item.vis-box", UNSELECTED, UNSELECTED) },
};

const NEXT = "#timeline [aria-label=Next]";

const chrono = {
  readable: () => isVisible(document.querySelector("#timeline [role=article] p")),
  // Its first control is "next"; it announces the current item.
  interactive: () => {
    const current = document.querySelector("#timeline [aria-live=polite]")?.textContent;
    if (current && window.__current && current !== window.__current) return performance.now();
    window.__current = current;
    document.querySelector("#timeline [aria-label=Next]")?.click();
    return undefined;
  },
  interactions: {
    next: clicks(NEXT, NEXT, NEXT),
    search: [...clicks("#timeline input[type=search]"), ...keys("court")],
  },
};

export const PROBES = { index: ours, embed, timelinejs, vis, chrono };
