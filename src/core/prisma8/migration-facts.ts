/** What a `migration.json` says of its migration. */
export interface MigrationFacts {
  /** The contract from which it leads; undefined for the empty database. */
  readonly from: string | undefined;
  /** The contract to which it leads. */
  readonly to: string;
  readonly createdAt: string | undefined;
  /** What Prisma computed over `migration.json` and `ops.json` when it wrote them. */
  readonly hash: string | undefined;
}

/** Hashes a text: lower-case hexadecimal SHA-256 of its UTF-8. */
export type Sha256 = (text: string) => string;

/** Reads a `migration.json`, or says in half a sentence why that cannot be done; never throws. */
export function readMigrationFacts(text: string): MigrationFacts | string {
  const read = parsed(text);
  if (!isRecord(read)) return 'it is not a JSON object';
  const { from = null, to, createdAt, migrationHash } = read;
  if (typeof to !== 'string') return 'its "to" is no hash of a contract';
  if (from !== null && typeof from !== 'string') return 'its "from" is neither null nor a hash of a contract';
  return {
    // The hash of nothing, in the database and in older files.
    from: from === null || /^(?:sha256:)?empty$/.test(from) ? undefined : from,
    to,
    createdAt: typeof createdAt === 'string' ? createdAt : undefined,
    hash: typeof migrationHash === 'string' ? migrationHash : undefined,
  };
}

/**
 * Whether `migrationHash` is that of the two files, as Prisma checks it before it applies a migration; undefined where
 * one of them cannot be read, or is of a version that computed it otherwise. (Source: `computeMigrationHash` of @prisma/orm-toolchain 8.0.0-rc.13.)
 */
export function isHashRight(facts: string, operations: string, sha256: Sha256): boolean | undefined {
  const read = parsed(facts);
  const list = parsed(operations);
  if (!isRecord(read) || !Array.isArray(list)) return undefined;
  const { migrationHash, ...rest } = read;
  // As Prisma Next it hashed other things.
  if (typeof migrationHash !== 'string' || 'hints' in rest || 'toContract' in rest) return undefined;
  const parts = [rest, list].map((part) => sha256(canonical(part)));
  return migrationHash.replace(/^sha256:/, '') === sha256(canonical(parts));
}

/** JSON with the keys of each object in order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).toSorted(byKey)) : part,
  );
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
