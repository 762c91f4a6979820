// Shows an error if the page could not start: a script is missing, or the browser is too old. This script has no dependencies.

addEventListener("error", ({ target, error }) => {
  const script = target instanceof HTMLScriptElement ? target : undefined;
  if (error || script) showStartupError(error ?? `${script?.src} could not be loaded`);
}, true);

export function showStartupError(error) {
  const place = document.getElementById("page-problem");
  if (place) place.textContent = "This page could not start: a part of it is missing, or your browser is too old for it. Reload it. " +
    `If that does not help, tell whoever runs it: ${error}`;
}
