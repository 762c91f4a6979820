import { Mastodon } from "mastoauth";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import { components } from "./components";

export const render = (name: keyof typeof components) => renderToString(createSSRApp(components[name]));
export const version = (server: string) => new Mastodon({ apiBaseUrl: server }).retrieveMastodonVersion();
