import { printable } from '../reporters/printable';
import type { Drafting, Making } from './safe-migrate-deps';

/** Has Prisma write the migration, with the database or from the files alone. */
export async function draftMigration(
  label: string,
  way: 'with-database' | 'apart',
  { target: { draftByDev, draftByDiff, prisma }, deps: { stderr }, progress }: Making,
): Promise<Drafting> {
  let warnings: readonly string[] = [];
  if (way === 'with-database') {
    stderr.write(`Running ${printable(prisma)}: migrate dev --create-only --name ${label}\n`);
    const drafting = await draftByDev(label);
    if (drafting.kind !== 'asks') return drafting;
    ({ warnings } = drafting);
    stderr.write(
      'migration-guard: Prisma wants an answer to its warnings, and takes none here. They are written into the migration, which is made from the files alone: read it before you apply it.\n',
    );
  }
  progress.say('Comparing the migrations with the schema…');
  try {
    const drafting = await draftByDiff();
    if (drafting.kind !== 'drafted' || !drafting.draft) return drafting;
    return { ...drafting, draft: { ...drafting.draft, sql: withWarnings(drafting.draft.sql, warnings) } };
  } finally {
    progress.clear();
  }
}

/** As Prisma puts them at the top of what a person has agreed to. */
function withWarnings(sql: string, warnings: readonly string[]): string {
  if (warnings.length === 0) return sql;
  const lines = warnings.map((warning) => `  - ${printable(warning).replaceAll('*/', '* /')}`);
  return `/*\n  Warnings:\n\n${lines.join('\n')}\n\n*/\n${sql}`;
}
