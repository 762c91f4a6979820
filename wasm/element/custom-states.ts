// The states of the tag for CSS: mastodon-login:state(signed-in). Attributes would do too, but frameworks complain about those that
// they did not write when they hydrate.

export type CustomState = "signed-in" | "signed-out";

/** A function that sets the state of the element, or none. */
export function statesOf(element: HTMLElement): (state?: CustomState) => void {
  const states = element.attachInternals?.().states as Set<string> | undefined;
  return (state) => {
    try {
      states?.clear();
      if (state) states?.add(state);
    } catch {
      // Chromium before 125 has states only under names of another form.
    }
  };
}
