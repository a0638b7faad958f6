import assert from 'node:assert/strict';
import { stepSummary } from '../../../../../../src/cli/commands/lint/formats/step-summary';
import type { LintReport } from '../../../../../../src/workflows/lint-report';
import { addTags, aFinding, aReport, cwd, restoreVector } from '../reports';

const rules = [{ id: 'drop-protected-index', page: 'https://example.org/drop-protected-index.md' }];

/** The summary as it was written, and as it reads once GitHub has resolved its character references. */
function summary(reports: LintReport | LintReport[]): { source: string; read: string } {
  const source = stepSummary([reports].flat(), { cwd, top: cwd, rules });
  const read = source.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  return { source, read };
}

describe('the step summary', () => {
  it('has the totals and a row for each finding, with its rule’s page and how to fix it', () => {
    assert.equal(
      summary(aReport()).read,
      `### Migration Guard: 1 error in 1 of 214 migrations

| Severity | Rule | Where | What |
| --- | --- | --- | --- |
| error | [drop-protected-index](https://example.org/drop-protected-index.md) | <code>${addTags}:2</code> | Drops idx_memories_embedding, an ivfflat index on memories.embedding that Prisma cannot see. Made by hand in 20251127020000_restore_vector_index; not declared in schema.prisma.<br>Fix it: \`migration-guard lint --fix\` |
`,
    );
  });

  it('lists what is suppressed, with the reasons', () => {
    const { read } = summary(
      aReport({ findings: [aFinding({ suppressed: { reason: 'moved | away', kind: 'config' } })] }),
    );
    assert.match(read, /<summary>1 suppressed finding, for the reasons given<\/summary>/);
    assert.ok(
      read.includes(
        `| drop-protected-index: idx_memories_embedding | <code>${addTags}:2</code> | moved | away | migration-guard.json |`,
      ),
    );
  });

  it('folds what is settled, with the way to restore it, and lists notices', () => {
    const settled = aFinding({
      state: 'settled',
      severity: 'warning',
      file: restoreVector,
      fixes: [],
      restore: 'CREATE INDEX a ON b (c);',
    });
    const { read } = summary(aReport({ findings: [settled], notices: ['A notice.'] }));
    assert.match(read, /^### Migration Guard: No findings in 214 migrations; 1 already merged\n/);
    assert.match(
      read,
      /<summary>1 finding in migrations that are already merged, which do not fail the run<\/summary>\n\n\| Severity/,
    );
    assert.match(
      read,
      /<br>Make it again in a new migration: <code>CREATE INDEX a ON b \(c\);<\/code> \|\n\n<\/details>/,
    );
    assert.match(read, /\n- A notice\.\n$/);
  });

  it('says nothing but the totals where there is nothing', () => {
    assert.equal(
      summary(aReport({ findings: [] })).read,
      '### Migration Guard: No findings in 214 migrations\n',
    );
  });

  it('reports what could not be read', () => {
    const unread = [{ file: `${cwd}/${addTags}`, reason: 'permission denied' }];
    assert.match(
      summary(aReport({ unread, findings: [] })).read,
      /\n- .* could not be read: permission denied\.\n$/,
    );
  });

  it('takes no markup, mention, link or table cell from a project', () => {
    const evil = '<img src=x> **b** `c` | @somebody #1 [l](http://e.x) ![i](x) www.e.x\n| new row &amp;';
    const finding = aFinding({ message: evil, why: '', rule: evil, file: `prisma/${evil}/migration.sql` });
    const { source } = summary(aReport({ findings: [finding], notices: [evil], texts: new Map() }));
    const own = source
      .replace('### Migration Guard:', '')
      .replace(
        /<\/?code>|\| --- \| --- \| --- \| --- \||\| Severity \| Rule \| Where \| What \||<br>Fix it: `[^`]*`/g,
        '',
      )
      .replace(/&#\d+;/g, '');
    assert.doesNotMatch(own, /[<>`*@[\]!_\\.:/]/);
    assert.equal(own.match(/\|/g)?.length, 5, 'the signs of one row');
  });

  it('ends after a hundred rows', () => {
    const findings = Array.from({ length: 130 }, () => aFinding());
    const { read } = summary(aReport({ findings }));
    assert.equal(read.match(/^\| error/gm)?.length, 100);
    assert.match(read, /\n\nand 30 more\n/);
  });
});
