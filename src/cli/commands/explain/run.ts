import { stoppableMatcher } from '../../../adapters/project/pattern-matcher';
import { loadGrammar } from '../../../core/sql/grammar';
import { explainProject, isIncomplete, type ExplainReport } from '../../../workflows/explain';
import { explainJson } from '../../../workflows/explain-json';
import { assertPostgres } from '../../../workflows/predict';
import { ReplayedProject } from '../../../workflows/replayed-project';
import { namedTarget } from '../../command-target';
import { complain, pageOf, type CliContext } from '../../context';
import type { ColorOption, JsonOption, ProjectOption } from '../../options';
import { pathFrom, positionsOf } from '../../output/positions';
import { printable, safeJson } from '../../output/printable';
import { progressOn } from '../../progress';
import { openProject, tellUnread } from '../../projects';
import { explainPretty } from './pretty';

export interface ExplainArgs extends ProjectOption, JsonOption, ColorOption {
  /** None means all that is protected. */
  readonly names: readonly string[];
}

/**
 * Tells what is protected in a project.
 *
 * @returns 2 where something could not be read; else 0
 * @throws HumanError without a project, with several, and for an unknown name
 */
export async function explain(args: ExplainArgs, context: CliContext): Promise<0 | 2> {
  const { cwd, env, stdout, stderr } = context;
  const progress = progressOn(stderr, env);
  try {
    const opened = await openProject(args, cwd, { which: 'nearest', prisma8: true });
    assertPostgres(opened.source);
    const project = await ReplayedProject.open(opened.source, loadGrammar, progress);
    const report = await explainProject(project, {
      ...{ names: args.names, target: namedTarget(args) },
      matchPattern: stoppableMatcher(),
    });
    progress.clear();
    stdout.write(
      args.json
        ? safeJson(explainJson(report, (file) => pathFrom(cwd, file)))
        : explainPretty(report, pageOf(context, args.color)),
    );
    for (const notice of report.notices) stderr.write(`Note: ${printable(notice)}\n`);
    tellBroken(report, context);
    tellUnread([opened], context);
    return isIncomplete(report) ? 2 : 0;
  } finally {
    progress.clear();
  }
}

function tellBroken({ broken, texts }: ExplainReport, context: CliContext): void {
  for (const { file, range, message } of broken) {
    const { line, column } = positionsOf(texts.get(file) ?? '').at(range.start);
    complain(context, `${pathFrom(context.cwd, file)}:${line}:${column}: ${message}`);
  }
}
