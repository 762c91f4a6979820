// The machine of the measurement, and how busy it was.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus, loadavg, totalmem, type } from "node:os";
import { root } from "../servers/program.mjs";

export function machine(chromium) {
  const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8")).version;
  return {
    date: new Date().toISOString().slice(0, 10),
    hardware: `${cpus().length} cores (${cpus()[0].model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB of memory`,
    system: distribution() ?? type(),
    load: loadavg()[0],
    versions: {
      Chromium: chromium,
      Node: process.version.slice(1),
      Go: execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8" }).trim().slice(2),
      mastoauth: JSON.parse(readFileSync(`${root}package.json`, "utf8")).version,
      masto: version("masto"),
      oauth4webapi: version("oauth4webapi"),
    },
  };
}

/** What Linux calls itself. */
function distribution() {
  const file = "/etc/os-release";
  return existsSync(file) ? /^PRETTY_NAME="(.*)"$/m.exec(readFileSync(file, "utf8"))?.[1] : undefined;
}
