import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildCli } from '../../helpers/cli';
import { inWorkspace, migrations, schemaWith } from '../../helpers/workspace';

const top = path.join(__dirname, '../../../..');

describe('a large migration', () => {
  before(() => {
    buildCli();
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
