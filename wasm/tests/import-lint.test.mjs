// The import lint, on small trees with one error each or none.

import assert from "node:assert/strict";
import { test } from "node:test";
import { importProblems } from "../build/import-lint.mjs";

const trees = {
  "downwards, and within a room": [{
    "index.ts": 'import { a } from "./eager/a.js"; export type { B } from "./shared/b.js";',
    "eager/a.ts": 'import { c } from "./c.js"; import type { B } from "../shared/b.js"; import { readFileSync } from "node:fs";',
    "eager/c.ts": "export const c = 1;",
    "shared/b.ts": 'export const b = () => import("../messages/en.js");',
    "messages/en.ts": "export {};",
  }],
  "a value from above": [{ "eager/a.ts": "export {};", "lazy/b.ts": 'import { a } from "../eager/a.js";' }, /^lazy\/b\.ts imports eager\/a\.ts, which is in a room above it$/],
  "a type from above": [{ "eager/a.ts": "export {};", "shared/b.ts": 'import type { A } from "../eager/a.js";' }, /^shared\/b\.ts imports eager\/a\.ts/],
  "a type of import() from above": [{ "lazy/a.ts": "export {};", "module/b.ts": 'type A = typeof import("../lazy/a.js");' }, /^module\/b\.ts imports lazy\/a\.ts/],
  "import() from above": [{ "lazy/a.ts": "export {};", "module/b.ts": 'const a = () => import("../lazy/a.js");' }, /^module\/b\.ts imports lazy\/a\.ts/],
  "an export from above": [{ "index.ts": "export {};", "eager/b.ts": 'export * from "../index.js";' }, /^eager\/b\.ts imports index\.ts/],
  "a circle of two": [{ "eager/a.ts": 'import "./b.js";', "eager/b.ts": 'import "./a.js";' }, /^a circle: eager\/a\.ts → eager\/b\.ts → eager\/a\.ts$/],
  "a circle of types": [{
    "shared/a.ts": 'import type { B } from "./b.js";', "shared/b.ts": 'export type { C } from "./c.js";', "shared/c.ts": 'let a: import("./a.js").A;',
  }, /^a circle: shared\/a\.ts → shared\/b\.ts → shared\/c\.ts → shared\/a\.ts$/],
  "a circle that others lead to": [{ "index.ts": 'import "./eager/a.js";', "eager/a.ts": 'import "./b.js";', "eager/b.ts": 'import "./b.js";' }, /^a circle: eager\/b\.ts → eager\/b\.ts$/],
  "a room that is none": [{ "attic/a.ts": "export {};" }, /^attic\/a\.ts: its room is not one of/],
  "an import that is only written about": [{ "eager/a.ts": "export {};", "shared/b.ts": '// import "../eager/a.js";\nexport const text = \'import "../eager/a.js"\';' }],
};

for (const [name, [files, ...problems]] of Object.entries(trees)) {
  test(name, () => {
    const found = importProblems(files);
    assert.equal(found.length, problems.length, found.join("\n"));
    problems.forEach((problem, at) => assert.match(found[at], problem));
  });
}
