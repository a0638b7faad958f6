import type { ConfigurationExample } from './example';

const history = [
  'CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));',
];
const schema = 'model notes {\n  id String @id\n  body String?\n}';
const drop = '-- DropIndex\nDROP INDEX "notes_lower";\n';

export const examples: readonly ConfigurationExample[] = [
  {
    title: 'a rule is switched off',
    history,
    schema,
    configBefore: '{ "rules": {} }',
    config: '{ "rules": { "drop-unknown-index": "off" } }',
    migration: 'SELECT 1;\n',
    reports: ['warning: Switches drop-unknown-index off.'],
  },
  {
    title: 'a rule is switched off in the change that it would stop',
    history,
    schema,
    configBefore: null,
    config: '{ "rules": { "drop-protected-index": "off" } }',
    migration: drop,
    reports: [
      'error: Switches drop-protected-index off. That hides an error of this change: Drops notes_lower, an expression index on notes (body) that Prisma cannot see.',
    ],
  },
  {
    title: 'the migrations are skipped, one of which has an error',
    history,
    schema,
    configBefore: '{}',
    config: '{ "paths": ["prisma/migrations/2026*", "prisma/old"] }',
    migration: drop,
    reports: [
      'error: Skips migrations: prisma/migrations/2026* is new under "paths". That hides an error of this change: Drops notes_lower, an expression index on notes (body) that Prisma cannot see.',
      'warning: Skips migrations: prisma/old is new under "paths".',
    ],
  },
  {
    title: 'a suppression says why',
    history,
    schema,
    configBefore: null,
    migration: `-- migration-guard-ignore drop-protected-index: nobody searches by body\n${drop}`,
    reports: ['info: Suppresses drop-protected-index here: nobody searches by body.'],
  },
  {
    title: 'an entry is taken out of drift-ignore.json with the drop',
    history,
    schema,
    configBefore: null,
    driftIgnoreBefore: '{ "protectedIndexes": [{ "name": "notes_lower" }] }',
    driftIgnore: '{ "protectedIndexes": [] }',
    migration: drop,
    reports: [
      'info notes_lower: Takes notes_lower out of drift-ignore.json: its drop counts as meant, and it is protected no longer for being listed.',
    ],
  },
  {
    title: 'a pattern hides an error',
    history,
    schema,
    configBefore: null,
    driftIgnoreBefore: '{ "ignorePatterns": [] }',
    driftIgnore: '{ "ignorePatterns": [{ "pattern": "DROP INDEX" }, { "pattern": "DROP VIEW" }] }',
    migration: drop,
    reports: [
      'error: Ignores more statements: ignorePatterns[0].pattern is new or changed. That hides an error of this change: Drops notes_lower, an expression index on notes (body) that Prisma cannot see.',
      'warning: Ignores more statements: ignorePatterns[1].pattern is new or changed.',
    ],
  },
  {
    title: 'the configuration is deleted',
    history,
    schema,
    configBefore: '{ "rules": { "rename-protected-index": "error" } }',
    migration: 'SELECT 1;\n',
    reports: ['warning: Deletes migration-guard.json.'],
  },
  {
    title: 'what the base has already, and what makes the guard stricter',
    history,
    schema,
    configBefore: '{ "rules": { "drop-unknown-index": "off" }, "paths": ["prisma/old"] }',
    config:
      '{ "rules": { "drop-unknown-index": "warning", "rename-protected-index": "error" }, "paths": ["prisma/old", "!prisma/old/new"] }',
    migration: 'SELECT 1;\n',
    reports: [],
  },
];
