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
  return ['Migration Guard contains parts of these packages.\n', `pg 8.0.0, licence: ${licence}\n`]
    .concat(text, text.length > 0 ? ['to anybody', 'to do so', 'and more'] : [])
    .join('\n');
}

/** What tools/release/published.mjs says about a package. */
function complaints(contents: Partial<typeof good>): string[] {
  const script = `import('./tools/release/published.mjs')
    .then((m) => console.log(JSON.stringify(m.complaintsAbout(JSON.parse(process.argv[1])))))`;
  const args = ['--input-type=module', '-e', script, '--', JSON.stringify({ ...good, ...contents })];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as string[];
}

describe('a package that is to be published', () => {
  it('has what it should', () => {
    assert.deepEqual(complaints({}), []);
  });

  for (const [what, contents, expected] of [
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
    [
      'has the notices of what it contains',
      { notices: undefined as never },
      /has no dist\/THIRD-PARTY-NOTICES\.txt/,
    ],
    [
      'has licences that allow it',
      { notices: notice('GPL-3.0', 'You may') },
      /contains pg 8\.0\.0 under GPL-3\.0/,
    ],
    ['has the text of each licence', { notices: notice('MIT') }, /contains pg 8\.0\.0 without the text/],
  ] as const) {
    it(what, () => {
      const [first = '', ...more] = complaints(contents as Partial<typeof good>);
      assert.match(first, expected);
      assert.deepEqual(more, []);
    });
  }
});
