// The English texts: a message for each error and for each state of an account, and the texts of the tag. The other languages have the same keys.

import type { NetworkWords } from "./network/en.js";
import type { SignUpWords } from "./sign-up/en.js";

export const errors = {
  server_missing: "Type the name of your server, for example mastodon.social.",
  server_invalid: "This is not the name of a server. It looks like this: mastodon.social.",
  server_is_email: "This looks like an e-mail address. Type the name of your server, for example mastodon.social.",
  server_insecure: "The address of this server begins with http://, which is not safe. Try it with https://.",
  server_not_found: "No server answers under this name. Check the spelling and your connection.",
  server_unreadable: "There is something at this address, but this page cannot read its answers. Check the name. The server may have another name, or a problem at the moment; then try again later.",
  server_blocked: "This server blocks this page, maybe to keep bots out. Try again later, or from another network.",
  server_down: "The server has a problem at the moment. Try again later.",
  server_not_mastodon: "There is something at this address, but not a server that you can sign in to from here. Check the name.",
  offline: "You seem to be offline. Try again when you are connected.",
  network: "The server could not be reached. Check your connection. An ad blocker or a firewall may also block it.",
  timeout: "It took too long. Try again.",
  aborted: "This was cancelled.",
  rate_limited: "The server asks for a pause, since there were too many requests. Wait a few minutes, then try again.",
  access_denied: "You said no at your server, so nothing has happened. You can try again at any time.",
  authorization_refused: "The server did not let you sign in. Try again, or ask the people who run it.",
  invalid_grant: "Signing in did not work: it took too long, or it was done already. Start again.",
  mfa_required: "Your account is protected by a second step. Sign in on the page of your server.",
  unsupported_grant_type: "Your server does not offer this way to sign in.",
  state_expired: "Too much time has passed since you started to sign in. Start again.",
  state_mismatch: "You did not start to sign in from this browser, or it was long ago. Start again here.",
  state_used: "You have signed in with this link already. If you are signed out by now, start again.",
  stopped_for_safety: "The answer did not come as it should, so the sign-in was stopped for your safety. Start again.",
  callback_empty: "There is nothing to complete here. Start to sign in.",
  account_mismatch: "You came back with another account than the one you use here. Start again, and choose the same one at your server.",
  not_logged_in: "You are not signed in any more. Sign in again.",
  forbidden: "The server does not allow this.",
  scopes_not_granted: "This page did not get all the permissions that it needs. Sign in again to give them.",
  client_unknown: "The server does not know this page any more. Start again.",
  client_name_refused: "This server does not accept the name of this page, so you cannot sign in to it from here. Tell the people who run this page.",
  app_registration_closed: "This server does not let this page connect at the moment. Try again later, or ask the people who run the server.",
  answer_unexpected: "The server gave an answer that this page does not understand. Try again later.",
  request_refused: "The server refused this.",
  post_incomplete: "Your server has your post, but not as you wanted: something is missing, such as a picture, a poll or its time. Look at it on your server, and delete it there if you like.",
  media_too_large: "The server does not take a file of this size. Make it smaller, then try again.",
  media_unsupported: "The server does not take files of this kind. Try a picture as JPEG or PNG, or a video as MP4.",
  media_failed: "The server could not process the file. It may be damaged. Try another one.",
  media_unfinished: "The server has the file, but needs more time to process it. Try again later.",
  not_found: "The server does not have what was asked for.",
  validation_failed: "The server did not accept what was entered. Check it and try again.",
  signup_closed: "This server accepts no new accounts at the moment. Choose another one.",
  signup_unsupported: "You can create an account only on this server’s own page.",
  account_pending: "Your account exists, but the server does not let you in yet. Look for an e-mail from it.",
  post_unknown: "It is not known whether your post was published. Look at your profile before you post it again.",
  version_too_old: "Your server cannot do this; its software is too old or of another kind.",
  storage_blocked: "Your browser does not let this page store anything. Allow cookies and site data for it, then try again.",
  storage_full: "There is no room left to store your sign-in. Clear the data of this site, then try again.",
  storage_silent: "The storage of this page does not answer. Load the page again, then try again.",
  storage_corrupt: "Your stored sign-in is damaged. Sign in again.",
  wasm_blocked: "Your browser or this page does not allow the program that signs you in. Try another browser, or tell the people who run this page.",
  wasm_unreachable: "A part of this page could not be loaded. Check your connection and load the page again.",
  wasm_memory: "There is not enough memory. Close some other pages, then try again.",
  module_stopped: "This was interrupted. Try again.",
  crypto_unavailable: "This page needs a safe connection. Its address must begin with https://.",
  frame_unsupported: "This page is shown inside another one, and you cannot sign in from there. Open it in a tab of its own, and sign in there.",
  secret_file_invalid: "This is not a file of the right kind. Choose another one.",
  page_mistake: "This page is not set up correctly. Tell the people who run it.",
  unexpected: "Something went wrong. Try again; if that does not help, load the page again.",
};

// What a server reports about an account that it does not let be used.
export const health = {
  unconfirmed: "The e-mail address of your account is not confirmed yet. Open the link in the e-mail from your server.",
  pending: "The people who run your server have not approved your account yet. Try again later.",
  disabled: "Your server does not let your account be used here at the moment. Sign in on its own page to see more.",
};

export const tag = {
  server: "Your server",
  servers: "Servers",
  use: "Use {server}",
  any: "Any Mastodon or Fediverse server works.",
  password: "You type your password on your own server only, never here.",
  used: "used before",
  remove: "Remove {server}",
  removeKey: "Press Delete to remove it from the list.",
  removed: "{server} was removed from the list.",
  forget: "Forget these servers",
  signIn: "Sign in",
  signInWith: "Sign in with {server}",
  wait: "One moment …",
  leaving: "Taking you to {server} …",
  window: "Go on in the window that opens.",
  cancel: "Cancel",
  back: "Back",
  signedIn: "You are signed in as {handle}.",
  accounts: "Accounts",
  add: "Add another account",
  signOut: "Sign out",
  signedOut: "You are signed out.",
  unconfirmed: "You are signed out here, but {server} did not confirm it. To be safe, end the access there too.",
  inUse: "You are signed out here. Another sign-in in this browser uses the same access, so it was not ended at {server}. You can end both there.",
  apps: "Open the page for it",
  open: "Open your server’s page",
  words: "In the server’s own words:",
  again: "The server will accept requests again at {time}.",
};

export { network } from "./network/en.js";
export { signUp } from "./sign-up/en.js";

export type Errors = typeof errors;
export type Health = typeof health;
export type Tag = typeof tag;
export interface Language {
  errors: Errors;
  health: Health;
  tag: Tag;
  network: NetworkWords;
  signUp: SignUpWords;
}
