/** Lower-case hexadecimal SHA-256 of the text as UTF-8. Handed in: core knows no machine. */
export type Sha256 = (text: string) => string;

/** An early Prisma wrote each byte without its leading zero. */
function withoutPadding(checksum: string): string {
  return checksum.replace(/0([0-9a-f])|([0-9a-f]{2})/g, '$1$2');
}

/**
 * Whether Prisma would accept the file's text for a row's checksum: as it is, with CRLF → LF, or with LF → CRLF. A byte
 * order mark counts.
 */
export function acceptsChecksum(text: string, checksum: string, sha256: Sha256): boolean {
  const isOf = (variant: string): boolean => {
    const computed = sha256(variant);
    return computed === checksum || (checksum.length !== 64 && withoutPadding(computed) === checksum);
  };
  if (isOf(text)) return true;
  const withLineFeeds = text.replaceAll('\r\n', '\n');
  if (withLineFeeds !== text && isOf(withLineFeeds)) return true;
  const withReturns = withLineFeeds.replaceAll('\n', '\r\n');
  return withReturns !== text && isOf(withReturns);
}
