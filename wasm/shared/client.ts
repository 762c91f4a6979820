// The state of a client of class Mastodon, and the running module that it calls.

import type { SessionRegistry } from "./session-registry.js";
import type { ExportName, MastodonOptions } from "./types.gen.js";

/** A running module. Its clients end with it. */
export interface Instance {
  /** Calls an export. The promise always settles, also if the module stops. */
  call(name: ExportName, ...args: unknown[]): Promise<unknown>;
  /** Calls a function of a client. */
  callAs(client: Client, name: ExportName, options: unknown): Promise<unknown>;
}

/** Calls a function of a client in that module. */
export type CallClient = (instance: Instance, client: Client, name: ExportName, options: unknown) => Promise<unknown>;

/** The state of one client. */
export interface Client {
  /** The page's options or, for the client of a session, that session: its options are made when the client is opened. */
  options: MastodonOptions | SessionClient;
  /** The client's current credentials. They are kept here so that they outlive the module. */
  keep: { credentials?: unknown };
  /** The store that a session's client was opened with. */
  storage?: unknown;
  opened?: { in: Instance; handle: Promise<unknown> } | undefined;
  /** Frees the memory that the module uses for it. */
  close?: () => Promise<unknown>;
}

/** The session that a client belongs to. */
export interface SessionClient {
  sessions: SessionRegistry;
  id: string;
}
