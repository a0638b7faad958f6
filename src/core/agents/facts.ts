import type { CommandTarget } from '../command-target';
import { describeIndex } from '../linter/change/describe-index';
import { ownWords } from '../linter/change/entry-words';
import { describeObject } from '../linter/change/object-words';
import type { ProtectedIndex } from '../protection/protected-index';
import { wholeName, type ProtectedObject } from '../protection/protected-object';
import { onOneLine } from '../sql/one-line';
import { costOfLoss } from '../symbols/cost-of-loss';
import { costOfObject } from '../symbols/cost-of-object';
import { servedQuery, type ServedQuery } from '../vectors/served-query';

/** Something that Prisma would lose, as far as an agent has to know it. */
export interface AgentThing {
  /** By which `explain` and `restore` find it. */
  readonly name: string;
  /** Empty for what is on none. */
  readonly table: string;
  /** `an ivfflat index on memories.embedding` */
  readonly what: string;
  /** The team's own words for why it is there. */
  readonly reason: string | undefined;
  readonly cost: string | undefined;
  readonly query: ServedQuery | undefined;
  /** What makes it, each on one line, without semicolons and comments. */
  readonly statements: readonly string[];
}

/** An environment by its name alone: no URL gets to an agent. */
export interface AgentEnvironment {
  readonly name: string;
  readonly isProduction: boolean;
}

/** What an agent has to know of a project. The same project gives the same facts, on every machine. */
export interface AgentFacts {
  readonly things: readonly AgentThing[];
  readonly environments: readonly AgentEnvironment[];
  readonly target: CommandTarget;
  /** The project's folder, from the repository's top; undefined where it is that. */
  readonly place: string | undefined;
  /** The folder to run commands in, from the repository's top; undefined where it is that. */
  readonly folder: string | undefined;
}

/** By table, then by name, so that the order does not hang on when something was listed. */
export function agentThings(
  indexes: readonly ProtectedIndex[],
  objects: readonly ProtectedObject[],
): AgentThing[] {
  const keyOf = ({ table, name, what }: AgentThing): string => [table, name, what].join('\0');
  return [...indexes.map(indexThing), ...objects.map(objectThing)]
    .map((thing) => ({ key: keyOf(thing), thing }))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ thing }) => thing);
}

function indexThing({ name, table, record, definition, entry, createStatement }: ProtectedIndex): AgentThing {
  const what = record
    ? describeIndex(record, definition)
    : `an index${table === undefined ? '' : ` on ${table}`}`;
  return {
    ...{ name, table: table ?? '', what, reason: ownWords(entry?.description) },
    cost: definition && table !== undefined ? costOfLoss(definition, table) : undefined,
    query: definition && servedQuery(definition),
    statements: createStatement === undefined ? [] : [onOneLine(createStatement)],
  };
}

function objectThing(object: ProtectedObject): AgentThing {
  const { kind, table, record, entry, statements } = object;
  const what = describeObject({ kind, table, calls: record?.calls });
  return {
    ...{ name: wholeName(object), table: table ?? '', what },
    reason: ownWords(entry?.description),
    ...{ cost: costOfObject(object), query: undefined },
    statements: (statements ?? []).map(onOneLine),
  };
}
