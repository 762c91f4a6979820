// Fails if a documentation comment has a place that TSDoc's parser or TypeScript's reads as something else than its author meant: an "@"
// begins a tag, and editors leave out or misplace what follows; "{" begins one within a line. "make lint" runs it.
//
//   node wasm/build/tsdoc-lint.mjs file …

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { StandardTags, TSDocConfiguration, TSDocParser } from "@microsoft/tsdoc";
import ts from "typescript";

const parser = new TSDocParser(new TSDocConfiguration());
const tags = new Set(StandardTags.allDefinitions.map(({ tagName }) => tagName));

/** Returns the errors in the documentation comments of a file, which editors show for what stands below them. */
export function docProblems(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const problems = [];
  const report = (pos, problem) => problems.push(`${file}:${source.getLineAndCharacterOfPosition(pos).line + 1}: ${problem}`);
  const visit = (node) => {
    for (const { pos, end, tags: found = [] } of node.jsDoc ?? []) {
      for (const { textRange, unformattedText } of parser.parseString(text.slice(pos, end)).log.messages) report(pos + textRange.pos, unformattedText);
      for (const { pos: at, tagName } of found) if (!tags.has(`@${tagName.text}`)) report(at, `@${tagName.text} is read as a tag`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = process.argv.slice(2).flatMap((file) => docProblems(file, readFileSync(file, "utf8")));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
