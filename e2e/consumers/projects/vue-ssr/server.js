// Server-side rendering as Vite's guide has it: the page of a component is rendered here, and hydrated in the browser.

import { createServer } from "node:http";
import { createServer as createVite } from "vite";

const vite = await createVite({ server: { middlewareMode: true }, appType: "custom" });
const page = (name, body) => `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>A consumer of mastoauth</title>
  <div id="app" data-component="${name}">${body}</div>
  <script type="module" src="/client.ts"></script>
</html>`;

createServer((request, response) => vite.middlewares(request, response, async () => {
  const [, name] = /^\/(tag|account|version)\b/.exec(request.url) ?? [];
  if (!name) return response.writeHead(404).end();
  try {
    const { render, version } = await vite.ssrLoadModule("/render.ts");
    const server = new URL(request.url, "http://localhost").searchParams.get("server");
    const body = name === "version" ? await version(server) : await vite.transformIndexHtml(request.url, page(name, await render(name)));
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" }).end(body);
  } catch (error) {
    console.error(error);
    response.writeHead(500).end(String(error));
  }
})).listen(process.env.PORT, "127.0.0.1", () => console.log("ready"));
