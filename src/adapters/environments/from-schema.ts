import path from 'node:path';
import { usualVariable } from '../../core/config/environment-setting';
import { type Datasource, type DatasourceUrl, readDatasource } from '../../core/prisma-schema/datasource';
import type { Variables } from '../process/variables';
import { isMissing, reasonOf } from '../files/regular-file';
import { readEnvFile } from './env-file';
import type { EnvironmentProject } from './project';
import { EnvironmentError, NoDatabaseUrl, parseOptional, parseUrl, type Resolved } from './resolved';

interface Found {
  readonly text: string;
  readonly from: string;
}

/** Looks a variable up. */
export type Lookup = (variable: string) => Found | undefined;

/**
 * The local URLs as Prisma 6 finds them without a config file: the datasource names variables, which are set, or stand
 * in the `.env` beside package.json or in the schema's folder.
 *
 * @throws HumanError where there is no URL, or none of PostgreSQL
 */
export function localFromSchema(project: EnvironmentProject, env: Variables): Resolved {
  const datasource = readDatasource(project.schema);
  const resolved = fromDatasource(
    datasource,
    project.root,
    lookupIn(envFiles(project, datasource), env, project.root),
  );
  if (resolved) return resolved;
  const variable = datasource?.url?.kind === 'env' ? datasource.url.variable : usualVariable;
  if (project.isGuest) throw new NoDatabaseUrl(guestSentence(variable, project, datasource), variable);
  const asks = datasource?.url
    ? `${path.relative(project.root, datasource.file)} takes its URL from ${variable}, which`
    : `No Prisma config file and no datasource says where the local database is, and ${variable}`;
  throw new NoDatabaseUrl(`${asks} is neither set nor in .env. Set it, or add it to .env.`, variable);
}

/**
 * What the datasource says, with its variables looked up; undefined where its URL's is not found. A datasource without
 * `url` stands for the usual variable.
 */
export function fromDatasource(
  datasource: Datasource | undefined,
  root: string,
  lookup: Lookup,
): Resolved | undefined {
  const found = (setting: DatasourceUrl | undefined, name: string): Found | undefined => {
    if (setting?.kind === 'env') return lookup(setting.variable);
    if (!datasource || !setting) return undefined;
    return { text: setting.text, from: `${name} of ${path.relative(root, datasource.file)}` };
  };
  const url = found(datasource?.url ?? { kind: 'env', variable: usualVariable }, 'url');
  if (!url) return undefined;
  const direct = found(datasource?.directUrl, 'directUrl');
  const shadow = found(datasource?.shadowDatabaseUrl, 'shadowDatabaseUrl');
  return {
    url: parseUrl(url.text, url.from),
    directUrl: direct && parseOptional(direct.text, direct.from),
    shadowUrl: shadow && parseOptional(shadow.text, shadow.from),
    from: url.from,
  };
}

/**
 * A guest has files of its own, and reads of those of the other project nothing but what only its own schema can mean:
 * DATABASE_URL there is the other's.
 */
function envFiles({ root, isGuest }: EnvironmentProject, datasource: Datasource | undefined): string[] {
  const own = datasource ? [path.dirname(datasource.file)] : [];
  const shared = [root, path.join(root, 'prisma')];
  const { url } = datasource ?? {};
  const mayShare = !isGuest || (url?.kind === 'env' && url.variable !== usualVariable);
  const folders = isGuest
    ? [...own.map((folder) => path.dirname(folder)), ...own].filter(
        (folder) => mayShare || !shared.includes(folder),
      )
    : [root, ...own, path.join(root, 'prisma')];
  const all = isGuest && mayShare ? [...folders, ...shared] : folders;
  return [...new Set(all.map((folder) => path.join(folder, '.env')))];
}

function guestSentence(
  variable: string,
  { root }: EnvironmentProject,
  datasource: Datasource | undefined,
): string {
  const what = datasource ? path.relative(root, datasource.file) : 'The folder of migrations';
  const where = datasource
    ? `, or add it to a .env in ${path.relative(root, path.dirname(datasource.file))}`
    : '';
  return `${what} has no database of its own: the settings in ${root} are those of another Prisma project. Name its Prisma config with --config, or set ${variable}${where}.`;
}

/** What is set wins over files, and an earlier file over a later one. An empty value counts as none, as in Prisma. */
function lookupIn(files: readonly string[], env: Variables, root: string): Lookup {
  const read: { readonly name: string; readonly variables: ReadonlyMap<string, string> }[] = [];
  let around = env;
  for (const file of files) {
    const name = path.relative(root, file);
    const variables = readIfThere(file, name, around);
    if (!variables) continue;
    read.push({ name, variables });
    around = { ...Object.fromEntries(variables), ...around };
  }
  return (variable) => {
    const set = env[variable] ?? '';
    if (set !== '') return { text: set, from: variable };
    const holder = read.find(({ variables }) => (variables.get(variable) ?? '') !== '');
    return holder && { text: holder.variables.get(variable) ?? '', from: `${variable} of ${holder.name}` };
  };
}

function readIfThere(file: string, name: string, around: Variables): ReadonlyMap<string, string> | undefined {
  try {
    return readEnvFile(file, around);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new EnvironmentError('bad-config', `${name} could not be read: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}
