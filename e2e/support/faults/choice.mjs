// Which cells of the fault matrix are played: all with WHOLE=1, otherwise one in ten, by FAULT_SEED. matrix_test.go chooses in the same
// way.

const share = 10;
const seed = process.env.FAULT_SEED ?? String(Math.floor(Math.random() * 1e6));

/** The 32-bit FNV-1a hash of a text. */
function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

export const whole = Boolean(process.env.WHOLE);
export const chosen = (cell) => whole || hash(`${seed} ${cell}`) % share === 0;
/** For the names of tests: how to play the same cells again. */
export const sample = whole ? "all" : `FAULT_SEED=${seed}`;
