// @ts-check
// What to say of a name that there is not: the option that was probably meant, or those that there are.

/** A name without what people mix up: redirect_uri, redirect-uri and redirectURI are redirecturi. @param {string} name */
const letters = (name) => name.toLowerCase().replace(/[^a-z0-9]/g, "").slice(0, 64);

/**
 * A sentence with the option that was probably meant: one in which at most a third of the letters differ, or else one that has the name as a
 * part. If none is near, the sentence lists the options. The names of the options are separated by spaces, and may have a question mark behind them.
 *
 * @param {string} name @param {string} names
 */
export function optionHint(name, names) {
  const given = letters(name);
  const options = names.match(/\w+/g) ?? [];
  const known = options.map((option) => ({ option, different: difference(given, letters(option)) }));
  const nearest = known.sort((one, other) => one.different - other.different)[0];
  const near = nearest && nearest.different <= (given.length + 1) / 3 ? nearest
    : known.find(({ option }) => given.length >= 4 && letters(option).includes(given));
  return near ? `Did you mean ${near.option}?` : `The options are ${options.join(", ")}.`;
}

/** How many letters have to be added, removed or replaced to make one text of the other (Levenshtein). @param {string} one @param {string} other */
function difference(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const letter of one) {
    const next = [(row[0] ?? 0) + 1];
    for (let at = 0; at < other.length; at++) {
      next.push(Math.min((next[at] ?? 0) + 1, (row[at + 1] ?? 0) + 1, (row[at] ?? 0) + (letter === other[at] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
