// Svelte: useAuth, and the types of the tag in templates.

import type { HTMLAttributes as AnyAttributes } from "svelte/elements";
import { createSubscriber } from "svelte/reactivity";
import type { Auth } from "../eager/auth.js";
import type { MastodonLogin } from "../element.js";
import type { MastodonLoginProps } from "../element/attributes-and-events.js";
import { type AuthActions, type AuthState, storeOf } from "./auth-state.js";

export type { AuthActions, AuthState } from "./auth-state.js";

/**
 * Who is signed in, and what a component can do about it. Read the members where they are needed, as login.session: taken apart, they
 * do not follow changes. Create auth once, outside of components. The first component that reads a member has auth.init() complete a
 * login or restore a session. On a server, and while a page is hydrated, the status is "loading".
 */
export function useAuth(auth: Auth): AuthState & AuthActions {
  const store = storeOf(auth);
  let hydrated = false;
  queueMicrotask(() => (hydrated = true));
  const read = createSubscriber((update) => {
    queueMicrotask(update);
    return store.subscribe(update);
  });
  const state = (): AuthState => {
    read();
    return hydrated ? store.snapshot() : store.initial;
  };
  return {
    get status() { return state().status; },
    get session() { return state().session; },
    get sessions() { return state().sessions; },
    get ready() { return state().ready; },
    get error() { return state().error; },
    get message() { return state().message; },
    ...store.actions,
  };
}

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "mastodon-login": MastodonLoginProps<AnyAttributes<MastodonLogin>>;
  }
}
