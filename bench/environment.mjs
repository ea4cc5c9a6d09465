// The environment of the benchmark: variables, Chromium and the machine.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

// A variable that `cargo xtask bench` sets.
export function variable(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`cargo xtask bench\``);
  return value;
}

export function findChromium() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = process.env.PATH.split(path.delimiter);
  const candidates = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  const found = candidates.find((file) => fs.existsSync(file));
  if (!found) throw new Error(`no Chromium in PATH (${names.join(", ")})`);
  return found;
}

export function describeMachine(chromium) {
  const version = execFileSync(chromium, ["--version"], { stdio: ["ignore", "pipe", "ignore"] });
  return {
    cores: os.cpus().length,
    memory: `${Math.round(os.totalmem() / 2 ** 30)} GB`,
    system: `${os.type()} ${os.arch()}`,
    node: process.version,
    browser: String(version)
      .trim()
      .replace(/ built on.*/, ""),
  };
}
