// The list of all codes, as core/error_codes.go has it.

import { readFileSync } from "node:fs";

const text = readFileSync(new URL("../../core/error_codes.go", import.meta.url), "utf8");

/** Each group is a comment, and a declaration of constants with comments of their own. */
export const codes = [...text.matchAll(/^\/\/ (.*)\nconst \(\n([^]*?)^\)/gm)].flatMap(([, group, constants]) => (
  [...constants.replace(/(?<=\/\/.*)\n\t\/\/ /g, " ").matchAll(/For (the developer|the person|both)\.\n\t(Code\w+) Code = "(\w+)"$/gm)]
    .map(([, audience, constant, word]) => ({ group, audience, constant, word }))
));

/** Those that a page can see. */
export const codesOfPages = codes.filter(({ group }) => group !== "Go programs only");
