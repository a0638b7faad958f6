import type { CommandTarget } from '../command-target';
import type { ObjectKind } from '../ledger/object-record';
import { relationName, type Origin } from '../ledger/records';
import { describeIndex } from '../linter/change/describe-index';
import { ownWords } from '../linter/change/entry-words';
import { describeObject } from '../linter/change/object-words';
import { listedOnly, listedSentence, provenance, whyUnseen } from '../linter/change/provenance';
import { findDeclaration } from '../linter/fixes/declare';
import type { SchemaFile } from '../prisma-schema/declarations';
import { eraOf } from '../protection/expressible';
import type { ProtectedIndex } from '../protection/protected-index';
import { wholeName, type ProtectedObject } from '../protection/protected-object';
import type { ProtectionFacts } from '../protection/protection';
import { costOfLoss } from '../symbols/cost-of-loss';
import { costOfObject } from '../symbols/cost-of-object';
import { servedQuery, type ServedQuery } from '../vectors/served-query';
import { waysToKeep, type WayToKeep } from './ways-to-keep';
import { howIndexIsLost, howObjectIsLost, type HowLost } from './why-lost';

/** All that files tell of an index, or of something else that Prisma does not see. */
export interface Explanation extends HowLost {
  readonly kind: 'index' | ObjectKind;
  /** Undefined where drift-ignore.json lists it without saying. */
  readonly schema: string | undefined;
  readonly name: string;
  /** Undefined for what is on no table. */
  readonly table: string | undefined;
  /** Those of its table that it needs. */
  readonly columns: readonly string[];
  /** False for an index of which Prisma knows all. */
  readonly isProtected: boolean;
  /** `an ivfflat index on memories.embedding that Prisma cannot see` */
  readonly what: string;
  /** Who made it, and whether it is declared and listed, in one or two sentences. */
  readonly provenance: string;
  /** The statement that made it; undefined where no migration makes it. */
  readonly origin: Origin | undefined;
  /** Undefined where that is not known, or has no meaning. */
  readonly isDeclared: boolean | undefined;
  readonly isListed: boolean;
  /** Why it is listed, in a team's own words. */
  readonly reason: string | undefined;
  /** What of an index this Prisma cannot write down: `a WHERE clause`. */
  readonly unseen: readonly string[];
  /** The migration that takes it away; undefined where it is there at the end of the history. */
  readonly takenBy: string | undefined;
  /** What goes wrong without it. */
  readonly cost: string | undefined;
  readonly keep: readonly WayToKeep[];
  /** Without semicolons, in order; undefined where they are not known. */
  readonly statements: readonly string[] | undefined;
  /** For a vector index. */
  readonly query: ServedQuery | undefined;
}

interface TakenBy {
  readonly migration: string;
  readonly isNew: boolean;
}

/** By what an explanation is told. */
export interface ExplainedBy {
  readonly facts: ProtectionFacts;
  readonly schema: readonly SchemaFile[];
  /** The project, for the commands in it. */
  readonly target: CommandTarget;
  /** The migration that takes it away, and whether that is new. */
  readonly takenBy: (thing: ProtectedIndex | ProtectedObject) => TakenBy | undefined;
}

/** @param isProtected false for an index that nobody would miss, of which somebody asks */
export function explainIndex(
  index: ProtectedIndex,
  { facts, schema, target, takenBy }: ExplainedBy,
  isProtected = true,
): Explanation {
  const { record, definition, protection, entry, createStatement } = index;
  const isDeclared = protection?.isSchemaKnown ? protection.declaration !== undefined : undefined;
  const found =
    record && definition && record.constraint === undefined && isDeclared === false
      ? findDeclaration(record, definition, { declared: facts.declared, schema, prisma: facts.prisma })
      : undefined;
  const taken = takenBy(index);
  const kept = {
    name: index.name,
    declaration: found?.declaration,
    takenBy: newOf(taken),
    isListable: record !== undefined && entry === undefined,
    isPrisma8: eraOf(facts.prisma) === '8',
  };
  return {
    ...{ kind: 'index', schema: index.schema, name: index.name, table: index.table },
    ...{ columns: record?.columns ?? [], isProtected, isDeclared },
    what: whatIndexIs(index),
    provenance: record && protection ? provenance(record, protection) : listedOnly(entry),
    origin: record?.origin,
    ...{ isListed: entry !== undefined, reason: ownWords(entry?.description) },
    unseen: (protection?.hidden ?? []).map(({ label }) => label),
    ...howIndexIsLost(index, facts.prisma),
    takenBy: taken?.migration,
    cost: record && definition && costOfLoss(definition, relationName(record.table)),
    keep: isProtected ? waysToKeep(kept, target) : [],
    statements: createStatement === undefined ? undefined : [createStatement],
    query: definition && servedQuery(definition),
  };
}

function whatIndexIs({ record, definition, protection, table }: ProtectedIndex): string {
  if (!record) return `an index${table === undefined ? '' : ` on ${table}`}`;
  const unseen = protection?.isProtected ? whyUnseen(protection) : '';
  return `${describeIndex(record, definition)}${unseen}`;
}

function newOf(taken: TakenBy | undefined): string | undefined {
  return taken?.isNew ? taken.migration : undefined;
}

export function explainObject(
  object: ProtectedObject,
  { facts: { prisma }, target, takenBy }: ExplainedBy,
): Explanation {
  const taken = takenBy(object);
  const { kind, name, table, record, entry, statements } = object;
  return {
    ...{ kind, schema: object.schema, name, table },
    ...{ columns: record?.columns ?? [], isProtected: true, isDeclared: undefined },
    what: describeObject({ kind, table, calls: record?.calls }),
    provenance: record ? madeSentence(record.origin, entry) : listedOnly(entry),
    origin: record?.origin,
    ...{ isListed: entry !== undefined, reason: ownWords(entry?.description) },
    ...{ ...howObjectIsLost(kind, prisma), unseen: [], cost: costOfObject(object) },
    takenBy: taken?.migration,
    keep: waysToKeep(
      {
        ...{ name: wholeName(object), takenBy: newOf(taken), isListable: false },
        isPrisma8: eraOf(prisma) === '8',
      },
      target,
    ),
    ...{ statements, query: undefined },
  };
}

function madeSentence({ author, migration }: Origin, entry: ProtectedObject['entry']): string {
  const made = `Made${author === 'hand' ? ' by hand' : ''} in ${migration}.`;
  return entry ? `${made} ${listedSentence(entry)}` : made;
}
