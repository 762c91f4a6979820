// What all errors of this library have in common, whichever copy of it made them: instanceof fails across frames, bundles
// and versions.

export const errorBrand = Symbol.for("mastoauth.error");
