import path from 'node:path';
import { readText } from '../files/regular-file';
import { connectionOf } from '../project/prisma8-config';
import { environmentVariable } from '../scripts/environment-variable';
import { readScript } from '../scripts/read-script';
import { resolved } from '../scripts/objects';
import type { Expression, Script } from '../scripts/script';
import { parseVariables, wholeUrl } from './env-file';
import type { EnvironmentProject } from './project';
import { type EnvironmentDeps, EnvironmentError, NoDatabaseUrl, parseUrl, type Resolved } from './resolved';

/**
 * The local URL as the config of a project of Prisma 8 gives it, which is read and never run: it may need a newer node than
 * this one.
 *
 * @throws HumanError where it gives none, or it cannot be read
 */
export function localFromPrisma8(
  { root }: EnvironmentProject,
  configFile: string,
  { env }: Pick<EnvironmentDeps, 'env'>,
): Resolved {
  const name = path.relative(root, configFile);
  const text = readText(configFile) ?? '';
  const script = readScript(text);
  const connection = connectionOf(script);
  if (!connection) {
    throw new NoDatabaseUrl(
      `${name} gives no db.connection. Add db: { connection: process.env.DATABASE_URL } to it.`,
    );
  }
  const file = /\bdotenv\b/.test(text) ? (readText(path.join(root, '.env')) ?? '') : '';
  const more = parseVariables(file);
  const sources = sourcesOf(connection, script);
  for (const source of sources) {
    if (source.kind === 'literal')
      return { url: parseUrl(source.text, name), from: `db.connection of ${name}` };
    const value = env[source.variable] ?? more[source.variable] ?? '';
    if (value === '') continue;
    const from = (env[source.variable] ?? '') === '' ? `${source.variable} of .env` : source.variable;
    return { url: parseUrl(wholeUrl(value, file), from), from };
  }
  const [first] = sources;
  if (first?.kind === 'variable') {
    throw new NoDatabaseUrl(
      `${name} takes db.connection from ${first.variable}, which is not set. Set it, or put it into the .env that the config loads.`,
      first.variable,
    );
  }
  throw new EnvironmentError(
    'bad-config',
    `db.connection of ${name} cannot be read without running the file. Say in "environments" of migration-guard.json which variable or file has the URL, or name the variable with --url-env.`,
  );
}

type Source =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly variable: string };

/** What may give the value, the first that does; what cannot be read is left out. */
function sourcesOf(value: Expression, script: Script): Source[] {
  const found = resolved(value, script);
  if (found.kind === 'text') return [{ kind: 'literal', text: found.value }];
  if (found.kind === 'operation' && ['??', '||'].includes(found.operator)) {
    return found.operands.flatMap((operand) => sourcesOf(operand, script));
  }
  const variable = environmentVariable(found)?.variable;
  return variable === undefined ? [] : [{ kind: 'variable', variable }];
}

/** The variables that the config takes its URL from. */
export function connectionVariables(script: Script): string[] {
  const connection = connectionOf(script);
  if (!connection) return [];
  return sourcesOf(connection, script).flatMap((one) => (one.kind === 'variable' ? one.variable : []));
}
