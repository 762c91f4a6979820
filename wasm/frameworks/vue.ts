// Vue: the composable useAuth, and the types of the tag in templates.

import { computed, type ComputedRef, getCurrentInstance, getCurrentScope, type HTMLAttributes, onMounted, onScopeDispose, shallowRef } from "vue";
import type { Auth } from "../eager/auth.js";
import type { MastodonLoginVueProps } from "../element/attributes-and-events.js";
import { type AuthActions, type AuthState, storeOf } from "./auth-state.js";

export type { AuthActions, AuthState } from "./auth-state.js";

/** The state as refs. */
export type AuthRefs = { readonly [Name in keyof AuthState]: ComputedRef<AuthState[Name]> };

/**
 * Who is signed in, as refs, and what a component can do about it. Create auth once, outside of components. The first component that
 * is mounted has auth.init() complete a login or restore a session. On a server, and while a page is hydrated, the status is
 * "loading". Outside of components, for example in a store, it begins at once.
 */
export function useAuth(auth: Auth): AuthRefs & AuthActions {
  const store = storeOf(auth);
  const state = shallowRef(store.initial);
  let end: (() => void) | undefined;
  const begin = (): void => {
    const show = (): void => void (state.value = store.snapshot());
    end = store.subscribe(show);
    show();
  };
  if (getCurrentInstance()) onMounted(begin);
  else begin();
  if (getCurrentScope()) onScopeDispose(() => end?.());
  const part = <Name extends keyof AuthState>(name: Name): ComputedRef<AuthState[Name]> => computed(() => state.value[name]);
  return {
    status: part("status"), session: part("session"), sessions: part("sessions"), ready: part("ready"), error: part("error"),
    message: part("message"),
    ...store.actions,
  };
}

declare module "vue" {
  interface GlobalComponents {
    "mastodon-login": new () => { $props: MastodonLoginVueProps<HTMLAttributes> };
  }
}
