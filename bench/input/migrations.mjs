// Migrations as real histories have them: mostly Prisma's own, now and then one written by hand.
import { addColumns, addIndex, addTable } from './model.mjs';

const columnDefinition = ({ name, sql, optional, value }) =>
  `"${name}" ${sql}${optional ? '' : ' NOT NULL'}${optional || value === undefined ? '' : ` DEFAULT ${value}`}`;

function createIndex(table, { name, columns, unique }) {
  const keys = columns.map((column) => `"${column}"`).join(', ');
  return `-- CreateIndex\nCREATE ${unique ? 'UNIQUE ' : ''}INDEX "${name}" ON "${table.name}"(${keys});\n`;
}

function createTable(model, random) {
  const table = addTable(model, random);
  const columns = ['"id" TEXT NOT NULL', ...table.columns.map(columnDefinition)];
  const key = `CONSTRAINT "${table.name}_pkey" PRIMARY KEY ("id")`;
  const indexes = table.relations.map(({ column }) => ({
    name: `${table.name}_${column}_idx`,
    columns: [column],
    unique: false,
  }));
  table.indexes.push(...indexes);
  return [
    `-- CreateTable\nCREATE TABLE "${table.name}" (\n    ${columns.join(',\n    ')},\n\n    ${key}\n);\n`,
    ...indexes.map((index) => createIndex(table, index)),
    ...table.relations.map(
      ({ column, target }) =>
        `-- AddForeignKey\nALTER TABLE "${table.name}" ADD CONSTRAINT "${table.name}_${column}_fkey" FOREIGN KEY ("${column}") REFERENCES "${target}"("id") ON DELETE CASCADE ON UPDATE CASCADE;\n`,
    ),
  ];
}

function alterTable(table, random) {
  const added = addColumns(table, random, 1 + random.below(3));
  if (added.length === 0) return [];
  return [
    `-- AlterTable\nALTER TABLE "${table.name}" ${added.map((column) => `ADD COLUMN     ${columnDefinition(column)}`).join(',\n')};\n`,
  ];
}

function newIndexes(table, random) {
  return [addIndex(table, random), addIndex(table, random)]
    .filter((index) => index !== undefined)
    .map((index) => createIndex(table, index));
}

/** The schema no longer declares it, and Prisma drops it: nothing is lost. */
function dropIndex(table, random) {
  if (table.indexes.length === 0) return [];
  const [index] = table.indexes.splice(random.below(table.indexes.length), 1);
  return [`-- DropIndex\nDROP INDEX "${index.name}";\n`];
}

function dropColumn(table, random) {
  const used = new Set([
    ...table.relations.map(({ column }) => column),
    ...table.indexes.flatMap(({ columns }) => columns),
  ]);
  const free = table.columns.findIndex(({ name }) => !used.has(name) && !table.hidden.includes(name));
  if (free < 0 || random.chance(0.5)) return [];
  const [column] = table.columns.splice(free, 1);
  return [
    `/*\n  Warnings:\n\n  - You are about to drop the column \`${column.name}\` on the \`${table.name}\` table. All the data in the column will be lost.\n\n*/\n-- AlterTable\nALTER TABLE "${table.name}" DROP COLUMN "${column.name}";\n`,
  ];
}

function dropTable(model, random) {
  const wanted = new Set(model.tables.flatMap(({ relations }) => relations.map(({ target }) => target)));
  const free = model.tables.filter(({ name }) => !wanted.has(name));
  if (free.length === 0) return [];
  const table = random.pick(free);
  model.tables.splice(model.tables.indexOf(table), 1);
  return [
    ...table.relations.map(
      ({ column }) =>
        `-- DropForeignKey\nALTER TABLE "${table.name}" DROP CONSTRAINT "${table.name}_${column}_fkey";\n`,
    ),
    `-- DropTable\nDROP TABLE "${table.name}";\n`,
  ];
}

