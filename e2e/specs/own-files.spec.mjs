// A file of this package that fails while a login is completed: the answer is kept, and the next load completes the login with it.

import assert from "node:assert/strict";
import { it } from "node:test";
import { authPage, resultOf } from "../support/auth-page.mjs";
import { decide } from "../support/person.mjs";

const { visit, atServer, atHome, go } = await authPage();

const page = { body: "<!doctype html><p>Not here", contentType: "text/html" };
const faults = {
  "cut off": (file, someone) => someone.route(file, async (route) => {
    const response = await route.fetch();
    const whole = await response.body();
    await route.fulfill({ response, body: whole.subarray(0, whole.length / 2) });
  }),
  "never there": (file, someone) => someone.route(file, (route) => route.abort()),
  "a page instead": (file, someone) => someone.route(file, (route) => route.fulfill(page)),
  "an error of the host": (file, someone) => someone.route(file, (route) => route.fulfill({ status: 503 })),
  "empty": (file, someone) => someone.route(file, (route) => route.fulfill({ contentType: "application/wasm" })),
};

for (const file of [/mastoauth\.wasm/, /lazy\.js/, /wasm_exec\.js/]) {
  for (const [fault, breakFile] of Object.entries(faults)) {
    if (fault === "empty" && file.source.includes("js")) continue; // this is a file without exports, which no host sends
    it(`${file.source}, ${fault}`, async (test) => {
      const { page, context } = await visit(test, "/");
      await go(page);
      await atServer(page);
      await breakFile(file, context);
      await decide(page);
      await atHome(page);
      const { status, error } = await resultOf(page);
      assert.equal(status, "failed", JSON.stringify(error));
      await context.unrouteAll();
      await page.reload();
      assert.equal((await resultOf(page)).status, "signed-in");
      await page.reload();
      assert.equal((await resultOf(page)).status, "restored");
    });
  }
}
