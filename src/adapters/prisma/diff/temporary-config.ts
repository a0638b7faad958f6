import fs from 'node:fs';
import path from 'node:path';

/** What stands in the place of the project's own words. */
export interface ConfigChanges {
  /** The folder in which Prisma is started. */
  readonly root: string;
  /** The project's own config file; undefined where it has none. */
  readonly configFile: string | undefined;
  /** The only URLs that Prisma gets; undefined leaves the datasource out, as Prisma 6 has it in the schema. */
  readonly datasource: { readonly url: string; readonly shadowDatabaseUrl: string } | undefined;
  /** SQL that runs in the shadow database before the migrations, and before the project's own `initShadowDb`. */
  readonly prelude: string | undefined;
}

/** What starts the line on stderr that says, as JSON, why the project's config could not be loaded. */
export const configErrorMark = 'migration-guard-config-error:';

/**
 * Writes a Prisma config file that is the project's own but for its datasource. Prisma itself loads the project's, so
 * that paths, forms and languages are as ever; the database that it names is never heard of.
 *
 * @returns the file's path
 */
export function writeTemporaryConfig(folder: string, changes: ConfigChanges): string {
  const file = path.join(folder, 'prisma.config.mjs');
  fs.writeFileSync(file, scriptFor(changes));
  return file;
}

/**
 * Variables that the config asks for and nobody has set get a URL that leads nowhere: only once it has loaded what it
 * loads itself, such as a `.env`, so that no real one is hidden from it.
 */
function scriptFor({ root, configFile, datasource, prelude }: ConfigChanges): string {
  return `import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const root = ${JSON.stringify(`${root}/package.json`)};
const configFile = ${JSON.stringify(configFile ?? null)};
const datasource = ${JSON.stringify(datasource ?? null)};
const prelude = ${JSON.stringify(prelude ?? '')};
const nowhere = 'postgresql://nobody@127.0.0.1:1/nothing';

function prismaConfig() {
  const fromRoot = createRequire(root);
  for (const name of ['prisma7/package.json', 'prisma/package.json']) {
    try {
      return createRequire(fromRoot.resolve(name))('@prisma/config');
    } catch {}
  }
  return fromRoot('@prisma/config');
}

/** Names of variables in a config that are not set. */
function unset() {
  const found = readFileSync(configFile, 'utf8').matchAll(/\\b[A-Z][A-Z0-9_]*URL[A-Z0-9_]*\\b/g);
  return [...found].map(([name]) => name).filter((name) => !process.env[name]);
}

/** A message of the config's may hold what it has loaded. */
function masked(message) {
  const secrets = Object.entries(process.env).flatMap(([name, value]) => {
    if (/PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY/i.test(name)) return [value];
    return URL.canParse(value) ? [new URL(value).password] : [];
  });
  const long = secrets.filter((secret) => secret.length > 2).sort((a, b) => b.length - a.length);
  return long.reduce((text, secret) => text.replaceAll(secret, '***'), message);
}

async function own() {
  if (configFile === null) return {};
  const { loadConfigFromFile } = prismaConfig();
  let first;
  for (let left = 20; left > 0; left--) {
    const { config, error } = await loadConfigFromFile({ configFile, configRoot: ${JSON.stringify(root)} });
    if (!error) return config;
    const thrown = error.error ?? error;
    first ??= thrown;
    const asked = /Cannot resolve environment variable: (\\S+?)\\.?$/.exec(thrown.message)?.[1];
    const names = asked === undefined || process.env[asked] ? unset() : [asked];
    if (names.length === 0) break;
    for (const name of names) process.env[name] = nowhere;
  }
  console.error('\\n${configErrorMark}' + JSON.stringify(masked(String(first?.message ?? first))));
  throw first;
}

const { schema, migrations, tables, enums, experimental, extensions } = await own();
const initShadowDb = [prelude, migrations?.initShadowDb].filter(Boolean).join(';\\n');
const config = {
  schema,
  tables,
  enums,
  extensions,
  migrations: { path: migrations?.path, ...(initShadowDb && { initShadowDb }) },
  experimental: { ...experimental, ...(initShadowDb && { externalTables: true }) },
  ...(datasource && { datasource }),
};
export default Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
`;
}
