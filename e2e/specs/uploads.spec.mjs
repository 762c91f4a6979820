// mediaPost in a page and in Node: what is sent, the progress, and what ends it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import { authorizeAddress, authPage } from "../support/auth-page.mjs";
import { consent } from "../support/consent-over-http.mjs";
import { blocks, document } from "../support/doc-examples.mjs";
import { root } from "../servers/program.mjs";

const { set, visit } = await authPage();
const png = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==", "base64");

/** A page with a session that may write, and the files that its tests upload. */
async function visitor(test, server) {
  const { page, context } = await visit(test, "/");
  await context.addInitScript(() => {
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...args) => {
      const made = await instantiate(...args);
      window.memory = () => (made.instance ?? made).exports.mem.buffer.byteLength;
      return made;
    };
  });
  await context.addInitScript((base64) => {
    const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
    window.png = new File([bytes], "private name.png", { type: "image/png" });
    window.movie = (size) => new Blob(["\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", new Uint8Array(size)], { type: "video/mp4" });
    window.outcome = (call) => call.then(() => "success", ({ name, code }) => `${name} ${code}`);
  }, png.toString("base64"));
  const redirectUri = new URL("/", page.url()).href;
  await page.goto(await consent(context, await authorizeAddress(page, server, { auth: { scopes: ["read", "write"], redirectUri } })));
  await page.waitForFunction(() => window.auth?.current);
  return page;
}

