// The notes of a release: what changed, what it was made of, and how anybody can make the same.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const checked = /\.(js|wasm)$/;

export function notes({ version, changes, commit, go, packed, root }) {
  const hashes = packed.files.filter(({ path }) => checked.test(path)).map(({ path }) => {
    const bytes = readFileSync(join(root, path));
    return `${createHash("sha256").update(bytes).digest("hex")}  ${path}`;
  });
  return `# mastoauth ${version}

${changes}

## Where it comes from

Commit ${commit}, built with ${go} and Node ${process.version}. The tarball ${packed.filename}: ${packed.integrity}

The same commit and the same Go make the same files, in any folder:

    git checkout ${commit} && make clean build && sha256sum ${hashes.map((line) => line.split("  ")[1]).join(" ")}

\`\`\`
${hashes.join("\n")}
\`\`\`

npm shows the attestation of the job that published it (\`npm audit signatures\`).
`;
}
