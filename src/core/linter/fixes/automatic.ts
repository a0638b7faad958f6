import type { Finding, Fix } from '../findings/finding';

/**
 * The fix that may be applied without asking anyone: the preferred one of an error or warning that Prisma wrote into a
 * draft and that nobody suppressed. Undefined for every other finding.
 */
export function automaticFix(finding: Finding): Fix | undefined {
  if (finding.suppressed !== undefined || finding.state !== 'draft' || finding.intent !== 'generated') {
    return undefined;
  }
  if (finding.severity !== 'error' && finding.severity !== 'warning') return undefined;
  return finding.fixes.find((fix) => fix.preferred && fix.edits.some(({ edits }) => edits.length > 0));
}
