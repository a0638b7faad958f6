import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

const changelog = `# Changelog

## [Unreleased]

- Not yet.

## [1.1.0] - 2026-12-24

### Added

- A [page](docs/page.md).

## [1.0.0] - soon

- Something.

## [0.9.0] - 2026-11-29

[Unreleased]: https://example.org/compare
[0.9.0]: https://example.org/0.9.0
`;

/** What tools/release/changelog.mjs finds of a version. */
function section(version: string): unknown {
  const script = `import('./tools/release/changelog.mjs')
    .then((m) => console.log(JSON.stringify(m.sectionOf(process.argv[1], process.argv[2]) ?? null)))`;
  const args = ['--input-type=module', '-e', script, '--', changelog, version];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

describe('the section of a version in the changelog', () => {
  it('is what stands between its heading and the next', () => {
    assert.deepEqual(section('1.1.0'), {
      date: '2026-12-24',
      text: '### Added\n\n- A [page](docs/page.md).',
    });
  });

  for (const [version, why] of [
    ['1.0.0', 'it has no date'],
    ['0.9.0', 'it says nothing'],
    ['1.1', 'there is no such heading'],
  ] as const) {
    it(`is not found where ${why}`, () => assert.equal(section(version), null));
  }
});
