// One visit of one page in a fresh profile of a real Chromium, over the DevTools protocol, and what it cost.
import puppeteer from "puppeteer-core";
import { seen } from "./probes.mjs";

export const CONDITIONS = {
  "slow-4g": {
    name: "phone, slow 4G, CPU 4 times slower",
    screen: { width: 412, height: 823, deviceScaleFactor: 1.75, mobile: true },
    network: { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 },
    slowdown: 4,
  },
  free: {
    name: "unthrottled",
    screen: { width: 1280, height: 800, deviceScaleFactor: 1, mobile: false },
    network: undefined,
    slowdown: 1,
  },
};

const QUIET = 1_500;

export const launch = (executablePath) =>
  puppeteer.launch({
    executablePath,
    headless: true,
    protocolTimeout: 240_000,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"],
  });

// Visits `address` and returns its figures; `limit` milliseconds are what a visit may take until the page
// is quiet. What was not reached by then is missing.
export async function visit(browser, { address, probes, condition, limit, deeds = true }) {
  const context = await browser.createBrowserContext();
  try {
    return await within(limit + 60_000, measured(context, { address, probes, condition, limit, deeds }));
  } finally {
    await within(10_000, context.close()).catch(() => {});
  }
}

async function measured(context, { address, probes, condition, limit, deeds }) {
  const page = await context.newPage();
  const devtools = await page.createCDPSession();
  const { screen, network, slowdown } = CONDITIONS[condition];
  await devtools.send("Emulation.setDeviceMetricsOverride", screen);
  await devtools.send("Emulation.setFocusEmulationEnabled", { enabled: true });
  await devtools.send("Performance.enable");
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: false });
  if (network) await devtools.send("Network.emulateNetworkConditions", network);
  if (slowdown > 1) await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowdown });

  const requests = new Map();
  const origin = new URL(address).origin;
  devtools.on("Network.requestWillBeSent", ({ requestId, request, timestamp, wallTime }) => {
    if (/^https?:/.test(request.url)) requests.set(requestId, { url: request.url, sent: wallTime * 1000, offset: wallTime * 1000 - timestamp * 1000, bytes: 0 });
  });
  devtools.on("Network.dataReceived", ({ requestId, encodedDataLength, timestamp }) => {
    const request = requests.get(requestId);
    if (request) request.last = timestamp * 1000 + request.offset;
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength, timestamp }) => {
    const request = requests.get(requestId);
    if (request) Object.assign(request, { bytes: encodedDataLength, done: timestamp * 1000 + request.offset });
  });
  devtools.on("Network.loadingFailed", ({ requestId, errorText }) => {
    const request = requests.get(requestId);
    if (request) Object.assign(request, { failed: errorText });
  });
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(String(error)));

  const early = probes.early ?? (() => undefined);
  await page.evaluateOnNewDocument(`{ ${seen}; (${watch})({ readable: ${probes.readable}, answers: ${probes.answers}, early: ${early} }); }`);
  const began = Date.now();
  await devtools.send("Page.navigate", { url: address });
  const isQuiet = await quiet(page, requests, began, limit);

  const seenFigures = await within(60_000, page.evaluate(() => window.__bench?.figures())).catch(() => undefined);
  if (!seenFigures) return { timedOut: true, troubles };
  const { metrics } = await devtools.send("Performance.getMetrics");
  const metric = (name) => metrics.find((metric) => metric.name === name)?.value;
  await devtools.send("HeapProfiler.enable");
  await within(60_000, devtools.send("HeapProfiler.collectGarbage"));
  const heap = await devtools.send("Runtime.getHeapUsage");
  const elements = await page.evaluate(() => document.querySelectorAll("*").length);

  const all = [...requests.values()];
  const foreign = all.filter(({ url }) => new URL(url).origin !== origin).map(({ url }) => url);
  const failed = all.filter(({ failed }) => failed).map(({ url, failed }) => `${url}: ${failed}`);
  if (foreign.length) throw new Error(`a request to another host: ${foreign.join(" ")}`);
  const document = all.find(({ url }) => url === address);
  const read = seenFigures.origin + (seenFigures.readable ?? Infinity);
  // The document counts whole, whatever part of it was enough for the first screen; of the rest, what had
  // arrived when the text could be read.
  const until = all.filter((request) => request === document || request.done <= read);
  const sum = (list) => list.reduce((total, { bytes }) => total + bytes, 0);
  const figures = {
    ...(!isQuiet && { timedOut: true }),
    bytesUntilReadable: seenFigures.readable === undefined ? undefined : sum(until),
    requestsUntilReadable: seenFigures.readable === undefined ? undefined : until.length,
    bytes: sum(all),
    requests: all.length,
    ...seenFigures,
    script: metric("ScriptDuration") * 1000,
    task: metric("TaskDuration") * 1000,
    layout: metric("LayoutDuration") * 1000,
    heap: heap.usedSize,
    memory: heap.usedSize + (heap.embedderHeapUsedSize ?? 0) + (heap.backingStorageSize ?? 0),
    elements,
    troubles: [...troubles, ...failed],
  };
  if (deeds && isQuiet) figures.deeds = await perform(page, probes.deeds);
  return figures;
}

