// The options of `cargo xtask bench`, which has validated them.
import { parseArgs } from "node:util";

// The contenders' names, by id.
export const CONTENDERS = {
  index: "this page",
  embed: "this embed",
  timelinejs: "TimelineJS 3.9.11",
  vis: "vis-timeline 8.5.4",
  chrono: "react-chrono 3.3.3",
};

export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: "boolean", default: false },
      runs: { type: "string" },
      "size-runs": { type: "string", default: "3" },
      only: { type: "string", default: "page,scale,build,lighthouse" },
      contenders: { type: "string", default: Object.keys(CONTENDERS).join() },
    },
  });
  const runs = Number(values.runs ?? (values.quick ? 2 : 7));
  return {
    runs,
    // Lighthouse advises five.
    lighthouseRuns: Math.min(runs, 5),
    // Sizes differ by factors, not by percents: few runs are enough.
    sizeRuns: Math.min(runs, Number(values["size-runs"])),
    only: values.only.split(","),
    contenders: values.contenders.split(","),
  };
}
