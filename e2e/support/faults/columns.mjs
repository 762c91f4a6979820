// The columns of the fault matrix in a browser: what a page can call, and what each call needs.

import { authorizeAddress } from "../auth-page.mjs";
import { consent } from "../consent-over-http.mjs";

/** A sign-in of alice by redirect, from which she has come back. */
const comeBack = (scopes) => async ({ page, context, server }) => {
  const door = await authorizeAddress(page, server, { auth: { scopes, redirectUri: page.url().replace(/[?#].*/, "") } });
  return { back: await consent(context, door) };
};

/** The same of a client without createAuth. */
async function comeBackToApp({ page, context }) {
  const door = await page.evaluate(async () => {
    const { Mastodon } = await import("/lib/index.js");
    return (await new Mastodon({ clientCredentialKey: "app" }).authRequestUrl()).url;
  });
  return { back: await consent(context, door) };
}

async function somebodyNew(world) {
  const username = `newbie${++world.newcomers}`;
  return { registrant: { username, email: `${username}@example.org`, password: `the password of ${username}`, agreement: true } };
}

/** Calls a function without trouble. */
async function all(world, name, about) {
  const { ended, error } = await world.page.evaluate(([name, about]) => window.callPackage(name, about), [name, { ...world.about, ...about, patient: true }]);
  if (ended !== "success") throw new Error(`${name} does not work at all: ${error.text}`);
}

/** A post with a key of its own. A client that does not know the key's first use cannot know what became of it. */
const newPost = async (world) => ({ post: `howdy universe! (${++world.newcomers})` });

async function unconfirmed(world) {
  await all(world, "createAccount", await somebodyNew(world));
  return {};
}

async function letIn(world) {
  const newcomer = await somebodyNew(world);
  await all(world, "signUp", newcomer);
  await world.server.stand(newcomer.registrant.username, "good");
  return {};
}

export const aliceScopes = ["read", "write", "profile"];

/** Signs alice in, so that the call can end or renew her login. */
async function signedIn(world) {
  await all(world, "init", await comeBack(aliceScopes)(world));
  return {};
}

/** The same, with a token that is about to run out. */
async function runsOut(world) {
  await signedIn(world);
  await world.page.evaluate((id) => {
    const key = `mastoauth:session:${id}`;
    const soon = (time) => String(Number(time) - 24 * 3_600_000);
    const record = JSON.parse(window.ports.records()[key]);
    localStorage.setItem(key, JSON.stringify({ ...record, expires_at: soon(record.expires_at) }));
  }, world.about.alice);
  return {};
}

/** With uses, a call uses up what was prepared for it, and may have to be begun afresh. */
const uses = (prepare) => ({ prepare, uses: true });

export const columns = {
  accountVerifyCredentials: {}, "accountVerifyCredentials, renewed": uses(runsOut), appVerifyCredentials: {}, authRequestUrl: {}, clearCaches: {},
  clientCredentialsToken: {}, createAccount: uses(somebodyNew), createAccountDetailed: uses(somebodyNew), emailCheckConfirmation: uses(unconfirmed),
  emailResendConfirmation: uses(unconfirmed), handleCallback: uses(comeBackToApp), instance: {}, logIn: uses(comeBackToApp),
  mediaPost: {}, "mediaPost, with progress": { prepare: () => ({ tells: true }) },
  oauthAuthorizationServerInfo: {}, oauthUserinfo: {}, persistableLoginCredentials: {}, preferences: {}, request: {}, retrieveMastodonVersion: {},
  revokeAccessToken: uses(signedIn), setLanguage: {}, statusPost: uses(newPost), toot: {}, verifyMinimumVersion: {},
  createApp: {}, diagnose: {}, findServer: {}, readSecretFile: {},
  init: uses(comeBack(aliceScopes)), "init, for more scopes": uses(comeBack(["read", "write", "follow"])), signIn: {}, preload: {}, signUp: uses(somebodyNew),
  confirm: uses(letIn), use: {}, "session.signOut": uses(signedIn), "session.forget": uses(signedIn), "session.fetch": { asFetch: true }, "session.token": {}, "session.check": {}, "session.ensureScopes": {},
};
