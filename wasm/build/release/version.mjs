// The version of a release, in all places that name it.

const semantic = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[\w.-]+)?$/;

/** The newest part of CHANGELOG.md, which begins with "## VERSION, DATE". */
export function changesOf(changelog, version) {
  const [, heading, text] = /^## (.*)\n([^]*?)(?=^## |^\[|(?![^]))/m.exec(changelog) ?? [];
  const [named, when] = (heading ?? "").split(", ");
  return { version: named, date: /^\d{4}-\d{2}-\d{2}$/.test(when ?? "") ? when : undefined, text: named === version ? text.trim() : "" };
}

/** What does not agree about the version. */
export function versionProblems(version, locked, changelog) {
  const { version: newest, text } = changesOf(changelog, version);
  return [
    !semantic.test(version) && `package.json: ${version} is no version such as 1.2.3.`,
    locked !== version && `package-lock.json has the version ${locked}, and package.json ${version}: run "npm install".`,
    newest !== version && `CHANGELOG.md begins with ${newest}, and package.json has ${version}.`,
    newest === version && text === "" && `CHANGELOG.md says nothing about ${version}.`,
  ].filter(Boolean);
}
