// The script that runs in each visited page before its own scripts. It records paints, layout shifts and long tasks,
// and runs the probes after each frame. Functions are sent to the page as text, so they refer only to each other.
import { isVisible } from "./probes.mjs";

// The script for a page, from its probes (see probes.mjs).
export function observerScript({ readable, interactive, nativeControls = () => undefined }) {
  const functions = [isVisible, blockingTime, recordEntries, pollProbes, clickablePoint, timeToPaint, observePage];
  const probes = `{ readable: ${readable}, interactive: ${interactive}, nativeControls: ${nativeControls} }`;
  return `(() => { ${functions.join("\n")}\nobservePage(${probes}); })()`;
}

function observePage(probes) {
  if (window !== top) return;
  const found = { longTasks: [], layoutShift: 0 };
  recordEntries(found);
  pollProbes(found, probes);
  window.__bench = {
    // Milliseconds since the page was interactive and the last long task ended; undefined before.
    idle: () => {
      if (found.interactive === undefined) return undefined;
      const taskEnds = found.longTasks.map(([start, duration]) => start + duration);
      return performance.now() - Math.max(found.interactive, found.readable, ...taskEnds);
    },
    figures: () => {
      const { longTasks, ...figures } = found;
      return {
        ...figures,
        timeOrigin: performance.timeOrigin,
        blocking: found.fcp === undefined ? undefined : blockingTime(longTasks, found.fcp),
        blockingFromStart: blockingTime(longTasks, 0),
      };
    },
    clickablePoint,
    expectPaint: (eventType) => {
      window.__bench.nextPaint = timeToPaint(eventType);
    },
  };
}

function recordEntries(found) {
  const observe = (type, record) => {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(record));
    observer.observe({ type, buffered: true });
  };
  observe("paint", ({ name, startTime }) => {
    if (name === "first-contentful-paint") found.fcp = startTime;
  });
  observe("largest-contentful-paint", ({ startTime }) => {
    found.lcp = startTime;
  });
  observe("layout-shift", ({ value, hadRecentInput }) => {
    if (!hadRecentInput) found.layoutShift += value;
  });
  observe("longtask", ({ startTime, duration }) => {
    found.longTasks.push([startTime, duration]);
  });
}

// Runs the probes after each frame until the page is interactive. A message arrives once the frame is painted.
function pollProbes(found, { readable, interactive, nativeControls }) {
  const channel = new MessageChannel();
  const requestPoll = () => requestAnimationFrame(() => channel.port2.postMessage(0));
  channel.port1.onmessage = () => {
    if (found.readable === undefined && document.body && readable()) found.readable = performance.now();
    if (found.readable !== undefined) {
      found.nativeControls ??= nativeControls();
      found.interactive ??= interactive();
    }
    if (found.interactive === undefined) requestPoll();
  };
  requestPoll();
}

// Total blocking time after `from`: the part of each long task that exceeds 50 ms.
function blockingTime(longTasks, from) {
  const excess = ([start, duration]) => Math.max(0, Math.min(duration, start + duration - from) - 50);
  return longTasks.reduce((sum, task) => sum + excess(task), 0);
}

// A point of the viewport at which a click hits the first visible element that matches. Some controls have no size of
// their own, so their descendants are tried too.
function clickablePoint(selector) {
  const isHit = (element, x, y) =>
    x > 0 && x < innerWidth && y > 0 && y < innerHeight && element.contains(document.elementFromPoint(x, y));
  const pointOf = (element) => {
    for (const part of [element, ...element.querySelectorAll("*")]) {
      const { left, top, width, height } = part.getBoundingClientRect();
      const y = top + height / 2;
      const x = [left + width / 2, left + 5, left + width - 5].find((x) => isHit(element, x, y));
      if (x !== undefined) return { x, y };
    }
    return undefined;
  };
  const visible = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
  for (const element of visible.slice(0, 50)) {
    const point = pointOf(element);
    if (point) return point;
  }
  visible[0]?.scrollIntoView({ block: "center", behavior: "instant" });
  return visible[0] && pointOf(visible[0]);
}

// Resolves with the time from the next such event, as the browser received it, to the end of the following frame.
function timeToPaint(eventType) {
  return new Promise((resolve) => {
    const onEvent = ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now() - timeStamp);
        channel.port2.postMessage(0);
      });
    };
    addEventListener(eventType, onEvent, { capture: true, once: true });
  });
}
