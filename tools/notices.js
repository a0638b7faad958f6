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
  // The packages that are made from it do not bring its licence, which wants to be in every copy.
  notices.push(fs.readFileSync(path.join(__dirname, 'postgresql-licence.txt'), 'utf8'));
  // A package may be there in several places.
  const text = [...new Set(notices)].sort().join(`\n${'-'.repeat(80)}\n\n`);
  fs.writeFileSync(file, `Migration Guard contains parts of these packages.\n\n${text}`);
}

function noticeOf(folder) {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const { name, version, license } = manifest;
  const texts = textsOf(folder, /^(?:licen[cs]e|notice|copying)\b/i);
  const all = texts.length > 0 ? texts : [fromReadme(folder) ?? standardText(manifest)];
  return [`${name} ${version}, licence: ${license}`, ...all].join('\n\n') + '\n';
}

function textsOf(folder, names) {
  return fs
    .readdirSync(folder)
    .filter((file) => names.test(file))
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8').trim());
}

/** Some packages have the text at the end of their README alone. */
function fromReadme(folder) {
  const [readme = ''] = textsOf(folder, /^readme\b/i);
  const [, ...sections] = readme.split(/^#+\s*licen[cs]e\s*$/im);
  return sections.map((text) => text.trim()).find((text) => text.includes('Permission is hereby granted'));
}

/** And some only name it. */
function standardText({ name, license, author }) {
  const who = typeof author === 'string' ? author : author?.name;
  if (license !== 'MIT' || !who)
    throw new Error(`${name} has no text of its licence, ${license}: add it to tools/notices.js.`);
  return [`Copyright (c) ${who}`, ...ownLicence.split(/\n\n/).slice(2)].join('\n\n').trim();
}

/** Ours is the same licence: what follows its title and its copyright. */
const ownLicence = fs.readFileSync(path.join(__dirname, '..', 'LICENSE'), 'utf8');

module.exports = { writeNotices };
