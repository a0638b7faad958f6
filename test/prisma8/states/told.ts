import assert from 'node:assert/strict';
import { z } from 'zod';
import { runCli, type Ran } from '../../helpers/cli';
import type { FindingJson, LintJson } from '../../../src/core/reports/lint';
import type { Place, State } from './state';

const kinds: Readonly<Record<string, string>> = {
  check: 'constraint',
  exclude: 'constraint',
  'generated column': 'column',
};

/** What a finding says is lost, named as databaseObjects does. */
function lostBy({ index, loss, objects = [] }: FindingJson): string[] {
  const names = objects.map(({ kind, table, name }) =>
    kind === 'generated column' ? `column ${table}.${name}` : `${kinds[kind] ?? kind} ${name}`,
  );
  return index !== null && loss !== null ? [`index ${index}`, ...names] : names;
}

function sortedOnce(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

async function lint(place: Place): Promise<{ readonly ran: Ran; readonly findings: readonly FindingJson[] }> {
  const ran = await runCli(place.folder, ['lint', '--base', 'none', '--format', 'json']);
  const report = ran.stdout === '' ? undefined : (JSON.parse(ran.stdout) as LintJson);
  return { ran, findings: report?.projects.flatMap(({ findings }) => findings) ?? [] };
}

/** Whether `lint` finds in each migration what it takes away, says nothing of what is meant, and that Prisma refuses one. */
export async function checkLint({ migrations = {}, unknown, lintSays }: State, place: Place): Promise<void> {
  const { ran, findings } = await lint(place);
  const told: Record<string, string[]> = {};
  for (const finding of findings) {
    const slug = /\d+T\d+_(\w+)\/ops\.json$/.exec(finding.file)?.[1];
    const lost = lostBy(finding);
    if (slug !== undefined && lost.length > 0) told[slug] = sortedOnce([...(told[slug] ?? []), ...lost]);
  }
  const expected = Object.entries(migrations)
    .filter(([, { loses = [] }]) => loses.length > 0)
    .map(([slug, { loses = [] }]) => [slug, sortedOnce(loses)]);
  assert.deepEqual(told, Object.fromEntries(expected), ran.stdout + ran.stderr);
  const isRefused = ran.exitCode === 2 || findings.some(({ rule }) => rule === 'prisma-refuses');
  assert.equal(isRefused, unknown !== undefined, ran.stdout + ran.stderr);
  if (lintSays) assert.match(ran.stdout + ran.stderr, lintSays);
}

const ofOurs = z.object({
  projects: z.array(
    z.object({
      prisma8: z.object({ place: z.string() }),
      migrations: z.array(z.object({ name: z.string(), state: z.string() })),
    }),
  ),
});

const ofPrisma = z.object({
  spaces: z.array(
    z.object({ migrations: z.array(z.object({ name: z.string(), status: z.string().nullable() })) }),
  ),
});

/** Whether `status` says where the database is, and of each migration what Prisma says of it, where Prisma does. */
export async function checkStatus({ at = 'there' }: State, place: Place): Promise<void> {
  const ran = await runCli(place.folder, ['status', '--json'], { DATABASE_URL: place.url });
  const [project] = ofOurs.parse(JSON.parse(ran.stdout)).projects;
  assert.equal(project?.prisma8.place, at, ran.stdout);
  const { result, exitCode } = await place.prisma(['migration', 'status'], { databaseUrl: place.url });
  if (exitCode !== 0) return;
  // Prisma lists no migration that was applied and whose folder is gone.
  const told = project.migrations
    .filter(({ state }) => state !== 'missing')
    .map(({ name, state }) => [name, state])
    .sort();
  const expected = ofPrisma
    .parse(result)
    .spaces.flatMap(({ migrations }) => migrations.map(({ name, status }) => [name, status ?? 'not-needed']));
  assert.deepEqual(told, expected.sort(), ran.stdout);
}

const predicted = z.object({
  drops: z.array(z.object({ kind: z.string(), table: z.string().nullable(), name: z.string() })),
});

/** Whether `predict` tells everything that `db update` takes and no contract declared, and exits 2 where Prisma does not say. */
export async function checkPredict({ updateLoses }: State, place: Place): Promise<void> {
  const ran = await runCli(place.folder, ['predict', '--json'], { DATABASE_URL: place.url });
  const said = ran.stdout + ran.stderr;
  if (!updateLoses) {
    assert.equal(ran.exitCode, 2, said);
    assert.notEqual(ran.stderr.trim(), '');
    return;
  }
  assert.equal(ran.exitCode, updateLoses.length > 0 ? 1 : 0, said);
  const told = predicted
    .parse(JSON.parse(ran.stdout))
    .drops.map(({ kind, table, name }) =>
      kind === 'column' ? `column ${table}.${name}` : `${kind} ${name}`,
    );
  assert.deepEqual(told.sort(), updateLoses, said);
}
