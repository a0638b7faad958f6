import assert from 'node:assert/strict';
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

/** Whether `lint` finds in each migration what it takes away, and says nothing of what is meant. */
export async function checkLint({ migrations = {}, lintSays }: State, place: Place): Promise<void> {
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
  if (lintSays) assert.match(ran.stdout + ran.stderr, lintSays);
}