// Waits until nothing is on its way, nothing long has run for a while, and the page answers.
async function quiet(page, requests, began, limit) {
  while (Date.now() - began < limit) {
    await new Promise((later) => setTimeout(later, 250));
    const rest = Math.max(1_000, limit - (Date.now() - began));
    const idle = await within(rest, page.evaluate(() => window.__bench?.idle())).catch(() => undefined);
    const isStill = [...requests.values()].every(({ done, failed }) => done || failed) && requests.size > 0;
    if (isStill && idle > QUIET) return true;
  }
  return false;
}

// Does what a reader does, with a real pointer and real keys, and tells for each the time to the next paint.
async function perform(page, deeds) {
  const done = {};
  for (const [name, steps] of Object.entries(deeds)) {
    done[name] = [];
    for (const { click, key } of steps) {
      const paint = async (type, act) => {
        await page.evaluate((type) => window.__bench.expect(type), type);
        await act();
        return within(60_000, page.evaluate(() => window.__bench.paint));
      };
      if (key) {
        done[name].push({ key, time: await paint("keydown", () => page.keyboard.press(key)) });
        continue;
      }
      const at = await page.evaluate((selector) => window.__bench.find(selector), click);
      if (!at) {
        done[name].push({ click, missing: true });
        continue;
      }
      done[name].push({ click, time: await paint("pointerdown", () => page.mouse.click(at.x, at.y)) });
      await new Promise((later) => setTimeout(later, 150));
    }
  }
  return done;
}

const within = (time, promise) => {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`nothing came in ${time} ms`)), time);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
};

// Runs in the page before anything else of it.
function watch({ readable, answers, early }) {
  if (window !== top) return;
  const found = { longTasks: [], shift: 0 };
  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe("paint", ({ name, startTime }) => name === "first-contentful-paint" && (found.fcp = startTime));
  observe("largest-contentful-paint", ({ startTime }) => (found.lcp = startTime));
  observe("layout-shift", ({ value, hadRecentInput }) => hadRecentInput || (found.shift += value));
  observe("longtask", ({ startTime, duration }) => found.longTasks.push([startTime, duration]));

  // After each frame: can the text be read by now, does the page answer by now?
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    if (found.readable === undefined && document.body && readable()) {
      found.readable = performance.now();
    }
    if (found.readable !== undefined) found.early ??= early();
    if (found.readable !== undefined) found.answers ??= answers();
    if (found.answers === undefined) requestAnimationFrame(frame);
  };
  const frame = () => channel.port2.postMessage(0);
  requestAnimationFrame(frame);

  window.__bench = {
    // Milliseconds since the last long task or step forward; none while the page does not answer yet.
    idle: () => found.answers === undefined ? undefined : performance.now() - Math.max(found.answers, found.readable, ...found.longTasks.map(([start, duration]) => start + duration)),
    figures: () => {
      const end = performance.now();
      const blocking = (from) => found.longTasks.reduce((sum, [start, duration]) => sum + Math.max(0, Math.min(duration, start + duration - from) - 50), 0);
      const { fcp, lcp, shift, readable, answers, early } = found;
      return { origin: performance.timeOrigin, fcp, lcp, shift, readable, answers, early, blocking: fcp === undefined ? undefined : blocking(fcp), blockingInAll: blocking(0), end };
    },
    // A place on the screen where a pointer meets the element; a control may have no size of its own.
    find: (selector) => {
      const elements = [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).slice(0, 50);
      const hit = (element) => {
        for (const part of [element, ...element.querySelectorAll("*")]) {
          const { left, top, width, height } = part.getBoundingClientRect();
          for (const x of [left + width / 2, left + 5, left + width - 5]) {
            const y = top + height / 2;
            if (x > 0 && x < innerWidth && y > 0 && y < innerHeight && element.contains(document.elementFromPoint(x, y))) return { x, y };
          }
        }
        return undefined;
      };
      for (const element of elements) {
        const place = hit(element);
        if (place) return place;
      }
      elements[0]?.scrollIntoView({ block: "center", behavior: "instant" });
      return elements[0] && hit(elements[0]);
    },
    // From the event as the browser saw it to the end of the frame that follows its answer.
    expect: (type) => {
      window.__bench.paint = new Promise((done) => {
        const last = type === "pointerdown" ? "click" : type;
        addEventListener(last, ({ timeStamp }) => {
          requestAnimationFrame(() => {
            const after = new MessageChannel();
            after.port1.onmessage = () => done(performance.now() - timeStamp);
            after.port2.postMessage(0);
          });
        }, { capture: true, once: true });
      });
    },
  };
}
