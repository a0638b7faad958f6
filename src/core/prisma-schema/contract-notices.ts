import { counted } from '../counted';
import { blocksOf } from './blocks';
import { isContractJson, isUnreadable, readContractJson, type ContractJson } from './contract-json';
import { readContractSchema } from './contract-schema';
import { isContractSchema } from './contract-text';
import type { DeclaredIndex, SchemaFile } from './declarations';

/**
 * What keeps the declarations of a Prisma 8 project from being those that Prisma acts on, in a sentence each: its emitted
 * contract cannot be read, is missing, or is older than what it was emitted from. None where the contract is written in
 * TypeScript, or emitted from a schema of Prisma 7, and can be read.
 *
 * @param nameOf what a person calls a file
 */
export function contractNotices(
  files: readonly SchemaFile[],
  nameOf: (file: string) => string = (file) => file,
): string[] {
  const emitted = files.filter(isContractJson);
  const written = files.filter((file) => !isContractJson(file));
  const isContract = written.some(isContractSchema);
  const [source] = written;
  if (emitted.length === 0) return isContract && source ? [missing(nameOf(source.file))] : [];
  const readings = emitted.map((file) => ({ file, reading: readContractJson(file) }));
  const unreadable = readings.flatMap(({ file, reading }) => {
    if (!isUnreadable(reading)) return [];
    const line = file.text.slice(0, reading.offset).split('\n').length;
    return [`${nameOf(file.file)}:${line}: this ${reading.reason}${whatThen(source, nameOf)}`];
  });
  const contracts = readings.flatMap(({ reading }) => (isUnreadable(reading) ? [] : reading));
  const isComparable = isContract && !contracts.some(({ isEarly }) => isEarly);
  if (unreadable.length > 0 || !isComparable || !source) return unreadable;
  const difference = differenceOf(written, contracts);
  const [json] = emitted;
  if (difference === undefined || !json) return [];
  return [
    `${nameOf(json.file)} is not what ${nameOf(source.file)} says: ${difference}. Prisma acts on the emitted contract, and so does what is said here: emit the contract again.`,
  ];
}

function missing(source: string): string {
  return `${source} has no emitted contract (contract.json), so what it declares was read from itself, and Prisma can plan nothing: emit the contract.`;
}

function whatThen(source: SchemaFile | undefined, nameOf: (file: string) => string): string {
  return source
    ? `, so what is declared was read from ${nameOf(source.file)}: emit the contract again.`
    : ', so what is declared is not known: emit the contract again.';
}

/** The first index that only one of the two has, as what the emitted contract lacks or has too much. */
function differenceOf(
  written: readonly SchemaFile[],
  contracts: readonly ContractJson[],
): string | undefined {
  const here = readContractSchema(written).indexes;
  const there = contracts.flatMap(({ indexes }) => indexes);
  const [lacking, surplus] = [without(here, there), without(there, here)];
  // An attribute that an extension brings may make an index of which only the emitted contract knows.
  const certain = hasUnknownAttribute(written) ? [] : surplus;
  const said = (what: string, indexes: readonly DeclaredIndex[]): string | undefined => {
    const [first] = indexes;
    if (!first) return undefined;
    const more = indexes.length > 1 ? ` and ${counted(indexes.length - 1, 'other')}` : '';
    return `it ${what} ${first.name}${more}`;
  };
  return said('lacks', lacking) ?? said('still has', certain);
}

const knownAttributes = new Set([
  ...['map', 'id', 'unique', 'index', 'fullTextIndex'],
  ...['check', 'rls', 'control', 'discriminator', 'base'],
]);

function hasUnknownAttribute(files: readonly SchemaFile[]): boolean {
  return files
    .flatMap((file) => blocksOf(file))
    .some(
      ({ keyword, attributes }) =>
        keyword === 'model' && attributes.some(({ name }) => !knownAttributes.has(name)),
    );
}

function without(
  indexes: readonly DeclaredIndex[],
  others: readonly DeclaredIndex[],
): readonly DeclaredIndex[] {
  const keyOf = ({ schema, table, name }: DeclaredIndex): string => JSON.stringify([schema, table, name]);
  const known = new Set(others.map(keyOf));
  return indexes.filter((index) => !known.has(keyOf(index)));
}
