import assert from 'node:assert/strict';
import { openProjects } from '../../../src/adapters/open-projects';
import { stoppableMatcher } from '../../../src/adapters/project/pattern-matcher';
import { positionsOf } from '../../../src/core/text-positions';
import { lintProject } from '../../../src/workflows/lint';
import type { LintReport } from '../../../src/workflows/lint-report';
import { datasource, inWorkspace, type Workspace } from '../../helpers/workspace';

const file = (name: string): string => `prisma/migrations/${name}/migration.sql`;

const drop = '-- DropIndex\nDROP INDEX "notes_lower";\n';
const drops = 'Drops notes_lower, an expression index on notes (body) that Prisma cannot see.';
const entry = '{ "name": "notes_lower" }';

/** drift-ignore.json that lists these kinds of objects, all with one name. */
const protecting = (...kinds: readonly string[]): string => {
  const entries = kinds.map((kind) => JSON.stringify({ kind, name: 'short', table: 'notes' }));
  return `{\n"protectedObjects": [${entries.join(', ')}] }`;
};

/** A repository whose base has an index made by hand, and these files that configure us. */
function start({ git, write, commit }: Workspace, configuration: Readonly<Record<string, string>>): void {
  git('init', '--quiet');
  write({
    'package.json': '{}',
    'prisma/schema.prisma': `${datasource}model notes {\n  id String @id\n  body String?\n}\n`,
    [file('1_notes')]:
      'CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));\n',
    ...configuration,
  });
  commit('start');
}

async function lint({ folder: cwd }: Workspace): Promise<LintReport> {
  const [project] = await openProjects([], { cwd });
  assert.ok(project);
  return lintProject(project.source, { matchPattern: stoppableMatcher() });
}

/** `file:line severity: message` of what is said of the guard itself. */
async function loosened(workspace: Workspace): Promise<string[]> {
  const { findings, texts } = await lint(workspace);
  return findings
    .filter(({ rule }) => rule === 'guard-loosened')
    .map(({ file: at, range, severity, message }) => {
      const text = texts.get(at);
      const line = text === undefined ? 'gone' : positionsOf(text).at(range.start).line;
      const name = at.slice(workspace.folder.length + 1).replaceAll('\\', '/');
      return `${name}:${line} ${severity}: ${message}`;
    });
}

interface Case {
  readonly title: string;
  /** The files at the base, and what the change writes; null deletes. */
  readonly base?: Readonly<Record<string, string>>;
  readonly change: Readonly<Record<string, string | null>>;
  readonly said: readonly string[];
}

