import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Client } from '@modelcontextprotocol/client';
import type { ToolName } from '../../src/agent/tool';

/** A call that nobody should make. */
export interface Attack {
  readonly name: ToolName;
  readonly given: Readonly<Record<string, unknown>>;
}

const tools: readonly ToolName[] = [
  'status',
  'lint',
  'explain_index',
  'safe_migrate',
  'fix_drift',
  'restore',
];

/** What is needed so that only the hostile part is wrong. */
const needed: Partial<Record<ToolName, object>> = { safe_migrate: { name: 'x' } };

const long = 'x'.repeat(1_000_000);

/** Values that leave the roots, look like options, or are too long, in every key that takes a text. */
export function attacks(inside: string, outside: string): Attack[] {
  const link = path.join(inside, 'link-to-outside');
  if (!fs.existsSync(link)) fs.symlinkSync(outside, link, 'junction');
  const paths = [
    ...['..', '../..', '/', outside, 'link-to-outside', 'prisma/../../..', '\0', long, '', '-', '--env=prod'],
    ...['--force', '--project=/', '$(touch pwned)', '`touch pwned`', '; touch pwned', '~', 'file:///'],
  ];
  const names = [
    '--yes',
    '--confirm-drop=idx_memories_embedding',
    '--env=prod',
    long,
    '',
    '\n--force',
    '../../x',
  ];
  const all = (name: ToolName, values: readonly unknown[], key: string): Attack[] =>
    values.map((value) => ({ name, given: { ...needed[name], confirm: true, [key]: value } }));
  return [
    ...tools.flatMap((name) => all(name, paths, 'project')),
    ...all('safe_migrate', [...names, '../../../outside', 'a b', 'a;b', 7, null, {}], 'name'),
    ...all('explain_index', names, 'name'),
    ...all(
      'restore',
      [...names.map((name) => [name]), [], 'idx', Array.from({ length: 5000 }, () => 'x')],
      'names',
    ),
    ...all('restore', [...names, '../x', 'a/b'], 'migration'),
    ...all('fix_drift', [...names.map((name) => [name]), [long], 'x'], 'migrations'),
    ...(['status', 'restore'] as const).flatMap((name) =>
      all(
        name,
        ['prod', 'production', '--force', 'prod --force', '-x', long, 'postgres://u:p@h/d'],
        'environment',
      ),
    ),
    ...tools.map((name) => ({ name, given: { ...needed[name], force: true, sql: 'DROP TABLE memories' } })),
  ];
}

/** Makes each of the calls, and expects that none does anything. */
export async function assertRefused(client: Client, all: readonly Attack[]): Promise<void> {
  for (const { name, given } of all) {
    const { isError } = await client.callTool({ name, arguments: given }).catch(() => ({ isError: true }));
    assert.equal(isError, true, `${name} ${JSON.stringify(given).slice(0, 200)}`);
  }
}
