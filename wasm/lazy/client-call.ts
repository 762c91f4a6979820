// The calls of a client. Its first call opens it in the module. After the module has restarted, the next call opens it again.

import { ownFetch } from "../../jsbind/host.js";
import { type LoadState, startModule, type ToError } from "../module/module-start.js";
import { checkValues } from "../module/option-values.js";
import type { Client, Instance, SessionClient } from "../shared/client.js";
import type { Failure } from "../shared/failure.js";
import type { ExportName, MastodonOptions } from "../shared/types.gen.js";
import { checkSession } from "./session-check.js";
import { announce } from "./session-news.js";
import { withFiles } from "./upload-content.js";

/** Starts the module if it is not running, for a call with these options. */
export async function start(state: LoadState, options: unknown): Promise<Instance> {
  checkValues("load", options);
  return startModule(state, (...call) => callAs(state.toError, ...call));
}

/** Calls a function of a client. */
async function callAs(toError: ToError, program: Instance, client: Client, name: ExportName, ...given: unknown[]): Promise<unknown> {
  const { options: own } = client;
  if (!("sessions" in own)) return callClient(toError, program, client, name, ...given);
  // The call may renew, replace or end the session's login: by itself, or because another tab has done so.
  const { sessions, id } = own;
  const before = client.keep.credentials;
  try {
    return await callClient(toError, program, client, name, ...given);
  } catch (error) {
    // The server has refused to renew the token, and the call itself was not sent.
    if ((error as Failure).code === "session_expired") await checkSession(sessions, id, new Response(null, { status: 401 })).catch(() => undefined);
    throw error;
  } finally {
    if (client.keep.credentials !== before) await sessions.changed();
  }
}

async function callClient(toError: ToError, program: Instance, client: Client, name: ExportName, ...given: unknown[]): Promise<unknown> {
  const { href, returnDetailedError } = Object(given[0]) as Partial<Record<"href" | "returnDetailedError", unknown>>;
  const detailed = name === "createAccountDetailed" || (name === "createAccount" && returnDetailedError);
  if (name === "mediaPost") given = [await withFiles(given, name)];
  const result = await program.call(
    detailed ? "createAccountDetailed" : name,
    await handleOf(client, program),
    ...(name === "handleCallback" && href !== undefined ? [{ ...given[1] as object, url: href }] : given),
  );
  if (!detailed) return result;
  const { token = null, error } = result as { token?: unknown; error: unknown };
  return { token, error: error && toError(error) };
}

/** The client's handle in that instance. Opens the client if necessary. */
function handleOf(client: Client, program: Instance): Promise<unknown> {
  const { options } = client;
  const storage = "sessions" in options ? options.sessions.options.storage : undefined;
  if (client.storage !== storage) Object.assign(client, { storage, keep: {}, opened: undefined }); // the login may be another one there
  if (client.opened?.in === program) return client.opened.handle;
  const opened = { in: program, handle: program.call("open", "sessions" in options ? sessionOptions(options) : options, client.keep) };
  const forget = (): void => {
    if (client.opened === opened) client.opened = undefined;
  };
  client.opened = opened;
  client.close = () => {
    forget();
    // If the module has stopped or did not open the client, there is nothing to free.
    return opened.handle.then((handle) => program.call("close", handle)).catch(() => undefined);
  };
  opened.handle.catch(forget);
  return opened.handle;
}

/** The client options of createAuth, with the session's token. Refusals and rate limits are announced to all tabs. */
function sessionOptions({ sessions, id }: SessionClient): MastodonOptions {
  const { clientName, scopes, redirectUri, website, fetch: given, onRatelimit, ...shared } = sessions.options;
  return {
    ...shared,
    accessTokenKey: `mastoauth:session:${id}`,
    fetch: async (...request) => {
      const answer = await (given ?? ownFetch)(...request);
      // The caller gets the refusal itself, so an error of this check is ignored.
      void checkSession(sessions, id, answer).catch(() => undefined);
      return answer;
    },
    onRatelimit: (waiting) => {
      onRatelimit?.(waiting);
      announce(sessions, { id, ratelimit: waiting });
    },
  };
}
