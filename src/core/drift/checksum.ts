/** Lower-case hexadecimal SHA-256 of the text as UTF-8. Handed in: core knows no machine. */
export type Sha256 = (text: string) => string;

/** As long as a checksum is, unless an early Prisma wrote it. */
const usualLength = 64;

/** An early Prisma wrote each byte without its leading zero. */
function withoutPadding(checksum: string): string {
  return checksum.replace(/0([0-9a-f])|([0-9a-f]{2})/g, '$1$2');
}

/** The text as it is, with CRLF → LF, and with LF → CRLF, each once: Prisma accepts the checksum of any. */
function* acceptedForms(text: string): Generator<string> {
  yield text;
  const withLineFeeds = text.replaceAll('\r\n', '\n');
  if (withLineFeeds !== text) yield withLineFeeds;
  const withReturns = withLineFeeds.replaceAll('\n', '\r\n');
  if (withReturns !== text) yield withReturns;
}

/**
 * Whether Prisma would accept the file's text for a row's checksum: as it is, with CRLF → LF, or with LF → CRLF. A byte
 * order mark counts.
 */
export function acceptsChecksum(text: string, checksum: string, sha256: Sha256): boolean {
  return checksumsIn([checksum], sha256)(text) !== undefined;
}

/**
 * Looks for many checksums at once.
 *
 * @returns a function that gives the one of them for which Prisma would accept a text, if there is one
 */
export function checksumsIn(
  checksums: readonly string[],
  sha256: Sha256,
): (text: string) => string | undefined {
  const wanted = new Set(checksums);
  const hasOld = checksums.some(({ length }) => length !== usualLength);
  return (text) => {
    for (const form of acceptedForms(text)) {
      const computed = sha256(form);
      if (wanted.has(computed)) return computed;
      const old = hasOld ? withoutPadding(computed) : computed;
      if (old.length !== usualLength && wanted.has(old)) return old;
    }
    return undefined;
  };
}
