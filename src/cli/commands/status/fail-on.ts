import { InvalidArgumentError } from 'commander';
import { objectNeedsAttention } from '../../../core/protection/live-objects';
import { indexNeedsAttention } from '../../../core/protection/live-state';
import { attentionKinds, attentionOf, type AttentionKind } from '../../../core/status/migration-status';
import { hasSchemaDrift, type SchemaDrift } from '../../../workflows/schema-drift';
import type { StatusReport } from '../../../workflows/status';

/** What makes status exit 1. */
export type FailOn = ReadonlySet<AttentionKind>;

/** Migrations are pending before each deploy: that is no reason to wake anybody. */
export const usualFailOn: FailOn = new Set(attentionKinds.filter((kind) => kind !== 'pending'));

/** Reads `lost,failed`, or `never`. @throws InvalidArgumentError */
export function readFailOn(value: string): FailOn {
  const words = value.split(',').map((word) => word.trim().toLowerCase());
  if (words.length === 1 && words[0] === 'never') return new Set();
  const kinds = words.flatMap((word) => attentionKinds.find((kind) => kind === word) ?? []);
  if (kinds.length < words.length) {
    throw new InvalidArgumentError(
      `Give one or more of ${attentionKinds.join(', ')}, with commas, or never.`,
    );
  }
  return new Set(kinds);
}

/** How many things in a report count, one for each migration, index, other object and compared schema. */
export function countOf(
  {
    migrations,
    protectedIndexes,
    protectedObjects,
    prisma8,
    schema,
  }: Pick<StatusReport, 'migrations' | 'protectedIndexes' | 'protectedObjects' | 'prisma8'> & {
    readonly schema?: SchemaDrift;
  },
  failOn: FailOn,
): number {
  const kinds: (AttentionKind | undefined)[] = [
    ...migrations.map(attentionOf),
    prisma8?.attention,
    ...protectedIndexes.filter(indexNeedsAttention).map(() => 'lost' as const),
    ...protectedObjects.filter(objectNeedsAttention).map(() => 'lost' as const),
    schema && hasSchemaDrift(schema) ? 'drifted' : undefined,
  ];
  return kinds.filter((kind) => kind !== undefined && failOn.has(kind)).length;
}
