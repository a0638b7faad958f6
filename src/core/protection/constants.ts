/** A constant of an expression. */
export interface Constant {
  /** Undefined for NULL. */
  readonly value: string | number | boolean | undefined;
  /** The type that it is written with, as PostgreSQL's grammar names it (`int4`, `varchar`); arrays end in `[]`. */
  readonly type: string | undefined;
}

/** What PostgreSQL prints in a form of its own, so that two texts of one value may differ. */
const reprintedPattern =
  /^(?:time|timetz|timestamptz|interval|jsonb?|xml|bytea|money|inet|cidr|macaddr8?|point|line|lseg|box|path|polygon|circle|tsquery|tsvector|varbit|vector|halfvec|sparsevec|\w+range)$|\[\]$/;

/**
 * Whether PostgreSQL may print the first constant as the second. It gives each a type, writes numbers and dates in its
 * own way, and a negative number as a string with a cast.
 */
export function mayBeReprinted(wanted: Constant, found: Constant): boolean {
  const type = found.type ?? wanted.type;
  if (wanted.value === undefined || found.value === undefined) return wanted.value === found.value;
  if (typeof wanted.value === 'boolean' || typeof found.value === 'boolean' || type === 'bool') {
    return truthOf(wanted.value) === truthOf(found.value);
  }
  if (type !== undefined && reprintedPattern.test(type)) return true;
  const [one, other] = [String(wanted.value), String(found.value)];
  if (one === other) return true;
  switch (type) {
    case 'text':
    case 'varchar':
    case 'name':
      return false;
    case 'date':
    case 'timestamp':
      return dayOf(one) === undefined || dayOf(one) === dayOf(other);
    case 'bpchar':
      return one.trimEnd() === other.trimEnd();
    case 'uuid':
      return hexOf(one) === hexOf(other);
    case 'regconfig':
    case 'regclass':
      return afterDot(one) === afterDot(other);
    default:
      return isNumber(one) && isNumber(other) && Number(one) === Number(other);
  }
}

function truthOf(value: string | number | boolean): boolean {
  return typeof value === 'string' ? /^(?:t|tr|tru|true|y|yes|on|1)$/i.test(value.trim()) : Boolean(value);
}

function dayOf(text: string): string | undefined {
  return /^\s*(\d{4,}-\d\d-\d\d)/.exec(text)?.[1];
}

function hexOf(text: string): string {
  return text.toLowerCase().replace(/[^0-9a-f]/g, '');
}

function afterDot(text: string): string {
  return text.slice(text.lastIndexOf('.') + 1).replaceAll('"', '');
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && !Number.isNaN(Number(text));
}
