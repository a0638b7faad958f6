import assert from 'node:assert/strict';
import { pathFrom } from '../../../../../../src/adapters/files/path-from';
import { safeJson } from '../../../../../../src/cli/output/printable';
import { lintJson } from '../../../../../../src/workflows/lint-json';
import type { LintReport } from '../../../../../../src/workflows/lint-report';
import { addTags, addTagsText, aFinding, aReport, cwd, rangeOf } from '../reports';

function json(reports: readonly LintReport[]): string {
  return safeJson(lintJson(reports, (file) => pathFrom(cwd, file)));
}

describe('the JSON reporter', () => {
  it('says for each project by which Prisma it was judged, and how that is known', () => {
    const prisma = { version: '7.10.0', source: 'assumed' } as const;
    assert.match(
      json([aReport({ prisma })]),
      /"prisma":\s*\{\s*"version":\s*"7\.10\.0",\s*"source":\s*"assumed"\s*\}/,
    );
  });

  it('has the shape that docs/json-output.md promises', () => {
    const related = { file: addTags, range: rangeOf(addTagsText, 'CREATE TABLE'), message: 'Made here' };
    const report = aReport({ findings: [aFinding({ related: [related] })], notices: ['A notice.'] });
    const start = { offset: 24, line: 2, column: 12 };
    assert.deepEqual(JSON.parse(json([report])), {
      version: 1,
      projects: [
        {
          root: '.',
          skipped: null,
          migrations: 214,
          linted: 214,
          rulesOff: [],
          skippedMigrations: 0,
          unread: [],
          unreadStatements: { drafts: 0, settled: 0 },
          notices: ['A notice.'],
          findings: [
            {
              rule: 'drop-protected-index',
              severity: 'error',
              file: addTags,
              range: { start, end: { offset: 48, line: 2, column: 36 } },
              index: 'idx_memories_embedding',
              loss: 'drop',
              intent: 'generated',
              state: 'draft',
              message:
                'Drops idx_memories_embedding, an ivfflat index on memories.embedding that Prisma cannot see.',
              why: 'Made by hand in 20251127020000_restore_vector_index; not declared in schema.prisma.',
              related: [
                {
                  file: addTags,
                  range: {
                    start: { offset: 66, line: 5, column: 1 },
                    end: { offset: 78, line: 5, column: 13 },
                  },
                  message: 'Made here',
                },
              ],
              fixes: [
                {
                  kind: 'keep',
                  title: 'Keep idx_memories_embedding',
                  preferred: true,
                  automatic: true,
                  edits: [
                    {
                      file: addTags,
                      edits: [
                        {
                          range: {
                            start: { offset: 0, line: 1, column: 1 },
                            end: { offset: 51, line: 4, column: 1 },
                          },
                          newText: '',
                        },
                      ],
                    },
                  ],
                },
                {
                  kind: 'declare',
                  title: 'Declare it in schema.prisma',
                  preferred: false,
                  automatic: false,
                  edits: [],
                },
              ],
            },
          ],
        },
      ],
      summary: {
        migrations: 214,
        linted: 214,
        findings: { error: 1, warning: 0, info: 0, hint: 0 },
        settled: 0,
        suppressed: 0,
        unreadStatements: { drafts: 0, settled: 0 },
        rulesOff: 0,
        skippedMigrations: 0,
      },
    });
  });

  it('gives the folder of a project as seen from the working directory', () => {
    const text = json([aReport({ root: cwd }), aReport({ root: `${cwd}/apps/api` })]);
    assert.match(text, /"root": "\."[^]*"root": "apps\/api"/);
  });

  it('reports what was not linted, and how to restore what a settled migration lost', () => {
    const restore = 'CREATE INDEX a ON b (c);';
    const unread = [{ file: `${cwd}/prisma/migrations/1_a/migration.sql`, reason: 'permission denied' }];
    const report = aReport({
      migrationsFolder: `${cwd}/prisma/migrations`,
      unread,
      findings: [aFinding({ state: 'settled', restore })],
    });
    const parsed: unknown = JSON.parse(json([report, aReport({ skipped: 'MySQL' })]));
    const { projects } = parsed as {
      projects: {
        migrationsFolder: unknown;
        unread: unknown;
        skipped: unknown;
        findings: { restore?: string }[];
      }[];
    };
    const [first, second] = projects;
    assert.equal(first?.migrationsFolder, 'prisma/migrations');
    const file = 'prisma/migrations/1_a/migration.sql';
    assert.deepEqual(first.unread, [{ file, reason: 'permission denied' }]);
    assert.equal(first.findings[0]?.restore, restore);
    assert.equal(second?.skipped, 'MySQL');
  });

  it('says null where a finding has no index, loss or intent, and no place', () => {
    const { index, loss, intent, ...rest } = aFinding({ rule: 'edited-settled-migration' });
    assert.ok(index !== undefined && loss !== undefined && intent !== undefined);
    const text = json([aReport({ findings: [rest], texts: new Map() })]);
    for (const line of ['"index": null', '"loss": null', '"intent": null', '"range": null']) {
      assert.ok(text.includes(line), line);
    }
  });

  it('holds suppressed and settled findings and counts them apart', () => {
    const suppressed = aFinding({ suppressed: { reason: 'moved to search', kind: 'config' } });
    const report = aReport({ findings: [suppressed, aFinding({ state: 'settled' })] });
    const text = json([report]);
    assert.match(text, /"suppressed": \{\s+"kind": "config",\s+"reason": "moved to search"\s+\}/);
    assert.match(text, /"error": 0/);
    assert.match(text, /"settled": 1,\s+"suppressed": 1/);
  });

  it('keeps control characters from a terminal and still means the same', () => {
    const message = 'a\u202e\u009b\x1b\u{e0041}b';
    const text = json([aReport({ findings: [aFinding({ message })] })]);
    assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cf}]/u);
    assert.ok(text.includes('a\\u202e\\u009b\\u001b\\udb40\\udc41b'));
    assert.ok(JSON.stringify(JSON.parse(text)).includes(JSON.stringify(message)));
  });
});
