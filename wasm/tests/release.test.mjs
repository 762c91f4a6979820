// "make release": what keeps a package from being published.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { contentsProblems } from "../build/release/package-contents.mjs";
import { changesOf, versionProblems } from "../build/release/version.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const changelog = "# Changelog\n\n## 1.2.0, 2026-11-29\n\n- Something new.\n\n## 1.1.0, 2026-10-01\n\n- Something old.\n";

describe("the version", () => {
  for (const [what, version, locked, changes, problem] of [
    ["agrees", "1.2.0", "1.2.0", changelog],
    ["is a candidate", "1.2.0-rc.1", "1.2.0-rc.1", changelog.replace("1.2.0", "1.2.0-rc.1")],
    ["is no version", "1.2", "1.2", changelog.replace("1.2.0", "1.2"), /is no version/],
    ["is not the lock file's", "1.2.0", "1.1.0", changelog, /package-lock.json has the version 1.1.0/],
    ["is not the changelog's", "1.3.0", "1.3.0", changelog, /begins with 1.2.0/],
    ["has no changes", "1.2.0", "1.2.0", "# Changelog\n\n## 1.2.0, 2026-11-29\n\n## 1.1.0\n\n- Old.\n", /says nothing about 1.2.0/],
    ["is in no changelog", "1.2.0", "1.2.0", "# Changelog\n", /begins with /],
  ]) {
    it(what, () => {
      const found = versionProblems(version, locked, changes);
      assert.equal(found.length, problem ? 1 : 0, found.join());
      if (problem) assert.match(found[0], problem);
    });
  }

  it("has its changes, and a date once it is released", () => {
    assert.deepEqual(changesOf(changelog, "1.2.0"), { version: "1.2.0", date: "2026-11-29", text: "- Something new." });
    assert.equal(changesOf(changelog.replace("2026-11-29", "not released yet"), "1.2.0").date, undefined);
  });
});

describe("the package", () => {
  const [packed] = JSON.parse(execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--dry-run"], { cwd: root, encoding: "utf8" }));
  const files = packed.files.map(({ path }) => path);
  const problems = (paths) => contentsProblems(root, { files: paths.map((path) => ({ path })) });

  it("has what it has to have, and nothing else", () => assert.deepEqual(problems(files), []));

  for (const path of ["dist/index.js", "dist/index.d.ts", "dist/mastoauth.wasm", "dist/messages/de.js", "dist/element.js.map", "LICENSE"]) {
    it(`is missed without ${path}`, () => assert.deepEqual(problems(files.filter((name) => name !== path)), [`the package lacks ${path}.`]));
  }

  for (const path of ["dist/journey.d.ts", "dist/later.js", "core/client.go", ".env", "docs/notes.txt"]) {
    it(`may not have ${path}`, () => assert.match(problems([...files, path])[0], new RegExp(`the package has ${path}`)));
  }
});
