// As docs/frameworks.md has it: JSX learns the tag.

import type { MastodonLogin, MastodonLoginProps } from "mastoauth/element";
import type { DetailedHTMLProps, HTMLAttributes } from "react";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "mastodon-login": MastodonLoginProps<DetailedHTMLProps<HTMLAttributes<MastodonLogin>, MastodonLogin>>;
    }
  }
}
