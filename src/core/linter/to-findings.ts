import { withoutIgnored } from './ignored-statements';
import type { Script } from '../sql/statements';
import type { FileReport } from './findings/file-report';
import type { Finding, Severity, Suppression } from './findings/finding';
import type { RuleSettings } from './findings/rule-settings';
import { isOff, severityAsSet } from './configured-severities';

/** What is to be known of a file to make findings of what rules report in it. */
export interface ReportedIn {
  /** migration-guard.json. */
  readonly config: RuleSettings | undefined;
  /** Why a report does not count; without it all of them do. */
  readonly suppressionOf?: (report: FileReport) => Suppression | undefined;
  /** Of a migration in which `ignorePatterns` count: what else is said of a statement that matches one gives way. */
  readonly script?: Script | undefined;
}

/**
 * Makes findings of what rules of any kind report: here, and nowhere else, a finding gets its severity, and is marked as
 * suppressed or left out. Suppression goes first, then ignorePatterns, then rules that are off. The order stays.
 */
export function toFindings(
  reports: readonly FileReport[],
  { config, suppressionOf, script }: ReportedIn,
): Finding[] {
  const findings = reports.map((report) => toFinding(report, config, suppressionOf?.(report)));
  const reported = script ? withoutIgnored(findings, script) : findings;
  return reported.filter(({ rule }) => !isOff(rule, config));
}

function toFinding(
  report: FileReport,
  config: RuleSettings | undefined,
  suppressed: Suppression | undefined,
): Finding {
  return {
    ...report,
    severity: severityAsSet({ ...report, severity: ofState(report) }, config?.severities.get(report.rule)),
    // A quoted name or a reason may hold line breaks.
    message: withoutLineBreaks(report.message),
    why: withoutLineBreaks(report.why),
    ...(suppressed && { suppressed }),
  };
}

/** A settled migration cannot be changed any more, so it fails nothing. */
function ofState({ severity, state }: Pick<FileReport, 'severity' | 'state'>): Severity {
  return severity === 'error' && state === 'settled' ? 'warning' : severity;
}

function withoutLineBreaks(text: string): string {
  return text.replace(/\s*[\r\n]\s*/g, ' ');
}
