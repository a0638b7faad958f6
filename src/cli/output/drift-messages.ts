import type { AppliedText } from '../../workflows/applied-texts';
import type { DriftedMigration, DriftReport } from '../../workflows/check-drift';
import type { TextLocation } from '../../workflows/migration-archive';
import { gitCommand, ownCommand, type CommandTarget } from '../../core/command-target';
import { listed } from '../../core/listed';
import { shortId } from './whereabouts';

/** What is proved about a drifted migration, a sentence. */
export function verdictSentence({ verdict }: DriftedMigration): string {
  switch (verdict.kind) {
    case 'cosmetic':
      return 'Only comments, white space or the case of keywords differ from what was applied.';
    case 'changed':
      return verdict.changes.length > 0
        ? 'Its SQL is not what was applied.'
        : 'Its SQL is not what was applied: the same statements are separated in another way.';
    case 'unproved':
      return 'What was applied could not be found, so nothing can be proved.';
  }
}

/** Where the applied text was found, a sentence; undefined where it was not. */
export function foundSentence({ verdict }: DriftedMigration): string | undefined {
  return verdict.kind === 'unproved' ? undefined : `The applied text is ${locationOf(verdict.applied)}.`;
}

function locationOf(applied: AppliedText): string {
  if (applied.from === 'git') return locationInGit(applied.location);
  const edits = applied.edits.length > 0 ? applied.edits : ['line ends'];
  const others = edits.filter((edit) => edit !== 'indexes kept');
  const parts = [
    ...(edits.length > others.length ? ['the DROP INDEX that was taken out'] : []),
    ...(others.length > 0 ? [`other ${listed(others)}`] : []),
  ];
  return `today's with ${listed(parts)}`;
}

function locationInGit({ kind, path, commit, ref }: TextLocation): string {
  if (kind === 'index') return `staged in git's index, as ${path}`;
  if (kind === 'stash') return `in ${ref ?? 'a stash'}, as ${path}`;
  if (commit === undefined) return `in git, as ${path}`;
  const where = ref === undefined ? 'which no branch shows any more' : `on ${ref}`;
  return `in commit ${shortId(commit)} (${where}), as ${path}`;
}

/** What to do about what a report tells, a sentence or two for each kind of problem that it has. */
export function nextSteps(report: DriftReport, target: CommandTarget): string[] {
  const { drifted, missing, hasGit, isLocal } = report;
  const named = (kind: DriftedMigration['verdict']['kind']): string | undefined => {
    const [first, second] = drifted.filter(({ verdict }) => verdict.kind === kind);
    return first && (second ? '<migration>' : first.name);
  };
  const restore = (name: string): string =>
    `${ownCommand('fix-drift', target, '--restore-file', name)} puts the applied text back`;
  const [cosmetic, changed, unproved] = [named('cosmetic'), named('changed'), named('unproved')];
  const steps: string[] = [];
  if (cosmetic !== undefined) {
    steps.push(
      isLocal
        ? `cosmetic: ${ownCommand('fix-drift', target, '--all-cosmetic')} gives the rows the new checksums; ${restore(cosmetic)} instead.`
        : `cosmetic: ${restore(cosmetic)}.`,
    );
  }
  if (changed !== undefined) {
    steps.push(`changed: ${restore(changed)}. If the change is wanted, write it as a new migration.`);
  }
  if (unproved !== undefined) {
    const search = hasGit
      ? `${gitCommand(target.repository, 'fetch', '--all')} may bring the applied text, or ask whoever applied it`
      : 'there is no git here that could have the applied text';
    const accept = `After reading the file: ${ownCommand('fix-drift', target, '--accept', unproved)}`;
    steps.push(`unproved: ${search}. ${isLocal ? accept : ''}`.trimEnd());
  }
  if (missing.length > 0) {
    steps.push(
      'missing: bring the folder back, or switch to the branch that has it. Do not let Prisma reset the database.',
    );
  }
  return steps;
}
