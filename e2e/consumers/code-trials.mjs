// What a row without a page of createAuth has to do: log in by a code, post, and sign out.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "playwright-core";
import { consent } from "../support/consent-over-http.mjs";

/** docs/runtimes.md has this line, or this program. */
export function assertDocumented(text) {
  const docs = readFileSync(new URL("../../docs/runtimes.md", import.meta.url), "utf8");
  assert.ok(docs.includes(text.trim()), `docs/runtimes.md has not: ${text}`);
}

/** How long a program may take on a busy machine, in milliseconds. */
const limitMs = 120_000;

/** The person opens the address, signs in and agrees. Resolves to where the server sends them: for a code to copy, to its own page. */
export async function agree(url) {
  const visitor = await request.newContext();
  try {
    return await consent({ request: visitor }, url);
  } finally {
    await visitor.dispose();
  }
}

/** The code that the server shows to a person who agrees. */
export async function codeAt(url) {
  return new URL(await agree(url)).searchParams.get("code");
}

/** The bot of shared/ logs in by the code that it asks for in the terminal, and ends by itself. */
export async function botLogsIn(t, { project, set, command: [program, ...args] }) {
  const child = spawn(program, [...args, set.server.url], { cwd: project.folder, timeout: limitMs, env: { ...process.env, NO_COLOR: "1" } });
  t.after(() => child.kill("SIGKILL"));
  const ended = once(child, "close");
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (printed += text));
  const asked = new Promise((resolve) => {
    child.stdout.setEncoding("utf8").on("data", (text) => {
      printed += text;
      const url = /^Open (\S+)\nCode: /m.exec(printed)?.[1];
      if (url) resolve(url);
    });
  });
  const url = await Promise.race([asked, ended.then(() => assert.fail(`It ended too soon:\n${printed}`))]);
  child.stdin.end(`${await codeAt(url)}\n`);
  await ended;
  assert.match(printed, /^(Code: )?alice says <p>howdy universe!<\/p>, true, not_logged_in$/m);
  assert.equal(child.exitCode, 0, printed);
  assert.ok((await set.server.asked(/^POST \/oauth\/revoke /)).length > 0);
}
