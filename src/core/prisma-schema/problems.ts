import { blocksOf } from './blocks';
import { isContractJson } from './contract-json';
import type { SchemaFile } from './declarations';

/** Why a schema may declare more than could be read of it. */
export interface SchemaProblem {
  readonly file: string;
  /** UTF-16 offset from 0. */
  readonly offset: number;
  /** `model Memory has no closing brace`, to be followed by what comes of it. */
  readonly message: string;
}

/**
 * What keeps a schema from being read whole. Prisma itself says more, and exactly; this is for a result that is built on
 * half a schema. Of an emitted contract `contractNotices` speaks.
 */
export function schemaProblems(files: readonly SchemaFile[]): SchemaProblem[] {
  const read = files
    .filter((file) => !isContractJson(file))
    .map((file) => ({ ...file, blocks: blocksOf(file) }));
  if (read.every(({ blocks }) => blocks.length === 0)) {
    const [first] = read.filter(({ text }) => text.trim() !== '');
    return first ? [{ file: first.file, offset: 0, message: 'there is no model and no other block' }] : [];
  }
  return read.flatMap(({ file, text, blocks }) =>
    blocks
      .filter(({ range }) => text[range.end - 1] !== '}')
      .map(({ keyword, name, range }) => ({
        file,
        offset: range.start,
        message: `${keyword} ${name} has no closing brace`,
      })),
  );
}
