// Fails if the TypeScript has an import cycle, or if a file imports from a folder above its own. Imports of types count too, since
// a reader has to follow them. "make lint" runs it.
//
//   node wasm/build/import-lint.mjs

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The folders, from the top, which a page imports, to the bottom. A file may import from its own folder and from all after it. */
export const rooms = ["frameworks", "", "element", "eager", "lazy", "module", "shared", "messages", "imports"];

/** Returns the errors in the imports of these files. It takes their texts, by their paths under wasm/. */
export function importProblems(files) {
  const imports = new Map(Object.entries(files).map(([file, text]) => [file, importsOf(file, text).filter((path) => path in files)]));
  const problems = [];
  for (const file of imports.keys()) if (!rooms.includes(roomOf(file))) problems.push(`${file}: its room is not one of import-lint.mjs`);
  for (const [file, imported] of imports) {
    const above = imported.filter((path) => rooms.indexOf(roomOf(path)) < rooms.indexOf(roomOf(file)));
    for (const path of above) problems.push(`${file} imports ${path}, which is in a room above it`);
  }
  return [...problems, ...circles(imports)];
}

/** The files that a file imports or re-exports, statically or by import(), for values or types. */
function importsOf(file, text) {
  const found = [];
  const visit = (node) => {
    const from = node.moduleSpecifier // import … from "…", export … from "…"
      ?? (ts.isImportTypeNode(node) ? node.argument.literal : undefined) // typeof import("…")
      ?? (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined);
    if (from?.text?.startsWith(".")) found.push(posix.join(dirname(file), from.text).replace(/\.js$/, ".ts"));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return [...new Set(found)];
}

function roomOf(file) {
  return file.includes("/") ? file.slice(0, file.indexOf("/")) : "";
}

/** Returns each cycle once, as the path around it. */
function circles(imports) {
  const found = [];
  const done = new Set();
  const walk = (file, way) => {
    if (way.includes(file)) found.push(`a circle: ${[...way.slice(way.indexOf(file)), file].join(" → ")}`);
    if (done.has(file) || way.includes(file)) return;
    for (const next of imports.get(file)) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) walk(file, []);
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wasm = fileURLToPath(new URL("..", import.meta.url));
  const paths = readdirSync(wasm, { recursive: true }).map((path) => path.replaceAll("\\", "/"));
  const sources = paths.filter((path) => /(?<!\.d)\.ts$/.test(path) && !/^(tests|typegen)\//.test(path));
  const problems = importProblems(Object.fromEntries(sources.map((path) => [path, readFileSync(join(wasm, path), "utf8")])));
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
