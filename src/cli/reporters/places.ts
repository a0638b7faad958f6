import { isAbsolute, relative, resolve, sep } from 'node:path';
import { placesOf, type TextPlaces } from '../../core/text-places';
import type { LintReport } from '../../workflows/lint-report';

export { placesOf, type Place, type TextPlaces } from '../../core/text-places';

/** The places of the report's texts, each text read once. Undefined for a file whose text the report does not hold. */
export function placesIn(report: LintReport): (file: string) => TextPlaces | undefined {
  const known = new Map<string, TextPlaces>();
  return (file) => {
    const text = report.texts.get(file);
    if (text === undefined) return undefined;
    const places = known.get(file) ?? placesOf(text);
    known.set(file, places);
    return places;
  };
}

/** The path as seen from `cwd`, with forward slashes; absolute only where no relative one exists (another drive). */
export function pathFrom(cwd: string, file: string): string {
  const path = relative(cwd, resolve(cwd, file));
  if (path === '') return '.';
  return sep === '/' || isAbsolute(path) ? path : path.split(sep).join('/');
}
