// What a row has to do.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { decide } from "../support/person.mjs";

// Vite's development server tells the console that it is connected, Next's that it has rendered anew, and React that it has tools. A
// browser asks each site for an icon.
const usual = /^debug: \[vite\]|favicon\.ico|React DevTools|\[HMR\] connected|\[Fast Refresh\]/;

function silent(said) {
  assert.deepEqual(said.filter((line) => !usual.test(line)), []);
}

/** A person whose browser waits long: development servers build a page when it is first asked for. */
async function visit(t, set) {
  const visitor = await set.visit(t);
  visitor.page.setDefaultTimeout(60_000);
  return visitor;
}

/** docs/bundlers.md has this line. */
export function assertDocumented(line) {
  assert.ok(readFileSync(new URL("../../docs/bundlers.md", import.meta.url), "utf8").includes(line), `docs/bundlers.md has not: ${line}`);
}

/** The page of shared/ at this address signs in, and is signed in after a reload. */
export async function signsIn(t, { set, url }) {
  const { page, said } = await visit(t, set);
  const modules = [];
  page.on("response", (response) => response.url().endsWith(".wasm") && modules.push(response.headers()["content-type"]));
  const address = `${url}?server=${set.server.url}`;
  await page.goto(address);
  const output = page.locator("output");
  await output.filter({ hasText: "Nobody is here." }).waitFor();
  await page.getByRole("button", { name: "Sign in" }).click();
  await decide(page);
  await output.filter({ hasText: /^Hello, alice@127/ }).waitFor();
  assert.equal(page.url(), address, "nothing of the answer is left in the address");
  assert.ok(modules.includes("application/wasm"), String(modules));
  await page.reload();
  await output.filter({ hasText: /^Hello, alice@127/ }).waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await output.filter({ hasText: "Nobody is here." }).waitFor();
  silent(said);
}

/** The page with the tag at this address hears of the sign-in, of the person who is still there after a reload, and of the sign-out. */
export async function tagSignsIn(t, { set, url }) {
  const { page, said } = await visit(t, set);
  await page.goto(url);
  const output = page.locator("output");
  await output.filter({ hasText: "Nobody is here." }).waitFor();
  await page.getByRole("combobox", { name: "Your Mastodon or Fediverse server" }).fill(set.server.url);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await decide(page);
  await output.filter({ hasText: /^Hello, alice@127/ }).waitFor();
  await page.reload();
  await output.filter({ hasText: /^Hello, alice@127/ }).waitFor();
  await page.getByRole("button", { name: /^Alice Example/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await output.filter({ hasText: "Nobody is here." }).waitFor();
  silent(said);
}

/**
 * The component with useAuth at this address says what is wrong with what was typed, signs in with one request for a token, knows who it is
 * after a reload, and signs out. Then somebody refuses, and it says so.
 */
export async function hookSignsIn(t, { set, url }) {
  const server = await set.servers.serve();
  const { page, said } = await visit(t, set);
  await page.goto(url);
  const signIn = async (typed) => {
    await page.getByRole("textbox", { name: "Your server" }).fill(typed);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  await signIn("no server");
  await page.getByRole("alert").filter({ hasText: /server/ }).waitFor();
  await signIn(server.url);
  await decide(page);
  await page.getByText("Hello, Alice Example.").waitFor();
  assert.equal(page.url(), url, "nothing of the answer is left in the address");
  assert.equal((await server.asked(/^POST \/oauth\/token .*grant_type=authorization_code/)).length, 1);
  await page.reload();
  await page.getByText("Hello, Alice Example.").waitFor();
  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(server.url);
  await decide(page, { allow: false });
  await page.getByRole("alert").filter({ hasText: /./ }).waitFor();
  silent(said);
}

/** Without this line, the page of shared/ at this address says what to do, and docs/bundlers.md has the line. */
export async function namesItsLine(t, { set, url, line, says = line }) {
  const { page } = await visit(t, set);
  await page.goto(`${url}?server=${set.server.url}`);
  await page.getByRole("button", { name: "Sign in" }).click();
  const output = page.locator("output", { hasText: "wasm_not_found" });
  await output.waitFor();
  assert.ok((await output.textContent()).includes(says), await output.textContent());
  assertDocumented(line);
}
