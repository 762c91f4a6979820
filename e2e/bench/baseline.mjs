// Builds mastoauth from an old commit, beside this one. The goals for speed compare with it.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cache } from "./contenders.mjs";
import { root } from "../servers/program.mjs";

/** The last commit whose module was linked by plain "go build". What made the module smaller came after it. */
export const commit = "f484accef4d46d43344e572a01a29c3aa572033e";

const folder = join(cache, `baseline-${commit.slice(0, 7)}`);
const run = promisify(execFile);

/**
 * Builds it in a worktree of git, which stays for the next time. Resolves to its dist, or to why it is missing; rejects if
 * the build fails.
 */
export async function baseline() {
  const git = (...args) => run("git", args, { cwd: root });
  const known = await git("cat-file", "-e", `${commit}^{commit}`).then(() => true, () => false);
  if (!known) return { missing: `commit ${commit.slice(0, 7)} is not in this clone; "git fetch --unshallow" brings it` };
  // By force, since git still knows of one that "make clean" deleted.
  if (!existsSync(join(folder, "Makefile"))) await git("worktree", "add", "--detach", "--force", folder, commit);
  // The variables of the make around this one are not meant for that one, and neither is the go.work above that folder.
  const { MAKEFLAGS, MAKELEVEL, MFLAGS, MAKEOVERRIDES, ...env } = process.env;
  await run("make", ["build"], { cwd: folder, env: { ...env, GOWORK: "off" }, maxBuffer: 2 ** 26 });
  return { dist: join(folder, "dist") };
}
