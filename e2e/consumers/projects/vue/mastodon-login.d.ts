// As docs/frameworks.md has it: templates learn the tag.

import type { MastodonLoginVueProps } from "mastoauth/element";
import type { HTMLAttributes } from "vue";

declare module "vue" {
  interface GlobalComponents {
    "mastodon-login": new () => { $props: MastodonLoginVueProps<HTMLAttributes> };
  }
}
