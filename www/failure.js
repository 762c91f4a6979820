// @ts-check
// A page that could not start: a module of it is missing, or the browser is too old for one. This one needs nothing.

/** @param {unknown} error */
export function cannotStart(error) {
  const place = document.getElementById("page-problem");
  if (!place) return;
  place.textContent = "This page could not start: a part of it is missing, or your browser is too old for it. Reload it; " +
    `if that does not help, tell whoever runs it: ${error}`;
}
