import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { scan } from '../../../src/core/sql/scan';
import { readScript } from '../../../src/core/sql/statements';
import { inWorkspace, migrations, schemaWith } from '../../helpers/workspace';

const top = path.join(__dirname, '../../../..');

describe('a large migration', function () {
  this.timeout(120_000);

  before(() => {
    execFileSync(process.execPath, ['esbuild.js'], { cwd: top });
  });

  const pieces = {
    rows: `INSERT INTO "A" ("id") VALUES (1), (2, 'it''s; a row', NULL, E'\\'', $$;$$);\n`.repeat(1000),
    // Millions of statements, each of which is smaller than what is remembered of one.
    statements: 'a;'.repeat(50_000),
  };
  for (const [what, piece] of Object.entries(pieces)) {
    it(
      `of 50 MB of ${what} is linted whole, in less memory than its tokens would take`,
      inWorkspace(({ folder, at, write }) => {
        write({
          'package.json': '{}',
          'prisma/schema.prisma': schemaWith('A'),
          ...migrations('prisma/migrations', '1_a', '2_rows'),
          'prisma/migrations/1_a/migration.sql':
            'CREATE TABLE "A" (id int);\nCREATE INDEX hand ON "A" (lower(id));\n',
        });
        const file = fs.openSync(at('prisma/migrations/2_rows/migration.sql'), 'w');
        for (let written = 0; written < 50_000_000; written += piece.length) fs.writeSync(file, piece);
        fs.writeSync(file, '\n-- DropIndex\nDROP INDEX "hand";\n');
        fs.closeSync(file);
        const args = ['--max-old-space-size=512', path.join(top, 'dist/cli.js'), 'lint', '--format', 'json'];
        const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
        assert.equal(status, 1);
        assert.match(stdout, /"index": "hand"/);
      }),
    );
  }
});

/** Texts that a reader would take the square of their length for, if it looked for each end anew. */
const hostile: Record<string, string> = {
  'comments without an end': '/*\n'.repeat(300_000),
  'nested comments with too few ends': '/*\n'.repeat(200_000) + '*/'.repeat(199_999),
  'dollar quotations without an end': Array.from({ length: 100_000 }, (_, tag) => `$a${tag}$\n`).join(''),
  'quotes without an end': `'"\n`.repeat(100_001),
  'escaped quotes': `E'\\'\n`.repeat(100_001),
  'constants with escapes': "E'a' ".repeat(200_000),
  remarks: `;${'-- a\n'.repeat(200_000)}`,
};

describe('a hostile text of a megabyte', () => {
  for (const [what, text] of Object.entries(hostile)) {
    it(`is read at once: ${what}`, function () {
      // Some milliseconds if it is read once; minutes if not.
      this.timeout(10_000);
      readScript(text);
    });
  }
});

describe('a comment that is not closed', () => {
  const pieces = (text: string): string[] => {
    const { tokens, comments } = scan(text);
    return [...tokens, ...comments]
      .sort((a, b) => a.start - b.start)
      .map(({ start, end }) => text.slice(start, end));
  };

  it('goes on to the end of its line, and those within it that are closed stay comments', () => {
    assert.deepEqual(pieces('/* a\n/* b */ c /* d\n/* e\n*/ */ f'), [
      '/* a',
      '/* b */',
      'c',
      '/* d\n/* e\n*/ */',
      'f',
    ]);
    assert.deepEqual(pieces('/* a\n/* b\n/* c */'), ['/* a', '/* b', '/* c */']);
  });

  it('leaves a dollar quotation alone, also behind one that is not closed', () => {
    assert.deepEqual(pieces('$a$ x\n$b$ y $a $b$ z $b$w$b$'), ['$a$ x', '$b$ y $a $b$', 'z', '$b$w$b$']);
  });
});
