import type { LintSource } from '../../workflows/lint-source';
import { assertPostgres, needsAttention, type Drafted, type Prediction } from '../../workflows/predict';
import type { TerminalProgress } from '../progress';
import { progressOn } from '../progress';
import { predictJson } from '../reporters/predict-json';
import { predictPretty } from '../reporters/predict-pretty';
import { printable } from '../reporters/printable';
import { usesColor, widthOf, type Environment as Variables, type Output } from '../terminal';
import type { PredictArgs } from './predict-args';

/** A project, and what can be asked about it. */
export interface PredictTarget {
  readonly source: LintSource;
  /** `Prisma 7.10.0` */
  readonly prisma: string;
  /** What Prisma would run now; a sentence in `note` where that is told from less than was asked for. */
  readonly draft: () => Promise<Drafted & { readonly note?: string | undefined }>;
  readonly predict: (drafted: Drafted) => Promise<Prediction>;
}

export interface PredictDeps {
  /** @throws HumanError where there is no such project, or no Prisma */
  readonly open: (args: PredictArgs, progress: TerminalProgress) => Promise<PredictTarget>;
  readonly cwd: string;
  readonly env: Variables;
  readonly stdout: Output;
  readonly stderr: Output;
}

/**
 * Tells what the project's own Prisma would do to the indexes next. Writes nothing.
 *
 * @returns 1 where something protected would be lost, or the migration would fail
 * @throws HumanError where it cannot be told
 */
export async function runPredict(args: PredictArgs, deps: PredictDeps): Promise<0 | 1> {
  const { cwd, env, stdout, stderr } = deps;
  const progress = progressOn(stderr, env);
  try {
    progress.say('Looking for the Prisma project…');
    const { source, prisma, draft, predict } = await deps.open(args, progress);
    assertPostgres(source);
    const { note, ...drafted } = await draft();
    progress.say('Looking at what it would do…');
    const prediction = await predict(drafted);
    progress.clear();
    if (note !== undefined && !args.json) stderr.write(`migration-guard: ${printable(note)}\n`);
    const page = { cwd, width: widthOf(stdout, env), color: usesColor(args.color, env, stdout) };
    stdout.write(
      args.json
        ? predictJson(prediction, { cwd, prisma: source.prisma.version, note })
        : predictPretty(prediction, prisma, page),
    );
    return needsAttention(prediction) ? 1 : 0;
  } finally {
    progress.clear();
  }
}
