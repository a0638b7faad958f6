import type { CommandTarget } from '../../../core/command-target';
import type { LintSource } from '../../../workflows/lint-source';
import { needsAttention, type Prediction } from '../../../workflows/predict';
import { complain, pageOf, type CliContext } from '../../context';
import type { PredictArgs } from './args';
import { predictJson } from './json';
import { predictPretty } from './pretty';

/** Shows a prediction; gives the exit code. */
export function tell(
  prediction: Prediction,
  {
    source,
    prisma,
    note,
  }: { readonly source: LintSource; readonly prisma: string; readonly note: string | undefined },
  { json, color, strict = false }: Pick<PredictArgs, 'json' | 'color' | 'strict'>,
  target: CommandTarget,
  context: CliContext,
): 0 | 1 {
  if (note !== undefined && !json) complain(context, note);
  context.stdout.write(
    json
      ? predictJson(prediction, { cwd: context.cwd, prisma: source.prisma.version, note })
      : predictPretty(prediction, { prisma, target }, pageOf(context, color)),
  );
  return needsAttention(prediction) && (strict || !prediction.isStanding) ? 1 : 0;
}
