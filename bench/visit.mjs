// One visit of one page in a fresh profile of Chromium, over the DevTools protocol, and its figures.
import puppeteer from "puppeteer-core";
import { interact } from "./interact.mjs";
import { requestFigures, trackRequests } from "./network.mjs";
import { observerScript } from "./observer.mjs";
import { delay, withTimeout } from "./time.mjs";

export const CONDITIONS = {
  phone: {
    name: "phone, slow 4G, CPU 4 times slower",
    screen: { width: 412, height: 823, deviceScaleFactor: 1.75, mobile: true },
    network: { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 },
    cpuSlowdown: 4,
  },
  unthrottled: {
    name: "unthrottled",
    screen: { width: 1280, height: 800, deviceScaleFactor: 1, mobile: false },
    network: undefined,
    cpuSlowdown: 1,
  },
};

// How long a page must have been idle to count as quiet, and the time limit of an evaluation in the page, in
// milliseconds.
const QUIET = 1_500;
const EVALUATION_TIMEOUT = 60_000;

const CHROMIUM_ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-dev-shm-usage",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--hide-scrollbars",
];

export const launch = (executablePath) =>
  puppeteer.launch({ executablePath, headless: true, protocolTimeout: 240_000, args: CHROMIUM_ARGUMENTS });

// Visits `address` and returns its figures. Within `timeout` milliseconds the page must be quiet; if it is not,
// `timedOut` is set, and figures that were not reached are missing.
export async function visit(browser, { address, probes, condition, timeout }) {
  const context = await browser.createBrowserContext();
  try {
    return await withTimeout(timeout + EVALUATION_TIMEOUT, measure(context, { address, probes, condition, timeout }));
  } finally {
    await withTimeout(10_000, context.close()).catch(() => {});
  }
}

async function measure(context, { address, probes, condition, timeout }) {
  const page = await context.newPage();
  const devtools = await page.createCDPSession();
  await emulate(devtools, CONDITIONS[condition]);
  const requests = trackRequests(devtools);
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.evaluateOnNewDocument(observerScript(probes));

  const deadline = Date.now() + timeout;
  await devtools.send("Page.navigate", { url: address });
  const isQuiet = await waitUntilQuiet(page, requests, deadline);

  const observed = await withTimeout(
    EVALUATION_TIMEOUT,
    page.evaluate(() => window.__bench?.figures()),
  ).catch(() => undefined);
  if (!observed) return { timedOut: true, errors };
  const { timeOrigin, ...timings } = observed;
  const { failed, ...transfers } = requestFigures(requests, address, timeOrigin + timings.readable);
  const figures = {
    ...(!isQuiet && { timedOut: true }),
    ...transfers,
    ...timings,
    ...(await resourceFigures(page, devtools)),
    errors: [...errors, ...failed],
  };
  if (isQuiet) figures.interactions = await interact(page, probes.interactions);
  return figures;
}

async function emulate(devtools, { screen, network, cpuSlowdown }) {
  await devtools.send("Emulation.setDeviceMetricsOverride", screen);
  await devtools.send("Emulation.setFocusEmulationEnabled", { enabled: true });
  await devtools.send("Performance.enable");
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: false });
  if (network) await devtools.send("Network.emulateNetworkConditions", network);
  if (cpuSlowdown > 1) await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
}

// Waits until no request is pending, no long task has run for a while, and the page is interactive.
async function waitUntilQuiet(page, requests, deadline) {
  while (Date.now() < deadline) {
    await delay(250);
    const remaining = Math.max(1_000, deadline - Date.now());
    const idle = await withTimeout(
      remaining,
      page.evaluate(() => window.__bench?.idle()),
    ).catch(() => undefined);
    const isLoaded = requests.size > 0 && [...requests.values()].every(({ done, failed }) => done || failed);
    if (isLoaded && idle > QUIET) return true;
  }
  return false;
}

// Processor time in milliseconds, and memory in bytes after a garbage collection.
async function resourceFigures(page, devtools) {
  const { metrics } = await devtools.send("Performance.getMetrics");
  const seconds = (name) => metrics.find((metric) => metric.name === name)?.value;
  await devtools.send("HeapProfiler.enable");
  await withTimeout(EVALUATION_TIMEOUT, devtools.send("HeapProfiler.collectGarbage"));
  const heap = await devtools.send("Runtime.getHeapUsage");
  return {
    script: seconds("ScriptDuration") * 1_000,
    task: seconds("TaskDuration") * 1_000,
    layout: seconds("LayoutDuration") * 1_000,
    heap: heap.usedSize,
    memory: heap.usedSize + (heap.embedderHeapUsedSize ?? 0) + (heap.backingStorageSize ?? 0),
    elements: await page.evaluate(() => document.querySelectorAll("*").length),
  };
}
