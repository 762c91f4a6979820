// Helpers of the loader's tests: the module that crashes, and fresh copies of the loader.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

export const dist = new URL("../../dist/", import.meta.url);
export const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Builds the module that crashes, as that version. */
export function crashingModule(as = version) {
  const folder = mkdtempSync(join(tmpdir(), "crashing-"));
  try {
    const file = join(folder, "crashing.wasm");
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

/** A store for which the module that crashes refuses to open a client: it rejects with this. */
export const refusing = (refusal) => ({ getItem: () => null, setItem() {}, removeItem() {}, refusal });
