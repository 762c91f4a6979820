// The files that the page creates, and the programs that read them.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../servers/program.mjs";

/** Clicks the button and returns the content of the downloaded file. */
export async function download(page, button) {
  const [file] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return readFileSync(await file.path(), "utf8");
}

/** The values of these names after a shell has read an .env file. */
export function bash(env, names) {
  return inFolder({ "mastodon.env": env }, (folder) => {
    const script = `. ./mastodon.env; for name in ${names.join(" ")}; do printf '%s\\n' "\${!name}"; done`;
    return execFileSync("bash", ["-c", script], { cwd: folder, encoding: "utf8" }).trimEnd().split("\n");
  });
}

/** The account that Mastodon.py logs in as with its two secret files. It is Debian's package, run by Debian's Python. */
export function mastodonPy(client, user) {
  execFileSync("sh", ["e2e/servers/doorkeeper/setup.sh", "python3-mastodon"], { cwd: root, stdio: "ignore" });
  const script = `
from mastodon import Mastodon
api = Mastodon(client_id="clientcred.secret", access_token="usercred.secret")
print(api.account_verify_credentials().username)`;
  return inFolder({ "clientcred.secret": client, "usercred.secret": user }, (folder) =>
    execFileSync("/usr/bin/python3", ["-c", script], { cwd: folder, encoding: "utf8" }).trim());
}

function inFolder(files, work) {
  const folder = mkdtempSync(join(tmpdir(), "mastoauth-files-"));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
