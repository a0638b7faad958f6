import { nodeAt, rangeOfNode, readJson } from '../../json/read';
import type { Refusal } from '../../prisma8/refusals';
import type { MigrationState } from '../findings/finding';
import type { FileReport } from '../findings/file-report';
import { ruleMetadata } from '../findings/rule-metadata';

export const prismaRefuses = ruleMetadata({
  id: 'prisma-refuses',
  summary:
    'Prisma 8 does not apply the migration: its hash is wrong, nothing leads to where it begins, or it leads nowhere.',
  kinds: ['files'],
  severity: { generated: 'error', deliberate: 'error' },
  fixable: [],
});

/** A migration that Prisma 8 does not apply. */
export interface RefusedMigration {
  readonly migration: string;
  /** Its `migration.json`. */
  readonly file: string;
  readonly text: string;
  readonly refusal: Refusal;
}

const placeOf = { hash: 'migrationHash', origin: 'from', nowhere: 'to' } as const;

export function refusedReport(
  { migration, file, text, refusal }: RefusedMigration,
  state: MigrationState,
): FileReport {
  const { root } = readJson(text);
  const node = nodeAt(root, [placeOf[refusal]]);
  const about = {
    ...{ rule: prismaRefuses.id, severity: prismaRefuses.severity.deliberate, file },
    // Prisma reads all migrations each time, and stops at these.
    state: refusal === 'origin' ? state : ('draft' as const),
    ...{ range: node ? rangeOfNode(node) : { start: 0, end: 0 }, fixes: [], related: [] },
  };
  if (refusal === 'hash') {
    return {
      ...about,
      message: `Prisma does not apply ${migration}: its hash is not that of its ops.json and migration.json.`,
      why: 'They are written by migration.ts, and one of them was changed since. Change migration.ts instead, and run it with node: it writes both again.',
    };
  }
  if (refusal === 'nowhere') {
    return {
      ...about,
      message: `Prisma applies no migration as long as ${migration} is here: it ends at the contract at which it begins, and changes no data.`,
      why: 'Statements that change no contract run only in a migration that changes one: add them to the next migration.ts, and delete this folder.',
    };
  }
  const origin = node
    ? String(node.value)
        .replace(/^sha256:/, '')
        .slice(0, 8)
    : '';
  return {
    ...about,
    message: `Prisma cannot apply ${migration} to a new database: it begins at the contract ${origin}, and no migration leads there.`,
    why: 'A migration before it is missing. Bring it back, or plan this one again with the last migration that is there as its --from.',
  };
}
