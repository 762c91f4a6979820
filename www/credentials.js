// @ts-check
// The form for credentials that somebody has already: typed, or taken from Mastodon.py's secret files. Nothing of it is kept.

import { element } from "./element.js";
import { examine } from "./examination.js";
import { Mastodon } from "./lib/index.js";
import { Mistake, clear, hasCode, report } from "./problem.js";
import { during } from "./progress.js";

const form = element("credentials", HTMLFormElement);
const fields = {
  server: field("have-server"), clientId: field("have-client-id"), clientSecret: field("have-client-secret"), accessToken: field("have-token"),
};
const files = element("secret-open", HTMLInputElement);
const text = element("secret-text", HTMLTextAreaElement);
const fileStatus = element("secret-status", HTMLParagraphElement);
const fileProblem = element("secret-problem", HTMLDivElement);
const send = element("verify-send", HTMLButtonElement);
const problem = element("credentials-problem", HTMLDivElement);
const verdicts = element("verdicts", HTMLDivElement);

/** Makes the form ready. */
export function openCredentials() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    during(send, verify);
  });
  // A verdict is about what was typed when it was given.
  form.addEventListener("input", () => clear(verdicts, problem));
  files.addEventListener("change", async () => take(await Promise.all([...files.files ?? []].map((file) => file.text()))));
  text.addEventListener("input", () => text.value.trim() && take([text.value]));
  window.addEventListener("pagehide", () => {
    form.reset();
    clear(verdicts, fileStatus);
  });
  send.disabled = false;
}

async function verify() {
  clear(verdicts, problem, fileStatus, fileProblem);
  for (const { input, place } of Object.values(fields)) {
    input.ariaInvalid = null;
    clear(place);
  }
  const [server, clientId, clientSecret, accessToken] = Object.values(fields).map(({ input }) => input.value.trim());
  const missing = clientId && !clientSecret ? fields.clientSecret : clientSecret && !clientId ? fields.clientId : undefined;
  if (!server) return point(fields.server, new Mistake("No server is named.", "Credentials work on one server only. Which one are they from?"));
  if (missing) return point(missing, new Mistake("Only one half is there.", "Client id and client secret go together."));
  if (!clientId && !accessToken) return report(problem, new Mistake("There is nothing to verify yet.", "Fill in the client id and secret, the access token, or all three."));
  try {
    const { baseUrl, domain } = await Mastodon.findServer({ server });
    verdicts.replaceChildren(...await examine({ apiBaseUrl: baseUrl, clientId, clientSecret, accessToken }, domain));
  } catch (error) {
    point(fields.server, error);
  }
}

/**
 * Fills the form from files.
 *
 * @param {string[]} contents
 */
async function take(contents) {
  clear(fileProblem, fileStatus);
  if (contents.length === 0) return;
  try {
    if (contents.length > 2) throw new Mistake("These are too many files.", "Open clientcred.secret, usercred.secret, or both.");
    /** @type {Record<string, string>} */
    const given = {};
    for (const content of contents) {
      const kind = kindOf(content);
      if (kind in given) throw new Mistake("These are two files of the same kind.", "Open one clientcred.secret and one usercred.secret.");
      given[kind] = content;
    }
    const { api_base_url: server, client_id: clientId, client_secret: clientSecret, access_token: accessToken } = await Mastodon.readSecretFile(given);
    fill({ server, clientId, clientSecret, accessToken });
  } catch (error) {
    report(fileProblem, hasCode(error, "secret_file_invalid", "option_invalid", "option_missing")
      ? new Mistake("This is no secret file of Mastodon.py.", "It has up to four lines: strings without blanks, and the server’s address.", error) : error);
  } finally {
    files.value = "";
  }
}

/**
 * Tells the two files apart. The server stands on the third line of one and on the second line of the other; old versions
 * left lines out, and then the file with two lines or more is the app's.
 *
 * @param {string} content
 */
function kindOf(content) {
  const lines = content.trim().split("\n").map((line) => line.trim());
  const isAddress = (/** @type {string | undefined} */ line) => /^https?:\/\//i.test(line ?? "");
  return isAddress(lines[1]) || lines.length === 1 ? "tokenFile" : "clientFile";
}

/** @param {Record<string, string>} given by the names of the fields */
function fill(given) {
  const before = fields.server.input.value;
  // What is there from another server must not be sent to this one.
  if (given.server && before && bare(before) !== bare(given.server)) form.reset();
  const filled = [];
  for (const [name, { input, label }] of Object.entries(fields)) {
    if (!given[name]) continue;
    input.value = given[name];
    filled.push(label);
  }
  text.value = "";
  clear(verdicts, problem);
  fileStatus.textContent = `Taken over: ${filled.join(", ")}.`;
}

/**
 * Returns an address without what people write in one way or another.
 *
 * @param {string} address
 */
function bare(address) {
  return address.trim().toLowerCase().replace(/^https?:\/\/|\/+$/g, "");
}

/**
 * Shows the error under the field that it is about.
 *
 * @param {typeof fields.server} field
 * @param {unknown} error
 */
function point({ input, place }, error) {
  report(place, error);
  input.ariaInvalid = "true";
  input.focus();
}

/** @param {string} id */
function field(id) {
  const input = element(id, HTMLInputElement);
  return { input, place: element(`${id}-problem`, HTMLDivElement), label: (input.labels?.[0]?.firstChild?.textContent ?? "").trim().toLowerCase() };
}
