// The built folder, its address, and the data it was built from.
import fs from "node:fs";
import path from "node:path";

export const TOP = path.resolve(import.meta.dirname, "..");
export const ADDRESS = process.env.CASE_TIMELINE_ADDRESS;
export const DIST = process.env.CASE_TIMELINE_DIST;
if (!ADDRESS || !DIST) throw new Error("run these tests with `cargo xtask test`");

// Whether all tests run, as for a release (`cargo xtask test --all`), or only those for every change.
export const ALL = process.env.CASE_TIMELINE_ALL === "1";

// Reads a file of the data that the folder was built from.
const DATA = process.env.CASE_TIMELINE_DATA ?? path.join(TOP, "static/data");
export const data = (name) => JSON.parse(fs.readFileSync(path.join(DATA, `${name}.json`), "utf8"));
// The text of a file in the built folder.
export const readText = (name) => fs.readFileSync(path.join(DIST, name), "utf8");
