// A page in which the cells of one column are played: with bob, whom none of them is about, and alice.

import assert from "node:assert/strict";
import { authorizeAddress } from "../auth-page.mjs";
import { consent } from "../consent-over-http.mjs";
import { register } from "../package-calls.mjs";
import { aliceScopes } from "./columns.mjs";
import { eventually, hasNoHalves, isNamed, keepsSecrets, leavesAlone } from "./invariants.mjs";

const beside = (name) => new URL(name, import.meta.url).pathname;

/** Opens the stage. Both people are signed in, and an app of its own is registered. */
export async function openStage(test, set, server) {
  const { page, context } = await set.visit(test);
  for (const script of ["page-ports.js", "page-calls.js"]) await context.addInitScript({ path: beside(script) });
  await page.reload();
  const world = { page, context, server, newcomers: 0, about: { server: server.url } };
  const redirectUri = page.url();
  for (const [name, scopes] of [["bob", ["read"]], ["alice", aliceScopes]]) {
    await context.clearCookies();
    const back = await consent(context, await authorizeAddress(page, server, { auth: { scopes, redirectUri } }), { as: name });
    await call(world, "init", { back, patient: true });
    world.about[name] = await page.evaluate(() => JSON.parse(localStorage.getItem("mastoauth:sessions")).current);
  }
  await register(page, server);
  world.records = await page.evaluate(() => window.ports.records());
  return world;
}

const call = ({ page, about }, name, more) => page.evaluate(([name, about]) => window.callPackage(name, about), [name.split(",")[0], { ...about, ...more }]);

/** Everything as it was, and what the call needs. */
async function prepare(world, column) {
  await world.page.evaluate((records) => window.ports.reset(records), world.records);
  const made = (await column.prepare?.(world)) ?? {};
  await world.page.evaluate(() => window.ports.reset());
  return made;
}

/** The steps of a call where all is well. */
export async function steps(world, name, column, late) {
  const result = await call(world, name, { ...await prepare(world, column), late, patient: true });
  assert.equal(result.ended, "success", result.error?.text);
  await world.page.evaluate(() => window.endModule());
  return world.page.evaluate(() => window.ports.steps);
}

const alive = async ({ server }, token) => (await fetch(`${server.url}/api/v1/apps/verify_credentials`, { headers: { Authorization: `Bearer ${token}` } })).ok;

/** Codes that say that a call has to be begun afresh. */
const afresh = /^(state_used|state_mismatch|invalid_grant|validation_failed|not_logged_in|unauthorized|client_missing|session_expired|session_unknown|post_unknown|not_there|callback_empty)$/;

/** Plays one cell. @returns how the call ended, and how the next one worked */
export async function play(world, name, column, fault, place) {
  const { page, server, about } = world;
  const late = fault.does === "silent";
  const made = await prepare(world, column);
  const now = () => page.evaluate(() => ({ records: window.ports.records(), hurt: [...window.ports.hurt], given: window.ports.given }));
  const { records: before } = await now();
  if (place.path) await server.fail(place.path, fault.name);
  else await page.evaluate(([does, on, at]) => {
    window.ports.trouble = { does, on, at };
    if (does === "signal" && at === 0) window.ports.controller.abort();
  }, [fault.does, fault.on, place.step]);
  const result = await call(world, name, { ...made, late });
  await server.mend();
  assert.notEqual(result.error?.code, "hung");
  const all = async () => {
    const { records, hurt, given } = await now();
    return { records, hurt, given, secrets: [...new Set([...await server.secrets(), ...given.map(({ secret }) => secret)])].filter((secret) => secret.length >= 8) };
  };
  const { secrets, given } = await all();
  if (result.error && result.error.code !== "not_there") isNamed(result.error, secrets, column.asFetch);
  const undamaged = await page.evaluate(() => { window.ports.trouble = undefined; return window.ports.damaged.size === 0; });
  await eventually(async () => {
    const { records, hurt } = await all();
    keepsSecrets(records, secrets);
    leavesAlone(about.bob, before, records, hurt);
    if (!fault.lasting && undamaged) hasNoHalves(records);
    const stored = JSON.stringify(records);
    // A client has what the store has no room for, until the page ends. A session of createAuth has not.
    const clientHas = fault.does === "full" && !/^(init|confirm|signUp|session)/.test(name);
    if (!clientHas && !fault.unread && fault.does !== "killed") for (const { secret, login } of given) if (login && !stored.includes(secret)) assert.equal(await alive(world, secret), false, "nobody has a token that works");
  });

  const { hurt } = await now();
  await page.evaluate(() => window.ports.reset());
  let then = "again";
  let next = await call(world, name, { ...made, patient: true });
  if (next.error && column.uses && afresh.test(next.error.code)) {
    then = "afresh";
    await page.evaluate(() => window.endModule());
    next = await call(world, name, { ...(await column.prepare(world)), patient: true });
  }
  assert.equal(next.ended, "success", `the next call works: ${next.error?.text}`);
  await eventually(async () => leavesAlone(about.bob, before, (await now()).records, hurt));
  await page.evaluate(() => window.endModule());
  return { ended: fault.does === "killed" && result.error?.code === "module_stopped" ? "killed" : result.ended, then };
}
