import { ownCommand, type CommandTarget } from '../core/command-target';
import { didYouMeanAny } from '../core/did-you-mean';
import { explainIndex, explainObject, type ExplainedBy, type Explanation } from '../core/explain/explanation';
import { HumanError } from '../core/human-error';
import type { FileProblem } from '../core/json/problem';
import { plainIndex, type ProtectedIndex } from '../core/protection/protected-index';
import { wholeName, type ProtectedObject } from '../core/protection/protected-object';
import { protectionOf } from '../core/protection/protection';
import { judgingBy, type JudgingOptions } from './judging';
import { textsOf } from './lint';
import type { PrismaVersion, UnreadFile } from './lint-source';
import type { BringingCommit } from './migration-archive';
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
 * @throws HumanError for a name that nothing protected and no index has
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
  const makers = new Set(explanations.flatMap(({ origin }) => origin?.migration ?? []));
  const commits = await source.archive?.broughtIn([...makers]);
  return {
    root: source.root,
    migrationsFolder: source.migrationsFolder,
    prisma: source.prisma,
    explained: explanations.map((one) => ({
      ...one,
      broughtIn: one.origin && commits?.get(one.origin.migration),
    })),
    unread: source.unread ?? [],
    broken: configuration.problems,
    notices: [...cuts.notices],
    texts: textsOf(source),
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
  for (const name of names) {
    const own = indexes.filter((index) => isIndexNamed(index, name));
    const others = objects.filter((object) => isObjectNamed(object, name));
    // Who asks for an index may not know that nobody protects it.
    const plain =
      own.length + others.length > 0 ? [] : records.filter((record) => isIndexNamed(record, name));
    if (own.length + others.length + plain.length === 0) {
      const known = [...indexes, ...objects, ...records].map((one) => one.name);
      throw new HumanError(
        `Nothing that is protected here, and no index, is called ${name}.${didYouMeanAny(name, [...new Set(known)])} ${ownCommand('explain', by.target)} tells of all that is protected.`,
      );
    }
    for (const index of own) chosen.set(index, explainIndex(index, by));
    for (const object of others) chosen.set(object, explainObject(object, by));
    for (const record of plain) {
      const index = { ...plainIndex(record, facts.grammar), protection: protectionOf(record, facts) };
      chosen.set(record, explainIndex(index, by, false));
    }
  }
  return [...chosen.values()];
}

function isIndexNamed({ schema, name }: Pick<ProtectedIndex, 'schema' | 'name'>, wanted: string): boolean {
  return wanted === name || (schema !== undefined && wanted === `${schema}.${name}`);
}

function isObjectNamed(object: ProtectedObject, wanted: string): boolean {
  const whole = wholeName(object);
  const { name, schema } = object;
  return [name, whole, ...(schema === undefined ? [] : [`${schema}.${whole}`])].includes(wanted);
}
