// Accounts of a given size. As in real accounts, custom emojis take most of a large one: many small objects.

const image = (path) => `https://files.social.example/${path}/original/3f1c9a7be2d04c58.png`;

/** The least that a client shows of somebody. */
const short = {
  id: "110472655381902837", username: "alice", acct: "alice", display_name: "Alice Example", locked: false, bot: false,
  url: "https://social.example/@alice", avatar: image("accounts"), followers_count: 1204, statuses_count: 8311, note: "",
};

/** What verify_credentials answers on Mastodon 4.5. */
const whole = {
  ...short, discoverable: true, indexable: true, group: false, created_at: "2017-04-04T00:00:00.000Z",
  uri: "https://social.example/users/alice", avatar_static: image("accounts"), header: image("headers"), header_static: image("headers"),
  following_count: 512, last_status_at: "2026-11-21", hide_collections: false, noindex: false, roles: [],
  fields: [{ name: "Pronouns", value: "she/her", verified_at: null }, { name: "Site", value: "<a href=\"https://alice.example\">alice.example</a>", verified_at: "2024-02-01T10:00:00.000+00:00" }],
  source: {
    privacy: "public", sensitive: false, language: "en", note: "", fields: [{ name: "Pronouns", value: "she/her", verified_at: null }],
    follow_requests_count: 0, hide_collections: false, discoverable: true, indexable: true, attribution_domains: [], quote_policy: "public",
  },
  role: { id: "-99", name: "", permissions: "65536", color: "", highlighted: false }, emojis: [],
};

/** An account that is so many bytes as JSON. */
export function account(bytes) {
  const made = structuredClone(bytes < size(whole) ? short : whole);
  const emoji = (number) => ({ shortcode: `blob_${number}`, url: image(`emojis/${number}`), static_url: image(`emojis/${number}`), visible_in_picker: true });
  // Each is as long as the next but for the digits of its number.
  const room = bytes - size(made);
  const count = made.emojis ? Math.floor(room / (size(emoji(100_000)) + 1)) : 0;
  if (count > 0) made.emojis = Array.from({ length: count }, (_, number) => emoji(number));
  made.note = "n".repeat(bytes - size(made));
  return Buffer.from(JSON.stringify(made));
}

const size = (document) => Buffer.byteLength(JSON.stringify(document));
