import fs from 'node:fs';
import { migrationFrom, carryOut, inProject } from './carry-out';
import { heldOf, readCatalogue } from './catalogue';
import { cellsOf, makeByHand, modelsOf, type Cell, type Run } from './cells';

/** A database with nothing in it but extensions. */
export type OpenDatabase = () => Promise<string>;

/** What is made of each object, in the words of the page. */
export type Outcomes = ReadonlyMap<Cell, string>;

/** What PostgreSQL still has after the one migration that Prisma writes for all changes of a run. */
export async function afterChanges(run: Run, open: OpenDatabase): Promise<Outcomes> {
  const cells = cellsOf(run);
  const url = await open();
  await makeByHand(url, cells);
  const before = await readCatalogue(url);
  const parts = await inProject(run, modelsOf(cells, 'after'), async (project) =>
    carryOut(url, cells, await migrationFrom('database', run, project, url)),
  );
  const after = await readCatalogue(url);
  return new Map(
    [...parts].map(([cell, { statements, refused }]) => {
      const [was, is] = [heldOf(before, cell), heldOf(after, cell)];
      return [cell, refused ? 'fails' : outcomeOf(cell, was, is, statements)];
    }),
  );
}

function outcomeOf(
  { name }: Cell,
  was: readonly string[],
  is: readonly string[],
  statements: readonly string[],
): string {
  if (was.every((line) => is.includes(line))) return 'stays';
  const named = statements.some((one) => new RegExp(`\\bDROP [A-Z]+ "${name}"`).test(one));
  const made = is.filter((line) => !was.includes(line));
  if (made.some((line) => !named || line.includes(name))) return 'plain';
  return named ? 'dropped' : 'gone';
}

/** One cell is enough for each object where no change is tried. */
const firstsOf = (run: Run): Cell[] => cellsOf(run).filter(({ change }) => change === 'another change');

/** What a database has that is built from one migration, which Prisma writes from the schema. */
export async function afterSquash(run: Run, open: OpenDatabase): Promise<Outcomes> {
  const cells = firstsOf(run);
  const url = await open();
  await makeByHand(url, cells);
  const before = await readCatalogue(url);
  const migration = await inProject(run, modelsOf(cells, 'before'), (project) =>
    migrationFrom('empty', run, project, url),
  );
  return await builtFrom(migration, cells, before, await open());
}

/** What of it `db pull` writes into the schema: what a squash makes of that, and whether a comment speaks of it. */
export async function afterPull(run: Run, open: OpenDatabase): Promise<Outcomes> {
  const cells = firstsOf(run);
  const url = await open();
  await makeByHand(url, cells);
  const before = await readCatalogue(url);
  const { migration, schema } = await inProject(run, '', async (project) => {
    const { exitCode, stderr } = await project.prisma(url, ['db', 'pull']);
    if (exitCode !== 0) throw new Error(stderr);
    return {
      migration: await migrationFrom('empty', run, project, url),
      schema: fs.readFileSync(project.at('prisma/schema.prisma'), 'utf8'),
    };
  });
  const built = await builtFrom(migration, cells, before, await open());
  return new Map(
    [...built].map(([cell, made]) => {
      const note = new RegExp(`^///.*\\nmodel ${cell.table} `, 'm').test(schema);
      if (made === 'missing') return [cell, note ? 'note' : 'nothing'];
      return [cell, note ? `${made}, note` : made];
    }),
  );
}

async function builtFrom(
  migration: readonly string[],
  cells: readonly Cell[],
  before: Awaited<ReturnType<typeof readCatalogue>>,
  url: string,
): Promise<Outcomes> {
  const parts = await carryOut(url, cells, migration);
  const after = await readCatalogue(url);
  return new Map(
    [...parts].map(([cell, { refused }]) => {
      const [was, is] = [heldOf(before, cell), heldOf(after, cell)];
      if (refused) return [cell, 'fails'];
      if (was.every((line) => is.includes(line))) return [cell, 'whole'];
      return [cell, is.some((line) => !was.includes(line)) ? 'plain' : 'missing'];
    }),
  );
}
