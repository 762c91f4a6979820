// A client in the module: opened by its first call, and anew in each program that takes the place of one that died.

import { check } from "./session-check.js";
import type { Logins } from "../eager/session-list.js";
import type { Instance } from "../module/instance.js";
import type { ExportName, MastodonOptions } from "../shared/types.gen.js";

/** What class Mastodon holds. */
export interface Client {
  /** As the page gave them or, in session-list.ts, the session: its options are made when the client is opened. */
  options: MastodonOptions | SessionClient;
  /** The client's credentials stand here at all times, so that they outlive the module. */
  keep: object;
  opened?: { in: Instance; handle: Promise<unknown> } | undefined;
  /** Frees what the module keeps for it. */
  close?: () => Promise<unknown>;
}

interface SessionClient {
  logins: Logins;
  id: string;
}

/** Calls a function of a client. */
export async function callAs(program: Instance, client: Client, name: ExportName, options: unknown, explained: (raw: unknown) => Error): Promise<unknown> {
  const given = Object(options) as Partial<Record<"href" | "returnDetailedError", unknown>>;
  const detailed = name === "createAccountDetailed" || (name === "createAccount" && given.returnDetailedError);
  const address = typeof options === "string" ? options : given.href;
  const result = await program.call(
    detailed ? "createAccountDetailed" : name,
    await handleOf(client, program),
    name === "handleCallback" && address !== undefined ? { url: address } : options,
  );
  if (!detailed) return result;
  const { token = null, error } = result as { token?: unknown; error: unknown };
  return { token, error: error && explained(error) };
}

/** The client's number in that program. */
function handleOf(client: Client, program: Instance): Promise<unknown> {
  if (client.opened?.in === program) return client.opened.handle;
  const { options, keep } = client;
  const opened = { in: program, handle: program.call("open", "logins" in options ? sessionOptions(options) : options, keep) };
  const forget = (): void => {
    if (client.opened === opened) client.opened = undefined;
  };
  client.opened = opened;
  client.close = () => {
    forget();
    // A module that is gone keeps nothing, and neither does one that did not open the client.
    return opened.handle.then((handle) => program.call("close", handle)).catch(() => undefined);
  };
  opened.handle.catch(forget);
  return opened.handle;
}

/** The options of createAuth that are for clients, with the session's token; what befalls it is told to all tabs. */
function sessionOptions({ logins, id }: SessionClient): MastodonOptions {
  const { clientName, scopes, redirectUri, website, fetch: given, onRatelimit, ...shared } = logins.options;
  return {
    ...shared,
    accessTokenKey: `mastoauth:session:${id}`,
    fetch: async (...request) => {
      const answer = await (given ?? fetch)(...request);
      // Whoever made the call is told of the refusal itself: a failure here takes nothing from that.
      void check(logins, id, answer.status).catch(() => undefined);
      return answer;
    },
    onRatelimit: (waiting) => {
      onRatelimit?.(waiting);
      logins.announce({ id, ratelimit: waiting });
    },
  };
}
