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
  const found = datasourceOf(
    files.flatMap(({ file, text }) =>
      readBlocks(text, new Set(['datasource'])).map(({ settings }) => ({ file, settings })),
    ),
  );
  if (!found) return undefined;
  const { file, settings } = found;
  const urlOf = (name: string): DatasourceUrl | undefined => readUrl(settings.get(name));
  return {
    file,
    url: urlOf('url'),
    directUrl: urlOf('directUrl'),
    shadowDatabaseUrl: urlOf('shadowDatabaseUrl'),
  };
}

/** What `provider` calls PostgreSQL. */
export const postgresProviders: ReadonlySet<string> = new Set(['postgres', 'postgresql']);

/** Of several datasource blocks, which Prisma refuses, the one for PostgreSQL: another before it must not hide the project. */
export function datasourceOf<Block extends { readonly settings: ReadonlyMap<string, Value> }>(
  blocks: readonly Block[],
): Block | undefined {
  const isOurs = ({ settings }: Block): boolean =>
    texts(settings.get('provider')).some((provider) => postgresProviders.has(provider));
  return blocks.find(isOurs) ?? blocks[0];
}

/** The texts of a value, or of a list of them. */
export function texts(value: Value | undefined): string[] {
  if (value?.kind === 'string') return [value.text];
  return value?.kind === 'list' ? value.items.flatMap(texts) : [];
}

function readUrl(value: Value | undefined): DatasourceUrl | undefined {
  if (value?.kind === 'string') return { kind: 'literal', text: value.text };
  if (value?.kind !== 'call' || value.name !== 'env') return undefined;
  const argument = value.args[0]?.value;
  return argument?.kind === 'string' ? { kind: 'env', variable: argument.text } : undefined;
}
