import { productionVariable, refusesProduction } from '../../core/config/production-refusal';
import type { DatabaseUrl } from '../../core/environment/database-url';
import { HumanError, isHumanError } from '../../core/human-error';
import type { Environment } from '../../workflows/environment';
import { localFromConfig } from './from-config';
import { localFromSchema } from './from-schema';
import { localFromPrisma8 } from './prisma8-connection';
import { fromQuietSource, fromSetting } from './from-setting';
import { hostsOffer } from './hosts-offer';
import { environmentNamed, type Named, namedEnvironments } from './names';
import type { EnvironmentProject } from './project';
import { RailwayError } from './railway';
import { variablesFor } from './variables-for';
import { EnvironmentError, NoDatabaseUrl, parseUrl, type EnvironmentDeps, type Resolved } from './resolved';
import { withFound } from './with-found';

/**
 * Finds an environment's URL, and whether it is production: by its name, by its entry, or because its database is that
 * of a production environment whose URL can be read without running a program.
 *
 * @throws HumanError for an unknown name, and where there is no URL; one sentence that says what to do
 */
export async function findEnvironment(
  name: string,
  project: EnvironmentProject,
  deps: EnvironmentDeps,
): Promise<Environment> {
  const named = environmentNamed(name, project);
  assertMayAsk(named, deps);
  const productions = quietProductions(project, deps);
  const resolved = await resolve(named, project, deps);
  return allowed(environmentOf({ named, resolved }, productions, project), deps);
}

/** How a person names a database: by its environment, or by the variable that holds its URL. */
export interface NamedDatabase {
  readonly env: string;
  readonly urlEnv?: string | undefined;
}

/**
 * The same for either. A variable goes before everything that the project says, so nothing of the project is run for it.
 *
 * @throws HumanError as findEnvironment; also where what should name a variable does not
 */
export async function findDatabase(
  { env, urlEnv }: NamedDatabase,
  project: EnvironmentProject,
  deps: EnvironmentDeps,
): Promise<Environment> {
  if (urlEnv === undefined) return await findEnvironment(env, project, deps);
  const url = urlInVariable(urlEnv, deps);
  const named = { name: urlEnv, source: undefined, production: false, isConfigured: false };
  const found = { named, resolved: { url, from: urlEnv } };
  return allowed(environmentOf(found, quietProductions(project, deps), project), deps);
}

/** Before anything is run to find its URL. @throws HumanError */
function assertMayAsk(
  { name, production }: Pick<Named, 'name' | 'production'>,
  { env }: EnvironmentDeps,
): void {
  if (!production || !refusesProduction(env)) return;
  throw new HumanError(
    `${name} is production, which is refused here (${productionVariable}=refuse). Name another environment, or let a person run the command.`,
  );
}

/** The environment, unless its database turns out to be production's. @throws HumanError */
function allowed(environment: Environment, deps: EnvironmentDeps): Environment {
  const { name, production, productionAs } = environment;
  const label = productionAs === undefined ? name : `${name} (the database of ${productionAs})`;
  assertMayAsk({ name: label, production }, deps);
  return environment;
}

/**
 * Makes sure that the project's Prisma, started for an environment, reaches that one: a URL that stands in its config or
 * schema itself goes before every variable, and most often leads to the local database.
 *
 * @throws HumanError where it would reach another one, and where its URL cannot be found out
 */
export async function assertPrismaReaches(
  environment: Environment,
  project: EnvironmentProject,
  deps: EnvironmentDeps,
): Promise<void> {
  const named = namedEnvironments(project).find(({ name }) => name === environment.name);
  // That one was read from there.
  if (named && named.source === undefined) return;
  const own = { name: 'local', source: undefined, production: false, isConfigured: false };
  const env = variablesFor(environment, project, deps.env);
  const reached = await resolve(own, project, { ...deps, env });
  if (isSameDatabase(environment, reached)) return;
  throw new HumanError(
    `Prisma would not reach ${environment.name} (${environment.url.location}): it has the URL of ${reached.url.location} from ${reached.from}. Let it read a variable there, such as process.env.DATABASE_URL, which --env can set.`,
  );
}

