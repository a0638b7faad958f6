import path from 'node:path';
import { usualVariable } from '../../core/config/environment-setting';
import { readDatasource } from '../../core/prisma-schema/datasource';
import { readText } from '../files/regular-file';
import { environmentNamed } from './names';
import { readPlainConfig } from './plain-config';
import type { EnvironmentProject } from './project';
import { urlVariables } from './variables-for';

/** Where the URL of an environment is read from. */
export type UrlSource =
  /** Variables, which a person can set; the first is the one to be named. */
  | { readonly kind: 'variables'; readonly variables: readonly string[] }
  /** Something else: `url of prisma/schema.prisma`. */
  | { readonly kind: 'elsewhere'; readonly location: string };

/**
 * Tells where the URL of an environment is read from, by reading what there is; nothing is run.
 *
 * @throws EnvironmentError for an unknown name
 */
export function urlSourceOf(name: string, project: EnvironmentProject): UrlSource {
  const { source } = environmentNamed(name, project);
  switch (source?.kind) {
    case undefined:
      return localSource(project);
    case 'variable':
      return { kind: 'variables', variables: [source.variable] };
    case 'envFile':
      return elsewhere(`${source.variable} of ${source.file}`);
    case 'command':
      return elsewhere(`what ${source.program} prints`);
    case 'railway':
      return elsewhere(`Railway's ${source.environment}`);
  }
}

function localSource(project: EnvironmentProject): UrlSource {
  const { root, configFile, schema } = project;
  const { url, direct } = urlVariables(project);
  // A direct URL of somewhere else, from `.env` perhaps, would go before the one that was entered.
  if (url.length > 0) return { kind: 'variables', variables: [...new Set([...url, ...direct])] };
  if (configFile !== undefined) {
    const config = path.relative(root, configFile);
    const plain = readPlainConfig(root, configFile, [], {});
    if (plain?.kind === 'settings' && plain.url !== undefined)
      return elsewhere(`datasource.url of ${config}`);
    // What is more than settings may take it from there by other ways than the plain one.
    const mentions = readText(configFile)?.includes(usualVariable) === true;
    if (!plain && !mentions) return elsewhere(config);
  }
  const datasource = readDatasource(schema);
  if (datasource?.url?.kind === 'literal') return elsewhere(`url of ${path.relative(root, datasource.file)}`);
  return { kind: 'variables', variables: [usualVariable] };
}

function elsewhere(location: string): UrlSource {
  return { kind: 'elsewhere', location };
}
