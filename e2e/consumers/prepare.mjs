// Installs the package in each consumer as npm would: from the tarball, in a folder outside of this repository. Then it builds the
// consumer or starts its development server, and serves the result under a strict policy.
//
//   node e2e/consumers/prepare.mjs        prints the addresses, and serves them until it is ended

import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { serve } from "./serve.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");

const frameworks = ["react", "vue", "svelte"];
/** What they call the policy by which they make elements of the templates that they compiled. */
const policies = { vue: "vue", svelte: "svelte-trusted-html" };

/**
 * Resolves to the consumers, once dist/ has been built (make build):
 *  - urls: the address of each page by name; with ?server=ADDRESS it logs in there and says “Hello, …” in its output. Those of
 *    frameworks have the tag, and react-dev has createAuth in a hook at hook.html;
 *  - runNode(): runs the consumer in Node and resolves to what it prints;
 *  - checkTypes(module, moduleResolution): compiles the consumer of the types and resolves to the compiler's complaints;
 *  - checkTemplates(framework): the same of the tag in JSX, or in the templates of Vue or Svelte;
 *  - stop(): ends the servers and removes the folders.
 */
export async function prepare() {
  const folder = await mkdtemp(join(tmpdir(), "mastoauth-consumers-"));
  const running = [];
  const stop = async () => {
    await Promise.allSettled(running.map((end) => end()));
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const tarball = await pack(folder);
    const names = ["plain", "vite7", "vite8", "webpack", "node", "types", ...frameworks];
    const installed = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await install(name, folder, tarball)])));
    const urls = {};
    const add = (name, { url, end }) => {
      urls[name] = url;
      running.push(end);
    };
    add("plain", await serve(installed.plain));
    for (const name of ["vite7", "vite8"]) {
      add(`${name}-dev`, await startVite(installed[name]));
      add(`${name}-build`, await buildVite(installed[name]));
    }
    add("webpack", await buildWebpack(installed.webpack));
    // StrictMode does what it does in development only.
    add("react-dev", await startVite(installed.react));
    for (const name of frameworks) add(name, await buildVite(installed[name], policies[name]));
    return {
      urls, stop, runNode: () => runNode(installed.node),
      checkTypes: (...how) => checkTypes(installed.types, ...how), checkTemplates: (name) => checkTemplates(name, installed[name]),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function run(command, args, options) {
  const { stdout } = await promisify(execFile)(command, args, { timeout: 300_000, maxBuffer: 1 << 24, ...options });
  return stdout;
}

async function pack(folder) {
  const packed = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], { cwd: root });
  return join(folder, JSON.parse(packed)[0].filename);
}

/** Vite's consumers are one program with two versions of Vite. */
async function install(name, folder, tarball) {
  const to = join(folder, name);
  if (name.startsWith("vite")) await cp(join(here, "app"), to, { recursive: true });
  await cp(join(here, name), to, { recursive: true });
  await run("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock", tarball], { cwd: to });
  return to;
}

/** Imports a tool that a consumer has installed. */
function tool(consumer, name) {
  return import(pathToFileURL(createRequire(join(consumer, "package.json")).resolve(name)));
}

// No configuration but what stands in the consumer's folder, which is that of its framework or none.
const plain = (root) => ({ root, logLevel: "error" });

async function startVite(consumer) {
  const vite = await tool(consumer, "vite");
  const port = await freePort(); // Vite takes 0 for its usual one
  const server = await vite.createServer({ ...plain(consumer), server: { host: "127.0.0.1", port, strictPort: true } });
  await server.listen();
  return { url: `http://127.0.0.1:${port}/`, end: () => server.close() };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function buildVite(consumer, trustedTypes) {
  const { build } = await tool(consumer, "vite");
  await build(plain(consumer));
  return serve(join(consumer, "dist"), trustedTypes);
}

async function buildWebpack(consumer) {
  const { default: webpack } = await tool(consumer, "webpack");
  // Its hints say that files above 244 KiB are large; every other warning counts.
  const performance = { hints: false };
  const compiler = webpack({ mode: "production", performance, context: consumer, entry: "./main.js", output: { path: join(consumer, "dist") } });
  const stats = await promisify(compiler.run.bind(compiler))();
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString("errors-warnings"));
  await promisify(compiler.close.bind(compiler))();
  await cp(join(consumer, "index.html"), join(consumer, "dist/index.html"));
  return serve(join(consumer, "dist"));
}

/** Node must end by itself: the time is far below that of any timer of a request. */
function runNode(consumer) {
  return run(process.execPath, ["main.js"], { cwd: consumer, timeout: 10_000 });
}

function checkTypes(consumer, module, moduleResolution) {
  return complaints(consumer, join(root, "node_modules/typescript/bin/tsc"), "-p", ".", "--module", module, "--moduleResolution", moduleResolution);
}

function checkTemplates(name, consumer) {
  if (name === "react") return checkTypes(consumer, "esnext", "bundler");
  if (name === "vue") return complaints(consumer, "node_modules/vue-tsc/bin/vue-tsc.js", "-p", ".");
  return complaints(consumer, "node_modules/svelte-check/bin/svelte-check", "--threshold", "error", "--output", "machine", "--tsconfig", "tsconfig.json");
}

async function complaints(consumer, ...args) {
  try {
    await run(process.execPath, args, { cwd: consumer });
    return "";
  } catch (error) {
    return error.stdout || error.message;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { urls, stop } = await prepare();
  for (const [name, url] of Object.entries(urls)) console.log(`${name.padEnd(12)} ${url}?server=`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void stop().then(() => process.exit()));
}
