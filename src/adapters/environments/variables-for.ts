import { usualVariable } from '../../core/config/environment-setting';
import { libpqVariables } from '../../core/environment/libpq-variables';
import { readDatasource } from '../../core/prisma-schema/datasource';
import type { Environment } from '../../workflows/environment';
import type { Variables } from '../process/variables';
import { readText } from '../files/regular-file';
import { environmentVariable } from '../scripts/environment-variable';
import { propertyOf, resolved } from '../scripts/objects';
import { readScript } from '../scripts/read-script';
import type { Expression, Script } from '../scripts/script';
import { connectionVariables } from './prisma8-connection';
import type { EnvironmentProject } from './project';

/** The variable of the way past a pooler where nothing else is said. */
export const usualDirect = 'DIRECT_URL';

/**
 * The variables that lead a program to an environment: ours, with DATABASE_URL, and DIRECT_URL where there is one, and
 * whatever else the project's own Prisma reads its URLs from. A direct URL of another environment, inherited or from
 * `.env`, would let Prisma migrate that one; so where this environment has none, its URL stands there too. What psql and
 * its like read leads to the server itself, as our own commands do.
 */
export function variablesFor(
  { url, directUrl, shadowUrl }: Environment,
  project: EnvironmentProject,
  env: Variables,
): Variables {
  const read = urlVariables(project);
  const direct = [...read.direct, ...(directUrl !== undefined || env[usualDirect] ? [usualDirect] : [])];
  const set = (names: readonly string[], text: string) => names.map((name) => [name, text] as const);
  return {
    ...env,
    ...libpqVariables(directUrl ?? url, env),
    ...Object.fromEntries([
      ...set(direct, (directUrl ?? url).reveal()),
      ...set([...read.url, usualVariable], url.reveal()),
      ...(shadowUrl ? set(read.shadow, shadowUrl.reveal()) : []),
    ]),
  };
}

/** The variables of the local URL, of the one past the pooler, and of the shadow database. */
export interface UrlVariables {
  readonly url: readonly string[];
  readonly direct: readonly string[];
  readonly shadow: readonly string[];
}

/** The variables that schema and config file name for the URLs; the config is read as text, and not run. */
export function urlVariables({ schema, configFile }: EnvironmentProject): UrlVariables {
  const datasource = readDatasource(schema);
  const text = configFile === undefined ? undefined : readText(configFile);
  const config = text === undefined ? undefined : readScript(text);
  const named = (key: 'url' | 'directUrl' | 'shadowDatabaseUrl'): string[] => [
    ...variableOf(datasource?.[key]),
    ...(config ? variablesIn(config, key) : []),
  ];
  const ofPrisma8 = config ? connectionVariables(config) : [];
  return {
    url: [...named('url'), ...ofPrisma8],
    direct: named('directUrl'),
    shadow: named('shadowDatabaseUrl'),
  };
}

function variableOf(setting: { kind: string; variable?: string } | undefined): string[] {
  return setting?.variable === undefined ? [] : [setting.variable];
}

/** `url: env('X')`, `url: process.env.X ?? …` and the like, in any object of the file. */
function variablesIn(config: Script, key: string): string[] {
  const values = config.every('object').flatMap((object) => propertyOf(object, key, config) ?? []);
  return [...new Set(values.flatMap((value) => variablesOf(value, config)))];
}

/** Of what may come in its place, what comes first. */
function variablesOf(value: Expression, config: Script): string[] {
  const found = resolved(value, config);
  if (found.kind !== 'operation') return variableOf(environmentVariable(found));
  const { operator, operands } = found;
  const results = operator === '?:' ? operands.slice(1) : operands.slice(0, 1);
  return results.flatMap((result) => variablesOf(result, config));
}
