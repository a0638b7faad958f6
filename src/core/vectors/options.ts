import { nearest } from '../did-you-mean';
import type { IndexOption } from '../sql/index-parts';

interface Option {
  readonly least: number;
  readonly most: number;
  /** What it is where nobody sets it. */
  readonly standard: number;
}

type Method = 'ivfflat' | 'hnsw';

/** The storage parameters of pgvector's methods. */
const optionsOf: Readonly<Record<Method, ReadonlyMap<string, Option>>> = {
  ivfflat: new Map([['lists', { least: 1, most: 32_768, standard: 100 }]]),
  hnsw: new Map([
    ['m', { least: 2, most: 100, standard: 16 }],
    ['ef_construction', { least: 4, most: 1000, standard: 64 }],
  ]),
};

/** What people set for an index, and what is set for a session. */
const sessionSettings: Readonly<Record<Method, ReadonlyMap<string, string>>> = {
  ivfflat: new Map([['probes', 'ivfflat.probes']]),
  hnsw: new Map(['ef_search', 'efsearch', 'ef'].map((name) => [name, 'hnsw.ef_search'])),
};

/** A storage parameter that PostgreSQL refuses, with its own words for it. */
export interface RefusedOption {
  readonly option: IndexOption;
  readonly kind: 'name' | 'value' | 'repeated';
  readonly error: string;
  /** Sentences. */
  readonly advice: string;
  /** The name that was meant, where that is near. */
  readonly meant: string | undefined;
}

/** Those of the storage parameters of a vector index that PostgreSQL certainly refuses, each by itself. */
export function refusedOptions(method: Method, options: readonly IndexOption[]): RefusedOption[] {
  return options.flatMap((option, at) => {
    const before = options.slice(0, at).some(({ name }) => name.name === option.name.name);
    return (
      refusedName(method, options, option) ?? (before ? repeated(option) : refusedValue(method, option)) ?? []
    );
  });
}

function refusedName(
  method: Method,
  options: readonly IndexOption[],
  option: IndexOption,
): RefusedOption | undefined {
  const { namespace, name } = option;
  const known = optionsOf[method];
  if (namespace === undefined && known.has(name.name)) return undefined;
  const error =
    namespace === undefined
      ? `unrecognized parameter "${name.name}"`
      : `unrecognized parameter namespace "${namespace}"`;
  // A name of one letter is near to every other.
  const near = nearest(
    name.name,
    [...known.keys()].filter((one) => one.length > 1),
  );
  const isThere = options.some((other) => other.name.name === near);
  const meant = isThere ? undefined : near;
  const setting = sessionSettings[method].get(name.name);
  const advice = [
    ...(meant === undefined ? [] : [`Did you mean ${meant}?`]),
    `${method} has ${[...known].map(([one, { least, most }]) => `${one} (${least} to ${most})`).join(' and ')}.`,
    ...(setting === undefined ? [] : [`${setting} is set for a session: SET ${setting} = …;`]),
  ];
  return { option, kind: 'name', error, advice: advice.join(' '), meant };
}

function repeated(option: IndexOption): RefusedOption {
  const error = `parameter "${option.name.name}" specified more than once`;
  return { option, kind: 'repeated', error, advice: 'Leave one of the two out.', meant: undefined };
}

function refusedValue(method: Method, option: IndexOption): RefusedOption | undefined {
  const { name, value } = option;
  const known = optionsOf[method].get(name.name);
  const error = known && errorOf(name.name, value ?? 'true', known);
  if (!known || error === undefined) return undefined;
  const advice = `It may be ${known.least} to ${known.most}; where it is left out it is ${known.standard}.`;
  return { option, kind: 'value', error, advice, meant: undefined };
}

/** PostgreSQL takes what it has between the two for the nearest whole number. */
const rounding = 0.5;

/** The greatest that it takes for a whole number at all. */
const greatest = 2_147_483_647;

const decimal = /^[+-]?(?:0|[1-9]\d*)(?:\.\d+)?$/;

function errorOf(name: string, value: string, { least, most }: Option): string | undefined {
  if (/^[a-z_]+$/i.test(value)) return `invalid value for integer option "${name}": ${value}`;
  if (!decimal.test(value)) return undefined;
  const number = Number(value);
  if (Math.abs(number) > greatest) return `invalid value for integer option "${name}": ${value}`;
  const isWithin = number >= least - rounding && number <= most + rounding;
  return isWithin ? undefined : `value ${value} out of bounds for option "${name}"`;
}

/** What hnsw says of two that do not fit together when it builds the index; undefined where they fit, or are refused by themselves. */
export function refusedTogether(options: readonly IndexOption[]): RefusedOption | undefined {
  const [m, ef] = [settingOf('m', options), settingOf('ef_construction', options)];
  const option = ef?.option ?? m?.option;
  if (!m || !ef || !option || ef.value >= 2 * m.value) return undefined;
  return {
    option,
    kind: 'value',
    error: 'ef_construction must be greater than or equal to 2 * m',
    advice: `m is ${m.value}${m.option ? '' : ' where it is left out'}, and ef_construction ${ef.value}${ef.option ? '' : ' where it is left out'}: write ef_construction = ${2 * m.value} or more, or a smaller m.`,
    meant: undefined,
  };
}

function settingOf(name: string, options: readonly IndexOption[]) {
  const known = optionsOf.hnsw.get(name);
  const option = options.find((one) => one.name.name === name);
  if (!known) return undefined;
  if (!option) return { option, value: known.standard };
  const isWhole = /^[1-9]\d*$/.test(option.value ?? '');
  return isWhole ? { option, value: Number(option.value) } : undefined;
}
