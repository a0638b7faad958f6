import assert from 'node:assert/strict';
import { openProjects } from '../../../src/adapters/open-projects';
import { originsOf } from '../../../src/adapters/git/blame';
import { stoppableMatcher } from '../../../src/adapters/project/pattern-matcher';
import { auditProject, isIncomplete, type AuditReport } from '../../../src/workflows/audit';
import { datasource, inWorkspace, openWorkspace, type Workspace } from '../../helpers/workspace';

const file = (name: string): string => `prisma/migrations/${name}/migration.sql`;
const drop = 'DROP INDEX "notes_lower";\n';
const reason = (rule: string): string => `-- migration-guard-ignore ${rule}: it is meant\n`;

const project = {
  'package.json': '{}',
  'prisma/schema.prisma': `${datasource}model notes {\n  id String @id\n  body String?\n}\n`,
  [file('1_notes')]:
    'CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));\n',
};

async function audit({ folder: cwd }: { folder: string }): Promise<AuditReport> {
  const [opened] = await openProjects([], { cwd });
  assert.ok(opened);
  return auditProject(opened.source, { originsOf, matchPattern: stoppableMatcher() });
}

function start(workspace: Workspace, files: Readonly<Record<string, string>>): void {
  workspace.git('init', '--quiet');
  workspace.write({ ...project, ...files });
  workspace.commit('start');
}

/** What was found, without where. */
function kinds({ entries }: AuditReport): string[] {
  return entries.map((entry) => {
    const why = entry.reason ?? 'no reason';
    switch (entry.kind) {
      case 'suppression':
        return `${entry.form} ${entry.rule} ${entry.migration} ${entry.use ?? ''}: ${why}`;
      case 'rule':
        return `${entry.rule} ${entry.setting} (${entry.usual ?? 'off'}): ${why}`;
      case 'path':
        return `${entry.pattern} ${entry.migrations}: ${why}`;
      case 'protected-index':
        return `${entry.index}: ${why}`;
      case 'protected-object':
        return `${entry.objectKind} ${entry.name} of ${entry.table ?? 'no table'}: ${why}`;
      case 'ignore-pattern':
        return `${entry.pattern} ${entry.action}: ${why}`;
    }
  });
}

