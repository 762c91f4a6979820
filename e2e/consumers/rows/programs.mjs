// Programs without a page, and what compiles.

import assert from "node:assert/strict";

/** What the program declares of the web platform. */
const libraries = {
  "tsconfig.json": { name: "", how: "`lib: dom`" },
  "no-dom.json": { name: "-no-dom", how: "without lib `dom`" },
  "node.json": { name: "-node", how: "`@types/node`, without lib `dom`" },
};

export const programs = [
  {
    name: "node",
    what: "Node",
    version: () => process.versions.node,
    how: "a program of three calls, on the machine's own Node",
    project: "node",
    lines: "",
    // It must end by itself: the time is far below that of any timer of a request.
    trial: async (t, { project }) => assert.equal(await project.run("node", "main.js", { timeout: 10_000 }), "howdy universe! true\n"),
  },
  ...[
    ["bundler", "esnext", "tsconfig.json"], ["nodenext", "nodenext", "tsconfig.json"], ["node10", "esnext", "tsconfig.json"],
    ["bundler", "esnext", "no-dom.json"], ["nodenext", "nodenext", "no-dom.json"], ["node10", "esnext", "no-dom.json"], ["nodenext", "nodenext", "node.json"],
  ].map(([resolution, module, config]) => ({
    name: `types-${resolution}${libraries[config].name}`,
    what: "TypeScript",
    version: "typescript",
    how: `\`moduleResolution: ${resolution}\`, ${libraries[config].how}`,
    project: "types",
    lines: "",
    trial: async (t, { project }) => assert.equal(await project.complaints("tsc", "-p", config, "--module", module, "--moduleResolution", resolution), ""),
  })),
];
