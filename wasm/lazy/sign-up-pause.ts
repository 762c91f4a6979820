// The pauses between the questions of confirm({ wait: true }). A page that nobody sees asks nothing.

/** The first pause, its growth, the longest, and the shortest between two looks at the page, in milliseconds. */
const first = 15_000;
const growth = 1.5;
const longest = 300_000;
const shortest = 5_000;

const newcomerKey = "mastoauth:newcomer";

/** How long to pause after a number of questions, in milliseconds. */
export function pauseAfter(questions: number): number {
  return Math.min(first * growth ** questions, longest);
}

/**
 * Resolves after the pause, or as soon as the person comes back to the page, or another tab ends the sign-up or goes on with it. Does
 * not resolve while the page is hidden.
 */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const page = globalThis.document as Document | undefined; // a worker has none
  const began = Date.now();
  const over = new AbortController();
  return new Promise<void>((resolve) => {
    let due = setTimeout(look, ms);
    function look(): void {
      if (!page?.hidden) resolve();
    }
    function comeBack(): void {
      clearTimeout(due);
      if (!page?.hidden) due = setTimeout(look, Math.max(0, began + Math.min(shortest, ms) - Date.now()));
    }
    page?.addEventListener("visibilitychange", comeBack, { signal: over.signal });
    if (page) addEventListener("storage", ({ key }) => key === newcomerKey && resolve(), { signal: over.signal });
    signal?.addEventListener("abort", () => resolve(), { signal: over.signal });
    if (signal?.aborted) resolve();
    over.signal.addEventListener("abort", () => clearTimeout(due));
  }).finally(() => over.abort());
}