describe('an audit', () => {
  it(
    'lists each kind of what lets something through, with its reason',
    inWorkspace(async (workspace) => {
      start(workspace, {
        [file('2_drop')]: reason('drop-protected-index') + drop,
        'prisma/drift-ignore.json': JSON.stringify({
          protectedIndexes: [{ name: 'notes_lower', description: 'search' }],
          protectedObjects: [{ kind: 'check', name: 'short', table: 'notes', description: 'limit' }],
          ignorePatterns: [{ pattern: 'CREATE INDEX x', reason: 'no', action: 'remove' }],
        }),
        'migration-guard.json': `{
  "rules": {
    "drop-protected-index": "warning", // for now
    "not-idempotent": "info",
    // nobody knows
    // why
    "drop-unknown-index": "off"
  },
  "paths": ["**/1_notes/**", "!x", "gone/**"],
  "ignore": [{ "migration": "1_notes", "rule": "drop-declared-index", "reason": "old" }]
}`,
      });
      assert.deepEqual(kinds(await audit(workspace)), [
        'comment drop-protected-index 2_drop used: it is meant',
        'config drop-declared-index 1_notes unused: old',
        'drop-protected-index warning (error): for now',
        'drop-unknown-index off (warning): nobody knows why',
        '**/1_notes/** 1: no reason',
        'gone/** 0: no reason',
        'notes_lower: search',
        'check short of notes: limit',
        'CREATE INDEX x remove: no',
      ]);
    }),
  );

  const uses: readonly { title: string; files: Record<string, string>; said: readonly string[] }[] = [
    {
      title: 'comments in a migration that is merged',
      files: {
        [file('2_drop')]:
          reason('drop-protected-index') + drop + reason('drop-declared-index') + 'SELECT 1;\n',
      },
      said: ['comment drop-protected-index 2_drop used', 'comment drop-declared-index 2_drop unused'],
    },
    {
      title: 'a comment at a drop that a later migration makes good',
      files: {
        [file('2_drop')]: reason('drop-protected-index') + drop,
        [file('3_again')]: 'CREATE INDEX notes_lower ON notes (lower(body));\n',
      },
      said: ['comment drop-protected-index 2_drop unused'],
    },
    {
      title: 'a comment about a rule that is off, in a migration that is skipped',
      files: {
        [file('2_drop')]: reason('drop-protected-index').replace('ignore', 'ignore-file') + drop,
        'migration-guard.json': '{ "rules": { "drop-protected-index": "off" }, "paths": ["**/2_drop"] }',
      },
      said: ['file-comment drop-protected-index 2_drop used'],
    },
    {
      title: 'an entry for another index, and one for a migration that is not there',
      files: {
        [file('2_drop')]: drop,
        'migration-guard.json': JSON.stringify({
          ignore: ['notes_lower', 'other'].map((index) => ({
            ...{ migration: '2_drop', rule: 'drop-protected-index', index, reason: 'r' },
          })),
        }),
      },
      said: ['config drop-protected-index 2_drop used', 'config drop-protected-index 2_drop unused'],
    },
    {
      title: 'an entry about an edit that is merged',
      files: {
        'migration-guard.json': JSON.stringify({
          ignore: [{ migration: '1_notes', rule: 'edited-settled-migration', reason: 'r' }],
        }),
      },
      said: ['config edited-settled-migration 1_notes unused'],
    },
    {
      title: 'what only a database can tell',
      files: { [file('2_drop')]: reason('edited-applied-migration') + 'SELECT 1;\n' },
      said: ['comment edited-applied-migration 2_drop unknown'],
    },
  ];
  for (const { title, files, said } of uses) {
    it(
      `knows whether it suppresses something: ${title}`,
      inWorkspace(async (workspace) => {
        start(workspace, files);
        const found = kinds(await audit(workspace)).map((each) => each.split(':')[0]);
        assert.deepEqual(found.slice(0, said.length), said);
      }),
    );
  }

  it(
    'finds an edit used that is not merged yet',
    inWorkspace(async (workspace) => {
      start(workspace, {});
      workspace.write({
        [file('1_notes')]: `${project[file('1_notes')]}SELECT 1;\n`,
        'migration-guard.json': JSON.stringify({
          ignore: [{ migration: '1_notes', rule: 'edited-settled-migration', reason: 'r' }],
        }),
      });
      assert.deepEqual(kinds(await audit(workspace)), ['config edited-settled-migration 1_notes used: r']);
    }),
  );

  it(
    'of files with mistakes lists what is right, judges nothing by it, and is not the whole one',
    inWorkspace(async (workspace) => {
      start(workspace, {
        'migration-guard.json': JSON.stringify({
          ignore: [{ migration: '1_notes', rule: 'drop-declared-index', reason: 'r' }, { migration: 'x' }],
        }),
      });
      const report = await audit(workspace);
      assert.deepEqual(kinds(report), ['config drop-declared-index 1_notes unknown: r']);
      assert.equal(isIncomplete(report), true);
    }),
  );

  it(
    'calls nothing unused that hangs on what a shallow clone does not have, and says so',
    inWorkspace(async (workspace) => {
      start(workspace, {});
      workspace.write({
        'prisma/schema.prisma': project['prisma/schema.prisma'].replace(
          'body String?',
          'body String? @unique(map: "u")',
        ),
        [file('2_drop')]: reason('drop-protected-index') + drop,
      });
      workspace.commit('drop');
      workspace.write({ 'other.txt': '' });
      workspace.commit('another');
      const elsewhere = openWorkspace();
      try {
        elsewhere.git('clone', '--quiet', '--depth=1', `file://${workspace.folder}`, 'clone');
        const report = await audit({ folder: elsewhere.at('clone') });
        const [entry] = report.entries;
        assert.ok(entry?.kind === 'suppression' && entry.use !== 'unused');
        assert.equal(entry.origin.kind, 'beyond');
        assert.match(report.notices.join('\n'), /git fetch --unshallow gets the rest/);
        assert.equal(isIncomplete(report), false);
      } finally {
        elsewhere.remove();
      }
    }),
  );

  it(
    'without git says once that nobody knows who wrote it',
    inWorkspace(async (workspace) => {
      workspace.write({ ...project, 'migration-guard.json': '{ "paths": ["a", "b"] }' });
      const { notices, entries } = await audit(workspace);
      assert.deepEqual(notices, ['Without git it is not known who wrote what is listed here.']);
      assert.deepEqual(
        entries.map(({ origin }) => origin.kind),
        ['no-git', 'no-git'],
      );
    }),
  );
});
