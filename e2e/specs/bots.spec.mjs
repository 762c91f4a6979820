// docs/bots.md: each of its programs logs in, posts, and at its second run posts without a login. Node runs always; Deno and Bun if
// the consumers have installed them.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { after, before, it } from "node:test";
import { practice } from "../servers/login-servers.mjs";
import { root } from "../servers/program.mjs";
import { consent } from "../support/consent-over-http.mjs";
import { blocks, document } from "../support/doc-examples.mjs";
import { visitorOverHttp } from "../support/visitor-over-http.mjs";

const page = document("docs/bots.md");
const section = (heading) => page.split(`\n## ${heading}\n`)[1].split("\n## ")[0];
const program = (heading, runtime) => blocks(section(heading).split(new RegExp(`^### .*\\b${runtime}\\b.*$`, "m"))[1], "js")[0];
const [storage] = blocks(section("Where the login is kept"), "js");
const [loopback] = blocks(section("Loopback").split("\n### ")[0], "js");
const files = (heading, runtime) => ({ "bot.mjs": program(heading, runtime), "storage.mjs": storage, "loopback.mjs": loopback });

const installed = (name) => process.env[name.toUpperCase()] ?? `${root}e2e/consumers/projects/${name}/node_modules/.bin/${name}`;
const runtimes = { Node: [process.execPath], Deno: [installed("deno"), "run", "--allow-all"], Bun: [installed("bun")] };

let servers;
let server;
before(async () => {
  servers = await practice();
  server = await servers.serve();
});
after(() => servers?.close());

/** A port that is free, so that two runs of the tests do not meet. */
async function freePort() {
  const listener = createServer();
  await new Promise((ready) => listener.listen(0, "127.0.0.1", ready));
  const { port } = listener.address();
  await new Promise((closed) => listener.close(closed));
  return port;
}

/** Runs a program in a folder. Resolves to what it printed; what it asks is answered with the address that it prints. */
function run([command, ...args], folder, env, answer, cwd = folder) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args, `${folder}/bot.mjs`], { cwd, env: { ...process.env, NO_COLOR: "1", ...env }, timeout: 120_000 });
    let printed = "";
    let asked = false;
    let again;
    const saysAgain = new Promise((resolve) => (again = resolve));
    const read = (text) => {
      printed += text;
      if (/The code: [^]*The code: /.test(printed)) again();
      const [, address] = /^Open (\S+)\s/m.exec(printed) ?? [];
      if (!address || asked) return;
      asked = true;
      answer(address, child.stdin, saysAgain).catch(reject);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve(printed) : reject(new Error(printed))));
  });
}

/** Agrees at the server, and hands the code to the program: by its terminal, or by the redirect. */
async function agree(address, terminal) {
  const answer = await consent(visitorOverHttp(), address);
  if (new URL(answer).origin !== new URL(server.url).origin) return void (await fetch(answer));
  terminal.end(`${new URL(answer).searchParams.get("code")}\n`);
}

/** The same, but it goes wrong first. The code is misspelt; or the browser asks for an icon, and another page makes up an answer. */
async function agreeAtLast(address, terminal, saysAgain) {
  const answer = await consent(visitorOverHttp(), address);
  if (new URL(answer).origin !== new URL(server.url).origin) {
    const forged = new URL(answer);
    forged.searchParams.set("state", "of another login");
    for (const other of ["/favicon.ico", "/", "/callback?code=x", forged, "/?error=access_denied&state=x"]) {
      assert.equal((await fetch(new URL(other, answer))).status, 404, String(other));
    }
    assert.equal((await fetch(answer)).status, 200);
    return;
  }
  const code = new URL(answer).searchParams.get("code");
  terminal.write(`${code}x\n`);
  await saysAgain;
  terminal.end(`${code}\n`);
}

async function inFolder(test, files) {
  mkdirSync(`${root}e2e/out`, { recursive: true });
  const folder = mkdtempSync(`${root}e2e/out/bot-`); // in the repository, so that the package's name resolves
  test.after(() => rmSync(folder, { recursive: true }));
  const port = String(await freePort());
  for (const [name, code] of Object.entries(files)) {
    writeFileSync(`${folder}/${name}`, code.replace('"mastodon.social"', JSON.stringify(server.url)).replaceAll("8976", port));
  }
  return folder;
}

