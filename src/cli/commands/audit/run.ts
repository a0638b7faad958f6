import { originsOf } from '../../../adapters/git/blame';
import { openProjects } from '../../../adapters/open-projects';
import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import { HumanError } from '../../../core/human-error';
import { auditProject, isIncomplete, type AuditReport } from '../../../workflows/audit';
import { complain, pageOf, type CliContext } from '../../context';
import type { ColorOption, JsonOption } from '../../options';
import { pathFrom, positionsOf } from '../../output/positions';
import { printable } from '../../output/printable';
import { progressOn } from '../../progress';
import { tellUnread } from '../../projects';
import { auditJson } from './json';
import { auditPretty } from './pretty';

export interface AuditArgs extends JsonOption, ColorOption {
  /** Of projects; none means the working directory. */
  readonly paths: readonly string[];
}

/**
 * Lists what each project lets through, and who wrote it.
 *
 * @returns 2 where something could not be read; else 0
 * @throws HumanError where there is no project
 */
export async function audit({ paths, json, color }: AuditArgs, context: CliContext): Promise<0 | 2> {
  const { cwd, env, stdout, stderr } = context;
  const progress = progressOn(stderr, env);
  try {
    const projects = await openProjects(paths, { cwd, progress, prisma8: true });
    if (projects.length === 0) {
      throw new HumanError('No Prisma project was found here. Give the path of one.');
    }
    const matchPattern = stoppableMatcher();
    const reports: AuditReport[] = [];
    for (const { source } of projects) {
      reports.push(await auditProject(source, { originsOf, matchPattern, progress }));
    }
    progress.clear();
    stdout.write(json ? auditJson(reports, cwd) : auditPretty(reports, pageOf(context, color)));
    for (const notice of new Set(reports.flatMap(({ notices }) => notices))) {
      stderr.write(`Note: ${printable(notice)}\n`);
    }
    for (const mistake of reports.flatMap((report) => mistakesIn(report, cwd))) complain(context, mistake);
    tellUnread(projects, context);
    return reports.some(isIncomplete) ? 2 : 0;
  } finally {
    progress.clear();
  }
}

/** What is wrong with the configuration, and what git could not say, as sentences. */
function mistakesIn({ broken, texts, entries }: AuditReport, cwd: string): string[] {
  const failures = entries.flatMap(({ file, origin }) =>
    origin.kind === 'failed' ? [`Who wrote ${pathFrom(cwd, file)} is not known: ${origin.reason}`] : [],
  );
  return [
    ...broken.map(({ file, range, message }) => {
      const position = positionsOf(texts.get(file) ?? '').at(range.start);
      return `${pathFrom(cwd, file)}:${position.line}:${position.column}: ${message}`;
    }),
    ...new Set(failures),
  ];
}
