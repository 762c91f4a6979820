// Programs without a page, and what compiles.

import assert from "node:assert/strict";

export const programs = [
  {
    name: "node",
    what: "Node",
    version: () => process.versions.node,
    how: "",
    project: "node",
    lines: "",
    // It must end by itself: the time is far below that of any timer of a request.
    trial: async (t, { project }) => assert.equal(await project.run("node", "main.js", { timeout: 10_000 }), "howdy universe! true\n"),
  },
  ...["bundler", "nodenext"].map((resolution) => ({
    name: `types-${resolution}`,
    what: "TypeScript",
    version: "typescript",
    how: `\`moduleResolution: ${resolution}\``,
    project: "types",
    lines: "",
    trial: async (t, { project }) => assert.equal(
      await project.complaints("tsc", "-p", ".", "--module", resolution === "bundler" ? "esnext" : resolution, "--moduleResolution", resolution), ""),
  })),
];
