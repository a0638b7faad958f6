import type { AppliedText, DriftedMigration, DriftReport } from '../../workflows/check-drift';
import type { TextLocation } from '../../workflows/migration-archive';
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
export function nextSteps(report: DriftReport): string[] {
  const { drifted, missing, environment, hasGit } = report;
  const has = (kind: DriftedMigration['verdict']['kind']): boolean =>
    drifted.some(({ verdict }) => verdict.kind === kind);
  const isLocal = environment === 'local';
  const env = isLocal ? '' : ` --env ${environment}`;
  const steps: string[] = [];
  if (has('cosmetic')) {
    const restore = `migration-guard fix-drift${env} --restore-file <migration> puts the applied text back`;
    steps.push(
      isLocal
        ? `cosmetic: migration-guard fix-drift --all-cosmetic gives the rows the new checksums; ${restore} instead.`
        : `cosmetic: ${restore}.`,
    );
  }
  if (has('changed')) {
    steps.push(
      `changed: migration-guard fix-drift${env} --restore-file <migration> puts the applied text back. If the change is wanted, write it as a new migration.`,
    );
  }
  if (has('unproved')) {
    const search = hasGit
      ? 'git fetch --all may bring the applied text, or ask whoever applied it'
      : 'there is no git here that could have the applied text';
    steps.push(
      `unproved: ${search}. ${isLocal ? 'After reading the file: migration-guard fix-drift --accept <migration>.' : ''}`.trimEnd(),
    );
  }
  if (missing.length > 0) {
    steps.push(
      'missing: bring the folder back, or switch to the branch that has it. Do not let Prisma reset the database.',
    );
  }
  return steps;
}
