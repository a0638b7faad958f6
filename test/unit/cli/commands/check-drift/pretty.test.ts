import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import { driftJson } from '../../../../../src/cli/commands/check-drift/json';
import { driftPretty } from '../../../../../src/cli/commands/check-drift/pretty';
import type { DriftReport } from '../../../../../src/workflows/check-drift';
import { aDriftReport, aRow, changed, cosmetic, unproved } from '../fix-drift/drifted';
import { cwd } from '../lint/reports';

const before = `CREATE TABLE "tags" (\n  "id" SERIAL NOT NULL,\n  "name" TEXT\n);\nSELECT 1;`;
const now = `CREATE TABLE "tags" (\n  "id" SERIAL NOT NULL,\n\t"name" TEXT NOT NULL\n);\nSELECT 1;\nDROP TABLE "old";`;

const full = aDriftReport({
  drifted: [
    cosmetic('20260301120000_add_tags'),
    changed('20260302120000_names', before, now),
    unproved('3_c'),
  ],
  missing: [
    {
      ...{ name: '4_d', row: aRow('4_d', 'x') },
      where: { kind: 'removed', commit: 'abcdef0123456789' },
    },
  ],
  squashed: [
    {
      ...{ name: '5_e', row: aRow('5_e', 'x'), unmarked: ['1_more'] },
      where: { kind: 'squashed', commit: 'abcdef0123456789', into: ['0_init', '1_more'] },
    },
  ],
});

function screen(report: DriftReport, width: number, color = false, all = false): string {
  return driftPretty([{ ...report, target: { environment: report.environment } }], {
    cwd,
    width,
    color,
    all,
  });
}

describe('drift on a terminal', () => {
  it('reads like this at 80 columns', () => {
    assert.equal(
      screen(full, 80).replaceAll(/[0-9a-f]{64}/g, (checksum) => checksum.replaceAll(/./g, '0')),
      `local at localhost:5432/app

  cosmetic   20260301120000_add_tags
             Only comments, white space or the case of keywords differ from what
             was applied.
             The applied text is in commit 3dd41893d (on main), as
             prisma/x/migration.sql.
    applied  ${'0'.repeat(64)}
    file     ${'0'.repeat(64)}

  changed    20260302120000_names
             Its SQL is not what was applied.
             The applied text is in commit 3dd41893d (on main), as
             prisma/x/migration.sql.
    applied  ${'0'.repeat(64)}
    file     ${'0'.repeat(64)}
    line 1
      CREATE TABLE "tags" (
        "id" SERIAL NOT NULL,
    -   "name" TEXT
    + →   "name" TEXT NOT NULL
      );
    line 6
    + DROP TABLE "old";

  unproved   3_c
             What was applied could not be found, so nothing can be proved.
    applied  ${'0'.repeat(64)}
    file     ${'0'.repeat(64)}

  missing    4_d
             Applied here, but this checkout has no such folder.
             Removed in commit abcdef012.

  squashed   5_e
             Squashed into 0_init and 1 more in commit abcdef012.
             1_more is not marked as applied here: if this database has what it
             makes,
             migration-guard run -- npx prisma migrate resolve --applied 1_more

1 of 6 applied migrations as they were applied; 1 cosmetic, 1 changed, 1
unproved, 1 missing, 1 squashed.
cosmetic: migration-guard fix-drift --all-cosmetic gives the rows the new
  checksums; migration-guard fix-drift --restore-file 20260301120000_add_tags
  puts the applied text back instead.
changed: migration-guard fix-drift --restore-file 20260302120000_names puts
  the applied text back. If the change is wanted, write it as a new migration.
unproved: git fetch --all may bring the applied text, or ask whoever applied
  it. After reading the file: migration-guard fix-drift --accept 3_c
missing: bring the folder back, or switch to the branch that has it. Do not
  let Prisma reset the database.
`,
    );
  });

  it('fits into 80 and 120 columns, and says the same in colour', () => {
    for (const width of [80, 120]) {
      const plain = screen(full, width);
      for (const line of plain.split('\n')) assert.ok(line.length <= width, line);
      assert.equal(stripVTControlCharacters(screen(full, width, true)), plain);
    }
  });

  it('says that nothing needs attention, and with --all of what', () => {
    assert.equal(
      screen(aDriftReport(), 80, false, true),
      'local at localhost:5432/app\n\n  unchanged  1_a\n\n1 applied migration, its file as applied. Nothing needs attention.\n',
    );
    const nothing = screen(aDriftReport({ hasTable: false, unchanged: [] }), 80);
    assert.match(nothing, /Nothing has been applied yet/);
  });

  it('offers no new checksums for a database that is not the local one', () => {
    const prod = screen({ ...full, environment: 'prod', isLocal: false }, 120);
    assert.doesNotMatch(prod, /--all-cosmetic|--accept/);
    assert.match(prod, /fix-drift --env prod --restore-file/);
  });

  it('lets nothing through that acts on the terminal', () => {
    const evil = changed('\u001b[2J', 'SELECT 1;', "SELECT '\u001b[31m\u202e';");
    const shown = screen(aDriftReport({ drifted: [evil] }), 80);
    assert.ok(!shown.includes('\u001b') && !shown.includes('\u202e'));
    assert.match(shown, /\\x1b\[31m\\u\{202e\}/);
  });
});

describe('drift as JSON', () => {
  it('has both checksums, the verdict, where the applied text is, and the statements', () => {
    const parsed: unknown = JSON.parse(driftJson([aDriftReport({ drifted: [changed('1_a')] })], cwd));
    const { checksum, row } = changed('1_a');
    assert.deepEqual(parsed, {
      version: 1,
      projects: [
        {
          ...{ root: '.', environment: 'local', place: 'localhost:5432/app', hasMigrationsTable: true },
          unchanged: ['1_a'],
          drifted: [
            {
              ...{ name: '1_a', file: 'prisma/migrations/1_a/migration.sql', verdict: 'changed' },
              ...{ rowId: 'id of 1_a', appliedChecksum: row.checksum, fileChecksum: checksum },
              appliedText: {
                ...{ from: 'commit', path: 'prisma/x/migration.sql', ref: 'main' },
                commit: '3dd41893d834e20f91ee0c8cb751acc3d519a84e',
              },
              changes: [
                {
                  kind: 'changed',
                  before: { text: 'SELECT 1;', line: 1 },
                  now: { text: 'SELECT 2;', line: 1 },
                },
              ],
            },
          ],
          missing: [],
          squashed: [],
        },
      ],
    });
  });
});
