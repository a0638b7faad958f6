import type { createColors } from 'picocolors';
import type { Severity } from '../../core/linter/findings/finding';

/** What a severity is painted with. */
export function severityColor(
  severity: Severity,
  colors: ReturnType<typeof createColors>,
): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red;
    case 'warning':
      return colors.yellow;
    case 'info':
      return colors.blue;
    case 'hint':
      return colors.cyan;
  }
}
