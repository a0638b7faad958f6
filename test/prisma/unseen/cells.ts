import { runSql } from '../../helpers/sql';
import { handMade, type HandMade } from './objects';

/** The changes to schema.prisma, as the heads of the page's columns have them. */
export const changes = ['another change', 'type of a column', 'model renamed'] as const;
type Change = (typeof changes)[number];

/** Which Prisma is tried on which objects. */
export interface Run {
  readonly version: 6 | 7;
  readonly previewFeatures?: readonly string[];
  /** Those of the objects that are of an extension, else the others. */
  readonly embedded?: true;
}

/** An object with a table of its own for one of the changes. */
export interface Cell {
  readonly object: HandMade;
  readonly change: Change;
  readonly table: string;
  readonly renamed: string;
  readonly name: string;
}

/** The cells that a run is about. */
export function cellsOf({ previewFeatures = [], embedded }: Run): Cell[] {
  const partialIndexes = previewFeatures.includes('partialIndexes');
  return handMade.flatMap((object, number) => {
    if (object.embedded !== embedded || (object.partialIndexes ?? partialIndexes) !== partialIndexes)
      return [];
    return changes.map((change, i) => {
      const table = `t${number}_${i}`;
      return { object, change, table, renamed: `${table}_renamed`, name: `x${number}_${i}` };
    });
  });
}

/** Makes the tables of all cells, and the objects on them. */
export async function makeByHand(url: string, cells: readonly Cell[]): Promise<void> {
  const touch = 'CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;\n';
  await runSql(url, touch + cells.map(sqlOf).join(''));
}

function sqlOf({ object, table, name }: Cell): string {
  const vector = object.embedded ? ', "e" vector(3)' : '';
  return `CREATE TABLE "${table}" ("id" int NOT NULL, "a" text, "b" int, "arr" text[], "r" int4range, "code" text${vector},
  CONSTRAINT "${table}_pkey" PRIMARY KEY ("id"));
CREATE UNIQUE INDEX "${table}_code_key" ON "${table}" ("code");
${object.make.replaceAll(/\bX\b/g, name).replaceAll(/\bT\b/g, table)}
`;
}

/** The models of all cells, each before or after its change. */
export function modelsOf(cells: readonly Cell[], when: 'before' | 'after'): string {
  return cells.map((cell) => modelOf(cell, when === 'after' ? cell.change : undefined)).join('\n');
}

function modelOf({ object, table, renamed, name }: Cell, change: Change | undefined): string {
  const model = change === 'model renamed' ? renamed : table;
  const type = change === 'type of a column' ? 'Int' : 'String';
  return `model ${model} {
  id Int @id
  a ${type}?
  b Int?
  arr String[]
  r Unsupported("int4range")?
  code ${type}? @unique(map: "${table}_code_key")
  ${object.embedded ? 'e Unsupported("vector(3)")?' : ''}
  ${change === 'another change' ? 'extra Int?' : ''}
  ${(object.declared ?? '').replaceAll(/\bX\b/g, name).replaceAll(/\bMODEL\b/g, model)}
}
`;
}