for (const heading of ["Out of band", "Loopback"]) {
  for (const [runtime, command] of Object.entries(runtimes)) {
    const skip = runtime !== "Node" && !existsSync(command[0]) && `${runtime} is not installed`;
    it(`${heading}, ${runtime}: logs in, posts, and keeps the login`, { skip }, async (test) => {
      const folder = await inFolder(test, files(heading, runtime));
      assert.match(await run(command, folder, {}, agreeAtLast), /Posted http:\S+\s*$/);
      const again = await run(command, folder, {}, () => assert.fail("it asked again"));
      assert.match(again, /^Posted http:\S+\s*$/);
    });
  }
}

it("a program that ended before its login was complete registers no second app", async (test) => {
  const folder = await inFolder(test, files("Out of band", "Node"));
  const registered = async () => (await server.asked(/^POST \/api\/v1\/apps /)).length;
  const before = await registered();
  await assert.rejects(run(runtimes.Node, folder, {}, async (_, terminal) => terminal.end()), /Open /);
  assert.match(await run(runtimes.Node, folder, {}, agree), /Posted http:\S+\s*$/);
  assert.equal(await registered(), before + 1);
});

for (const [runtime, command] of Object.entries(runtimes)) {
  const skip = runtime !== "Node" && !existsSync(command[0]) && `${runtime} is not installed`;
  it(`a port that is taken is told in a sentence, ${runtime}`, { skip }, async (test) => {
    const folder = await inFolder(test, files("Loopback", runtime));
    const taken = createServer().listen(Number(/127\.0\.0\.1:(\d+)/.exec(readFileSync(`${folder}/bot.mjs`, "utf8"))[1]), "127.0.0.1");
    test.after(() => taken.close());
    await once(taken, "listening");
    const told = await run(command, folder, {}, () => assert.fail("it asked")).catch(({ message }) => message);
    assert.match(told, /^Another program uses this port\. [^\n]*\n$/);
  });
}

/** Nothing is given that stores: the login is in memory. */
const inMemory = `
import { createInterface } from "node:readline/promises";
import { Mastodon } from "mastoauth";
const bot = new Mastodon({ clientCredentialKey: "app", accessTokenKey: "login" });
await Mastodon.createApp({ clientName: "My bot", apiBaseUrl: "mastodon.social", scopes: ["read", "write"], toKey: "app" });
console.log("Open", (await bot.authRequestUrl()).url);
const terminal = createInterface(process.stdin, process.stdout);
await bot.logIn({ code: await terminal.question("") });
terminal.close();
console.log("Token", (await bot.persistableLoginCredentials()).access_token);`;

it("a login in memory gives the token with which the program with a token posts", async (test) => {
  const printed = await run(runtimes.Node, await inFolder(test, { "bot.mjs": inMemory }), {}, agree);
  const [, token] = /^Token (\S+)$/m.exec(printed);
  const folder = await inFolder(test, { "bot.mjs": blocks(section("With a token"), "js")[0] });
  assert.match(await run(runtimes.Node, folder, { MASTODON_API_BASE_URL: server.url, MASTODON_ACCESS_TOKEN: token }, agree), /^http:\S+\s$/);
});

it("the login of a program is kept beside it, in whatever folder it is started", async (test) => {
  const folder = await inFolder(test, files("Out of band", "Node"));
  mkdirSync(`${folder}/elsewhere`);
  await run(runtimes.Node, folder, {}, agree, `${folder}/elsewhere`);
  assert.deepEqual(readdirSync(`${folder}/elsewhere`), []);
  assert.deepEqual(readdirSync(folder).sort(), ["bot.json", "bot.mjs", "elsewhere", "loopback.mjs", "storage.mjs"]);
});

it("the program that looks at the code of an error posts, and forgets a login that the server no longer accepts", async (test) => {
  const [failing] = blocks(section("When a call fails"), "js");
  const folder = await inFolder(test, files("Out of band", "Node"));
  await run(runtimes.Node, folder, {}, agree);
  writeFileSync(`${folder}/picture.png`, Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64"));
  writeFileSync(`${folder}/bot.mjs`, failing);
  assert.match(await run(runtimes.Node, folder, {}, agree), /^Posted http:\S+\s*$/);

  const kept = () => JSON.parse(readFileSync(`${folder}/bot.json`, "utf8"));
  const { access_token: token, client_id, client_secret } = { ...JSON.parse(kept().app), ...JSON.parse(kept().login) };
  await fetch(`${server.url}/oauth/revoke`, { method: "POST", body: new URLSearchParams({ token, client_id, client_secret }) });
  await assert.rejects(run(runtimes.Node, folder, {}, agree), /Log in again: /);
  assert.deepEqual(["app", "login"].filter((key) => key in kept()), ["app"]);
});
