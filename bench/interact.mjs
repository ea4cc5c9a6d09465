// Performs interactions with real pointer and keyboard input.
import { delay, withTimeout } from "./time.mjs";

const PAINT_TIMEOUT = 60_000;

// `interactions` are lists of steps by name; a step is `{ click: selector }` or `{ key }`. Returns the same lists
// with the `time` of each step to the next paint, in milliseconds, or `missing` where there is nothing to click.
export async function interact(page, interactions) {
  const results = {};
  for (const [name, steps] of Object.entries(interactions)) {
    results[name] = [];
    for (const step of steps) results[name].push({ ...step, ...(await perform(page, step)) });
  }
  return results;
}

async function perform(page, { click, key }) {
  if (key) return { time: await timeToPaint(page, "keydown", () => page.keyboard.press(key)) };
  const point = await page.evaluate((selector) => window.__bench.clickablePoint(selector), click);
  if (!point) return { missing: true };
  const time = await timeToPaint(page, "click", () => page.mouse.click(point.x, point.y));
  await delay(150);
  return { time };
}

async function timeToPaint(page, eventType, act) {
  await page.evaluate((eventType) => window.__bench.expectPaint(eventType), eventType);
  await act();
  return withTimeout(
    PAINT_TIMEOUT,
    page.evaluate(() => window.__bench.nextPaint),
  );
}
