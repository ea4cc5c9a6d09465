// Serves every contender with the same events and visits them in turn, so that other load on the machine affects
// them alike.
import { readTimeline } from "./events.mjs";
import { pageFiles } from "./pages.mjs";
import { PEERS } from "./peers.mjs";
import { PROBES } from "./probes.mjs";
import { serve } from "./serve.mjs";
import { CONDITIONS, visit } from "./visit.mjs";

// The time limit for a page to become quiet, in milliseconds, and the number of timeouts after which its other visits
// are skipped.
const TIMEOUT = 60_000;
const MAX_TIMEOUTS = 2;

// Returns the figures of all visits, and the compressed size of each file by contender. `folder` has our pages for
// the events in `data`; `warmups` is the number of visits before those that count.
export async function compare({ browser, contenders, data, folder, cache, runs, warmups, log }) {
  const timeline = readTimeline(data);
  const own = await serve(pageFiles(folder), cache);
  const servers = new Map();
  for (const id of contenders) {
    servers.set(id, id in PEERS ? await serve(await PEERS[id](timeline), cache) : own);
  }

  const pages = contenders.map((contender) => {
    const file = contender === "embed" ? "embed.html" : "index.html";
    return { contender, address: `${servers.get(contender).address}${file}` };
  });
  const visits = [];
  for (const [condition, { name }] of Object.entries(CONDITIONS)) {
    log(`${timeline.events.length} events, ${name}: ${runs} runs each`);
    visits.push(...(await visitInTurn({ browser, pages, condition, runs, warmups })));
  }

  const fileSizes = Object.fromEntries([...servers].map(([id, server]) => [id, server.fileSizes]));
  for (const server of new Set(servers.values())) server.stop();
  return { visits, fileSizes };
}

async function visitInTurn({ browser, pages, condition, runs, warmups }) {
  const visits = [];
  const timeouts = new Map();
  for (let run = -warmups; run < runs; run++) {
    for (const { contender, address } of rotate(pages, Math.max(run, 0))) {
      const missed = timeouts.get(contender) ?? 0;
      if (missed >= MAX_TIMEOUTS) continue;
      const options = { address, probes: PROBES[contender], condition, timeout: TIMEOUT };
      const figures = await visit(browser, options).catch((error) => ({ timedOut: true, errors: [String(error)] }));
      if (figures.timedOut) timeouts.set(contender, missed + 1);
      if (run >= 0) visits.push({ condition, contender, run, ...figures });
      process.stdout.write(figures.timedOut ? "x" : ".");
    }
  }
  process.stdout.write("\n");
  return visits;
}

function rotate(list, by) {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