const cases: readonly Case[] = [
  {
    title: 'a rule that is off is said on its line, also in the first configuration',
    change: { 'migration-guard.json': '{\n  "rules": {\n    "drop-unknown-index": "off"\n  }\n}' },
    said: ['migration-guard.json:3 warning: Switches drop-unknown-index off.'],
  },
  {
    title: 'a rule that is lowered is an error where that hides one',
    base: { 'migration-guard.json': '{ "rules": { "drop-protected-index": "error" } }' },
    change: {
      'migration-guard.json': '{ "rules": { "drop-protected-index": "info" } }',
      [file('2_drop')]: drop,
    },
    said: [
      `migration-guard.json:1 error: Lowers drop-protected-index from error to info. That hides an error of this change: ${drops}`,
    ],
  },
  {
    title: 'a severity that is taken out of the file is lowered, too',
    base: { 'migration-guard.json': '{ "rules": { "rename-protected-index": "error" } }' },
    change: { 'migration-guard.json': '{ "rules": {} }' },
    said: ['migration-guard.json:1 warning: Lowers rename-protected-index from error to its usual severity.'],
  },
  {
    title: 'of several new paths the one is an error that skips what has one',
    base: { 'migration-guard.json': '{}' },
    change: {
      'migration-guard.json': '{ "paths": [\n"prisma/migrations/2*",\n"prisma/migrations/0*"\n] }',
      [file('2_drop')]: drop,
    },
    said: [
      `migration-guard.json:2 error: Skips migrations: prisma/migrations/2* is new under "paths". That hides an error of this change: ${drops}`,
      'migration-guard.json:3 warning: Skips migrations: prisma/migrations/0* is new under "paths".',
    ],
  },
  {
    title: 'an entry of ignore is consent',
    base: { 'migration-guard.json': '{}' },
    change: {
      'migration-guard.json':
        '{ "ignore": [{ "migration": "2_drop", "rule": "drop-protected-index", "reason": "unused" }] }',
      [file('2_drop')]: drop,
    },
    said: ['migration-guard.json:1 info: Suppresses drop-protected-index in 2_drop: unused.'],
  },
  {
    title: 'a comment with a reason is consent',
    change: { [file('2_drop')]: `-- migration-guard-ignore drop-protected-index: unused\n${drop}` },
    said: [`${file('2_drop')}:1 info: Suppresses drop-protected-index here: unused.`],
  },
  {
    title: 'what suppresses nothing is nothing to accept',
    base: { 'migration-guard.json': '{}' },
    change: {
      'migration-guard.json': `{ "ignore": [
        { "migration": "2_drop", "rule": "drop-protected-index", "reason": "unused" },
        { "migration": "9_gone", "rule": "drop-protected-index", "reason": "old" },
        { "migration": "1_init", "rule": "drop-protected-index", "reason": "old" }
      ] }`,
      [file('2_drop')]: `-- migration-guard-ignore drop-unknown-index: not found here\n${drop}`,
    },
    said: ['migration-guard.json:2 info: Suppresses drop-protected-index in 2_drop: unused.'],
  },
  {
    title: 'a comment without a reason suppresses nothing',
    change: { [file('2_drop')]: `-- migration-guard-ignore drop-protected-index\n${drop}` },
    said: [],
  },
  {
    title: 'an entry that is taken out with the drop is consent',
    base: { 'prisma/drift-ignore.json': `{ "protectedIndexes": [${entry}, { "name": "other" }] }` },
    change: {
      'prisma/drift-ignore.json': '{\n"protectedIndexes": [{ "name": "other" }] }',
      [file('2_drop')]: drop,
    },
    said: [
      'prisma/drift-ignore.json:2 info: Takes notes_lower out of drift-ignore.json: its drop counts as meant, and it is protected no longer for being listed.',
    ],
  },
  {
    title:
      'an entry of protectedObjects that is taken out with the drop is consent; of the same name others stay',
    base: {
      [file('1_short')]: 'ALTER TABLE notes ADD CONSTRAINT short CHECK (length(body) < 9);\n',
      'prisma/drift-ignore.json': protecting('check', 'trigger'),
    },
    change: {
      'prisma/drift-ignore.json': protecting('trigger'),
      [file('2_drop')]: 'ALTER TABLE notes DROP CONSTRAINT short;\n',
    },
    said: [
      'prisma/drift-ignore.json:2 info: Takes the CHECK constraint short of notes out of drift-ignore.json: its drop counts as meant, and it is protected no longer for being listed.',
    ],
  },
  {
    title: 'drift-ignore.json that is deleted together with the drop is no consent',
    base: { 'prisma/drift-ignore.json': `{ "protectedIndexes": [${entry}] }` },
    change: { 'prisma/drift-ignore.json': null, [file('2_drop')]: drop },
    said: [
      `prisma/drift-ignore.json:gone error: Deletes drift-ignore.json. That hides an error of this change: ${drops}`,
    ],
  },
  {
    title: 'migration-guard.json that is deleted is a warning',
    base: { 'migration-guard.json': '{ "rules": { "not-idempotent": "error" } }' },
    change: { 'migration-guard.json': null },
    said: ['migration-guard.json:gone warning: Deletes migration-guard.json.'],
  },
  {
    title: 'a wider pattern is an error where it takes the place of one',
    base: { 'prisma/drift-ignore.json': '{ "ignorePatterns": [{ "pattern": "DROP VIEW" }] }' },
    change: {
      'prisma/drift-ignore.json': '{ "ignorePatterns": [{ "pattern": "DROP (VIEW|INDEX)" }] }',
      [file('2_drop')]: drop,
    },
    said: [
      `prisma/drift-ignore.json:1 error: Ignores more statements: ignorePatterns[0].pattern is new or changed. That hides an error of this change: ${drops}`,
    ],
  },
  {
    title: 'a rule about the history that is off hides an edit of a settled migration',
    base: { 'migration-guard.json': '{}' },
    change: {
      'migration-guard.json': '{ "rules": { "edited-settled-migration": "off" } }',
      [file('1_notes')]:
        'CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (upper(body));\n',
    },
    said: [
      'migration-guard.json:1 error: Switches edited-settled-migration off. That hides an error of this change: Changes the SQL of 1_notes, which is part of the base already.',
    ],
  },
  {
    title: 'a change cannot switch off what is said of itself',
    base: { 'migration-guard.json': '{}' },
    change: { 'migration-guard.json': '{ "rules": { "guard-loosened": "off" } }' },
    said: ['migration-guard.json:1 warning: Switches guard-loosened off.'],
  },
  {
    title: 'what the base has switched off stays off',
    base: { 'migration-guard.json': '{ "rules": { "guard-loosened": "off" } }' },
    change: {
      'migration-guard.json': '{ "rules": { "guard-loosened": "off", "drop-unknown-index": "off" } }',
    },
    said: [],
  },
  {
    title: 'what was so at the base is no news, nor what a settled migration suppresses',
    base: {
      'migration-guard.json':
        '{ "rules": { "drop-unknown-index": "off" }, "paths": ["old"], "ignore": [{ "migration": "1_notes", "rule": "drop-unknown-index", "reason": "old" }] }',
      'prisma/drift-ignore.json': '{ "ignorePatterns": [{ "pattern": "DROP VIEW" }] }',
      [file('1_older')]: '-- migration-guard-ignore-file drop-unknown-index: old\nSELECT 1;\n',
    },
    change: { [file('2_new')]: 'SELECT 1;\n' },
    said: [],
  },
  {
    title: 'what makes the guard stricter is no news, nor a first list of indexes',
    base: { 'migration-guard.json': '{ "rules": { "drop-unknown-index": "off" }, "paths": ["old"] }' },
    change: {
      'migration-guard.json': '{ "rules": { "drop-unknown-index": "error" } }',
      'prisma/drift-ignore.json': `{ "protectedIndexes": [${entry}] }`,
    },
    said: [],
  },
];

