import { datasourceOf, postgresProviders, texts } from './datasource';
import { type Block, blocksOf, type Keyword, readBlocks } from './blocks';
import { isContractJson, isUnreadable, readContractJson } from './contract-json';
import { readContractSchema } from './contract-schema';
import { isContractSchema } from './contract-text';
import type { DeclaredThings, Declarations, SchemaFile, SchemaSettings } from './declarations';
import { implicitIndexes } from './implicit-relations';
import { modelIndexes } from './indexes';
import { declaredTable, type Model, readModel } from './models';
import { isDefaultName } from './names';
import { wirePrefix } from './wire-names';

/**
 * What is declared, by the names that PostgreSQL uses. The files are one schema: a relation may go from one to another. Of
 * a contract of Prisma 8 what it emitted counts, where it can be read: that is what Prisma acts on. Never throws; what is
 * half-typed is left out. Nothing is read before something asks for it.
 */
export function readDeclarations(files: readonly SchemaFile[]): Declarations {
  const emitted = files.filter(isContractJson);
  const written = readSchema(files.filter((file) => !isContractJson(file)));
  return emitted.length === 0 ? written : readEmitted(emitted, written);
}

function readSchema(files: readonly SchemaFile[]): Declarations {
  const settings = once(() => readSettings(files));
  const isContract = files.some(isContractSchema);
  const things = once(() => (isContract ? readContractSchema(files) : readModelled(files)));
  return {
    isKnown: files.length > 0,
    mayDeclare: (name) =>
      isDefaultName(name) ||
      (isContract && wirePrefix(name) !== undefined) ||
      files.some(({ text }) => mayGiveName(text, name)),
    get provider() {
      return settings().provider;
    },
    get previewFeatures() {
      return settings().previewFeatures;
    },
    get indexes() {
      return things().indexes;
    },
    get tables() {
      return things().tables;
    },
    get objects() {
      return things().objects;
    },
  };
}

function readModelled(files: readonly SchemaFile[]): DeclaredThings {
  const models = readModels(files);
  const indexes = once(() => [...models.flatMap(modelIndexes), ...implicitIndexes(models)]);
  const tables = once(() => models.map(declaredTable));
  return {
    get indexes() {
      return indexes();
    },
    get tables() {
      return tables();
    },
    objects: [],
  };
}

/** @param otherwise what counts where one of them cannot be read */
function readEmitted(files: readonly SchemaFile[], otherwise: Declarations): Declarations {
  const contracts = once(() => {
    const readings = files.map(readContractJson);
    const read = readings.flatMap((one) => (isUnreadable(one) ? [] : one));
    return read.length === readings.length ? read : undefined;
  });
  const things = once((): DeclaredThings => {
    const read = contracts();
    if (!read) return otherwise;
    return {
      indexes: read.flatMap(({ indexes }) => indexes),
      tables: read.flatMap(({ tables }) => tables),
      objects: read.flatMap(({ objects }) => objects),
    };
  });
  return {
    get isKnown() {
      return contracts() !== undefined || otherwise.isKnown;
    },
    mayDeclare: (name) =>
      isDefaultName(name) || files.some(({ text }) => mayGiveName(text, name)) || otherwise.mayDeclare(name),
    get provider() {
      return (contracts()?.[0] ?? otherwise).provider;
    },
    previewFeatures: [],
    get indexes() {
      return things().indexes;
    },
    get tables() {
      return things().tables;
    },
    get objects() {
      return things().objects;
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
