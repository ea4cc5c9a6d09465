// Runs commands of `cargo xtask`, and has temporary folders for their output.
import { execFile } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after } from "node:test";
import { promisify } from "node:util";
import { DIST, TOP } from "./dist.mjs";

const PROGRAM = process.env.CASE_TIMELINE_XTASK;

// Runs a command; returns its output and whether it succeeded.
export async function xtask(...values) {
  const [program, ...first] = PROGRAM ? [PROGRAM] : ["cargo", "xtask"];
  try {
    const { stdout, stderr } = await promisify(execFile)(program, [...first, ...values], { cwd: TOP });
    return { output: stdout + stderr, isSuccess: true };
  } catch ({ stdout, stderr }) {
    return { output: stdout + stderr, isSuccess: false };
  }
}

// A temporary folder that is removed when the test file ends. Servers that drop root privileges can read it.
export const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "case-timeline-"));
fs.chmodSync(scratch, 0o755);
after(() => fs.rmSync(scratch, { recursive: true, force: true }));

// A copy of the built folder.
export function copyOfDist(name) {
  const folder = path.join(scratch, name);
  fs.cpSync(DIST, folder, { recursive: true });
  return folder;
}

// The files of a folder and of the folders in it.
export const filesIn = (folder) =>
  fs.readdirSync(folder, { recursive: true }).filter((name) => fs.statSync(path.join(folder, name)).isFile());