describe('a change of the guard itself', () => {
  for (const { title, base = {}, change, said } of cases) {
    it(
      title,
      inWorkspace(async (workspace) => {
        start(workspace, base);
        const deleted = Object.keys(change).filter((name) => change[name] === null);
        if (deleted.length > 0) workspace.git('rm', '--quiet', ...deleted);
        const written = Object.entries(change).flatMap(([name, text]) =>
          text === null ? [] : [[name, text]],
        );
        workspace.write(Object.fromEntries(written) as Record<string, string>);
        assert.deepEqual(await loosened(workspace), said);
      }),
    );
  }

  it(
    'is told of once: what is committed to the base is accepted',
    inWorkspace(async (workspace) => {
      start(workspace, {});
      workspace.write({
        'migration-guard.json': '{ "rules": { "drop-unknown-index": "off" }, "paths": ["a"] }',
      });
      assert.equal((await loosened(workspace)).length, 2);
      workspace.commit('accepted');
      assert.deepEqual(await loosened(workspace), []);
    }),
  );

  it(
    'is not known without git',
    inWorkspace(async (workspace) => {
      workspace.write({
        'package.json': '{}',
        'prisma/schema.prisma': datasource,
        [file('1_notes')]: 'SELECT 1;\n',
        'migration-guard.json': '{ "rules": { "drop-unknown-index": "off" } }',
      });
      assert.deepEqual(await loosened(workspace), []);
    }),
  );

  it(
    'leaves rules and migrations out of which the report says how many',
    inWorkspace(async (workspace) => {
      start(workspace, {
        'migration-guard.json':
          '{ "rules": { "drop-unknown-index": "off", "not-idempotent": "off", "ignored-pattern": "info" }, "paths": ["prisma/migrations/1*"] }',
      });
      const { leftOut } = await lint(workspace);
      assert.deepEqual(leftOut, { rules: ['drop-unknown-index'], migrations: 1 });
    }),
  );
});
