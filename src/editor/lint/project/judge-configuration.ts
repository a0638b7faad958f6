import type { FileProblem } from '../../../core/json/problem';
import type { Finding } from '../../../core/linter/findings/finding';
import { readConfiguration } from '../../../workflows/configuration';
import type { TextFile } from '../../../workflows/lint-source';

/** What there is to say of one file that configures us. */
export interface ConfigurationReport {
  readonly problems: readonly FileProblem[];
  readonly findings: readonly Finding[];
}

/** Whether a file is by its name one of those that a team writes for us. */
export function isConfiguration(file: string): boolean {
  return /(?:^|\/)(?:drift-ignore|migration-guard)\.json$/.test(file);
}

/** What a project shows of a text of one of its files that configure us. */
type JudgeConfiguration = (edited: TextFile) => Promise<readonly Finding[]>;

/**
 * Judges a text of drift-ignore.json or migration-guard.json: its mistakes, and where it has none, what its projects
 * show of it (entries that suppress nothing, patterns that run too long).
 *
 * @param projects those that may be configured by the file; they are asked for only if it has no mistakes
 */
export async function judgeConfiguration(
  file: TextFile,
  projects: () => Promise<readonly JudgeConfiguration[]>,
): Promise<ConfigurationReport> {
  const isDriftIgnore = file.file.endsWith('/drift-ignore.json');
  const { problems } = await readConfiguration(
    { driftIgnore: isDriftIgnore ? file : undefined, config: isDriftIgnore ? undefined : file },
    undefined,
  );
  if (problems.length > 0) return { problems, findings: [] };
  const findings = new Map<string, Finding>();
  for (const judge of await projects()) {
    // Projects with one configuration say the same of it.
    for (const finding of await judge(file)) {
      const { start, end } = finding.range;
      findings.set(`${start} ${end} ${finding.message}`, finding);
    }
  }
  return { problems, findings: [...findings.values()] };
}
