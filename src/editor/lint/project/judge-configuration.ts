import { posix } from 'node:path';
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
export interface ConfiguredProject {
  readonly lintConfigurationText: (edited: TextFile) => Promise<readonly Finding[]>;
  /** What is wrong with its migration-guard.json and what that extends, if the file has that text. */
  readonly problemsBy: (edited: TextFile) => Promise<readonly FileProblem[]>;
}

/**
 * Judges a text of drift-ignore.json or migration-guard.json: its mistakes, and where it has none, what its projects
 * show of it (files that it extends and that are not there, entries that suppress nothing, patterns that run too long).
 *
 * @param projects those that may be configured by the file; they are asked for only if it has no mistakes
 */
export async function judgeConfiguration(
  file: TextFile,
  projects: () => Promise<readonly ConfiguredProject[]>,
): Promise<ConfigurationReport> {
  const isDriftIgnore = file.file.endsWith('/drift-ignore.json');
  const { problems } = await readConfiguration(
    { driftIgnore: isDriftIgnore ? file : undefined, config: isDriftIgnore ? undefined : file },
    undefined,
  );
  if (problems.length > 0) return { problems, findings: [] };
  const findings = new Map<string, Finding>();
  const wrong = new Map<string, FileProblem>();
  for (const project of await projects()) {
    // Projects with one configuration say the same of it.
    for (const problem of await project.problemsBy(file)) {
      if (problem.file === file.file) wrong.set(`${problem.range.start} ${problem.message}`, problem);
      else wrong.set(problem.file, elsewhere(file, problem));
    }
    for (const finding of await project.lintConfigurationText(file)) {
      const { start, end } = finding.range;
      findings.set(`${start} ${end} ${finding.message}`, finding);
    }
  }
  return { problems: [...wrong.values()], findings: [...findings.values()] };
}

/** A mistake in a file that this one extends, or that extends this one. */
function elsewhere({ file }: TextFile, { file: other, message }: FileProblem): FileProblem {
  return {
    file,
    range: { start: 0, end: 1 },
    message: `Nothing is linted: ${asSeenFrom(file, other)} has a mistake: ${message}.`,
  };
}

/** The path from the folder of a file to another file; both are URIs, or both paths. */
function asSeenFrom(file: string, other: string): string {
  return posix.relative(posix.dirname(decodeURI(file)), decodeURI(other));
}
