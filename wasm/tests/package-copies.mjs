// What the loader's tests share: the mortal module, and fresh copies of the loader.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export const dist = new URL("../../dist/", import.meta.url);
export const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Builds the mortal module, as that version. */
export function mortal(as = version) {
  const folder = mkdtempSync(join(tmpdir(), "mortal-"));
  try {
    const file = join(folder, "mortal.wasm");
    execFileSync("go", ["build", "-trimpath", `-ldflags=-s -w -X main.version=${as}`, "-o", file, "./wasm/tests/crashing"], {
      cwd: root,
      env: { ...process.env, GOOS: "js", GOARCH: "wasm" },
    });
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

let copies = 0;

/** The package as a page that was just opened has it: nothing loaded, nothing remembered. */
export function freshPackage() {
  return import(`${dist}index.js?copy=${++copies}`);
}

/** What a promise is rejected with. */
export async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it was not rejected");
}