describe("an upload in a page", () => {
  it("is in a post, and says how much has been sent", async (test) => {
    const server = await set.servers.serve();
    const page = await visitor(test, server);
    const shown = await page.evaluate(async () => {
      const told = [];
      const { mastodon } = auth.current;
      const media = await mastodon.mediaPost({ mediaFile: png, description: "a dot, “é”", focus: { x: -0.5, y: 0.25 }, onProgress: (now) => told.push(now) });
      const post = await mastodon.statusPost({ status: "Look", mediaIds: [media.id] });
      return { told, attachments: post.media_attachments };
    });
    assert.equal(shown.attachments.length, 1);
    const [{ description, meta }] = shown.attachments;
    assert.deepEqual([description, meta.focus, meta.original.size], ["a dot, “é”", { x: -0.5, y: 0.25 }, "1x1"]);
    const { loaded, total } = shown.told.at(-1);
    assert.ok(loaded === total && total > png.length, JSON.stringify(shown.told));
    const back = await (await fetch(shown.attachments[0].url)).arrayBuffer();
    assert.deepEqual(Buffer.from(back), png);
  });

  it("takes bytes and streams too, and refuses what is no file", async (test) => {
    const page = await visitor(test, await set.servers.serve());
    assert.deepEqual(await page.evaluate(async () => {
      const { mastodon } = auth.current;
      const bytes = await png.arrayBuffer();
      const post = (options) => outcome(mastodon.mediaPost(options));
      const listener = () => { throw new Error("of the listener"); };
      addEventListener("unhandledrejection", (event) => event.preventDefault());
      return [
        await post({ mediaFile: bytes, mimeType: "image/png" }), await post({ mediaFile: new Uint8Array(bytes), mimeType: "image/png" }),
        await post({ mediaFile: png.stream(), mimeType: "image/png" }), await post({ mediaFile: png, onProgress: listener }),
        await post({ mediaFile: movie(10), thumbnail: png, synchronous: false }),
        await post({ mediaFile: bytes }), await post({ mediaFile: "picture.png" }), await post({}), await post({ mediaFile: png, focus: { x: 2, y: 0 } }),
        await post({ mediaFile: new ReadableStream({ start: (all) => all.error(new Error("gone")) }), mimeType: "image/png" }),
        await post({ mediaFile: png, descripton: "a typo" }),
      ];
    }), [...Array(5).fill("success"), ...["option_missing", "option_invalid", "option_missing", "option_invalid", "option_invalid", "option_unknown"].map((code) => `MastodonIllegalArgumentError ${code}`)]);
  });

  it("ends with its signal, at each moment", async (test) => {
    const server = await set.servers.serve();
    const page = await visitor(test, server);
    const aborted = (options, when) => page.evaluate(async ([options, when]) => {
      const over = new AbortController();
      if (when === "before") over.abort();
      const never = new ReadableStream({});
      const mediaFile = { picture: png, movie: movie(10), never }[options.file];
      const call = outcome(auth.current.mastodon.mediaPost({ mediaFile, mimeType: "image/png", signal: over.signal, ...(options.tells && { onProgress() {} }) }));
      if (when === "at once") over.abort();
      if (when === "later") window.over = over;
      return when === "later" ? ((window.call = call), undefined) : call;
    }, [options, when]);
    for (const tells of [false, true]) {
      for (const file of ["picture", "movie", "never"]) {
        for (const when of ["before", "at once"]) assert.equal(await aborted({ file, tells }, when), "MastodonNetworkError aborted", `${file} ${when}`);
      }
      await server.fail("/api/v2/media", "Hang");
      const asked = (await server.asked(/^POST \/api\/v2\/media/)).length;
      await aborted({ file: "picture", tells }, "later");
      while ((await server.asked(/^POST \/api\/v2\/media/)).length === asked);
      assert.equal(await page.evaluate(() => { over.abort(); return call; }), "MastodonNetworkError aborted");
      await server.mend();
    }
  });

  it("is not copied into the module", async (test) => {
    const page = await visitor(test, await set.servers.serve());
    const [before, after, kind] = await page.evaluate(async () => {
      await auth.current.mastodon.mediaPost({ mediaFile: png });
      const before = memory();
      const made = await auth.current.mastodon.mediaPost({ mediaFile: movie(50 << 20), synchronous: false });
      return [before, memory(), made.type];
    });
    assert.equal(kind, "video");
    assert.ok(after - before < 2 << 20, `the module has grown by ${after - before} bytes`);
  });

  it("says what the server does not take, to the person too", async (test) => {
    const server = await set.servers.serve();
    const page = await visitor(test, server);
    const refused = await page.evaluate(async () => {
      const tried = [];
      const large = new Blob([png, new Uint8Array(17 << 20)], { type: "image/png" });
      for (const mediaFile of [large, new Blob(["hello"], { type: "text/plain" })]) {
        const { code, message, userMessage } = await auth.current.mastodon.mediaPost({ mediaFile }).catch(async (error) => ({ code: error.code, message: error.message, userMessage: await error.userMessage("en") }));
        tried.push([code, message.includes("18 MB") || message.includes("text/plain"), userMessage.slice(0, 48)]);
      }
      return tried;
    });
    assert.deepEqual(refused, [
      ["media_too_large", true, "The server does not take a file of this size. Ma"], ["media_unsupported", true, "The server does not take files of this kind. Try"],
    ]);
  });

  it("tells a fetch of the page's own whom to tell", async (test) => {
    const page = await visitor(test, await set.servers.serve());
    assert.deepEqual(await page.evaluate(async () => {
      const { Mastodon } = await import("/lib/index.js");
      const told = [];
      const own = (url, init) => {
        init.onProgress?.({ loaded: 1, total: init.body.size > 70 ? 2 : 0 });
        return fetch(url, init);
      };
      const accessToken = await auth.current.token();
      await new Mastodon({ apiBaseUrl: auth.current.server, accessToken, fetch: own }).mediaPost({ mediaFile: png, onProgress: (now) => told.push(now) });
      return told;
    }), [{ loaded: 1, total: 2 }]);
  });
});

it("posts a picture, as docs/bots.md says", async (test) => {
  const server = await set.servers.serve();
  const page = await visitor(test, server);
  const accessToken = await page.evaluate(() => auth.current.token());
  const program = blocks(document("docs/bots.md"), "js").find((code) => code.includes("mediaPost"));
  mkdirSync(`${root}e2e/out`, { recursive: true });
  const place = mkdtempSync(`${root}e2e/out/bot-`);
  test.after(() => rmSync(place, { recursive: true }));
  writeFileSync(join(place, "picture.mjs"), program);
  writeFileSync(join(place, "picture.png"), png);
  writeFileSync(join(place, ".env"), `MASTODON_API_BASE_URL='${server.url}'\nMASTODON_ACCESS_TOKEN='${accessToken}'\n`);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--env-file=.env", "picture.mjs"], { cwd: place, timeout: 120_000 });
  const said = stdout.trim().split("\n");
  assert.equal(said.at(-2), "100 %");
  const post = await (await fetch(`${server.url}/api/v1/statuses/${said.at(-1).split("/").at(-1)}`)).json();
  assert.equal(post.media_attachments[0].description, "What is to be seen, for people who cannot see it");
  assert.deepEqual(Buffer.from(await (await fetch(post.media_attachments[0].url)).arrayBuffer()), png);
  assert.equal(stderr, "");
});
