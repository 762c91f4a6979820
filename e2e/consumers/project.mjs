// The projects of the matrix. Each is installed in a folder outside of this repository, by "npm ci" from its lock file. The package is
// what npm makes of the tarball. What the projects serve or start ends with them.

import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serve } from "./serve.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../..");
/** How long an installation or a build may take, on a busy machine. */
const limitMs = 300_000;

async function run(command, args, options) {
  try {
    const { stdout } = await promisify(execFile)(command, args, { timeout: limitMs, maxBuffer: 1 << 24, ...options });
    return stdout;
  } catch (error) {
    throw Object.assign(new Error(`${command} ${args.join(" ")}: ${error.killed ? "it took too long. " : ""}${error.stdout}${error.stderr}`), { stdout: error.stdout });
  }
}

/** Opens the folder for projects. dist/ must have been built (make build). */
export async function workshop() {
  const folder = await mkdtemp(join(tmpdir(), "mastoauth-consumers-"));
  const installed = new Map();
  const running = [];
  const packed = installPackage(folder);
  packed.catch(() => undefined);
  return {
    /** Installs a project once, and resolves to it. */
    project: (name) => {
      if (!installed.has(name)) installed.set(name, install(name, folder, packed, running));
      return installed.get(name);
    },
    close: async () => {
      await Promise.allSettled([packed, ...installed.values()]);
      await Promise.allSettled(running.map((end) => end()));
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Has npm install the tarball once. It has no dependencies, so that its folder is all that npm adds to a project. */
async function installPackage(folder) {
  const packed = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], { cwd: root });
  const from = join(folder, "package");
  await cp(join(here, "projects/plain"), from, { recursive: true });
  await run("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock", "--offline", join(folder, JSON.parse(packed)[0].filename)], { cwd: from });
  return join(from, "node_modules/mastoauth");
}

async function install(name, workshop, packed, running) {
  const folder = join(workshop, name);
  await cp(join(here, "projects", name), folder, { recursive: true });
  await cp(join(here, "shared"), join(folder, "shared"), { recursive: true });
  // Scripts would download programs. What is needed comes as packages. Without a lock file, it needs none.
  if (existsSync(join(folder, "package-lock.json"))) await run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"], { cwd: folder }).catch((error) => {
    throw new Error(`Its packages could not be installed. ${error.message}`, { cause: "installation" });
  });
  await cp(await packed, join(folder, "node_modules/mastoauth"), { recursive: true });
  return new Project(folder, running);
}

class Project {
  #running;

  constructor(folder, running) {
    this.folder = folder;
    this.#running = running;
  }

  #env(more) {
    return { ...process.env, PATH: join(this.folder, "node_modules/.bin") + delimiter + process.env.PATH, NODE_ENV: "", NEXT_TELEMETRY_DISABLED: "1", ...more };
  }

  /** Runs a command, which may be one of the project's packages', and resolves to what it prints. The last argument may be options. */
  run(command, ...args) {
    const { env, ...options } = typeof args.at(-1) === "object" ? args.pop() : {};
    return run(command, args, { cwd: this.folder, env: this.#env(env), ...options });
  }

  /** Runs a command that checks something, and resolves to its complaints. */
  async complaints(command, ...args) {
    try {
      await this.run(command, ...args);
      return "";
    } catch (error) {
      return error.stdout || error.message;
    }
  }

  /** Serves a folder of the project, and resolves to its address. */
  async pages(folder, options) {
    const { url, end } = await serve(join(this.folder, folder), options);
    this.#running.push(end);
    return url;
  }

  /** Starts a server of the project's own at the port PORT, and resolves to its address once it has printed what ready matches. */
  async listen(command, args, ready) {
    const port = String(await freePort());
    const given = args.map((arg) => arg.replace("$PORT", port));
    // In a group of its own: some start more processes, and do not end these.
    const child = spawn(command, given, { cwd: this.folder, env: this.#env({ PORT: port, HOST: "127.0.0.1" }), detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const ended = once(child, "close");
    this.#running.push(async () => {
      try {
        process.kill(-child.pid);
      } catch {
        // It has ended.
      }
      await ended;
    });
    let printed = "";
    await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${command} ${given.join(" ")} did not start in time:\n${printed}`)), limitMs);
      const hear = (text) => {
        printed += text;
        if (ready.test(printed)) resolve(clearTimeout(late));
      };
      child.stdout.setEncoding("utf8").on("data", hear);
      child.stderr.setEncoding("utf8").on("data", hear);
      child.on("error", reject);
      ended.then(() => reject(new Error(`${command} ${given.join(" ")} ended too soon:\n${printed}`)));
    });
    return `http://127.0.0.1:${port}/`;
  }

  /** The version of an installed package. */
  async version(name) {
    return JSON.parse(await readFile(join(this.folder, "node_modules", name, "package.json"), "utf8")).version;
  }
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
