// The lint of documentation comments, on comments with one fault each or none.

import assert from "node:assert/strict";
import { test } from "node:test";
import { docProblems } from "../build/tsdoc-lint.mjs";

const comments = {
  "a handle": ["Type @me@host or a URL.", /"@me"/],
  "a handle at the end": ["Type me@host.", /"@" character/],
  "an @ alone": ["The handle without the leading @.", /tag name after "@"/],
  "a tag that there is not": ["It works.\n * @retruns nothing", /"@retruns" is not defined/],
  "an object": ["Resolves to { session }.", /starting with "\{@"/],
  "a placeholder": ["The address of {server}.", /starting with "\{@"/],
  "a tag of HTML that is none": ["Writes <https://host> in brackets.", /HTML tag has invalid syntax/],
  "in code": ["Type `@me@host`, `{ session }` or `<https://host>`."],
  "escaped": ["Type \\@me\\@host, \\{ session \\} or \\<https://host\\>."],
  "a link": ["See {@link Auth.signIn}."],
  "tags that there are": ["It works.\n *\n * @param name - who\n * @returns nothing"],
};

for (const [name, [comment, problem]] of Object.entries(comments)) {
  test(name, () => {
    const found = docProblems("a.ts", `const before = "@me";\n/**\n * ${comment}\n */\nexport interface A {\n  /** ${comment.split("\n")[0]} */\n  a: string;\n}\n`);
    if (!problem) return assert.deepEqual(found, []);
    assert.match(found[0], problem);
    assert.match(found[0], /^a\.ts:[34]: /);
    assert.ok(found.some((line) => line.startsWith("a.ts:6: ") || comment.includes("\n")), "a member's comment too");
  });
}

test("a comment that documents nothing is not looked at, and neither is a text", () => {
  assert.deepEqual(docProblems("a.ts", 'const a = "/** @me */"; // @me\n/* @me */\nconst b = 1;'), []);
});
