// As docs/frameworks.md has it: templates learn the tag.

import type { MastodonLogin, MastodonLoginProps } from "mastoauth/element";
import type { HTMLAttributes } from "svelte/elements";

declare module "svelte/elements" {
  interface SvelteHTMLElements {
    "mastodon-login": MastodonLoginProps<HTMLAttributes<MastodonLogin>>;
  }
}
