// Writes what people read on the pages of weblogin, a file for each language, from what the tag and userMessage say (wasm/messages):
//
//   node core/weblogin/messages/generate.mjs
//
// With --check it writes nothing, and fails if a file does not fit.

import { build } from "esbuild";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));

const scratch = mkdtempSync(join(tmpdir(), "weblogin-"));
process.on("exit", () => rmSync(scratch, { recursive: true }));

/** What a file of TypeScript exports. */
async function exportsOf(file) {
  const outfile = join(scratch, file.replace(/\W/g, "-") + ".mjs");
  await build({ entryPoints: [root + file], bundle: true, format: "esm", platform: "node", outfile, define: { MODULE_INTEGRITY: "undefined" }, logLevel: "error" });
  return import(pathToFileURL(outfile));
}

/** The words of the tag that the pages have too. */
const words = ["server", "servers", "any", "password", "signIn", "signInWith", "back", "signedIn", "accounts", "add", "use", "signOut", "signedOut", "unconfirmed", "otherSignedOut", "otherUnconfirmed", "apps", "open", "words"];
/** What only a page with the module meets, and what only posts and sign-ups do. */
const elsewhere = /^(wasm_|media_|post_|signup_|browser_|frame_|crypto_|module_|secret_file|document_|request_invalid|redirect_refused|rate_limited|network$)/;
/** Why a Go program gets no answer: core/network_reason.go. */
const reasons = ["dns", "down", "not_https", "certificate_or_captive_portal", "interrupted"];

const codes = [...readFileSync(`${root}core/error_codes.go`, "utf8").matchAll(/ Code = "([a-z_]+)"/g)].map(([, code]) => code).filter((code) => !elsewhere.test(code));
const { messageOf } = await exportsOf("wasm/messages/user-message.ts");
const stale = [];
for (const file of readdirSync(`${root}wasm/messages`).filter((name) => /^[a-z]{2}\.ts$/.test(name))) {
  const language = file.slice(0, 2);
  const { errors, health, tag } = await exportsOf(`wasm/messages/${file}`);
  const text = {};
  for (const code of codes) text[code] = await messageOf(code, language);
  const messages = {
    words: Object.fromEntries(words.map((name) => [name, tag[name]])),
    errors: { ...text, rate_limited: `${errors.rate_limited} ${tag.later}`, stopped_for_safety: errors.stopped_for_safety, network: errors.network },
    health,
    reasons: Object.fromEntries(await Promise.all(reasons.map(async (reason) => [reason, await messageOf({ code: "network", reason }, language)]))),
  };
  const path = `core/weblogin/messages/${language}.json`;
  const now = `${JSON.stringify(messages, null, "\t")}\n`;
  if (process.argv.includes("--check")) {
    if (readFileSync(root + path, "utf8") !== now) stale.push(path);
  } else writeFileSync(root + path, now);
}
if (stale.length > 0) {
  console.error(`These do not fit wasm/messages any more: ${stale.join(", ")}. "node core/weblogin/messages/generate.mjs" writes them.`);
  process.exit(1);
}
