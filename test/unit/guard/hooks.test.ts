import assert from 'node:assert/strict';
import { inWorkspace } from '../../helpers/workspace';
import { claudeDecision, claudeInput, giveToGuard } from './ask-guard';
import { prepare } from './states';

const reset = 'npx prisma migrate reset';
const asked = 'npx prisma migrate resolve --applied x';

/** What other agents say before a command, as their own pages have it. */
const inputs = {
  codex: (command: unknown, cwd: string) => ({
    ...{ session_id: 'a', transcript_path: null, cwd, hook_event_name: 'PreToolUse', model: 'gpt' },
    ...{
      permission_mode: 'default',
      turn_id: 't',
      tool_name: 'Bash',
      tool_use_id: 'c',
      tool_input: { command },
    },
  }),
  copilot: (command: unknown, cwd: string) => ({
    ...{ timestamp: 1704614600000, cwd, toolName: 'bash' },
    toolArgs: JSON.stringify({ command, description: 'Does something' }),
  }),
  'copilot with arguments as an object': (command: unknown, cwd: string) => ({
    ...{ sessionId: 'a', timestamp: 1704614600000, cwd, toolName: 'bash', toolArgs: { command } },
  }),
  cursor: (command: unknown, cwd: string) => ({
    ...{ conversation_id: 'a', generation_id: 'b', hook_event_name: 'beforeShellExecution' },
    ...{ workspace_roots: [cwd], cursor_version: '3.0.0', command, cwd: '' },
  }),
  gemini: (command: unknown, cwd: string) => ({
    ...{ session_id: 'a', transcript_path: '/tmp/a', cwd, hook_event_name: 'BeforeTool', timestamp: '' },
    ...{ tool_name: 'run_shell_command', tool_input: { command, description: 'Does something' } },
  }),
} satisfies Record<string, (command: unknown, cwd: string) => object>;

type Named = keyof typeof inputs;
const agents = Object.keys(inputs) as Named[];

/** Where an agent looks for the decision and the reason in what it gets. */
function read(agent: Named, stdout: string): readonly unknown[] {
  const answer = JSON.parse(stdout) as Record<string, unknown>;
  if (agent === 'codex') return claudeDecision({ exitCode: 0, stdout, stderr: '' });
  if (agent === 'cursor') {
    assert.equal(answer['user_message'], answer['agent_message']);
    return [answer['permission'], answer['agent_message']];
  }
  if (agent === 'gemini') return [answer['decision'], answer['reason']];
  return [answer['permissionDecision'], answer['permissionDecisionReason']];
}

