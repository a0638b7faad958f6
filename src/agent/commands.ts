import { ownCommand, prismaCommand, usualEnvironment, type CommandTarget } from '../core/command-target';

/** What a tool's input says of the project and its database. */
export interface TargetInput {
  readonly project?: string | undefined;
  readonly environment?: string | undefined;
}

/** What the commands act on that an answer names. */
function targetOf({ project, environment = usualEnvironment }: TargetInput): CommandTarget {
  return { environment, project };
}

/** The same project and environment, for the next call of a tool. */
export function sameTarget({ project, environment }: TargetInput): Readonly<Record<string, string>> {
  return {
    ...(project === undefined ? {} : { project }),
    ...(environment === undefined ? {} : { environment }),
  };
}

/** The same project; for tools that know one database only, or none. */
export function sameProject({ project }: TargetInput): Readonly<Record<string, string>> {
  return sameTarget({ project });
}

/** Applies what is pending, and nothing else. */
export function migrateCommand(target: TargetInput): string {
  return ownCommand('migrate', targetOf(target));
}

/** Writes the migration of a changed contract; where the tool of that name has none to read. */
export function safeMigrateCommand({ project }: TargetInput): string {
  return ownCommand('safe-migrate', targetOf({ project }), '--name', '<name>');
}

/** Takes out of drafts what would drop something protected. */
export function lintFixCommand({ project }: TargetInput): string {
  return ownCommand('lint', targetOf({ project }), '--fix');
}

/** Puts the text back that was applied, into files only. */
export function restoreFileCommand(target: TargetInput, migration: string): string {
  return ownCommand('fix-drift', targetOf(target), '--restore-file', migration);
}

/** Shows each difference between the database and what the migrations make. */
export function schemaDriftCommand(target: TargetInput): string {
  return ownCommand('check-drift', targetOf(target), '--schema');
}

/** Writes the row of a migration whose work is done already, and runs none of its SQL. */
export function markCommand({ project, environment = usualEnvironment }: TargetInput, name: string): string {
  return prismaCommand({ environment, folder: project }, 'migrate', 'resolve', '--applied', name);
}
