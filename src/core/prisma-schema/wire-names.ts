import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { cutBytes } from './names';

/** What of an index goes into the name that Prisma 8 gives it. */
export interface NamedBody {
  readonly columns: readonly string[] | undefined;
  readonly expression: string | undefined;
  readonly where: string | undefined;
  readonly unique: boolean;
  readonly method: string | undefined;
  readonly options: Readonly<Record<string, string>>;
}

/** Prisma 8 gives every index of which no exact name is declared a name that ends in a hash of what it is. */
export function indexWireName(prefix: string, body: NamedBody): string {
  const options = Object.entries(body.options)
    .map(([key, value]) => [key, /^(?:true|false)$/.test(value) ? (value === 'true' ? 'on' : 'off') : value])
    .sort(([one = ''], [other = '']) => (one < other ? -1 : one > other ? 1 : 0));
  const content = [
    ...[oneSpaced(body.expression), oneSpaced(body.where), body.columns ?? []],
    ...[body.unique, body.method ?? '', options],
  ];
  return `${prefix}_${bytesToHex(sha256(utf8ToBytes(JSON.stringify(content)))).slice(0, 8)}`;
}

/** The part of such a name that a person chose or could have; undefined where the name is none. */
export function wirePrefix(name: string): string | undefined {
  return /^(.+)_[0-9a-f]{8}$/s.exec(name)?.[1];
}

/** A prefix as Prisma cuts one that it makes, so that the hash fits into PostgreSQL's limit. */
export function cutPrefix(prefix: string): string {
  return cutBytes(prefix, 54);
}

function oneSpaced(sql: string | undefined): string {
  return (sql ?? '').replace(/\s+/g, ' ').trim();
}
