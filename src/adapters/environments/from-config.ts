import path from 'node:path';
import { type Datasource, readDatasource } from '../../core/prisma-schema/datasource';
import { runCaptured } from '../process/run-captured';
import { parseJson } from '../project/settings';
import { readText } from '../files/regular-file';
import { type ConfigAnswer, configAnswer } from './config-answer';
import { wholeUrl } from './env-file';
import { fromDatasource, localFromSchema } from './from-schema';
import { readPlainConfig } from './plain-config';
import type { EnvironmentProject } from './project';
import { assertMayRun } from './project-code';
import {
  askingOf,
  type EnvironmentDeps,
  EnvironmentError,
  timeoutsMsOf,
  NoDatabaseUrl,
  parseOptional,
  parseUrl,
  type Resolved,
  seconds,
} from './resolved';

/**
 * The local URLs as the project's Prisma config file gives them, which is run for that where it is more than plain
 * settings, in a process of its own. In
 * version 6 the schema may still name the variables; the config has then loaded them.
 *
 * @throws HumanError, one sentence for each way in which it can fail
 */
export async function localFromConfig(
  project: EnvironmentProject,
  configFile: string,
  deps: EnvironmentDeps,
): Promise<Resolved> {
  const name = path.relative(project.root, configFile);
  const datasource = readDatasource(project.schema);
  const wanted = variablesOf(datasource);
  const answer =
    readPlainConfig(project.root, configFile, wanted, deps.env) ??
    (await askConfig(project, configFile, name, wanted, deps));
  switch (answer.kind) {
    case 'unset':
      throw new NoDatabaseUrl(
        `${name} asks for ${answer.variable}, which is not set. Set it, or put it into the .env that the config loads.`,
        answer.variable,
      );
    case 'failed':
      throw new EnvironmentError('bad-config', `${name} could not be loaded: ${answer.message}.`);
    case 'no-prisma':
      // Before 6.4 Prisma knew no config file.
      if (datasource?.url) return localFromSchema(project, deps.env);
      throw new EnvironmentError(
        'no-prisma',
        `${name} could not be loaded, because Prisma is not installed for ${project.root}. Run npm install there.`,
      );
    case 'settings':
      return fromSettings(project, name, datasource, answer);
  }
}

function fromSettings(
  { root }: EnvironmentProject,
  name: string,
  datasource: Datasource | undefined,
  { url, directUrl, shadowDatabaseUrl, variables }: ConfigAnswer & { kind: 'settings' },
): Resolved {
  const own = `datasource.url of ${name}`;
  if (url?.trim() === '') {
    throw new NoDatabaseUrl(
      `${own} is empty. Give the URL of the database itself: set the variable that it reads, or put it into the .env that the config loads.`,
    );
  }
  // The config has read its file by itself.
  const file = readText(path.join(root, '.env')) ?? '';
  const whole = (text: string | undefined) => text && wholeUrl(text, file);
  if (url !== undefined) {
    return {
      url: parseUrl(wholeUrl(url, file), own),
      directUrl: parseOptional(whole(directUrl), `datasource.directUrl of ${name}`),
      shadowUrl: parseOptional(whole(shadowDatabaseUrl), `datasource.shadowDatabaseUrl of ${name}`),
      from: own,
    };
  }
  const fromSchema =
    datasource?.url &&
    fromDatasource(datasource, root, (variable) => {
      const value = variables[variable] ?? '';
      return value === '' ? undefined : { text: wholeUrl(value, file), from: variable };
    });
  if (fromSchema) return fromSchema;
  throw new NoDatabaseUrl(
    `${name} gives no datasource.url. Add datasource: { url: env('DATABASE_URL') } to it.`,
  );
}

function variablesOf(datasource: Datasource | undefined): string[] {
  const settings = [datasource?.url, datasource?.directUrl, datasource?.shadowDatabaseUrl];
  return settings.flatMap((setting) => (setting?.kind === 'env' ? [setting.variable] : []));
}

/** Beside the bundle, as beside this file where there is none. */
const program = path.join(__dirname, 'load-config.js');

async function askConfig(
  { root, guard }: EnvironmentProject,
  configFile: string,
  name: string,
  variables: readonly string[],
  deps: EnvironmentDeps,
): Promise<ConfigAnswer> {
  assertMayRun(guard, deps.env, {
    what: `${name} has to be run to find the database`,
    asking: askingOf(deps),
    instead: 'Say in "environments" of migration-guard.json which variable or file has the URL.',
  });
  const fail = (what: string): never => {
    throw new EnvironmentError('bad-config', `${name} ${what}`);
  };
  const timeoutMs = timeoutsMsOf(deps).config;
  const result = await runCaptured(
    process.execPath,
    [program, root, configFile, JSON.stringify(variables)],
    // Inside VS Code the executable is VS Code itself.
    { cwd: root, env: { ...deps.env, ELECTRON_RUN_AS_NODE: '1' }, timeoutMs, answers: true },
  );
  switch (result.kind) {
    case 'timed-out':
      return fail(`did not finish loading within ${seconds(timeoutMs)}. Check what it is waiting for.`);
    case 'ended': {
      const answer = configAnswer.safeParse(parseJson(result.answer === '' ? undefined : result.answer));
      if (answer.success) return answer.data;
      return fail(`ended the process that loaded it (exit code ${result.code}).`);
    }
    case 'killed':
      return fail(`could not be loaded: its process was killed by ${result.signal}.`);
    case 'too-much':
      return fail('printed too much while it was loaded.');
    case 'not-found':
    case 'not-started':
      return fail('could not be loaded: node could not be started.');
  }
}
