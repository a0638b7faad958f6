import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { collect, type Ran } from '../helpers/cli';
import { openWorkspace, type Workspace } from '../helpers/workspace';

const top = path.join(__dirname, '../../..');

interface Comment {
  readonly id: number;
  readonly body: string;
}

/** A repository on a server, and a job of GitHub's runner that has checked a pull request out of it as actions/checkout does. */
export interface Runner {
  readonly origin: Workspace;
  /** Clones one commit of the pull request's merge, and runs the step of action.yml there. */
  readonly runStep: (
    inputs?: Readonly<Record<string, string>>,
    event?: 'pull_request' | 'push',
  ) => Promise<Step>;
  readonly comments: () => readonly Comment[];
  readonly requests: () => readonly string[];
  readonly change: (memory: Readonly<Record<string, unknown>>) => void;
  readonly close: () => void;
}

interface Step extends Ran {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly checkout: string;
}

const token = 'ghs_secretOfTheTest';

/** The step's script and variables as action.yml has them, with the defaults of its inputs. */
function stepOf(inputs: Readonly<Record<string, string>>): { run: string; env: Record<string, string> } {
  const text = fs.readFileSync(path.join(top, 'action.yml'), 'utf8');
  const defaults = [...text.matchAll(/^ {2}([\w-]+):\n(?: {4}.*\n)*? {4}default: (.*)$/gm)].map(
    ([, name = '', value = '']) => [name, value.replace(/^'(.*)'$/, '$1')] as const,
  );
  const values = new Map([...defaults, ...Object.entries(inputs)]);
  const env = [...text.matchAll(/^ {8}(\w+): \$\{\{ inputs\.([\w-]+) \}\}$/gm)].map(
    ([, variable = '', input = '']) => [variable, values.get(input) ?? ''] as const,
  );
  const run = /^ {6}run: (.*)$/m.exec(text)?.[1];
  assert.ok(run !== undefined && env.length === values.size, 'action.yml is read as it is written');
  return { run, env: Object.fromEntries(env) };
}

export async function openRunner(files: Readonly<Record<string, string>>): Promise<Runner> {
  const origin = openWorkspace();
  const work = openWorkspace();
  origin.git('init', '--quiet');
  origin.write(files);
  const memory = work.at('api.json');
  fs.writeFileSync(memory, JSON.stringify({ token, mayWrite: true, comments: [] }));
  const read = (): { comments: readonly Comment[]; requests?: readonly string[] } =>
    JSON.parse(fs.readFileSync(memory, 'utf8')) as { comments: readonly Comment[] };
  const api = spawn(process.execPath, [path.join(top, 'test/package/github-api.mjs'), memory], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) =>
    api.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim())),
  );
  let steps = 0;
  return {
    origin,
    comments: () => read().comments,
    requests: () => read().requests ?? [],
    change: (changes) => fs.writeFileSync(memory, JSON.stringify({ ...read(), ...changes })),
    close: () => {
      api.stdin.end();
      origin.remove();
      work.remove();
    },
    runStep: async (inputs = {}, event = 'pull_request') => {
      steps += 1;
      const at = (name: string): string => work.at(`${steps}-${name}`);
      const checkout = at('checkout');
      const ref = event === 'push' ? 'refs/heads/main' : 'refs/pull/7/merge';
      fs.mkdirSync(checkout);
      const git = (...args: string[]): string => work.git('-C', checkout, ...args);
      git('init', '--quiet');
      git('remote', 'add', 'origin', `file://${origin.folder}`);
      git('fetch', '--quiet', '--no-tags', '--depth=1', 'origin', `+${ref}:refs/remotes/pull/7/merge`);
      git('checkout', '--quiet', '--force', 'refs/remotes/pull/7/merge');
      const sha = git('rev-parse', 'HEAD');
      const before = origin.git('rev-parse', 'main~1');
      const isPush = event === 'push';
      fs.writeFileSync(
        at('event.json'),
        JSON.stringify(
          isPush ? { before, ref, repository: { default_branch: 'main' } } : { pull_request: { number: 7 } },
        ),
      );
      for (const file of ['output', 'summary']) fs.writeFileSync(at(file), '');
      const { run, env } = stepOf({
        token,
        version: process.env['MIGRATION_GUARD_PACKAGE'] ?? '',
        ...inputs,
      });
      const inherited = Object.entries(process.env).filter(
        ([name]) => !/^(?:npm_|GITHUB_|MIGRATION_GUARD_)/i.test(name),
      );
      const ran = await collect(
        spawn('bash', ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', run], {
          cwd: checkout,
          stdio: ['ignore', 'pipe', 'pipe'],
          env: {
            ...Object.fromEntries(inherited),
            ...{ CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_ACTION_PATH: top, GITHUB_WORKSPACE: checkout },
            ...{
              GITHUB_EVENT_NAME: event,
              GITHUB_EVENT_PATH: at('event.json'),
              GITHUB_REPOSITORY: 'team/shop',
            },
            ...{
              GITHUB_REF: ref,
              GITHUB_SHA: sha,
              GITHUB_BASE_REF: isPush ? '' : 'main',
              GITHUB_API_URL: url,
            },
            ...{ GITHUB_OUTPUT: at('output'), GITHUB_STEP_SUMMARY: at('summary'), RUNNER_TEMP: work.folder },
            ...env,
          },
        }),
      );
      const lines = fs.readFileSync(at('output'), 'utf8').trim().split('\n');
      const outputs = Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
      return { ...ran, outputs, summary: fs.readFileSync(at('summary'), 'utf8'), checkout };
    },
  };
}

/** Nothing that a step printed, wrote or left has the token. */
export function assertNoToken({ stdout, stderr, summary, outputs }: Step): void {
  assert.ok(!`${stdout}${stderr}${summary}${JSON.stringify(outputs)}`.includes(token));
}
