// Programs of this project that run beside a test. A program has started when it has printed its address, and ends with the test.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs a command until close is called. match is the first match of the pattern in its output.
 *
 * @param {string[]} command
 * @param {RegExp} ready
 * @param {object} [env] additional environment variables
 */
export async function program([name, ...args], ready, env = {}) {
  const child = spawn(name, args, { cwd: root, env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  let printed = "";
  // The event close comes when all its child processes, too, have closed the output.
  const ended = new Promise((resolve) => child.on("close", resolve));
  const match = await new Promise((resolve, reject) => {
    const hear = (text) => {
      printed += text;
      const found = ready.exec(printed);
      if (found) resolve(found);
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    child.on("error", reject);
    ended.then(() => reject(new Error(`${[name, ...args].join(" ")} ended too soon:\n${printed}`)));
  });
  return {
    match,
    printed: () => printed,
    ended,
    /** Ends the command in two ways, since “go run” does not forward signals: the programs of e2e exit when their input ends. */
    async close() {
      child.stdin.end();
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
      await ended;
      clearTimeout(late);
    },
  };
}
