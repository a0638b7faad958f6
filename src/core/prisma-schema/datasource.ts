import type { Value } from './attributes';
import { readBlocks } from './blocks';
import type { SchemaFile } from './declarations';

/** A URL in the datasource block: the name of an environment variable, or the text itself. */
export type DatasourceUrl =
  { readonly kind: 'env'; readonly variable: string } | { readonly kind: 'literal'; readonly text: string };

/** The URLs that a schema gives, as it could until Prisma 6; undefined where it does not. */
export interface Datasource {
  /** The schema file that holds the block, as its identity came in. */
  readonly file: string;
  readonly url: DatasourceUrl | undefined;
  readonly directUrl: DatasourceUrl | undefined;
  readonly shadowDatabaseUrl: DatasourceUrl | undefined;
}

/** The schema's datasource; undefined where it has none. Never throws. */
export function readDatasource(files: readonly SchemaFile[]): Datasource | undefined {
  for (const { file, text } of files) {
    const [block] = readBlocks(text, new Set(['datasource']));
    if (!block) continue;
    const urlOf = (name: string): DatasourceUrl | undefined => readUrl(block.settings.get(name));
    return {
      file,
      url: urlOf('url'),
      directUrl: urlOf('directUrl'),
      shadowDatabaseUrl: urlOf('shadowDatabaseUrl'),
    };
  }
  return undefined;
}

function readUrl(value: Value | undefined): DatasourceUrl | undefined {
  if (value?.kind === 'string') return { kind: 'literal', text: value.text };
  if (value?.kind !== 'call' || value.name !== 'env') return undefined;
  const argument = value.args[0]?.value;
  return argument?.kind === 'string' ? { kind: 'env', variable: argument.text } : undefined;
}
