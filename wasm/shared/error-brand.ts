// The mark of all errors of this library. It is needed because instanceof fails across frames, bundles and versions, which each
// have their own copy of the classes.

export const errorBrand = Symbol.for("mastoauth.error");
