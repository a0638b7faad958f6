import type { KnownIndex, KnownObject, KnownState } from '../../databases/known-state';
import type { FileIndex, FileObject } from '../../findings/linted-project';
import type { ShownProject } from '../tree/shown-project';
import { keyOfObject, threatsIn, type Threat } from './threats';

interface RowOf<Kind, Thing, Known extends Thing> {
  readonly kind: Kind;
  readonly thing: Thing;
  /** Its state in the chosen environment; undefined while that is not known. */
  readonly known: Known | undefined;
  /** What is going to take it away. */
  readonly threat: Threat | undefined;
}

export type IndexRow = RowOf<'index', FileIndex, KnownIndex>;
export type ObjectRow = RowOf<'object', FileObject, KnownObject>;

/** Something protected as the tree shows it. */
export type ProtectedRow = IndexRow | ObjectRow;

/** What is protected on one table; that of what is on none is empty. */
export interface ProtectedTable {
  readonly table: string;
  /** By kind, then by name. */
  readonly rows: readonly ProtectedRow[];
}

/** Whether something is not as it should be in the chosen environment. */
export function isLost({ state }: Pick<KnownIndex | KnownObject, 'state'>): boolean {
  return state !== 'present' && state !== 'pending';
}

/** How many things are not as they should be in the databases that gave these answers. */
export function lostIn(
  answers: readonly Pick<KnownState, 'protectedIndexes' | 'protectedObjects'>[],
): number {
  return answers.flatMap((one) => [...one.protectedIndexes, ...one.protectedObjects]).filter(isLost).length;
}

/** Whether it is not as it should be, or is not going to be. */
export function isInDanger({ known, threat }: ProtectedRow): boolean {
  return threat !== undefined || (known !== undefined && isLost(known));
}

/** The protected things of a project by table: as its database has them where that was asked, else by its files. */
export function protectedTables(project: ShownProject): ProtectedTable[] {
  const byTable = new Map<string, ProtectedRow[]>();
  for (const row of rowsOf(project)) {
    const table = row.thing.table ?? '';
    const ofTable = byTable.get(table);
    if (ofTable) ofTable.push(row);
    else byTable.set(table, [row]);
  }
  return [...byTable]
    .sort(([one], [other]) => compare(one, other))
    .map(([table, rows]) => ({ table, rows: rows.sort(compareRows) }));
}

function rowsOf({ view, files, findings }: ShownProject): ProtectedRow[] {
  const applied = new Set(
    view.known?.migrations.flatMap(({ file, state }) =>
      file !== null && ['applied', 'marked', 'drifted'].includes(state) ? [file] : [],
    ),
  );
  const threats = threatsIn(findings, (file) => applied.has(file));
  const indexRow = (thing: FileIndex, known?: KnownIndex): IndexRow => {
    return { kind: 'index', thing, known, threat: threats.get(thing.name) };
  };
  const objectRow = (thing: FileObject, known?: KnownObject): ObjectRow => {
    return { kind: 'object', thing, known, threat: threats.get(keyOfObject(thing)) };
  };
  const { known } = view;
  if (known) {
    return [
      ...known.protectedIndexes.map((index) => indexRow(index, index)),
      ...known.protectedObjects.map((object) => objectRow(object, object)),
    ];
  }
  if (!files) return [];
  return [
    ...files.indexes.map((index) => indexRow(index)),
    ...files.objects.map((object) => objectRow(object)),
  ];
}

function compareRows(one: ProtectedRow, other: ProtectedRow): number {
  return compare(kindOf(one), kindOf(other)) || compare(one.thing.name, other.thing.name);
}

/** Indexes first. */
function kindOf(row: ProtectedRow): string {
  return row.kind === 'index' ? '' : row.thing.kind;
}

/** By code units: names are mostly ASCII, and the order of languages costs the first who asks for it a tenth of a second. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
