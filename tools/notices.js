// The licences of the packages that ship inside our bundles and beside them, as most of them ask for.
const fs = require('node:fs');
const path = require('node:path');

/** Those whose files ship as they are. */
const asFiles = [
  '@electric-sql/pglite',
  '@electric-sql/pglite-pgvector',
  '@electric-sql/pglite-tools',
  'libpg-query',
];

/**
 * Writes what is to be said to `file`.
 *   top        the repository
 *   metafiles  of esbuild, which name every file that went into a bundle
 */
function writeNotices(file, top, metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  const bundled = inputs.flatMap(
    (input) => /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? [],
  );
  const folders = new Set([...bundled, ...asFiles.map((name) => `node_modules/${name}`)]);
  const notices = [...folders].map((folder) => noticeOf(path.join(top, folder)));
  // A package may be there in several places.
  const text = [...new Set(notices)].sort().join(`\n${'-'.repeat(80)}\n\n`);
  fs.writeFileSync(file, `Migration Guard contains parts of these packages.\n\n${text}`);
}

function noticeOf(folder) {
  const { name, version, license } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const texts = fs
    .readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice|copying)\b/i.test(file))
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8').trim());
  return [`${name} ${version}, licence: ${license}`, ...texts].join('\n\n') + '\n';
}

module.exports = { writeNotices };
