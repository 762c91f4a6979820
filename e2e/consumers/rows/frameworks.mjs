// The components of docs/frameworks.md, in apps of React, Vue and Svelte.

import assert from "node:assert/strict";
import { hookSignsIn, tagSignsIn } from "../trials.mjs";

/** What they call the policy by which they make elements of the templates that they compiled. */
const policies = { vue: "vue", svelte: "svelte-trusted-html" };

const rowsOf = (name) => [
  {
    name: `${name}-tag`, what: name, version: name, how: "the tag, built by Vite", project: name, lines: "",
    trial: async (t, { project, set }) => {
      assert.equal(await project.complaints("npm", "run", "--silent", "check"), "", "its types and templates");
      await project.run("npm", "run", "build");
      await tagSignsIn(t, { set, url: await project.pages("dist", { trustedTypes: policies[name] }) });
    },
  },
  {
    name: `${name}-useAuth`, what: name, version: name, how: "`useAuth`, in Vite's development server", project: name, lines: "",
    trial: async (t, { project, set }) => {
      const url = await project.listen("vite", ["--host", "127.0.0.1", "--port", "$PORT", "--strictPort"], /ready in/);
      await hookSignsIn(t, { set, url: `${url}hook.html` });
    },
  },
];

export const frameworks = ["react", "vue", "svelte"].flatMap(rowsOf);
