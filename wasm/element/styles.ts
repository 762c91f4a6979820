// The style of the tag. It follows the page's color-scheme, font and direction. ::part and the custom properties --mastodon-login-…
// change it. The internal custom properties begin with --_, since a page that sets one of ours from its own property of the same
// name would create a cycle.

const css = `
:host {
  --_accent: var(--mastodon-login-accent, #563acc);
  --_on-accent: var(--mastodon-login-on-accent, #fff);
  --_radius: var(--mastodon-login-radius, .6rem);
  --_surface: var(--mastodon-login-surface, #fff);
  --_ink: var(--mastodon-login-ink, #1b1730);
  --_soft: var(--mastodon-login-soft, #5c5870);
  --_line: var(--mastodon-login-line, #8a869c);
  --_bad: var(--mastodon-login-bad, #a3231b);
  display: block;
  max-inline-size: 30rem;
  font-size: 1rem;
  line-height: 1.5;
  color: var(--_ink);
  min-inline-size: 0;
}
@supports (color: light-dark(red, red)) {
  :host {
    --_accent: var(--mastodon-login-accent, light-dark(#563acc, #b3a8ff));
    --_on-accent: var(--mastodon-login-on-accent, light-dark(#fff, #1a1040));
    --_surface: var(--mastodon-login-surface, light-dark(#fff, #1d1a2b));
    --_ink: var(--mastodon-login-ink, light-dark(#1b1730, #eceaf6));
    --_soft: var(--mastodon-login-soft, light-dark(#5c5870, #b0abc4));
    --_line: var(--mastodon-login-line, light-dark(#8a869c, #77728c));
    --_bad: var(--mastodon-login-bad, light-dark(#a3231b, #ffa79d));
  }
}
:host([hidden]), [hidden] { display: none !important; }
/* The form is as wide as there is room, and as high as its highest state without a note. What is smaller takes the room that it needs. */
.frame:not(.fit) { container-type: inline-size; contain-intrinsic-inline-size: min(26rem, 80vi); }
.frame:not(.fit) > .stage { min-block-size: var(--mastodon-login-min-height, 7.6rem); }
@container (max-inline-size: 25rem) { .frame:not(.fit) > .stage { min-block-size: var(--mastodon-login-min-height, 9.1rem); } }
@container (max-inline-size: 20rem) { .frame:not(.fit) > .stage { min-block-size: var(--mastodon-login-min-height, 13.6rem); } }
@container (max-inline-size: 14.5rem) { .frame:not(.fit) > .stage { min-block-size: var(--mastodon-login-min-height, 15.2rem); } }
:host([server]) .frame:not(.fit) > .stage { min-block-size: var(--mastodon-login-min-height, 5.5rem); }
*, ::before, ::after { box-sizing: border-box; }
p, ul { margin: 0; padding: 0; list-style: none; }
button, input { font: inherit; color: inherit; letter-spacing: inherit; }
button { cursor: pointer; touch-action: manipulation; }
[aria-disabled="true"] { cursor: default; opacity: .65; }
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.fit > .stage > .wait { min-block-size: 3.5rem; padding-block: 1rem; }
.wait { color: var(--_soft); padding-block: .6rem; animation: appear .2s .6s both; }
@keyframes appear { from { opacity: 0; } }

label { display: block; font-weight: 600; margin-block-end: .25rem; }
.line { position: relative; display: flex; gap: .5rem; }
.picker { flex: 1; min-inline-size: 0; }
input {
  inline-size: 100%; min-block-size: 2.75rem; padding: .5rem .75rem; border: 1px solid var(--_line); border-radius: var(--_radius);
  background: var(--_surface);
}
:host(:dir(rtl)) input { text-align: end; }
input::placeholder { color: var(--_soft); opacity: .8; }
input:focus-visible { outline-offset: 0; }
input[aria-invalid="true"] { border-color: var(--_bad); box-shadow: 0 0 0 1px var(--_bad); }
input[aria-invalid="true"]:focus-visible { outline-color: var(--_bad); }
input:read-only { opacity: .65; }
.primary {
  min-block-size: 2.75rem; padding: .5rem 1.1rem; border: 1px solid transparent; border-radius: var(--_radius);
  background: var(--_accent); color: var(--_on-accent); font-weight: 600; overflow-wrap: anywhere;
}
.primary:not([aria-disabled="true"]):hover { filter: brightness(1.12); }
.foot { margin-block-start: .4rem; color: var(--_soft); font-size: .875rem; min-block-size: 1.5em; }
[part~="link"] {
  padding: 0; border: 0; border-radius: .2rem; background: none; color: var(--_accent); text-decoration: underline; text-underline-offset: .15em;
}
@container (max-inline-size: 20rem) {
  .line { flex-wrap: wrap; }
  .picker, .line > .primary { flex: 1 1 100%; }
}

/* popup-position.ts moves it into the window. */
.popup {
  position: absolute; z-index: 10; inset-block-start: calc(100% + .25rem); inset-inline-start: 0; padding: .35rem; overflow-y: auto;
  inline-size: max-content; min-inline-size: 100%; max-inline-size: min(26rem, 100vi - 1rem);
  border: 1px solid var(--_line); border-radius: var(--_radius); background: var(--_surface); box-shadow: 0 .5rem 1.5rem rgb(0 0 0 / .2);
}
.popup.above { inset-block: auto calc(100% + .25rem); }
[part="list"] { max-block-size: 16rem; overflow-y: auto; }
[part="option"], [part="item"] {
  display: flex; align-items: center; gap: .5rem; inline-size: 100%; min-block-size: 2.5rem; padding: .35rem .55rem; border: 0;
  border-radius: calc(var(--_radius) - .2rem); background: none; text-align: start; overflow-wrap: anywhere; cursor: pointer;
}
[part="option"] small { color: var(--_soft); margin-inline-start: auto; flex: none; }
[part="option"]:hover, [part="option"][aria-selected="true"], [part="item"]:hover, [part="item"]:focus-visible {
  background: color-mix(in srgb, var(--_accent) 14%, transparent);
}
[part="option"][aria-selected="true"] { box-shadow: inset 0 0 0 2px var(--_accent); }
.remove { flex: none; inline-size: 2rem; line-height: 2rem; text-align: center; border-radius: 50%; color: var(--_soft); font-size: 1.15rem; }
.remove:hover { color: var(--_bad); background: color-mix(in srgb, var(--_bad) 12%, transparent); }
.caption { padding: .4rem .55rem .25rem; color: var(--_soft); font-size: .875rem; }

.account-menu { position: relative; inline-size: fit-content; max-inline-size: 100%; }
.account {
  display: flex; align-items: center; gap: .65rem; max-inline-size: 100%; min-block-size: 3.5rem; padding: .4rem .85rem .4rem .45rem;
  border: 1px solid var(--_line); border-radius: calc(var(--_radius) + .3rem); background: var(--_surface); text-align: start;
}
.account:dir(rtl) { padding: .4rem .45rem .4rem .85rem; }
.avatar {
  position: relative; flex: none; inline-size: 2.5rem; block-size: 2.5rem; border-radius: 25%; overflow: hidden; line-height: 2.5rem; text-align: center;
  background: var(--_accent); color: var(--_on-accent); font-weight: 600;
}
.avatar img { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; object-fit: cover; }
.names { min-inline-size: 0; flex: 1; }
.name, .user { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; line-height: 1.35; }
.name { font-weight: 600; }
.handle { display: block; color: var(--_soft); font-size: .875rem; line-height: 1.35; }
.user, .domain { display: inline-block; max-inline-size: 100%; vertical-align: bottom; }
.user { max-block-size: 1.35em; }
.domain { overflow-wrap: anywhere; white-space: normal; }
.name { text-align: left; } /* on the side of the picture, whatever the direction of the name */
:host(:dir(rtl)) .name { text-align: right; }
:host(:dir(rtl)) .handle { text-align: end; }
.more { flex: none; inline-size: .5rem; block-size: .5rem; border: solid currentcolor; border-width: 0 2px 2px 0; transform: translateY(-25%) rotate(45deg); }
.accounts { border-block-end: 1px solid color-mix(in srgb, var(--_line) 40%, transparent); padding-block-end: .35rem; margin-block-end: .35rem; }
[part="item"][aria-checked="true"]::after { content: "✓"; color: var(--_accent); font-weight: 700; }
[part="item"].act { min-block-size: 2.5rem; }

.opener { display: flex; }
.dialog {
  inset: 0; inline-size: min(28rem, 100vi - 2rem); margin: 12vh auto auto; padding: 0; overflow: visible; container-type: inline-size;
  border: 1px solid var(--_line); border-radius: calc(var(--_radius) + .3rem); background: var(--_surface); color: inherit;
}
.dialog::backdrop { background: rgb(0 0 0 / .45); }
.dialog > .sign-in { padding: 1.25rem; }
.dialog .note:not(:empty) { margin: 0 1.25rem 1.25rem; max-block-size: 40vb; overflow-y: auto; }

.note:not(:empty) { margin-block-start: .6rem; padding: .6rem .8rem; border-inline-start: 4px solid var(--_bad); border-radius: .3rem; background: color-mix(in srgb, var(--_bad) 9%, transparent); }
.note.calm:not(:empty) { border-color: var(--_accent); background: color-mix(in srgb, var(--_accent) 9%, transparent); }
.note > * + * { margin-block-start: .3rem; }
.note .what { font-weight: 600; }
.note .small { color: var(--_soft); font-size: .8125rem; overflow-wrap: anywhere; text-align: start; }
/* Its text is not what makes the tag wide: beside something small, a notice asks for 16rem with its padding, and takes less where there is less room. */
.fit ~ #note > .note:not(:empty) { contain: inline-size; contain-intrinsic-inline-size: calc(min(16rem, 80vi) - 1.6rem - 4px); overflow-wrap: anywhere; }
:host(:not([debug])) .small { display: none; }
.note a { color: var(--_accent); }
.note summary { cursor: pointer; text-decoration: underline; padding-block: .2rem; }
.note ol { margin: .3rem 0 0; padding: 0; list-style: none; }
.note li { padding-inline-start: 1.4em; text-indent: -1.4em; }
.note li::before { display: inline-block; inline-size: 1.4em; text-indent: 0; content: "–" / ""; }
.note .ok::before { content: "✓" / ""; }
.note .failed { font-weight: 600; }
.note .failed::before { content: "✗" / ""; }
.note .unknown::before { content: "?" / ""; }

/* Its languages all run from left to right, in pages that do not. */
:host(:dir(rtl)) :is(label, p, [part="option"] > :first-child) { unicode-bidi: plaintext; text-align: right; }
:host(:dir(rtl)) .primary { unicode-bidi: plaintext; }

@media (prefers-reduced-motion: reduce) {
  * { animation: none !important; transition: none !important; }
}
@media (forced-colors: active) {
  .primary, .note:not(:empty), .popup, .avatar { border: 1px solid CanvasText; }
  [part="option"][aria-selected="true"] { outline: 2px solid Highlight; outline-offset: -2px; }
}
`;

let sheet: CSSStyleSheet | undefined;

/** The style sheet, shared by all tags of a page. Every Content-Security-Policy allows it, since it is not inline. */
export function styleSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
