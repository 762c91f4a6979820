// The Go packages of a module: the size of their functions, by the names in an unstripped build.

/** The bytes of code of each package, by its path as the linker writes it ("." and "/" are "_"). */
export function packages(bytes) {
  const names = new Map();
  const sizes = [];
  let imported = 0;
  let at = 8; // after the magic and the version
  while (at < bytes.length) {
    const section = bytes[at++];
    const end = number() + at;
    if (section === 2) imported = imports();
    if (section === 10) for (let left = number(); left > 0; left--) sizes.push(skip());
    if (section === 0 && text() === "name") functionNames(end);
    at = end;
  }
  if (names.size === 0) throw new Error("go-packages.mjs: the module has no names; build it without -s");
  const found = new Map();
  sizes.forEach((size, index) => {
    const name = packageOf(names.get(imported + index) ?? "");
    found.set(name, (found.get(name) ?? 0) + size);
  });
  return found;

  function number() { // LEB128
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  function skip() {
    const length = number();
    at += length;
    return length;
  }

  function text() {
    const length = skip();
    return bytes.toString("utf8", at - length, at);
  }

  /** Go imports only functions. */
  function imports() {
    const count = number();
    for (let left = count; left > 0; left--) {
      skip();
      skip();
      at++;
      number();
    }
    return count;
  }

  function functionNames(end) {
    while (at < end) {
      const functions = bytes[at++] === 1;
      const next = number() + at;
      if (functions) for (let left = number(); left > 0; left--) names.set(number(), text());
      at = next;
    }
  }
}

function packageOf(name) {
  if (name.startsWith("type_")) return "comparing structs"; // type:.eq, which the compiler makes
  const ours = name.match(/^github\.com_(?:mastoauth_mastoauth|hack_pad)_([a-z]+)/);
  return ours ? ours[1] : name.match(/^\w+(?=\.)/)?.[0].replaceAll("_", "/") ?? "runtime"; // memmove and other assembly
}