/** What schema.prisma does not show. */
function handWritten(table, random) {
  const text = table.columns.find(({ name, sql }) => sql === 'TEXT' && !table.hidden.includes(name));
  if (!text) return [];
  table.hidden.push(text.name);
  const name = `idx_${table.name.toLowerCase()}_${text.name.toLowerCase()}`;
  return [
    random.weighted([
      [
        2,
        `-- Only the rows that are looked for\nCREATE INDEX "${name}" ON "${table.name}" ("${text.name}") WHERE "${text.name}" IS NOT NULL;\n`,
      ],
      [
        2,
        `CREATE EXTENSION IF NOT EXISTS vector;\n\nALTER TABLE "${table.name}" ADD COLUMN "embedding_${text.name}" vector(384);\n\nCREATE INDEX "${name}" ON "${table.name}" USING ivfflat ("embedding_${text.name}" vector_cosine_ops) WITH (lists = 50);\n`,
      ],
      [
        1,
        `CREATE EXTENSION IF NOT EXISTS pg_trgm;\n\nCREATE INDEX "${name}" ON "${table.name}" USING gin ("${text.name}" gin_trgm_ops);\n`,
      ],
      [1, `CREATE INDEX "${name}" ON "${table.name}" (lower("${text.name}"));\n`],
    ]),
  ];
}

function dataMigration(table, random) {
  const column = random.pick(table.columns);
  return [
    random.weighted([
      [
        3,
        `-- Fill in what is missing\nUPDATE "${table.name}" SET "${column.name}" = "source"."${column.name}"\nFROM (\n  SELECT "id", "${column.name}" FROM "${table.name}" WHERE "${column.name}" IS NOT NULL -- one row each\n) AS "source"\nWHERE "${table.name}"."id" = "source"."id";\n`,
      ],
      [
        1,
        `INSERT INTO "${table.name}" ("id", "${column.name}")\nSELECT gen_random_uuid()::text, "${column.name}" FROM "${table.name}" WHERE "id" LIKE 'it''s %';\n`,
      ],
      [
        1,
        `DO $$\nBEGIN\n  IF NOT EXISTS (SELECT 1 FROM "${table.name}") THEN\n    RAISE NOTICE 'nothing to do';\n  END IF;\nEND $$;\n`,
      ],
    ]),
  ];
}

const changes = [
  [46, ({ table, random }) => alterTable(table, random)],
  [18, ({ model, random }) => createTable(model, random)],
  [18, ({ table, random }) => newIndexes(table, random)],
  [5, ({ table, random }) => dropIndex(table, random)],
  [4, ({ table, random }) => dropColumn(table, random)],
  [4, ({ table, random }) => handWritten(table, random)],
  [5, ({ table, random }) => dataMigration(table, random)],
];
/** In a long history tables also go. */
const mostTables = 300;

/** The text of the next migration: one to five changes of the model, at least one statement. */
export function nextMigration(model, random) {
  const wanted = 1 + random.below(5);
  const parts = model.tables.length < 3 ? createTable(model, random) : [];
  for (let tries = 0; tries < wanted || parts.length === 0; tries += 1) {
    const change = random.weighted(changes);
    parts.push(...change({ model, random, table: random.pick(model.tables) }));
  }
  if (model.tables.length > mostTables) parts.push(...dropTable(model, random));
  return parts.join('\n');
}

/** A migration as `prisma migrate dev` writes it when it takes an index made by hand for drift. */
export function harmfulMigration(model) {
  const table = model.tables.find(({ hidden }) => hidden.length > 0) ?? model.tables[0];
  const column = table.hidden[0] ?? table.columns[0].name;
  return `-- DropIndex\nDROP INDEX "idx_${table.name.toLowerCase()}_${column.toLowerCase()}";\n\n-- AlterTable\nALTER TABLE "${table.name}" ADD COLUMN     "tags" TEXT[];\n`;
}
