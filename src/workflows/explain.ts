import { ownCommand, type CommandTarget } from '../core/command-target';
import { didYouMeanAny } from '../core/did-you-mean';
import { explainIndex, explainObject, type ExplainedBy, type Explanation } from '../core/explain/explanation';
import { HumanError } from '../core/human-error';
import { relationName } from '../core/ledger/records';
import type { FileProblem } from '../core/json/problem';
import { plainIndex, type ProtectedIndex } from '../core/protection/protected-index';
import type { ProtectedObject } from '../core/protection/protected-object';
import { protectionOf } from '../core/protection/protection';
import { judgingBy, type JudgingOptions } from './judging';
import { textsOf } from './lint';
import type { PrismaVersion, UnreadFile } from './lint-source';
import type { BringingCommit } from './migration-archive';
import { toldOfFiles, type ToldOfFiles } from './prisma8-files';
import { findProtected, type Protected } from './protected-indexes';
import type { ReplayedProject } from './replayed-project';
import { takenBy } from './taken-by';

/** With the commit that brought the migration in that makes it; undefined where no migration does, or git does not know. */
export type Explained = Explanation & { readonly broughtIn: BringingCommit | undefined };

/** What is protected in a project, or what was asked for. */
export interface ExplainReport {
  /** The project's folder, as a person would name it. */
  readonly root: string;
  readonly migrationsFolder: string | undefined;
  readonly prisma: PrismaVersion;
  readonly explained: readonly Explained[];
  readonly unread: readonly UnreadFile[];
  /** What is wrong with drift-ignore.json and migration-guard.json. */
  readonly broken: readonly FileProblem[];
  /** Sentences about what is not known. */
  readonly notices: readonly string[];
  /** The text of each file. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface ExplainOptions extends JudgingOptions {
  /** As a person writes them, maybe with the table or the schema; all that is protected where there is none. */
  readonly names: readonly string[];
  /** The project, for the commands that are advised. */
  readonly target: CommandTarget;
}

/**
 * Tells by a project's files what is protected: what it is, who made it, what losing it means and how it is kept. No
 * database is asked, and no code of the project runs.
 *
 * @throws HumanError for names that nothing protected and no index has
 */
export async function explainProject(
  project: ReplayedProject,
  { names, target, ...options }: ExplainOptions,
): Promise<ExplainReport> {
  const { source, configuration, cuts } = project;
  const found = await findProtected(project, { judging: judgingBy(options) });
  const by: ExplainedBy = {
    ...{ facts: found.facts, schema: source.schema, target },
    takenBy: ({ record }) => record && takenBy(project, record),
  };
  const explanations = names.length > 0 ? named(project, found, names, by) : all(found, by);
  const told = toldOfFiles(source);
  const makers = new Set(explanations.flatMap(({ origin }) => origin?.migration ?? []));
  const commits = await source.archive?.broughtIn([...makers]);
  return {
    root: source.root,
    migrationsFolder: source.migrationsFolder,
    prisma: source.prisma,
    explained: explanations.map((one) => ({
      ...inFiles(one, told),
      broughtIn: one.origin && commits?.get(one.origin.migration),
    })),
    unread: source.unread ?? [],
    broken: configuration.problems,
    notices: [...cuts.notices],
    texts: new Map([...textsOf(source), ...told.texts]),
  };
}

/** With its place in the file in which people find it, and in the words of the project's Prisma. */
function inFiles(one: Explanation, { placeIn, words }: ToldOfFiles): Explanation {
  const { origin, cost } = one;
  return {
    ...one,
    ...{ what: words(one.what), provenance: words(one.provenance), howLost: words(one.howLost) },
    cost: cost === undefined ? undefined : words(cost),
    origin: origin && placeIn(origin),
  };
}

/** Whether something could not be read, so that something protected may be missing. */
export function isIncomplete({ unread, broken }: ExplainReport): boolean {
  return unread.length > 0 || broken.length > 0;
}

function all({ indexes, objects }: Protected, by: ExplainedBy): Explanation[] {
  return [
    ...indexes.map((index) => explainIndex(index, by)),
    ...objects.map((object) => explainObject(object, by)),
  ];
}

/** In the order of the names; each once. */
function named(
  project: ReplayedProject,
  { indexes, objects, facts }: Protected,
  names: readonly string[],
  by: ExplainedBy,
): Explanation[] {
  const records = project.replayed.endLedger().allIndexes();
  const chosen = new Map<object, Explanation>();
  const unknown: string[] = [];
  for (const name of names) {
    const own = indexes.filter((index) => isNamed(index, name));
    const others = objects.filter((object) => isNamed(object, name));
    // Who asks for an index may not know that nobody protects it.
    const plain =
      own.length + others.length > 0
        ? []
        : records.filter((record) => isNamed({ ...record, table: relationName(record.table) }, name));
    if (own.length + others.length + plain.length === 0) unknown.push(name);
    for (const index of own) chosen.set(index, explainIndex(index, by));
    for (const object of others) chosen.set(object, explainObject(object, by));
    for (const record of plain) {
      const index = { ...plainIndex(record, facts.grammar), protection: protectionOf(record, facts) };
      chosen.set(record, explainIndex(index, by, false));
    }
  }
  if (unknown.length > 0) {
    const known = [...indexes, ...objects, ...records].map((one) => one.name);
    throw unknownNames([...new Set(unknown)], [...new Set(known)], ownCommand('explain', by.target));
  }
  return [...chosen.values()];
}

function unknownNames(names: readonly string[], known: readonly string[], explain: string): HumanError {
  if (names.some((name) => name.trim() === '')) {
    return new HumanError(
      `A name is empty: give that of an index or object; ${explain} tells of all that is protected.`,
    );
  }
  const or = [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' or ');
  return new HumanError(
    `Nothing that is protected here, and no index, is called ${or}.${didYouMeanAny(names, known)} ${explain} tells of all that is protected.`,
  );
}

/** Its name alone, or with the table, the schema or both before it. */
function isNamed({ schema, table, name }: NamedThing, wanted: string): boolean {
  return [[name], [table, name], [schema, name], [schema, table, name]].some(
    (parts) => parts.every((part) => part !== undefined) && parts.join('.') === wanted,
  );
}

type NamedThing = Pick<ProtectedIndex | ProtectedObject, 'schema' | 'table' | 'name'>;
