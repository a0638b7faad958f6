import type { IndexEvent } from '../core/ledger/events';
import type { MigrationContext } from '../core/linter/lint';
import { tryPatterns, type MatchPattern, type PatternTrial } from '../core/protection/patterns';
import { wantsFormerSchema } from '../core/protection/protection';
import type { Grammar } from '../core/sql/grammar';
import { cutAround, declares, formerDeclaration, isCut } from './history-cuts';
import type { CameWith, HistoryCut, MigrationFile } from './lint-source';
import type { ReplayedProject } from './replayed-project';

export interface JudgingOptions {
  /** Tries the patterns of drift-ignore.json; without it they match nothing. */
  readonly matchPattern?: MatchPattern | undefined;
}

/** How the migrations of a project are judged, besides what the project itself says. */
export interface Judging {
  /** Remembers the patterns that run too long: they are not tried again. */
  readonly patterns: PatternTrial;
}

export function judgingBy({ matchPattern }: JudgingOptions): Judging {
  return { patterns: tryPatterns(matchPattern) };
}

/** What is asked about the migration at a position apart from its project. */
export type AboutMigration = Pick<
  MigrationContext,
  'state' | 'grammar' | 'existsAtEnd' | 'isMissedAtEnd' | 'isObjectMissed' | 'ofHistory'
>;

/** @param changes what settled migrations, and makers of indexes, came with */
export function contextOf(
  project: ReplayedProject,
  { patterns }: Judging,
  migration: MigrationFile,
  position: number,
  changes: ReadonlyMap<string, CameWith>,
  about: AboutMigration,
): MigrationContext {
  const { source, base, configuration, replayed, declarationsOf, prisma } = project;
  const isSettled = about.state === 'settled';
  const isKept = source.prisma8 !== undefined;
  const came = isSettled || project.isAllNew || isKept ? changes.get(migration.name) : undefined;
  const change = isCut(came) ? undefined : came;
  // Where git does not tell what is new, the newest migration is, and the schema on disk is the one that it came with.
  const isNewest = position >= source.migrations.length - 1;
  const schemaWithoutBase = source.history || isNewest ? source.schema : undefined;
  const known = isSettled ? undefined : (base.schema ?? schemaWithoutBase);
  const before = change ? change.before : isSettled ? undefined : base.schema;
  return {
    ...about,
    schema: isSettled ? [] : source.schema,
    before: replayed.ledgerBefore(position),
    declared: change ? declarationsOf(change.after) : declaredAt(project, migration),
    declaredBefore: before && declarationsOf(before),
    driftIgnore: configuration.driftIgnore,
    driftIgnoreBefore: isSettled ? undefined : configuration.driftIgnoreAtBase,
    driftIgnoreFile: { file: source.driftIgnoreFile, text: source.driftIgnore?.text },
    patterns,
    config: configuration.guard,
    prisma,
    declaredWith: (name) => {
      const made = changes.get(name);
      if (isCut(made)) {
        project.cuts.meet(made);
        return known && declarationsOf(known);
      }
      if (made) return declarationsOf(made.after);
      return project.stateOf(name) === 'settled' ? undefined : project.declarations;
    },
    isAppliedByOthers: () => project.otherRunner.isShown(),
    madeLater: (index) => replayed.madeAfter(index, position),
    ...(isSettled ? unknownAround(project, migration.name, came) : {}),
    wasDeclared: (index) => {
      const droppedBy = isSettled ? migration.name : undefined;
      const former = formerDeclaration(index, { source, declarationsOf, changes }, droppedBy);
      if (typeof former === 'boolean') return former;
      project.cuts.meet(former);
      return known && declares(declarationsOf(known), index);
    },
  };
}

/** What is declared with a migration of which only the schema of today is known: of Prisma 8 only if it leads there. */
function declaredAt(
  { source: { prisma8 }, declarations, declarationsOf }: ReplayedProject,
  { name }: MigrationFile,
) {
  const edges = prisma8?.folders.flatMap((folder) => folder.edges) ?? [];
  const to = edges.find((edge) => edge.name === name)?.to;
  return to === undefined || to === prisma8?.contractHash ? declarations : declarationsOf([]);
}

/** What is not known of the change that brought a settled migration in. */
function unknownAround(
  { cuts }: ReplayedProject,
  name: string,
  came: CameWith | undefined,
): Pick<MigrationContext, 'isDeclarationUnknown' | 'isChangeUnknown'> {
  const met = (cut: HistoryCut | undefined): boolean => {
    if (cut) cuts.meet(cut);
    return cut !== undefined;
  };
  return {
    isDeclarationUnknown: isCut(came),
    isChangeUnknown: (index) => met(cutAround(name, came, index)),
  };
}

/** What settled migrations came with, and those that made indexes by hand that go. */
export async function schemaChanges(
  project: ReplayedProject,
  candidates: readonly (readonly [name: string, events: readonly IndexEvent[]])[],
  grammar: Grammar,
): Promise<ReadonlyMap<string, CameWith>> {
  const facts = { driftIgnore: project.configuration.driftIgnore, prisma: project.prisma, grammar };
  const { prisma8, history } = project.source;
  const names = new Set<string>();
  for (const [name, events] of candidates) {
    if (project.isAllNew || prisma8 || project.stateOf(name) === 'settled') names.add(name);
    for (const event of events) {
      if (event.kind === 'column-dropped') names.add(event.origin.migration);
      if (event.kind === 'created' || !('index' in event)) continue;
      if (wantsFormerSchema(event.index, facts)) names.add(event.index.named.migration);
    }
  }
  const changes = names.size > 0 ? await (prisma8 ?? history)?.schemaWhenAdded([...names]) : undefined;
  return changes ?? new Map<string, CameWith>();
}
