import type { IndexRecord } from '../core/ledger/records';
import { findDeclared } from '../core/prisma-schema/find-declared';
import type { Declarations, SchemaFile } from '../core/prisma-schema/declarations';
import type { CameWith, HistoryCut, LintSource, SchemaChange } from './lint-source';
import { grouped } from '../core/grouped';

/** What was not known of a history when something hung on it. */
export class HistoryCuts {
  readonly #met = new Map<HistoryCut['cut'], HistoryCut>();

  /** @param isPrisma8 whether contracts are kept beside the migrations, so that git is not asked for them */
  constructor(readonly isPrisma8 = false) {}

  /** Something was judged without knowing. */
  meet(cut: HistoryCut): void {
    if (!this.#met.has(cut.cut)) this.#met.set(cut.cut, cut);
  }

  /** One sentence or none: what can be fetched goes first, because with it the others may go away. */
  get notices(): readonly string[] {
    const order = ['shallow', 'partial', 'beyond', 'together', 'none'] as const;
    const cut = order.map((kind) => this.#met.get(kind)).find((one) => one !== undefined);
    if (!cut) return [];
    return [this.isPrisma8 ? noSnapshots : noticeOf(cut)];
  }
}

const noSnapshots =
  'migrations/snapshots lacks contracts that migrations lead to. So it is not known what was declared when they came in, and their indexes are judged by what is certain. Commit that folder with the migrations.';

function noticeOf(cut: HistoryCut): string {
  const command = 'command' in cut ? ` ${cut.command} gets the rest.` : '';
  return `The history is cut here: ${reasonOf(cut)}. So it is not known what schema.prisma declared when some migrations came in, and their indexes are judged by what is certain.${command}`;
}

function reasonOf(cut: HistoryCut): string {
  switch (cut.cut) {
    case 'shallow':
      return 'this clone is shallow';
    case 'partial':
      return 'this partial clone lacks older files';
    case 'together':
      return `git has nothing of what came before ${cut.commit.slice(0, 12)}, which brought ${grouped(cut.migrations)} migrations in at once`;
    case 'beyond':
      return 'git does not have the commits that brought some migrations in';
    case 'none':
      return 'git has nothing of this project';
  }
}

export function isCut(came: CameWith | undefined): came is HistoryCut {
  return came !== undefined && 'cut' in came;
}

/** Whether a schema declares an index by its name in the database. */
export function declares(declarations: Declarations, { name, schema }: IndexRecord): boolean {
  return findDeclared(declarations, name, schema) !== undefined;
}

interface Former {
  readonly source: Pick<LintSource, 'history' | 'migrations' | 'prisma8'>;
  readonly changes: ReadonlyMap<string, CameWith>;
  readonly declarationsOf: (files: readonly SchemaFile[]) => Declarations;
}

/**
 * Whether the schema declared an index when it got its name, or why that is not known.
 *
 * @param droppedBy the settled migration that takes it away, where one is being judged
 */
export function formerDeclaration(
  index: IndexRecord,
  { source, changes, declarationsOf }: Former,
  droppedBy?: string,
): boolean | HistoryCut {
  const maker = index.named.migration;
  // The schema on disk is that of the newest migration.
  const came = changes.get(maker);
  if (!(source.prisma8 ?? source.history) || (source.prisma8 && !came)) {
    return source.migrations.at(-1)?.name === maker ? false : { cut: 'none' };
  }
  // It is not committed, and the schema in the working tree does not declare the index either. Where nothing is, that schema
  // is the newest migration's.
  if (came === undefined) {
    const isNewest = source.migrations.at(-1)?.name === maker;
    return source.history?.base === undefined && !isNewest ? { cut: 'none' } : false;
  }
  if (isCut(came)) return came;
  if (declares(declarationsOf(came.after), index)) return true;
  const { together } = came;
  if (!together) return false;
  const isGoneAlready = droppedBy !== undefined && droppedBy !== maker && together.migrations.has(droppedBy);
  // The schema of a commit is that of the last migration which it brought.
  const last = source.migrations.findLast(({ name }) => together.migrations.has(name));
  const isOlder = together.isFirst && last?.name !== maker;
  return isGoneAlready || isOlder ? togetherCut(together) : false;
}

/** Answers whether the schema declared an index when it got its name; undefined, and remembered, where that is not known. */
export function declaredOrUnknown(
  { source, cuts, declarationsOf }: Omit<Former, 'changes'> & { readonly cuts: HistoryCuts },
  changes: Former['changes'],
): (index: IndexRecord) => boolean | undefined {
  return (index) => {
    const former = formerDeclaration(index, { source, changes, declarationsOf });
    if (typeof former === 'boolean') return former;
    cuts.meet(former);
    return undefined;
  };
}

/** What is not known of a migration's own change, as far as an index is concerned that it takes away. */
export function cutAround(
  migration: string,
  came: CameWith | undefined,
  index: IndexRecord,
): HistoryCut | undefined {
  if (came === undefined || isCut(came)) return came;
  const { together } = came;
  const maker = index.named.migration;
  return maker !== migration && together?.migrations.has(maker) ? togetherCut(together) : undefined;
}

function togetherCut({ commit, migrations }: NonNullable<SchemaChange['together']>): HistoryCut {
  return { cut: 'together', commit, migrations: migrations.size };
}
