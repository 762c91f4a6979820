// Says whether this commit can be released, and releases it with --publish.
//
//   node wasm/build/release/release.mjs FOLDER [--publish]
//
// FOLDER gets the tarball and the notes. Without --publish, nothing leaves this machine: what is wrong ends it with an error, and what has
// only not been done yet (the date in CHANGELOG.md, for example) is listed.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { contentsProblems } from "./package-contents.mjs";
import { changesOf, versionProblems } from "./version.mjs";
import { notes } from "./notes.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const [, , folder, publish] = process.argv;
const run = (program, ...args) => execFileSync(program, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
const read = (name) => readFileSync(join(root, name), "utf8");

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const { version } = JSON.parse(read("package.json"));
const changelog = read("CHANGELOG.md");
const [packed] = JSON.parse(run("npm", "pack", "--ignore-scripts", "--json", "--pack-destination", folder));

const wrong = [...versionProblems(version, JSON.parse(read("package-lock.json")).version, changelog), ...contentsProblems(root, packed)];
const open = [];
if (!changesOf(changelog, version).date) open.push(`CHANGELOG.md: write the date: "## ${version}, YYYY-MM-DD".`);
if (run("git", "status", "--porcelain")) open.push("Commit what was changed: a release is a commit.");
if (run("git", "tag", "--list", `v${version}`)) open.push(`v${version} exists: raise the version ("npm version --no-git-tag-version minor"), and begin its part of CHANGELOG.md.`);
if (!process.env.ACTIONS_ID_TOKEN_REQUEST_URL && !process.env.SIGSTORE_ID_TOKEN) {
  open.push("Publish in a CI job that npm trusts (npmjs.com: Trusted Publisher, and id-token: write): only there can npm attest which commit and which job made the package.");
}

const tarball = join(folder, packed.filename);
writeFileSync(join(folder, "notes.md"), notes({
  version, changes: changesOf(changelog, version).text, commit: run("git", "rev-parse", "HEAD"), go: run("go", "env", "GOVERSION"), packed, root,
}));
console.log(`${packed.filename}: ${packed.files.length} files, ${packed.size} bytes, unpacked ${packed.unpackedSize}\nnotes: ${join(folder, "notes.md")}`);
for (const problem of wrong) console.log(`wrong: ${problem}`);
for (const step of open) console.log(`before a release: ${step}`);
if (wrong.length > 0 || (publish && open.length > 0)) process.exit(1);
if (!publish) {
  console.log('This was a dry run. "make release PUBLISH=1" publishes.');
} else {
  execFileSync("npm", ["publish", tarball, "--provenance", "--access", "public"], { cwd: root, stdio: "inherit" });
  // Go finds each module of go.work by a tag that begins with its folder.
  const tags = run("go", "list", "-m").split("\n").map((path) => [...path.split("/").slice(3), `v${version}`].join("/"));
  for (const tag of tags) run("git", "tag", "--annotate", tag, "--message", `mastoauth ${version}`);
  console.log(`Published. Now: git push origin ${tags.join(" ")}`);
}
