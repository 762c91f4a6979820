// A client of class Mastodon, and the running module that it calls.

import type { SessionRegistry } from "./session-registry.js";
import type { ExportName, MastodonOptions } from "./types.gen.js";

/** A running module. The clients in it die with it. */
export interface Instance {
  /** Calls an export. The promise is settled in any case, whatever happens to the module. */
  call(name: ExportName, ...args: unknown[]): Promise<unknown>;
  /** Calls a function of a client. */
  callAs(client: Client, name: ExportName, options: unknown): Promise<unknown>;
}

/** Calls a function of a client in that module. */
export type CallClient = (instance: Instance, client: Client, name: ExportName, options: unknown) => Promise<unknown>;

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

/** What the client of a session is made of. */
export interface SessionClient {
  sessions: SessionRegistry;
  id: string;
}
