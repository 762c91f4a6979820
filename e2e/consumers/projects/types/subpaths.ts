// The other entry points, which node10 finds by typesVersions.

import type { MastodonLogin } from "mastoauth/element";
import wasm from "mastoauth/mastoauth.wasm";
import { load, Mastodon, type MastodonOptions } from "mastoauth/service-worker";

export const options: MastodonOptions = { apiBaseUrl: "mastodon.example" };
export const mastodon = new Mastodon(options);
export const element = document.createElement("mastodon-login");
element satisfies MastodonLogin;
export const loaded: Promise<void> = load({ wasm });
