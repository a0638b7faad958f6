// package.json is for three: whoever works on the clone, VS Code, and npm. Each package gets what is meant for it.

/** What npm needs to know: nothing of VS Code, and no scripts, so that installing it runs nothing. */
const forNpm = [
  ...['name', 'version', 'description', 'license', 'keywords', 'homepage', 'bugs'],
  ...['bin', 'exports', 'files', 'publishConfig'],
];

/** What vsce would take for its own, or refuse beside .vscodeignore. */
const onlyNpm = ['bin', 'exports', 'files', 'publishConfig', 'private'];

/** The manifest of the npm package. In the clone `private` keeps anybody from publishing what was not packed. */
export function npmManifest(manifest) {
  const { node } = manifest.engines;
  const { repository } = manifest;
  const entry = manifest.exports['.'];
  const chosen = Object.fromEntries(forNpm.map((key) => [key, manifest[key]]));
  // Those that know no `exports` read these.
  return {
    ...chosen,
    // As npm itself writes it.
    repository: { ...repository, url: `git+${repository.url}` },
    main: entry.default,
    types: entry.types,
    engines: { node },
  };
}

/** The manifest of the extension. */
export function extensionManifest(manifest) {
  return Object.fromEntries(Object.entries(manifest).filter(([key]) => !onlyNpm.includes(key)));
}

/** A page whose pictures are those of the repository: none is in the npm package. */
export function withAbsolutePictures(markdown, { repository }) {
  const raw = repository.url
    .replace(/^https:\/\/github\.com\//, 'https://raw.githubusercontent.com/')
    .replace(/\.git$/, '/HEAD/');
  return markdown
    .replace(/(!\[[^\]]*\]\()(?![a-z]+:)/g, `$1${raw}`)
    .replace(/(<(?:img|source)\b[^>]*\b(?:src|srcset)=")(?![a-z]+:)/g, `$1${raw}`);
}
