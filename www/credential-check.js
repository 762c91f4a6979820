// Checks credentials at the server: whether it knows the app, whose the token is, and whether the token belongs to the app.

import { make } from "./dom.js";
import { PageError, hasCode, showError } from "./error-message.js";
import { Mastodon, MastodonAPIError, MastodonServerError } from "./lib/index.js";

/** Returns the results, ready to be shown. The clients have no storage key, so nothing is stored. */
export function checkCredentials({ apiBaseUrl, clientId, clientSecret, accessToken }, domain) {
  const client = (more) => new Mastodon({ apiBaseUrl, ratelimitMethod: "throw", ...more });
  const user = client({ accessToken });
  const app = clientId ? appOf(client({ clientId, clientSecret }), client) : undefined;
  // The server says which app a token belongs to, unless the token is invalid. Then the other response says so.
  const maker = accessToken ? user.appVerifyCredentials().catch(() => undefined) : undefined;
  const owner = async () => {
    const account = await user.accountVerifyCredentials().catch((error) => {
      if (error.status !== 422) throw error; // Mastodon's status for a token without a user
    });
    const whose = account ? ["The token belongs to ", bold(`@${account.username}@${domain}`), "."] : ["The token belongs to an app, not to a person."];
    return [...whose, ...relation(await maker, await app?.catch(() => undefined))];
  };
  return Promise.all([
    ...(app ? [verdict("The app", app.then((known) => aboutApp(domain, known)), (error) => appError(domain, error))] : []),
    ...(accessToken ? [verdict("The token", owner(), (error) => tokenError(domain, error))] : []),
  ]);
}

/** Returns the app as the server describes it; undefined if the server knows the app but does not describe it. */
async function appOf(mastodon, client) {
  try {
    const { access_token: accessToken } = await mastodon.clientCredentialsToken();
    // The app is known. A server that answers members only does not describe it.
    return await client({ accessToken }).appVerifyCredentials().catch(() => undefined);
  } catch (error) {
    // Servers check the app before its scopes, so these errors mean that the app exists. It may not have the scope read.
    if (hasCode(error, "invalid_scope", "insufficient_scope", "forbidden", "scopes_not_granted")) return undefined;
    throw error;
  }
}

/** Describes an app that the server knows. @param {string} domain @param {import("./lib/index.js").Application} [app] */
export function aboutApp(domain, app) {
  if (!app) return [`${domain} knows this client id and secret.`];
  return [`${domain} knows the app `, bold(`“${app.name}”`), app.scopes?.length ? `, registered for ${app.scopes.join(", ")}.` : "."];
}

/** Whether the token belongs to the app. Older servers give apps no id: then the names are compared. */
function relation(maker, app) {
  if (!maker) return [];
  if (app && (maker.id && app.id ? maker.id === app.id : maker.name === app.name)) return [" It was made for this app."];
  return [" It was made for the app ", bold(`“${maker.name}”`), app ? ", which is not the one above: the two do not go together." : "."];
}

function appError(domain, error) {
  if (hasCode(error, "invalid_client", "unauthorized")) {
    return new PageError(`${domain} does not know this client id and secret.`,
      "Are both complete, and from this server? A server may also have deleted the app: log in here, and you get new ones.", error);
  }
  if (!(error instanceof MastodonAPIError) || error instanceof MastodonServerError || error.code.startsWith("answer_")) return error;
  return new PageError(`${domain} cannot be asked about apps.`, "Yours may work all the same: a login shows whether it does.", error);
}

function tokenError(domain, error) {
  if (hasCode(error, "unauthorized", "invalid_token")) {
    return new PageError(`${domain} does not accept this access token.`,
      "Is it complete, and from this server? It may also have been withdrawn: log in here, and you get a new one.", error);
  }
  return !hasCode(error, "insufficient_scope", "forbidden") || error.health ? error : new PageError(`${domain} knows the token, but does not say whose it is.`,
    "It may lack the scope read.", error);
}

async function verdict(about, answer, explain) {
  const place = make("div");
  const failed = await answer.then((words) => place.append(make("p", {}, ...words)), (error) => (showError(place, explain(error)), true));
  return make("section", { class: `verdict ${failed ? "problem" : "notice"}` }, make("h2", {}, about), ...place.childNodes);
}
export const bold = (text) => make("strong", {}, make("bdi", {}, text));
