import { inWordsOfPrisma8 } from '../core/prisma8/words';
import type { Origin } from '../core/ledger/records';
import type { Range } from '../core/range';
import type { LintSource } from './lint-source';

/** Puts a place in the SQL of a project's operations into the file; any other stays as it is. */
export function placeInFiles({
  prisma8,
}: Pick<LintSource, 'prisma8'>): <T extends { readonly file: string; readonly range: Range }>(place: T) => T {
  const operations = [...(prisma8?.operations.values() ?? [])];
  const places = new Map(operations.map(({ file, read }) => [file, read.places]));
  return (place) => {
    const map = places.get(place.file);
    return map ? { ...place, range: map.rangeOf(place.range) } : place;
  };
}

/** Something that a migration makes, with where. */
interface Made {
  readonly record: { readonly origin: Origin } | undefined;
}

/** The same for where things were made. */
export function originsInFiles(source: Pick<LintSource, 'prisma8'>): <T extends Made>(thing: T) => T {
  const inFiles = placeInFiles(source);
  return (thing) => {
    const { record } = thing;
    return record ? { ...thing, record: { ...record, origin: inFiles(record.origin) } } : thing;
  };
}

/** How what is told of a project goes into its files, and into the words of its Prisma. */
export interface ToldOfFiles {
  readonly placeIn: ReturnType<typeof placeInFiles>;
  /** The texts that stand in the files from which SQL was read, by file. */
  readonly texts: ReadonlyMap<string, string>;
  readonly words: (sentence: string) => string;
}

/** Before Prisma 8 the SQL is all that stands in a migration's file. */
export function toldOfFiles(source: LintSource): ToldOfFiles {
  const { prisma8 } = source;
  const placeIn = placeInFiles(source);
  if (!prisma8) return { placeIn, texts: new Map(), words: (sentence) => sentence };
  const contract = contractName(source);
  return {
    placeIn,
    texts: new Map([...prisma8.operations.values()].map(({ file, text }) => [file, text])),
    words: (sentence) => inWordsOfPrisma8(sentence, contract),
  };
}

/** `contract.prisma` */
export function contractName({ prisma8, schema }: Pick<LintSource, 'prisma8' | 'schema'>): string {
  const file = prisma8?.contract?.file ?? schema[0]?.file ?? 'contract.prisma';
  return file.slice(file.lastIndexOf('/') + 1);
}
