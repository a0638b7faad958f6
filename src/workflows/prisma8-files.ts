import { inWordsOfPrisma8 } from '../core/prisma8/words';
import type { Range } from '../core/range';
import type { LintSource } from './lint-source';

/** How what is told of a project goes into its files, and into the words of its Prisma. */
export interface ToldOfFiles {
  /** A range in the SQL that was read of a file, in that file. */
  readonly rangeIn: (file: string, range: Range) => Range;
  /** The texts that stand in the files from which SQL was read, by file. */
  readonly texts: ReadonlyMap<string, string>;
  readonly words: (sentence: string) => string;
}

/** Before Prisma 8 the SQL is all that stands in a migration's file. */
export function toldOfFiles(source: LintSource): ToldOfFiles {
  const { prisma8 } = source;
  if (!prisma8) return { rangeIn: (_, range) => range, texts: new Map(), words: (sentence) => sentence };
  const byFile = new Map([...prisma8.operations.values()].map((one) => [one.file, one]));
  const contract = contractName(source);
  return {
    rangeIn: (file, range) => byFile.get(file)?.read.places.rangeOf(range) ?? range,
    texts: new Map([...byFile].map(([file, { text }]) => [file, text])),
    words: (sentence) => inWordsOfPrisma8(sentence, contract),
  };
}

/** `contract.prisma` */
export function contractName({ prisma8, schema }: Pick<LintSource, 'prisma8' | 'schema'>): string {
  const file = prisma8?.contract?.file ?? schema[0]?.file ?? 'contract.prisma';
  return file.slice(file.lastIndexOf('/') + 1);
}
