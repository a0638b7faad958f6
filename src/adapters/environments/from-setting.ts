import path from 'node:path';
import type { EnvironmentSource } from '../../core/config/environment-setting';
import { withoutCredentials } from '../../core/environment/masks';
import type { DatabaseUrl } from '../../core/environment/database-url';
import { runCaptured } from '../process/run-captured';
import type { Ended, ProgramResult } from '../process/run-program';
import { pathInside } from '../files/real-path';
import { isMissing, reasonOf } from '../files/regular-file';
import { workTreeTop } from '../files/tree-root';
import { readEnvFileFirst } from './env-file';
import type { EnvironmentProject } from './project';
import { assertMayRun } from './project-code';
import { fromRailway } from './railway';
import {
  askingOf,
  type EnvironmentDeps,
  EnvironmentError,
  timeoutsMsOf,
  parseOptional,
  parseUrl,
  type Resolved,
  seconds,
} from './resolved';
import { urlVariables, usualDirect } from './variables-for';

/** A source that is read without running anything. */
export type QuietSource = Extract<EnvironmentSource, { kind: 'variable' | 'envFile' }>;

/**
 * The URL of an environment of migration-guard.json.
 *
 * @throws HumanError
 */
export async function fromSetting(
  name: string,
  source: EnvironmentSource,
  project: EnvironmentProject,
  deps: EnvironmentDeps,
): Promise<Resolved> {
  switch (source.kind) {
    case 'variable':
    case 'envFile':
      return fromQuietSource(name, source, project, deps);
    case 'command':
      return await fromCommand(name, source, project, deps);
    case 'railway':
      return await fromRailway(name, source, project.root, deps);
  }
}

/** @throws HumanError */
export function fromQuietSource(
  name: string,
  source: QuietSource,
  project: EnvironmentProject,
  { env }: EnvironmentDeps,
): Resolved {
  const { variable } = source;
  if (source.kind === 'variable') {
    const text = env[variable] ?? '';
    if (text === '') {
      throw new EnvironmentError(
        'no-url',
        `No URL for ${name}: the environment variable ${variable}, which migration-guard.json names, is not set.`,
        { variable },
      );
    }
    return { url: parseUrl(text, variable), from: variable };
  }
  const variables = readFile(name, source, project, env);
  const text = variables.get(variable) ?? '';
  if (text === '') {
    throw new EnvironmentError('no-url', `No URL for ${name}: ${source.file} does not set ${variable}.`);
  }
  const from = `${variable} of ${source.file}`;
  const { direct, shadow } = urlVariables(project);
  const other = (names: readonly string[]): DatabaseUrl | undefined => {
    const held = names.find((one) => one !== variable && variables.has(one));
    return held === undefined ? undefined : parseOptional(variables.get(held), `${held} of ${source.file}`);
  };
  return {
    url: parseUrl(text, from),
    directUrl: other([...direct, usualDirect]),
    shadowUrl: other(shadow),
    from,
  };
}

function readFile(
  name: string,
  { file, namedBy }: Extract<EnvironmentSource, { kind: 'envFile' }>,
  { root }: EnvironmentProject,
  env: EnvironmentDeps['env'],
): ReadonlyMap<string, string> {
  const folder = path.dirname(namedBy);
  const config = path.relative(root, namedBy);
  const top = workTreeTop(folder);
  // What a repository brings with it must not reach into what lies beside it.
  if (top !== undefined && pathInside(top, path.resolve(folder, file)) === undefined) {
    throw new EnvironmentError(
      'bad-config',
      `No URL for ${name}: ${file}, which ${config} names, is outside of the repository. Name a file in it, or a variable.`,
    );
  }
  try {
    return readEnvFileFirst(path.resolve(folder, file), env);
  } catch (error) {
    const reason = isMissing(error) ? 'is not there' : `could not be read: ${reasonOf(error)}`;
    throw new EnvironmentError(
      'bad-config',
      `No URL for ${name}: ${file}, which ${config} names, ${reason}.`,
      {
        cause: error,
      },
    );
  }
}

async function fromCommand(
  name: string,
  { program, args, namedBy }: Extract<EnvironmentSource, { kind: 'command' }>,
  project: EnvironmentProject,
  deps: EnvironmentDeps,
): Promise<Resolved> {
  const config = path.relative(project.root, namedBy);
  assertMayRun(project.guard, deps.env, {
    what: `${program}, which ${config} names for ${name}, has to be run to find the database`,
    asking: askingOf(deps),
    instead: 'Name a variable or a file there that has the URL.',
  });
  const timeoutMs = timeoutsMsOf(deps).command;
  const result = await runCaptured(program, args, {
    cwd: path.dirname(namedBy),
    env: deps.env,
    timeoutMs,
    // Some programs take a token there.
    hidesArguments: true,
  });
  const fail = (what: string): never => {
    throw new EnvironmentError('command', `No URL for ${name}: ${program}, which ${config} names, ${what}.`);
  };
  if (result.kind !== 'ended') return fail(notEnded(result, timeoutMs));
  if (result.code !== 0) return fail(`failed with exit code ${result.code}${reasonIn(result)}`);
  const lines = result.stdout.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [line] = lines;
  if (line === undefined) return fail('printed nothing, but it should print the URL');
  if (lines.length > 1) return fail(`printed ${lines.length} lines, but it should print only the URL`);
  return { url: parseUrl(line, `What ${program} printed`), from: `what ${program} printed` };
}

function notEnded(result: Exclude<ProgramResult, Ended>, timeoutMs: number): string {
  switch (result.kind) {
    case 'not-found':
      return 'is not installed';
    case 'not-started':
      return `could not be started: ${result.reason}`;
    case 'timed-out':
      return `gave no answer within ${seconds(timeoutMs)}`;
    case 'killed':
      return `was killed by ${result.signal}`;
    case 'too-much':
      return 'printed more than a URL could be';
  }
}

/** The first line of its errors, which tell what to do; without URLs, and without what it printed as the result. */
function reasonIn({ stderr, stdout }: Ended): string {
  const line = stderr
    .split('\n')
    .find((one) => one.trim() !== '')
    ?.trim();
  if (line === undefined) return '';
  const result = stdout.trim();
  const clean = withoutCredentials(result === '' ? line : line.replaceAll(result, '***'));
  return `: ${clean.slice(0, 200).replace(/\.$/, '')}`;
}
