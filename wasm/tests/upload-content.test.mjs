// The files of mediaPost where a Blob is not what it should be. Bun leaves a Blob of a file out of a Blob with several parts, and a Blob of
// a missing file is empty there.

import assert from "node:assert/strict";
import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { freshPackage, rejection } from "./package-copies.mjs";

const folder = mkdtempSync(join(tmpdir(), "uploads-"));
test.after(() => rmSync(folder, { recursive: true }));
const path = join(folder, "picture.gif");
writeFileSync(path, "GIF89a, and more");
const type = "image/gif";
const blob = await openAsBlob(path, { type });

/** A Blob of a file that was deleted. */
class Missing extends Blob {
  arrayBuffer = async () => { throw new Error("ENOENT"); };
}

const files = { "a Blob of a file": blob, "a part of one": blob.slice(0, 6, type), "a File of one": new File([blob], "x.gif", { type }) };
const whole = { ...files, "a Blob in memory": new Blob(["GIF89a"], { type }), "bytes": new TextEncoder().encode("GIF89a") };

/** Blob as Bun has it: next to other parts, these files count for nothing. */
function likeBun(test, own = Blob) {
  globalThis.Blob = class Blob extends own {
    constructor(parts = [], options = {}) {
      super(parts.length > 1 ? parts.filter((part) => !Object.values(files).includes(part)) : parts, options);
    }
  };
  test.after(() => void (globalThis.Blob = own));
}

/** Uploads it. Returns the content that was sent. */
async function sent(mediaFile) {
  const { Mastodon } = await freshPackage();
  let form;
  const mastodon = new Mastodon({
    apiBaseUrl: "https://a.example", accessToken: "token", versionCheckMode: "none",
    fetch: async (url, init) => {
      form = await new Response(init.body, { headers: init.headers }).formData();
      return Response.json({ id: "1", type: "image", url: "https://a.example/1.gif" });
    },
  });
  try {
    await mastodon.mediaPost({ mediaFile, mimeType: type });
    return await form.get("file").text();
  } finally {
    await mastodon.close();
  }
}

for (const [runtime, change] of Object.entries({ "this runtime": () => undefined, "a runtime like Bun": likeBun })) {
  for (const [name, file] of Object.entries(whole)) {
    test(`all of the file is sent, in ${runtime}: ${name}`, async (test) => {
      const content = file instanceof Uint8Array ? new TextDecoder().decode(file) : await file.text();
      change(test);
      assert.equal(await sent(file), content);
    });
  }
}

test("a file that is not there is not sent as an empty one", async () => {
  const { name, code, message, cause } = await rejection(sent(new Missing()));
  assert.deepEqual([name, code, cause.message], ["MastodonIllegalArgumentError", "option_invalid", "ENOENT"]);
  assert.match(message, /^mediaFile: it could not be read/);
});
