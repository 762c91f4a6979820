"use client";
// React: the hook useAuth, and the types of the tag in JSX.

import { type DetailedHTMLProps as AnyProps, type HTMLAttributes as AnyAttributes, useMemo, useSyncExternalStore } from "react";
import type { Auth } from "../eager/auth.js";
import type { MastodonLogin } from "../element.js";
import type { MastodonLoginProps } from "../element/attributes-and-events.js";
import { type AuthActions, type AuthState, storeOf } from "./auth-state.js";

export type { AuthActions, AuthState } from "./auth-state.js";

/**
 * Who is signed in, and what a component can do about it. Create auth once, outside of components. The first component that uses it
 * has auth.init() complete a login or restore a session. On a server, and while a page is hydrated, the status is "loading".
 */
export function useAuth(auth: Auth): AuthState & AuthActions {
  const { subscribe, snapshot, initial, actions } = storeOf(auth);
  const state = useSyncExternalStore(subscribe, snapshot, () => initial);
  return useMemo(() => ({ ...state, ...actions }), [state, actions]);
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "mastodon-login": MastodonLoginProps<AnyProps<AnyAttributes<MastodonLogin>, MastodonLogin>>;
    }
  }
}
