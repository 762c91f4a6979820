// @ts-check
// What a server says about credentials: whether it knows the app, whose the token is, and whether the two go together.

import { client } from "./client.js";
import { make } from "./element.js";
import { MastodonAPIError, MastodonServerError } from "./lib/index.js";
import { Mistake, hasCode, report } from "./problem.js";

/**
 * @typedef {object} Credentials
 * @property {string} apiBaseUrl
 * @property {string} clientId
 * @property {string} clientSecret
 * @property {string} accessToken
 */
/** @typedef {import("./lib/index.js").Application} Application */
/** @typedef {(Node | string)[]} Words */

/**
 * Returns what the server says, as something to show. What is not there is not asked for. The clients are made without a
 * storage key, so nothing is kept.
 *
 * @param {Credentials} given
 * @param {string} domain
 */
export async function examine({ apiBaseUrl, clientId, clientSecret, accessToken }, domain) {
  const user = client({ apiBaseUrl, accessToken });
  const app = clientId ? appOf(client({ apiBaseUrl, clientId, clientSecret }), apiBaseUrl) : undefined;
  // The server tells of each token which app it was made by, unless the token is dead, which the other answer says.
  const maker = accessToken ? user.appVerifyCredentials().catch(() => undefined) : undefined;
  /** @type {Promise<HTMLElement>[]} */
  const shown = [];
  if (app) shown.push(verdict("The app", app.then((known) => knownApp(domain, known)), (error) => aboutApp(domain, error)));
  if (accessToken) {
    const owner = user.accountVerifyCredentials().then(async (account) => [
      "The token belongs to ", bold(`@${account.username}@${domain}`), ".", ...relation(await maker, await app?.catch(() => undefined))]);
    shown.push(verdict("The token", owner.catch(async (error) => {
      if (error.status !== 422) throw error; // Mastodon's answer where a user is wanted and the token has none
      return ["The token is an app’s own: it speaks for no person.", ...relation(await maker, await app?.catch(() => undefined))];
    }), (error) => aboutToken(domain, error)));
  }
  return Promise.all(shown);
}

/**
 * Returns the app as the server describes it; nothing, where it knows the app and says no more.
 *
 * @param {import("./lib/index.js").Mastodon} mastodon
 * @param {string} apiBaseUrl
 * @returns {Promise<Application | undefined>}
 */
async function appOf(mastodon, apiBaseUrl) {
  try {
    const token = await mastodon.clientCredentialsToken();
    return await client({ apiBaseUrl, accessToken: token.access_token }).appVerifyCredentials();
  } catch (error) {
    // A server looks for the app first, and then for what it asks for: an app without the scope read is an app all the same.
    const known = hasCode(error, "invalid_scope", "not_found", "forbidden", "scopes_not_granted");
    if (known) return undefined;
    throw error;
  }
}

/**
 * @param {string} domain
 * @param {Application | undefined} app
 * @returns {Words}
 */
function knownApp(domain, app) {
  if (!app) return [`${domain} knows this client id and secret.`];
  return [`${domain} knows the app `, bold(`“${app.name}”`), app.scopes?.length ? `, registered for ${app.scopes.join(", ")}.` : "."];
}

/**
 * Whether the token was made by the app whose id and secret stand beside it. Older servers give apps no id; then the
 * names tell as much as there is to know.
 *
 * @param {Application | undefined} maker
 * @param {Application | undefined} app
 * @returns {Words}
 */
function relation(maker, app) {
  if (!maker) return [];
  const same = app && (maker.id && app.id ? maker.id === app.id : maker.name === app.name);
  if (same) return [" It was made for this app."];
  const made = [" It was made for the app ", bold(`“${maker.name}”`)];
  return app ? [...made, ", which is not the one above: the two do not go together."] : [...made, "."];
}

/**
 * @param {string} domain
 * @param {unknown} error
 */
function aboutApp(domain, error) {
  if (hasCode(error, "invalid_client", "unauthorized")) {
    return new Mistake(`${domain} does not know this client id and secret.`,
      "Are both complete, and from this server? A server may also have deleted the app: log in here, and you get new ones.", error);
  }
  if (error instanceof MastodonAPIError && !(error instanceof MastodonServerError) && !error.code.startsWith("answer_")) {
    return new Mistake(`${domain} cannot be asked about apps.`, "That says nothing against yours: a login shows whether it works.", error);
  }
  return error;
}

/**
 * @param {string} domain
 * @param {unknown} error
 */
function aboutToken(domain, error) {
  if (hasCode(error, "unauthorized", "invalid_token")) {
    return new Mistake(`${domain} does not accept this access token.`,
      "Is it complete, and from this server? It may also have been withdrawn: log in here, and you get a new one.", error);
  }
  if (hasCode(error, "forbidden")) {
    return new Mistake(`${domain} knows the token, but does not say whose it is.`,
      "Either it lacks the scope read, or the account is not confirmed, not approved or disabled.", error);
  }
  return error;
}

/**
 * @param {string} about
 * @param {Promise<Words>} answer
 * @param {(error: unknown) => unknown} explain
 */
async function verdict(about, answer, explain) {
  const title = make("h2", {}, about);
  try {
    return make("section", { class: "verdict notice" }, title, make("p", {}, ...await answer));
  } catch (error) {
    const place = make("div");
    report(place, explain(error));
    return make("section", { class: "verdict problem" }, title, ...place.childNodes);
  }
}

/** @param {string} text a server's */
function bold(text) {
  return make("strong", {}, make("bdi", {}, text));
}
