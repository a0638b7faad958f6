import assert from 'node:assert/strict';
import { withIgnored, withLineEnds } from '../../../../src/core/init/ignore-lines';

describe('.gitattributes', () => {
  const line = 'prisma/migrations/** text eol=lf';

  it('gets a line at its end, in its own line ends', () => {
    assert.equal(withLineEnds(undefined, 'prisma/migrations'), `${line}\n`);
    assert.equal(
      withLineEnds('# ours\n*.png binary', 'prisma/migrations'),
      `# ours\n*.png binary\n${line}\n`,
    );
    assert.equal(withLineEnds('*.png binary\r\n', 'prisma/migrations'), `*.png binary\r\n${line}\r\n`);
    assert.equal(withLineEnds('', 'a b/migrations'), '"a b/migrations/**" text eol=lf\n');
  });

  for (const text of [line, '* text=auto eol=lf', '*.sql text eol=lf', '/prisma/migrations/** -text']) {
    it(`stays as it is where it says ${text}`, () => {
      assert.equal(withLineEnds(`# a comment\n${text}\n`, 'prisma/migrations'), undefined);
    });
  }

  it('is not taken for complete by a comment, or by another folder', () => {
    for (const text of [`# ${line}\n`, 'db/migrations/** text eol=lf\n', '* text=auto\n']) {
      assert.equal(withLineEnds(text, 'prisma/migrations'), `${text}${line}\n`);
    }
  });
});

describe('.prettierignore', () => {
  it('gets the migrations folder', () => {
    assert.equal(withIgnored(undefined, 'prisma/migrations'), 'prisma/migrations/\n');
    assert.equal(withIgnored('dist', 'prisma/migrations'), 'dist\nprisma/migrations/\n');
  });

  for (const text of [
    'prisma/migrations',
    '/prisma/migrations/',
    '**/migrations/**',
    'migrations',
    '*.sql',
  ]) {
    it(`stays as it is where it says ${text}`, () => {
      assert.equal(withIgnored(`${text}\n`, 'prisma/migrations'), undefined);
    });
  }
});
