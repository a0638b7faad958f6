import { inPrismaProject, type PrismaProject } from '../../helpers/prisma-project';
import { runSql } from '../../helpers/sql';
import type { Cell, Run } from './cells';

/** Runs the body in a project of this Prisma with these models. */
export async function inProject<T>(
  { version, previewFeatures = [] }: Run,
  models: string,
  body: (project: PrismaProject) => Promise<T>,
): Promise<T> {
  const generator = `generator client {\n  provider = "prisma-client-js"\n  previewFeatures = ${JSON.stringify(previewFeatures)}\n}\n`;
  const results: T[] = [];
  await inPrismaProject({ version, models: generator + models }, async (project) => {
    results.push(await body(project));
  })();
  const [result] = results;
  if (result === undefined) throw new Error('the project gave nothing');
  return result;
}

/** What brings the database, or an empty one, to the project's schema, a statement each. */
export async function migrationFrom(
  start: 'database' | 'empty',
  { version }: Run,
  { prisma }: PrismaProject,
  url: string,
): Promise<string[]> {
  const schema = 'prisma/schema.prisma';
  const from =
    start === 'empty'
      ? ['--from-empty', ...(version === 6 ? ['--shadow-database-url', url] : [])]
      : version === 6
        ? ['--from-schema-datasource', schema]
        : ['--from-config-datasource'];
  const to = [version === 6 ? '--to-schema-datamodel' : '--to-schema', schema];
  const { exitCode, stdout, stderr } = await prisma(url, ['migrate', 'diff', ...from, ...to, '--script']);
  if (exitCode !== 0) throw new Error(stderr);
  return stdout
    .split(/\n\n(?=-- )/)
    .map((statement) => statement.replaceAll(/^--.*\n/gm, '').trim())
    .filter((statement) => statement !== '' && !/^CREATE SCHEMA IF NOT EXISTS "public"/.test(statement));
}

/** Each cell's part of a migration, and whether PostgreSQL refused it. */
export type Parts = ReadonlyMap<Cell, { readonly statements: readonly string[]; readonly refused: boolean }>;

/**
 * Carries out each cell's part of a migration by itself.
 *
 * @throws Error when a statement is no cell's
 */
export async function carryOut(
  url: string,
  cells: readonly Cell[],
  migration: readonly string[],
): Promise<Parts> {
  const parts = new Map<Cell, { statements: string[]; refused: boolean }>();
  for (const cell of cells) {
    const statements = migration.filter((one) => isOf(cell, one));
    parts.set(cell, { statements, refused: !(await isApplied(url, statements.join('\n'))) });
  }
  const used = new Set([...parts.values()].flatMap(({ statements }) => statements));
  const others = migration.filter((one) => !used.has(one));
  if (others.length > 0) throw new Error(`These statements are of no cell:\n${others.join('\n')}`);
  return parts;
}

function isOf({ table, renamed, name }: Cell, statement: string): boolean {
  return [table, renamed, name].some((one) => statement.includes(`"${one}"`));
}

/** Anything else is a mistake of the test. */
const refusals =
  /depend on it|is a generated column|requires it|cannot use column reference|relation "x\w+" does not exist/;

/** Whether PostgreSQL takes the SQL; if not, nothing of it is left. */
async function isApplied(url: string, sql: string): Promise<boolean> {
  try {
    await runSql(url, sql);
    return true;
  } catch (error) {
    if (refusals.test(String(error))) return false;
    throw error;
  }
}
