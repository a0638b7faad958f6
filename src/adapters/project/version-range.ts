/**
 * The lowest version that an npm range allows, as `major.minor.patch`: `^6.1` → 6.1.0, `>=5 <7` → 5.0.0,
 * `5 || 6` → 5.0.0. Undefined for ranges without a floor (`*`, `latest`, `<7`) and for anything that is no range.
 */
export function lowestVersion(range: string): string | undefined {
  const plain = range.replace(/^npm:(?:@[^/]+\/)?[^@]+@/, '');
  const floors: number[][] = [];
  for (const alternative of plain.split('||')) {
    const floor = floorOf(alternative);
    if (!floor) return undefined;
    floors.push(floor);
  }
  return floors.sort(compareParts)[0]?.join('.');
}

const comparator =
  /(?:^|\s)(?<sign>[\^~=v]*|>=?|<=?)\s*v?(?<version>\d+(?:\.(?:\d+|[xX*]))*)(?:[-+][\w.+-]*)?(?=\s|$)/g;

function floorOf(alternative: string): number[] | undefined {
  // The second half of `5.1 - 6.2` is a ceiling.
  const range = alternative.replace(/\s+-\s.*/, '');
  if (range.replace(comparator, '').trim() !== '') return undefined;
  let floor: number[] | undefined;
  for (const { groups = {} } of range.matchAll(comparator)) {
    if (groups['sign']?.startsWith('<')) continue;
    const parts = versionParts(groups['version'] ?? '');
    if (!floor || compareParts(parts, floor) > 0) floor = parts;
  }
  return floor;
}

function versionParts(version: string): number[] {
  const parts = version.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : 0));
  return [0, 1, 2].map((index) => parts[index] ?? 0);
}

function compareParts(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
