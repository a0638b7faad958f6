import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

const good = {
  names: ['package.json', 'dist/cli.js', 'dist/embedded/extensions/vector.tar.gz', 'media/icon.png'],
  size: 1_000,
  list: '.vscodeignore',
  patterns: ['package.json', 'dist/cli.js', 'dist/embedded/extensions/*.tar.gz', 'media/icon.png'],
  built: ['dist/cli.js', 'dist/embedded/extensions/vector.tar.gz'],
  manifest: '{ "icon": "media/icon.png", "main": "./dist/cli.js" }',
};

/** What tools/package-contents.mjs says about a package. */
function complaints(contents: typeof good): unknown {
  const script = `import('./tools/package-contents.mjs')
    .then((m) => console.log(JSON.stringify(m.complaints(JSON.parse(process.argv[1])))))`;
  const args = ['--input-type=module', '-e', script, '--', JSON.stringify(contents)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

describe('the contents of the package', () => {
  it('are fine where they are what is listed', () => {
    assert.deepEqual(complaints(good), []);
  });

  it('lack a file that is listed', () => {
    assert.deepEqual(complaints({ ...good, patterns: [...good.patterns, 'l10n/*.json'] }), [
      'l10n/*.json is missing: .vscodeignore lists it.',
    ]);
  });

  it('have a file that is not listed, in a folder of which others are', () => {
    const stray = 'dist/embedded/extensions/old/vector.tar.gz';
    assert.deepEqual(complaints({ ...good, names: [...good.names, stray] }), [
      `${stray} is in it, and .vscodeignore does not list it.`,
    ]);
  });

  it('lack what was built and not listed', () => {
    assert.deepEqual(complaints({ ...good, built: [...good.built, 'dist/late.js'] }), [
      'dist/late.js was built and left out: list it in .vscodeignore.',
    ]);
  });

  it('lack a picture that package.json names', () => {
    const manifest = '{ "icon": "media/icon.png", "image": "media/walkthrough/start.png" }';
    assert.deepEqual(complaints({ ...good, manifest }), [
      'media/walkthrough/start.png is missing: package.json names it.',
    ]);
  });

  it('may have 12 MB and not a byte more', () => {
    assert.deepEqual(complaints({ ...good, size: 12_000_000 }), []);
    assert.deepEqual(complaints({ ...good, size: 12_000_001 }), [
      'It has 12000001 bytes, more than 12000000.',
    ]);
  });
});