/** @throws HumanError that never holds a URL given in place of the name */
function urlInVariable(variable: string, { env }: EnvironmentDeps): DatabaseUrl {
  if (!/^[A-Za-z_]\w*$/.test(variable)) {
    throw new EnvironmentError(
      'no-url',
      'What --url-env names is not the name of a variable. Put the URL into a variable of the shell, and name that one, such as --url-env DATABASE_URL.',
    );
  }
  const text = env[variable] ?? '';
  if (text.trim() === '') {
    const message = `The variable ${variable}, which --url-env names, is not set. Set it to the URL of the database.`;
    throw new EnvironmentError('no-url', message, { variable });
  }
  return parseUrl(text, variable);
}

/** The environments besides the local one, and a sentence for each that could not be resolved. */
export interface SharedDatabases {
  readonly environments: readonly Environment[];
  readonly failures: readonly string[];
}

/**
 * Resolves every environment but `local`, with the programs that this takes, all at once, each with its time limit. One
 * that nobody configured and Railway does not have is no failure.
 */
export async function sharedDatabases(
  project: EnvironmentProject,
  deps: EnvironmentDeps,
): Promise<SharedDatabases> {
  const shared = namedEnvironments(project).filter(({ name }) => name !== 'local');
  const results = await Promise.all(shared.map((named) => attempt(named, project, deps)));
  const found = results.flatMap((result) => (typeof result === 'object' ? [result] : []));
  const productions = found.filter(({ named }) => named.production);
  return {
    environments: found.map((one) => environmentOf(one, productions, project)),
    failures: results.flatMap((result) => (typeof result === 'string' ? [result] : [])),
  };
}

interface Found {
  readonly named: Named;
  readonly resolved: Resolved;
}

/** Undefined where there is no such environment after all; a sentence where it failed. */
async function attempt(
  named: Named,
  project: EnvironmentProject,
  deps: EnvironmentDeps,
): Promise<Found | string | undefined> {
  try {
    return { named, resolved: await resolve(named, project, deps) };
  } catch (error) {
    if (!isHumanError(error)) throw error;
    return error instanceof RailwayError && error.isAbsent && !named.isConfigured ? undefined : error.message;
  }
}

async function resolve(
  { name, source }: Named,
  project: EnvironmentProject,
  deps: EnvironmentDeps,
): Promise<Resolved> {
  if (source) return await fromSetting(name, source, project, deps);
  try {
    if (project.isPrisma8 && project.configFile !== undefined) {
      return localFromPrisma8(project, project.configFile, deps);
    }
    if (project.configFile !== undefined) return await localFromConfig(project, project.configFile, deps);
    return localFromSchema(project, deps.env);
  } catch (error) {
    if (!(error instanceof NoDatabaseUrl)) throw error;
    throw withFound(error, project, deps.env);
  }
}

/** Production environments whose URL stands in a variable or a file; one that cannot be read is left out. */
function quietProductions(project: EnvironmentProject, deps: EnvironmentDeps): Found[] {
  return namedEnvironments(project).flatMap((named): Found[] => {
    const { name, source, production } = named;
    if (!production || (source?.kind !== 'variable' && source?.kind !== 'envFile')) return [];
    try {
      return [{ named, resolved: fromQuietSource(name, source, project, deps) }];
    } catch (error) {
      if (isHumanError(error)) return [];
      throw error;
    }
  });
}

function environmentOf(
  { named: { name, production }, resolved }: Found,
  productions: readonly Found[],
  project: EnvironmentProject,
): Environment {
  const remoteHosts = urlsOf(resolved).flatMap((url) =>
    url.isLocal(project.guard?.localHosts ?? []) ? [] : url.host,
  );
  const environment = { name, ...resolved, remoteHosts: [...new Set(remoteHosts)] };
  if (production) return { ...environment, production };
  const same = productions.find((other) => isSameDatabase(resolved, other.resolved));
  if (same) return { ...environment, production: true, productionAs: same.named.name };
  const offer = hostsOffer(environment.remoteHosts, project);
  return { ...environment, production: false, ...(offer && { hostsOffer: offer }) };
}

/** The direct URL counts too: a pooler may have a name of its own. */
function isSameDatabase(one: Resolved, other: Resolved): boolean {
  return urlsOf(one).some((mine) => urlsOf(other).some((theirs) => mine.isSameDatabase(theirs)));
}

function urlsOf({ url, directUrl }: Resolved): readonly DatabaseUrl[] {
  return directUrl ? [url, directUrl] : [url];
}
