// Rounds: each measures every contender once, in a new random order.

/**
 * Resolves to what was measured of each, one after another: { name: [value of round 1, value of round 2, …] }. Where warm is
 * set, a round that does not count goes before.
 */
export async function rounds(count, names, measure, { warm } = {}) {
  const found = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = warm ? -1 : 0; round < count; round++) {
    for (const name of shuffled(names)) {
      const value = await measure(name);
      if (round >= 0) found[name].push(value);
    }
  }
  return found;
}

/** One figure of many that were measured in each round: { name: [that of round 1, …] }. */
export function figures(measured, of) {
  return Object.fromEntries(Object.entries(measured).map(([name, values]) => [name, values.map((value) => value[of])]));
}

function shuffled(list) {
  const drawn = [...list];
  for (let last = drawn.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [drawn[last], drawn[other]] = [drawn[other], drawn[last]];
  }
  return drawn;
}
