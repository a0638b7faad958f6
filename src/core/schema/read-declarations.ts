import type { Value } from './attributes';
import { type Block, readBlocks } from './blocks';
import type { Declarations, SchemaFile } from './declarations';
import { implicitIndexes } from './implicit-relations';
import { modelIndexes } from './indexes';
import { declaredTable, readModel } from './models';

/**
 * What the schema declares, by the names that PostgreSQL uses. The files are one schema: a relation may go from one to
 * another. Never throws; what is half-typed is left out.
 */
export function readDeclarations(files: readonly SchemaFile[]): Declarations {
  const sources = files.map(({ file, text }) => ({ file, blocks: readBlocks(text) }));
  const blocks = sources.flatMap((source) => source.blocks);
  const modelNames = new Set(
    blocks
      .filter((block) => block.keyword === 'model' || block.keyword === 'view')
      .map((block) => block.name),
  );
  const models = sources.flatMap((source) =>
    source.blocks
      .filter((block) => block.keyword === 'model')
      .map((block) => readModel(block, source.file, (type) => modelNames.has(type))),
  );
  return {
    provider: provider(blocks),
    previewFeatures: previewFeatures(blocks),
    indexes: [...models.flatMap(modelIndexes), ...implicitIndexes(models)],
    tables: models.map(declaredTable),
  };
}

function provider(blocks: readonly Block[]): string | undefined {
  const datasource = blocks.find((block) => block.keyword === 'datasource');
  // Prisma 2 took a list of providers too.
  return strings(datasource?.settings.get('provider'))[0];
}

function previewFeatures(blocks: readonly Block[]): string[] {
  const all = blocks
    .filter((block) => block.keyword === 'generator')
    .flatMap((block) => strings(block.settings.get('previewFeatures')));
  return [...new Set(all)];
}

function strings(value: Value | undefined): string[] {
  if (value?.kind === 'string') return [value.text];
  return value?.kind === 'list' ? value.items.flatMap(strings) : [];
}