describe('guard as a hook', () => {
  for (const agent of agents) {
    it(
      `answers ${agent} in its own form, about the project in its folder`,
      inWorkspace(async (workspace) => {
        prepare(workspace, 'guarded');
        const { folder } = workspace;
        const give = (command: unknown) => giveToGuard('/', JSON.stringify(inputs[agent](command, folder)));
        const denied = await give(reset);
        const [decision, reason] = read(agent, denied.stdout);
        assert.equal(decision, 'deny');
        assert.match(String(reason), /npx migration-guard status$/);
        assert.equal(read(agent, (await give('npx prisma migrate dev')).stdout)[0], 'deny');
        assert.deepEqual(await give('npx prisma migrate status'), { exitCode: 0, stdout: '', stderr: '' });

        const question = read(agent, (await give(asked)).stdout);
        // To these a question would be a yes.
        const cannotAsk = agent === 'codex' || agent === 'gemini';
        assert.equal(question[0], cannotAsk ? 'deny' : 'ask');
        assert.equal(String(question[1]).endsWith('Ask the person to run it.'), cannotAsk);
        assert.equal(read(agent, (await give(undefined)).stdout)[0], cannotAsk ? 'deny' : 'ask');
      }),
    );
  }

  it(
    'names the project for which its command is, where that is not the one here',
    inWorkspace(async (workspace) => {
      const { folder, write } = workspace;
      prepare(workspace, 'guarded');
      write({ 'packages/api/package.json': '{}' });
      for (const [command, advice] of [
        ['cd packages/db && npx prisma migrate reset', 'status --project packages/db'],
        [
          'cd packages/api && npx prisma migrate reset --schema ../../prisma/schema.prisma',
          'status --project prisma/schema.prisma',
        ],
        ['npx prisma db push', 'dev --name "<name>"'],
        ['npx prisma migrate dev --name add_tags', 'dev --name add_tags'],
        ['npx prisma migrate dev --create-only --name "a; rm -rf x"', 'safe-migrate --name "<name>"'],
      ] as const) {
        const [, reason] = claudeDecision(await giveToGuard(folder, claudeInput(command, folder)));
        assert.ok(reason.endsWith(`: npx migration-guard ${advice.replaceAll('"', '')}`), reason);
      }
    }),
  );

  const others: readonly (readonly [title: string, input: string])[] = [
    ['nothing', ''],
    ['white space', ' \n\t '],
    [
      'broken JSON',
      '{"hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"npx prisma migr',
    ],
    ['text', reset],
    ['a number', '1'],
    ['null', 'null'],
    ['a list', `[${JSON.stringify(reset)}]`],
    ['NUL and other bytes', '\0\x01\uFFFD\x1b[31m'],
    [
      'another event',
      JSON.stringify({ hook_event_name: 'PostToolUse', tool_name: 'Bash', tool_input: { command: reset } }),
    ],
    [
      'another tool',
      JSON.stringify({ hook_event_name: 'PreToolUse', tool_name: 'Read', tool_input: { file_path: '/a' } }),
    ],
    ['another tool of Copilot', JSON.stringify({ toolName: 'edit', toolArgs: '{"command":"str_replace"}' })],
    ['the start of a session', JSON.stringify({ hook_event_name: 'SessionStart', source: 'startup' })],
    ['deep nesting', '['.repeat(100_000)],
    ['10 MB of JSON', JSON.stringify({ hook_event_name: 'x', text: 'a'.repeat(10 * 1024 * 1024) })],
  ];
  for (const [title, input] of others) {
    it(`says nothing to ${title}, so that the agent decides`, async () => {
      assert.deepEqual(await giveToGuard('/', input), { exitCode: 0, stdout: '', stderr: '' });
    });
  }

  for (const command of [undefined, null, 1, ['npx', 'prisma'], {}]) {
    it(`asks about a command that is ${JSON.stringify(command)}`, async () => {
      const [decision] = claudeDecision(await giveToGuard('/', claudeInput(command, '/')));
      assert.equal(decision, 'ask');
    });
  }

  it('reads a command of 10 MB, and one that is nested without end, in a moment', async () => {
    const long = `cat > a <<'END'\n${'a b\n'.repeat(2.5 * 1024 * 1024)}END\n${reset}`;
    const nested = `${'$('.repeat(5_000)}${reset}${')'.repeat(5_000)}`;
    const loops = `${'for a in 1 2 3 4 5 6 7 8; do '.repeat(12)}${reset}${'; done'.repeat(12)}`;
    for (const command of [long, nested, loops]) {
      const [decision] = claudeDecision(await giveToGuard('/', claudeInput(command, '/')));
      assert.notEqual(decision, 'allow');
    }
  });

  it('judges a command that is given by hand, and says by its exit code what it thinks', async () => {
    const cases: readonly (readonly [exitCode: number, said: RegExp, args: readonly string[]])[] = [
      [
        1,
        /^Denied: prisma migrate reset drops .* npx migration-guard status\n$/,
        ['--', 'npx', 'prisma', 'migrate', 'reset'],
      ],
      [1, /^Denied: psql drops a database/, ['--', 'psql', '-c', 'DROP DATABASE "a b"']],
      [1, /^Denied: /, ['--command', 'cd api && npx prisma migrate reset']],
      [3, /^Ask: /, ['--command', asked]],
      [0, /^Allowed\.\n$/, ['--', 'grep', '-r', 'prisma migrate reset', 'docs']],
    ];
    for (const [exitCode, said, args] of cases) {
      const ran = await giveToGuard('/', '', args);
      assert.equal(ran.exitCode, exitCode, args.join(' '));
      assert.match(ran.stdout, said);
    }
    const twice = await giveToGuard('/', '', ['--command', 'a', '--', 'b']);
    assert.deepEqual([twice.exitCode, twice.stdout], [2, '']);
    assert.match(twice.stderr, /given twice/);
  });

  it(
    'names what it could not read, without what may be secret',
    inWorkspace(async ({ folder, write }) => {
      const deep = Object.fromEntries(
        Array.from({ length: 20 }, (_, at) => [`s${at}`, `npm run s${at + 1}`]),
      );
      write({ 'package.json': JSON.stringify({ scripts: deep }) });
      const reason = async (command: string): Promise<string> =>
        claudeDecision(await giveToGuard(folder, claudeInput(command, folder)))[1];
      assert.equal(await reason('npx prisma generate && npm run s0'), '');
      assert.match(await reason('A=secret npm run s0 -- prisma secret'), /^npm run s0 cannot be read/);
      assert.match(
        await reason('psql -f missing.sql'),
        /^psql with missing\.sql would run a file that is not found/,
      );
    }),
  );

  it(
    'names the only project of the repository to an agent that stands elsewhere in it',
    inWorkspace(async ({ at, git, write }) => {
      const schema = 'datasource db {\n  provider = "postgresql"\n}\n';
      write({ 'web/package.json': '{}', 'packages/shared/prisma/schema.prisma': schema });
      git('init', '--quiet');
      const advice = async (folder: string): Promise<string | undefined> => {
        const [, reason] = claudeDecision(await giveToGuard(at(folder), claudeInput(reset, at(folder))));
        return /npx migration-guard status.*/.exec(reason)?.[0];
      };
      assert.equal(await advice('web'), 'npx migration-guard status --project ../packages/shared');
      assert.equal(await advice('packages/shared/prisma'), 'npx migration-guard status');
      assert.equal(await advice('.'), 'npx migration-guard status');
      write({ 'packages/other/prisma/schema.prisma': schema });
      assert.equal(await advice('web'), 'npx migration-guard status');
    }),
  );
});
