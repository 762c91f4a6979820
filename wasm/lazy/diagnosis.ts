// Mastodon.diagnose: what keeps a page from a server, step by step. It looks for the server as a sign-in does, and its error says which step
// failed. It registers no app, and signs nobody in.

import { hasPage } from "../../jsbind/host.js";
import type { DiagnoseOptions, Diagnosis, DiagnosisStep, DiagnosisStepName, DiagnosisVerdict } from "../shared/diagnosis.js";
import type { MastodonError } from "../shared/errors.js";
import { failure } from "../shared/failure.js";
import type { Methods, MastodonOptions, NetworkReason, Statics } from "../shared/types.gen.js";
import { checkPlain } from "./preconditions.js";

/** The class Mastodon, as far as it is needed here. */
interface Library extends Pick<Statics, "findServer"> {
  new (options: MastodonOptions): Pick<Methods, "oauthAuthorizationServerInfo"> & { close(): Promise<void> };
}

const stepNames: readonly DiagnosisStepName[] = ["address", "online", "policy", "connection", "readable", "software", "login"];

/** What only a browser has. */
const browserSteps: readonly DiagnosisStepName[] = ["online", "policy", "readable"];

/** Which step a reason, or else a code, belongs to. Other errors say nothing of the server. */
const stepOfReason: Partial<Record<NetworkReason, DiagnosisStepName>> = {
  offline: "online", offline_or_captive_portal: "online", csp: "policy", cors: "readable", interrupted_or_cors: "readable", redirect: "readable",
};
const stepOfCode = new Map<string, DiagnosisStepName>(Object.entries({
  server_missing: "address", server_invalid: "address", server_is_email: "address", offline: "online", network: "connection", timeout: "connection",
  server_not_found: "connection", server_unreadable: "readable", server_down: "software", server_error: "software", server_blocked: "software",
  server_not_mastodon: "software", rate_limited: "software", answer_too_large: "software",
}));

export async function diagnose(library: Library, options: string | DiagnoseOptions): Promise<Diagnosis> {
  if (Object(options) === options) checkPlain("diagnose", options as DiagnoseOptions);
  const { lang, ...asked } = (typeof options === "string" ? { server: options } : Object(options)) as DiagnoseOptions;
  if (lang !== undefined && typeof lang !== "string") {
    throw failure("option_invalid", "lang: must be a text.", "Leave it out for the default.", { name: "MastodonIllegalArgumentError", op: "diagnose" });
  }
  let found: Omit<Diagnosis, "steps"> & { failed?: DiagnosisStepName; accepts?: boolean };
  try {
    const server = await library.findServer(asked);
    found = { server, accepts: await acceptsApps(library, server.baseUrl, asked) };
  } catch (failed) {
    const error = failed as MastodonError;
    const { code, reason, message } = error;
    const step = reason && code !== "timeout" ? stepOfReason[reason] ?? "connection" : stepOfCode.get(code);
    if (!step) throw { ...error, message, op: "diagnose" };
    found = { error, failed: step };
  }
  const { failed, accepts, ...rest } = found;
  return { ...rest, steps: await told(rest, failed, accepts, String(asked.server), lang) };
}

/** Whether the server says that apps can register. Only servers with OAuth metadata say so. */
async function acceptsApps(library: Library, apiBaseUrl: string, { signal, server: _, ...host }: DiagnoseOptions): Promise<boolean> {
  const client = new library({ ...host, apiBaseUrl, versionCheckMode: "none", ratelimitMethod: "throw" });
  try {
    return !!(await client.oauthAuthorizationServerInfo({ ...(signal && { signal }) })).app_registration_endpoint;
  } catch (error) {
    if (signal?.aborted) throw error;
    return false;
  } finally {
    await client.close();
  }
}

async function told({ server, error }: Omit<Diagnosis, "steps">, failed: DiagnosisStepName | undefined, accepts: boolean | undefined, typed: string, lang?: string): Promise<DiagnosisStep[]> {
  const { messageOf, texts } = await import("../messages/user-message.js");
  const { network: words } = await texts(lang ?? globalThis.navigator?.language ?? "en");
  // The sentence of this code says that there is no such server, and does not say why.
  const failure = error?.code === "server_not_found" && error.reason ? await messageOf({ code: "network", reason: error.reason }, lang) : (await error?.userMessage(lang)) ?? "";
  const at = failed ? stepNames.indexOf(failed) : stepNames.length;
  return stepNames.map((name, place) => {
    const verdict: DiagnosisVerdict = place === at ? "failed"
      : place > at || (!hasPage() && browserSteps.includes(name)) ? "skipped"
      : name === "login" && !accepts ? "unknown" : "ok";
    const text = verdict === "failed" ? failure : verdict !== "ok" ? words[verdict]
      : words.steps[name].replace("{server}", () => server?.baseUrl ?? typed).replace("{software}", () => [server?.software, server?.version].filter(Boolean).join(" ") || (server?.domain ?? ""));
    return { name, verdict, text };
  });
}
