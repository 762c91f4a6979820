// @ts-check
// Mastodon's scopes in plain words. Each completes the sentence “It may …”.

/** @type {Record<string, string>} */
const words = {
  "profile": "know who you are",
  "read": "read what you can read",
  "read:accounts": "see accounts, and your settings",
  "read:blocks": "see whom you block",
  "read:bookmarks": "see your bookmarks",
  "read:collections": "see your collections",
  "read:favourites": "see your favourites",
  "read:filters": "see your filters",
  "read:follows": "see whom you follow",
  "read:lists": "see your lists",
  "read:mutes": "see whom you mute",
  "read:notifications": "see your notifications",
  "read:search": "search for you",
  "read:statuses": "read posts",
  "write": "post and change things",
  "write:accounts": "change your profile",
  "write:blocks": "block people and servers",
  "write:bookmarks": "bookmark posts",
  "write:collections": "change your collections",
  "write:conversations": "mute and delete conversations",
  "write:favourites": "favourite posts",
  "write:filters": "change your filters",
  "write:follows": "follow and unfollow people",
  "write:lists": "change your lists",
  "write:media": "upload pictures, sound and video",
  "write:mutes": "mute people and conversations",
  "write:notifications": "clear your notifications",
  "write:reports": "report people",
  "write:statuses": "post",
  "follow": "manage whom you follow",
  "push": "send you notifications",
};

/** What the sets mean, for someone who has to choose. */
export const explained = [
  { name: "read", about: "Timelines, notifications, lists and settings. Nothing is changed." },
  { name: "write", about: "Publish posts, upload pictures, edit your profile. A bot needs this." },
  { name: "follow", about: "Follow, mute and block. An older word, for older programs." },
  { name: "push", about: "Get notifications while the program is closed." },
  { name: "profile", about: "Your name and picture only. Not needed where it may read; servers know it since Mastodon 4.3." },
];

/**
 * Returns the scope in words, or as it is where a newer server has one that this page does not know.
 *
 * @param {string} scope
 */
export function inWords(scope) {
  return words[scope] ?? scope;
}

/**
 * Whether the granted scopes allow what a finer one names: “write” allows “write:statuses”.
 *
 * @param {readonly string[]} granted
 * @param {string} scope
 */
export function allow(granted, scope) {
  return granted.includes(scope) || granted.includes(scope.split(":")[0]);
}
