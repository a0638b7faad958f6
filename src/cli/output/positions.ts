import { positionsOf, type TextPositions } from '../../core/text-positions';
import type { LintReport } from '../../workflows/lint-report';

export { pathFrom } from '../../adapters/files/path-from';
export { positionsOf, type TextPosition, type TextPositions } from '../../core/text-positions';

/** The lines and columns of the report's texts, each text read once. Undefined for a file whose text the report does not hold. */
export function positionsIn(report: Pick<LintReport, 'texts'>): (file: string) => TextPositions | undefined {
  const known = new Map<string, TextPositions>();
  return (file) => {
    const text = report.texts.get(file);
    if (text === undefined) return undefined;
    const positions = known.get(file) ?? positionsOf(text);
    known.set(file, positions);
    return positions;
  };
}
