/** A test, and the texts of advice that it carries out: the file below `src`, and the call that writes the command. */
interface CarriedOut {
  readonly test: string;
  readonly title: string;
  readonly sites: readonly string[];
}

/**
 * Every command that we print for somebody to run, with the test that runs it in the state in which it is printed. What is
 * missing here, or has gone, is found by advice.test.ts.
 */
export const carriedOut: readonly CarriedOut[] = [
  {
    test: 'test/prisma/advice/advice.test.ts',
    title:
      'of a failed migration: it is resolved in its own environment, and the local database is left alone',
    sites: [
      "cli/commands/status/messages.ts prismaCommand(target, 'migrate', 'resolve', how, name)",
      "core/command-target.ts ownCommand('run', { ...target, project: undefined }, '--', ...prisma, ...args)",
    ],
  },
  {
    test: 'test/unit/cli/program.test.ts',
    title: 'prints everything about a bug of its own, and asks for a report with what doctor prints',
    sites: ["core/bug-advice.ts ownCommand('doctor', { environment: usualEnvironment })"],
  },
  {
    test: 'test/prisma/advice/advice.test.ts',
    title: 'of squashed migrations: the one in their place is marked as applied',
    sites: ["cli/output/whereabouts.ts prismaCommand(target, 'migrate', 'resolve', '--applied', name)"],
  },
  {
    test: 'test/prisma/advice/advice.test.ts',
    title: 'of a protected index that is gone, invalid or another one: restore brings it back there',
    sites: [
      "cli/commands/inspect/pretty.ts ownCommand('restore', target, name)",
      "cli/commands/migrate/pretty.ts ownCommand('restore', target, name)",
      "cli/commands/restore/run.ts ownCommand('restore', namedTarget(args), ...unnamed, ...confirmed)",
      "cli/output/schema-drift/messages.ts ownCommand('restore', target, restorable)",
      "cli/output/state-lines.ts ownCommand('restore', target, name)",
      "core/restore/plan-restore.ts ownCommand('restore', facts.target, name, '--confirm-drop', name)",
      "workflows/keep-indexes-plan.ts ownCommand('restore', target, index.name)",
    ],
  },
  {
    test: 'test/database/protected-objects.test.ts',
    title: 'come back by their names, with the table where it says more',
    sites: [
      "cli/output/state-lines.ts ownCommand('restore', target, name)",
      "workflows/restore-objects.ts ownCommand('restore', target, first)",
    ],
  },
  {
    test: 'test/prisma/advice/advice.test.ts',
    title: 'of a harmless edit: the rows get the new checksums, or the file its text',
    sites: ["cli/output/drift-messages.ts ownCommand('fix-drift', target, '--all-cosmetic')"],
  },
  {
    test: 'test/prisma/advice/advice.test.ts',
    title:
      'of a changed file: it gets the applied text back, and the index of that text is right all the time',
    sites: [
      "cli/commands/fix-drift/messages.ts ownCommand('fix-drift', target, '--restore-file', '<migration>')",
      "cli/commands/fix-drift/messages.ts ownCommand('fix-drift', target, '--restore-file', name)",
      "cli/output/drift-messages.ts ownCommand('fix-drift', target, '--restore-file', name)",
      "cli/output/schema-drift/messages.ts ownCommand('fix-drift', target, '--restore-file', cause.migration)",
    ],
  },
  {
    test: 'test/prisma/advice/advice.test.ts',
    title: 'of a file whose applied text nobody has: it is accepted by its name',
    sites: [
      "cli/commands/fix-drift/messages.ts ownCommand('fix-drift', target, '--accept', name)",
      "cli/output/drift-messages.ts ownCommand('fix-drift', target, '--accept', unproved)",
    ],
  },
  {
    test: 'test/prisma/advice/advice.test.ts',
    title:
      'of a folder that was deleted, or that only a commit has: git brings it back from wherever that is pasted',
    sites: [
      "cli/output/whereabouts.ts gitCommand(repository, 'restore', `--source=${commit}`, '--', `:/${path}`)",
    ],
  },
  {
    test: 'test/prisma/advice/advice.test.ts',
    title: 'of an edited migration that is merged: git puts it back, and shows those that were deleted',
    sites: [
      "core/linter/rules/edited-settled-migration.ts gitCommand(repository, 'checkout', commit, '--', `:/${before.folder}`)",
      "core/linter/rules/edited-settled-migration.ts gitCommand(repository, 'log', '--stat', commit, '--', `:/${first.folder.replace(/\\/?[^/]*$/, '')}`)",
    ],
  },
  {
    test: 'test/prisma/advice/advice.test.ts',
    title: 'of a pending migration whose work is done: it is marked as applied',
    sites: [
      "cli/output/schema-drift/messages.ts prismaCommand(target, 'migrate', 'resolve', '--applied', cause.migration)",
    ],
  },
  {
    test: 'test/prisma/advice/advice.test.ts',
    title: 'of what Prisma would drop: safe-migrate leaves it out, and migrate applies the rest',
    sites: [
      "cli/commands/dev/run.ts ownCommand('migrate', target)",
      "cli/commands/lint/fix-command.ts ownCommand('lint', { environment: 'local' }, '--fix', ...against, ...paths)",
      "cli/commands/predict/pretty.ts ownCommand('safe-migrate', target, '--name', '<name>')",
      "cli/commands/safe-migrate/ports.ts ownCommand(command, commands, '--name', 'add_tags')",
      "core/explain/ways-to-keep.ts ownCommand('safe-migrate', target, '--name', '<name>')",
      "cli/commands/safe-migrate/pretty.ts ownCommand('migrate', commands)",
      "cli/commands/safe-migrate/pretty.ts ownCommand('migrate', commands)",
    ],
  },
  {
    test: 'test/unit/cli/commands/init/agents.test.ts',
    title:
      'fails in CI when it no longer fits, names what is new, and the command that is printed puts it right',
    sites: ["cli/commands/init/check-agents.ts ownCommand('init', namedTarget(args), '--agents')"],
  },
  {
    test: 'test/prisma/advice/agents.full.test.ts',
    title: 'of what agents read: each command of it does in a project what is said of it',
    sites: [
      "core/agents/paragraph.ts ownCommand('check-drift', target)",
      "core/agents/paragraph.ts ownCommand('migrate', target)",
      "core/agents/paragraph.ts ownCommand('safe-migrate', target, '--name', '<name>')",
      "core/agents/protected-list.ts ownCommand('explain', target)",
      "core/agents/protected-list.ts ownCommand('explain', target, '--json')",
      "core/agents/protected-list.ts ownCommand('explain', target, name)",
      "core/agents/skill.ts ownCommand('check-drift', target)",
      "core/agents/skill.ts ownCommand('check-drift', target, '--schema')",
      "core/agents/skill.ts ownCommand('dev', target, '--name', '<name>')",
      "core/agents/skill.ts ownCommand('explain', target)",
      "core/agents/skill.ts ownCommand('explain', target, '<name>')",
      "core/agents/skill.ts ownCommand('fix-drift', target, '--all-cosmetic', '--yes')",
      "core/agents/skill.ts ownCommand('lint', target)",
      "core/agents/skill.ts ownCommand('migrate', target)",
      "core/agents/skill.ts ownCommand('restore', target, '<name>')",
      "core/agents/skill.ts ownCommand('safe-migrate', target, '--name', '<name>')",
      "core/agents/skill.ts ownCommand('status', target)",
      "core/agents/skill.ts ownCommand('verify', target)",
    ],
  },
  {
    test: 'test/prisma/advice/explain.test.ts',
    title: 'of what explain tells of an index: it is judged, listed, declared and brought back',
    sites: [
      "core/explain/ways-to-keep.ts ownCommand('init', target)",
      "core/explain/ways-to-keep.ts ownCommand('init', target, '--declare')",
      "core/explain/ways-to-keep.ts ownCommand('lint', target)",
      "core/explain/ways-to-keep.ts ownCommand('restore', target, name)",
      "workflows/explain.ts ownCommand('explain', by.target)",
    ],
  },
  {
    test: 'test/prisma/advice/guard.full.test.ts',
    title: 'of each denied command: its command does the same without the loss',
    sites: [
      "core/guard/reason.ts ownCommand('dev', target, '--name', name)",
      "core/guard/reason.ts ownCommand('lint', target)",
      "core/guard/reason.ts ownCommand('lint', target, '--fix')",
      "core/guard/reason.ts ownCommand('safe-migrate', target, '--name', name)",
      "core/guard/reason.ts ownCommand('status', target)",
    ],
  },
  {
    test: 'test/prisma8/advice.full.test.ts',
    title: 'of db update: predict shows what it would drop, and changes nothing',
    sites: [
      "core/explain/ways-to-keep.ts ownCommand('predict', target)",
      "core/guard/reason.ts ownCommand('predict', target)",
    ],
  },
  {
    test: 'test/prisma/advice/more.test.ts',
    title: 'of what shows more: it does, for the same environment',
    sites: [
      "cli/commands/fix-drift/messages.ts gitCommand(repository, 'show', `${shortId(applied.location.commit)}:${applied.location.path}`)",
      "cli/commands/fix-drift/messages.ts ownCommand('check-drift', target)",
      "cli/commands/fix-drift/messages.ts ownCommand('check-drift', target)",
      "cli/commands/fix-drift/request.ts ownCommand('check-drift', namedTarget(args))",
      "cli/commands/safe-migrate/messages.ts ownCommand('check-drift', target, '--schema')",
      "cli/commands/safe-migrate/messages.ts ownCommand('check-drift', target, '--schema')",
      "cli/commands/safe-migrate/pretty.ts ownCommand('lint', commands)",
      "cli/commands/status/messages.ts ownCommand('check-drift', target)",
      "cli/commands/status/pretty.ts ownCommand('check-drift', target, '--schema')",
      "cli/commands/verify/pretty.ts ownCommand('lint', target, '--settled')",
      "cli/output/schema-drift/messages.ts ownCommand('status', target)",
      "cli/output/state-lines.ts ownCommand('check-drift', target)",
      "core/restore/plan-restore.ts ownCommand('check-drift', facts.target)",
      "workflows/before-migration.ts ownCommand('status', target)",
      "workflows/keep-indexes-plan.ts ownCommand('check-drift', target)",
      "workflows/migrate-plan.ts ownCommand('lint', target, '--settled')",
      "workflows/migrate-plan.ts ownCommand('status', target)",
      "workflows/restore-plan.ts ownCommand('status', target)",
    ],
  },
  {
    test: 'test/prisma/advice/more.test.ts',
    title: 'of what a clone lacks: git fetches it',
    sites: [
      "adapters/git/shallow.ts gitCommand(undefined, 'fetch', '--unshallow')",
      "adapters/git/shallow.ts gitCommand(undefined, 'fetch', '--unshallow', remote)",
      "adapters/git/shallow.ts gitCommand(undefined, 'fetch', ...(shallow ? ['--depth=1'] : []), remote, what)",
      "cli/commands/fix-drift/messages.ts gitCommand(repository, 'fetch', '--all')",
      "cli/output/drift-messages.ts gitCommand(target.repository, 'fetch', '--all')",
    ],
  },
  {
    test: 'test/prisma/advice/more.test.ts',
    title: 'of an edited migration whose folder was moved: git shows the text to put back',
    sites: [
      "core/linter/rules/edited-settled-migration.ts gitCommand(repository, 'show', `${commit}:${before.folder}/migration.sql`)",
    ],
  },
  {
    test: 'test/prisma/advice/more.test.ts',
    title:
      'of a migration that the local database has already: its index comes back there, and nothing is reset',
    sites: [
      "core/linter/change/provenance.ts ownCommand('fix-drift', here, '--keep-indexes', change.migration.name)",
      "core/linter/change/provenance.ts ownCommand('restore', here, name, '--confirm-drop', name, '--migration', `restore_${name}`)",
      "core/linter/rules/edited-applied-migration.ts ownCommand('check-drift', { environment })",
      "core/linter/rules/edited-applied-migration.ts ownCommand('check-drift', { environment })",
    ],
  },
  {
    test: 'test/prisma/advice/more.test.ts',
    title: 'of an invalid index that no migration makes: its SQL is printed instead of a migration',
    sites: ["core/restore/migrations.ts ownCommand('restore', history.target, name)"],
  },
  {
    test: 'test/prisma/agent/next-steps.test.ts',
    title:
      'of a draft that drops something: lint --fix takes the statement out, and migrate applies the rest',
    sites: [
      "agent/commands.ts ownCommand('lint', targetOf({ project }), '--fix')",
      "agent/commands.ts ownCommand('migrate', targetOf(target))",
    ],
  },
  {
    test: 'test/prisma/agent/next-steps.test.ts',
    title: 'of a changed migration: its applied text comes back into the file',
    sites: ["agent/commands.ts ownCommand('fix-drift', targetOf(target), '--restore-file', migration)"],
  },
  {
    test: 'test/prisma/agent/next-steps.test.ts',
    title: 'of a database that differs from the migrations: each difference is told with its remedy',
    sites: ["agent/commands.ts ownCommand('check-drift', targetOf(target), '--schema')"],
  },
  {
    test: 'test/prisma/agent/states/applying.ts',
    title: '_prisma_migrations is empty',
    sites: [
      "agent/commands.ts prismaCommand({ environment, folder: project }, 'migrate', 'resolve', '--applied', name)",
    ],
  },
  {
    test: 'test/prisma8/live.full.test.ts',
    title: 'is told of by status, predict and safe-migrate, whose commands of Prisma 8 work',
    sites: [
      "agent/commands.ts ownCommand('safe-migrate', targetOf({ project }), '--name', '<name>')",
      "cli/commands/predict/pretty.ts ownCommand('safe-migrate', target, '--name', '<name>')",
      "cli/commands/safe-migrate/prisma8.ts ownCommand('safe-migrate', target, '--name', 'add_tags')",
      "cli/commands/status/prisma8.ts prismaCommand(target, 'contract', 'emit')",
      "cli/commands/status/prisma8.ts prismaCommand(target, 'migration', 'plan', '--name', '<name>')",
    ],
  },
  {
    test: 'test/prisma8/live.full.test.ts',
    title: 'is one of several ends of the migrations: the commands that choose one work',
    sites: [
      "cli/commands/safe-migrate/plan-from.ts prismaCommand(target, 'migration', 'ref', 'set', 'db', end.hash)",
      "cli/commands/status/prisma8.ts prismaCommand(target, 'migration', 'plan', '--from', here, '--name', '<name>')",
    ],
  },
  {
    test: 'test/prisma8/live.full.test.ts',
    title: 'was migrated by an earlier Prisma: the command that hands it over works',
    sites: ["cli/commands/status/prisma8.ts prismaCommand(target, 'db', 'sign')"],
  },
];
