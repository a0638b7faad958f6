import { datasourceOf, postgresProviders, texts } from './datasource';
import { type Block, blocksOf, type Keyword, readBlocks } from './blocks';
import type { Declarations, SchemaFile, SchemaSettings } from './declarations';
import { implicitIndexes } from './implicit-relations';
import { modelIndexes } from './indexes';
import { declaredTable, type Model, readModel } from './models';
import { isDefaultName } from './names';

/**
 * What the schema declares, by the names that PostgreSQL uses. The files are one schema: a relation may go from one to
 * another. Never throws; what is half-typed is left out. Nothing is read before something asks for it.
 */
export function readDeclarations(files: readonly SchemaFile[]): Declarations {
  const settings = once(() => readSettings(files));
  const models = once(() => readModels(files));
  const indexes = once(() => [...models().flatMap(modelIndexes), ...implicitIndexes(models())]);
  const tables = once(() => models().map(declaredTable));
  return {
    isKnown: files.length > 0,
    mayDeclare: (name) => isDefaultName(name) || files.some(({ text }) => mayGiveName(text, name)),
    get provider() {
      return settings().provider;
    },
    get previewFeatures() {
      return settings().previewFeatures;
    },
    get indexes() {
      return indexes();
    },
    get tables() {
      return tables();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** `map:` and `name:` give names that end anyhow. */
function mayGiveName(text: string, name: string): boolean {
  // Any character can be written as an escape.
  return text.includes(JSON.stringify(name).slice(1, -1)) || text.includes('\\u');
}

const modelKeywords: ReadonlySet<Keyword> = new Set(['model', 'view']);

function readModels(files: readonly SchemaFile[]): Model[] {
  const sources = files.map((file) => ({
    file: file.file,
    blocks: blocksOf(file).filter(({ keyword }) => modelKeywords.has(keyword)),
  }));
  const names = new Set(sources.flatMap(({ blocks }) => blocks.map(({ name }) => name)));
  return sources.flatMap(({ file, blocks }) =>
    blocks
      .filter(({ keyword }) => keyword === 'model')
      .map((block) => readModel(block, file, (type) => names.has(type))),
  );
}

const settingsKeywords: ReadonlySet<Keyword> = new Set(['datasource', 'generator']);

/** What the schema says of itself as a whole, without reading its models, which takes long. */
export function readSettings(files: readonly SchemaFile[]): SchemaSettings {
  return settingsOf(files.flatMap(({ text }) => readBlocks(text, settingsKeywords)));
}

function settingsOf(blocks: readonly Block[]): SchemaSettings {
  return { provider: provider(blocks), previewFeatures: previewFeatures(blocks) };
}

function provider(blocks: readonly Block[]): string | undefined {
  const datasource = datasourceOf(blocks.filter((block) => block.keyword === 'datasource'));
  // Prisma 2 took a list of providers too.
  const providers = texts(datasource?.settings.get('provider'));
  return providers.find((one) => postgresProviders.has(one)) ?? providers[0];
}

function previewFeatures(blocks: readonly Block[]): string[] {
  const all = blocks
    .filter((block) => block.keyword === 'generator')
    .flatMap((block) => texts(block.settings.get('previewFeatures')));
  return [...new Set(all)];
}
