import minVersion from 'semver/ranges/min-version';

// A bundle of its own, see esbuild.js: it is needed only where nothing is installed and nothing locked.

/**
 * The lowest version that an npm range allows, as `major.minor.patch`: `^6.1` → 6.1.0, `>=5 <7` → 5.0.0,
 * `5 || 6` → 5.0.0. Undefined for ranges without a floor (`*`, `latest`, `<7`) and for anything that is no range.
 */
export function lowestVersion(range: string): string | undefined {
  const plain = range.replace(/^npm:(?:@[^/]+\/)?[^@]+@/, '');
  const lowest = lowestAllowed(plain);
  // npm takes 0.0.0 for the lowest where a range says nothing of it.
  if (!lowest || (lowest.major === 0 && lowest.minor === 0 && lowest.patch === 0)) return undefined;
  return `${lowest.major}.${lowest.minor}.${lowest.patch}`;
}

function lowestAllowed(range: string): ReturnType<typeof minVersion> {
  try {
    return minVersion(range);
  } catch {
    return null;
  }
}
