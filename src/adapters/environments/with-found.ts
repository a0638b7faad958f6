import path from 'node:path';
import { settingSentence, type SettingOffer } from '../../core/config/setting-offer';
import { isHumanError } from '../../core/human-error';
import { pathFrom } from '../files/path-from';
import type { Variables } from '../process/variables';
import { readEnvFileFirst } from './env-file';
import { envFilesAround } from './env-files-around';
import { guardFileOf, offerOf } from './offer';
import type { EnvironmentProject } from './project';
import { NoDatabaseUrl, parseUrl } from './resolved';
import { urlVariables } from './variables-for';

/**
 * The error with what was found of the URL: the `.env` beside a config that does not load it, or a file of variables further
 * up, which the error offers. A guest would get the URL of the other project.
 */
export function withFound(error: NoDatabaseUrl, project: EnvironmentProject, env: Variables): NoDatabaseUrl {
  const variables = [...urlVariables(project).url, ...(error.variable === undefined ? [] : [error.variable])];
  const found = project.isGuest ? undefined : findUrl(project, [...new Set(variables)], env);
  if (!found) return error;
  const { file, variable } = found;
  const envFile = pathFrom(path.dirname(guardFileOf(project)), file);
  const offer = offerOf({ kind: 'env-file', envFile, variable }, file, project);
  return new NoDatabaseUrl(`${error.message} ${foundSentence(project, found, offer)}`, variable, offer);
}

interface FoundUrl {
  readonly file: string;
  readonly variable: string;
}

function findUrl(
  { root }: EnvironmentProject,
  variables: readonly string[],
  env: Variables,
): FoundUrl | undefined {
  for (const file of variables.length > 0 ? envFilesAround(root) : []) {
    const values = readIfPossible(file, env);
    const variable = variables.find((one) => isUrl(values.get(one)));
    if (variable !== undefined) return { file, variable };
  }
  return undefined;
}

function foundSentence(
  project: EnvironmentProject,
  { file, variable }: FoundUrl,
  offer: SettingOffer,
): string {
  const { configFile, root } = project;
  const use = settingSentence(offer);
  if (configFile === undefined || file !== path.join(root, '.env')) {
    return `${offer.found} has ${variable}. To use that one, ${use}.`;
  }
  const config = pathFrom(root, configFile);
  const load = /\.c[jt]s$/.test(config) ? `require('dotenv/config')` : `import 'dotenv/config'`;
  return `${config} does not load the .env beside it, which has ${variable}: put ${load} at its top (npm install dotenv), as Prisma itself needs it. To use that file only here, ${use}.`;
}

/** A file that cannot be read is none that could be offered. */
function readIfPossible(file: string, env: Variables): ReadonlyMap<string, string> {
  try {
    return readEnvFileFirst(file, env);
  } catch {
    return new Map();
  }
}

/** What is no URL of PostgreSQL would only lead to the next mistake. */
function isUrl(text: string | undefined): boolean {
  try {
    return text !== undefined && parseUrl(text, 'it').host !== '';
  } catch (error) {
    if (isHumanError(error)) return false;
    throw error;
  }
}
