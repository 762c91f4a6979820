// The components of docs/frameworks.md, rendered on a server and hydrated in the browser. Development servers run them: only there do the
// frameworks say that what was hydrated is not what was rendered.

import assert from "node:assert/strict";
import { assertDocumented, hookSignsIn, tagSignsIn } from "../trials.mjs";

const row = (name, { what, how, command, ready, lines = "", more }) => ({
  name, what, version: what, how, project: name, lines,
  trial: async (t, { project, set }) => {
    const url = await project.listen(...command, ready);
    const get = async (path) => (await fetch(url + path)).text();
    assert.match(await get("tag"), /<mastodon-login[^>]* client-name="My app"/, "the tag is rendered on the server");
    assert.match(await get("account"), /One moment/, "useAuth is rendered on the server");
    assert.match(await get(`version?server=${set.server.url}`), /^\d+\.\d+\.\d+/, "the module runs on the server");
    await more?.(get, set, lines);
    await hookSignsIn(t, { set, url: `${url}account` });
    await tagSignsIn(t, { set, url: `${url}tag` });
  },
});

const vite = ["vite", ["--host", "127.0.0.1", "--port", "$PORT", "--strictPort"]];

export const servers = [
  row("next", {
    what: "next", how: "Turbopack: client components, a server component, a route handler", command: ["npm", ["run", "dev"]], ready: /Ready in/,
    lines: 'load({ wasm: readFile("node_modules/mastoauth/dist/mastoauth.wasm") })', // in a server component
    more: async (get, { server }, line) => {
      const bare = (await get(`bare?server=${server.url}`)).replaceAll("&quot;", '"');
      assert.ok(bare.includes(`: ${line}.</output>`), bare);
      assertDocumented(line);
      assert.match(await get(`server?server=${server.url}`), /<output>\d+\.\d+\.\d+/, "a server component");
    },
  }),
  row("react-router", {
    what: "react-router", how: "rendered on the server, with Vite 7",
    lines: 'optimizeDeps: { exclude: ["mastoauth"] }', // without it, the console has a 404
    command: ["react-router", ["dev", "--host", "127.0.0.1", "--port", "$PORT"]], ready: /127\.0\.0\.1/,
    more: (get, servers, line) => assertDocumented(line),
  }),
  row("vue-ssr", { what: "vue", how: "rendered on the server, by Vite", command: ["node", ["server.js"]], ready: /ready/ }),
  row("sveltekit", { what: "@sveltejs/kit", how: "rendered on the server", command: vite, ready: /ready in/ }),
];
