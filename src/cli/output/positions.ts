import { placesOf, type TextPlaces } from '../../core/text-places';
import type { LintReport } from '../../workflows/lint-report';

export { pathFrom } from '../../adapters/files/path-from';
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
