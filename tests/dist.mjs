// What every test in Node needs: the built folder, the address it is served at, and the data it was built from.
import fs from "node:fs";
import path from "node:path";

export const TOP = path.resolve(import.meta.dirname, "..");
export const ADDRESS = process.env.CASE_TIMELINE_ADDRESS;
export const DIST = process.env.CASE_TIMELINE_DIST;
if (!ADDRESS || !DIST) throw new Error("run these tests with `cargo xtask test`");

// Whether everything is tested, as for a release (`cargo xtask test --all`), or what every change needs.
export const ALL = process.env.CASE_TIMELINE_ALL === "1";

// A file of the data the folder was built from: what a page says is compared with it, not with a second copy.
const DATA = process.env.CASE_TIMELINE_DATA ?? path.join(TOP, "static/data");
export const data = (name) => JSON.parse(fs.readFileSync(path.join(DATA, `${name}.json`), "utf8"));
// The text of a file in the built folder.
export const readText = (name) => fs.readFileSync(path.join(DIST, name), "utf8");
