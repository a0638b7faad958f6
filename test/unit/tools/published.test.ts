import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

const good = {
  file: 'migration-guard-1.0.0.tgz',
  size: 9_000_000,
  names: ['package.json', 'README.md', 'LICENSE', 'dist/cli.js', 'dist/THIRD-PARTY-NOTICES.txt'],
  manifest: {
    files: ['dist/cli.js', 'dist/THIRD-PARTY-NOTICES.txt'],
    scripts: { test: 'mocha', prepublishOnly: 'npm test' },
  } as Record<string, unknown>,
  notices: notice('MIT', 'Permission is hereby granted'),
};

function notice(licence: string, ...text: string[]): string {
  const postgresql = 'PostgreSQL 18, licence: PostgreSQL\n\n(c) PostgreSQL Global Development Group\n\n\n\n';
  return [
    'Migration Guard contains parts of these packages.\n',
    postgresql,
    `pg 8.0.0, licence: ${licence}\n`,
  ]
    .concat(text, text.length > 0 ? ['to anybody', 'to do so', 'and more'] : [])
    .join('\n');
}

type Contents = Partial<Record<keyof typeof good, unknown>>;

/** What keeps each of them from being published: by one process, which loads what packs. */
function complaints(all: readonly Contents[]): string[][] {
  const script = `import('./tools/release/published.mjs')
    .then((m) => console.log(JSON.stringify(JSON.parse(process.argv[1]).map(m.complaintsAbout))))`;
  const packages = JSON.stringify(all.map((contents) => ({ ...good, ...contents })));
  const args = ['--input-type=module', '-e', script, '--', packages];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as string[][];
}

const spoiled: readonly (readonly [what: string, contents: Contents, complaint: RegExp])[] = [
  [
    'is not private',
    { manifest: { ...good.manifest, private: true } },
    /^migration-guard-1\.0\.0\.tgz is "private"/,
  ],
  [
    'runs nothing where it is installed',
    { manifest: { ...good.manifest, scripts: { postinstall: 'node x.js' } } },
    /runs postinstall where it is installed/,
  ],
  ['is not too large', { size: 12_000_001 }, /has 12\.00 MB, more than 12\.00 MB/],
  ['has no file that nobody listed', { names: [...good.names, 'dist/x.js'] }, /dist\/x\.js is in it/],
  [
    'has every file that is listed',
    { names: good.names.filter((name) => name !== 'dist/cli.js') },
    /dist\/cli\.js is missing/,
  ],
  ['has the notices of what it contains', { notices: undefined }, /has no dist\/THIRD-PARTY-NOTICES\.txt/],
  [
    'has the licence of PostgreSQL, which no package brings',
    { notices: good.notices.replace('PostgreSQL Global', 'Global') },
    /contains PostgreSQL without its licence/,
  ],
  [
    'has licences that allow it',
    { notices: notice('GPL-3.0', 'You may') },
    /contains pg 8\.0\.0 under GPL-3\.0/,
  ],
  ['has the text of each licence', { notices: notice('MIT') }, /contains pg 8\.0\.0 without the text/],
];

describe('a package that is to be published', () => {
  let found: string[][];
  before(() => (found = complaints([{}, ...spoiled.map(([, contents]) => contents)])));

  it('is fine where it is as it should be', () => {
    assert.deepEqual(found[0], []);
  });

  for (const [index, [what, , complaint]] of spoiled.entries()) {
    it(what, () => {
      const [first = '', ...more] = found[index + 1] ?? [];
      assert.match(first, complaint);
      assert.deepEqual(more, []);
    });
  }
});
