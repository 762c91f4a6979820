// The page that checks existing credentials: typed in, or read from a file. Nothing is stored.

import { onSubmit } from "./busy-button.js";
import { checkCredentials } from "./credential-check.js";
import { clear, elements } from "./dom.js";
import { PageError, clearFieldErrors, showError, showFieldError } from "./error-message.js";
import { Mastodon } from "./lib/index.js";
import { readSecretFiles } from "./secret-files.js";

const [form, opened, pasted, said, fileProblem, send, problem, verdicts] =
  elements("credentials", "secret-open", "secret-text", "secret-status", "secret-problem", "verify-send", "credentials-problem", "verdicts");
/** The fields, by the library's option names. */
const fields = Object.fromEntries([...form.querySelectorAll("[name]")].map((field) => [field.name, field]));

onSubmit(form, send, verify, (error) => showFieldError(fields.api_base_url, error));
// The results are about the old text, so they disappear when it changes.
form.addEventListener("input", () => clear(verdicts, problem));
opened.addEventListener("change", async () => take(await Promise.all([...opened.files ?? []].map((file) => file.text()))));
pasted.addEventListener("input", () => pasted.value.trim() && take([pasted.value]));
window.addEventListener("pagehide", () => {
  form.reset();
  clear(verdicts, said);
});
send.disabled = false;

async function verify() {
  clear(verdicts, problem, said, fileProblem);
  clearFieldErrors(...Object.values(fields));
  const [server, clientId, clientSecret, accessToken] = Object.values(fields).map(({ value }) => value.trim());
  if (!server) throw new PageError("The server is missing.", "Credentials work on one server only. Which one are they from?");
  const half = !clientId !== !clientSecret && (clientId ? fields.client_secret : fields.client_id);
  if (half) return showFieldError(half, new PageError("One of the two is missing.", "Client id and client secret go together."));
  const nothing = new PageError("There is nothing to verify yet.", "Fill in the client id and secret, the access token, or all three.");
  if (!clientId && !accessToken) return showError(problem, nothing);
  const { baseUrl, domain } = await Mastodon.findServer({ server });
  verdicts.replaceChildren(...await checkCredentials({ apiBaseUrl: baseUrl, clientId, clientSecret, accessToken }, domain));
}

/** Fills in the form from files. */
async function take(contents) {
  clear(fileProblem, said);
  if (contents.length === 0) return;
  try {
    const found = Object.entries(await readSecretFiles(contents)).filter(([name, value]) => name in fields && value);
    const [before, server] = [fields.api_base_url.value, Object.fromEntries(found).api_base_url];
    // Credentials of another server must not be sent to this one.
    if (server && before && bare(before) !== bare(server)) form.reset();
    for (const [name, value] of found) fields[name].value = value;
    pasted.value = "";
    clear(verdicts, problem);
    said.textContent = `Filled in: ${Object.keys(fields).filter((name) => Object.fromEntries(found)[name]).map(labelOf).join(", ")}.`;
  } catch (error) {
    showError(fileProblem, error);
  } finally {
    opened.value = "";
  }
}

/** A URL in lower case, without the scheme and trailing slashes, for comparison. */
const bare = (address) => address.trim().toLowerCase().replace(/^https?:\/\/|\/+$/g, "");
const labelOf = (name) => fields[name].labels[0].firstChild.textContent.trim().toLowerCase();
