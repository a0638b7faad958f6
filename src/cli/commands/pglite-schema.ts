import { resolve } from 'node:path';
import { HumanError } from '../../core/human-error';
import type { LintSource } from '../../workflows/lint-source';
import type { SchemaScript } from '../../workflows/pglite-schema';
import { isOurLimit } from '../../workflows/replay-advice';
import { textDiff } from '../reporters/diff-view';
import { pathFrom } from '../reporters/places';
import { printable } from '../reporters/printable';
import { failureLines } from '../reporters/verify-pretty';
import { usesColor, widthOf } from '../terminal';
import { tellUnread } from './each-database';
import { withProject, type ReplayDeps, type ReplayHooks } from './replay-project';

export interface PgliteSchemaArgs {
  /** Where the project is; undefined for here. */
  readonly project: string | undefined;
  /** The file to write or to compare with; undefined for stdout. */
  readonly output: string | undefined;
  /** Compare instead of writing. */
  readonly check: boolean;
  readonly color: boolean | undefined;
}

export interface PgliteSchemaDeps extends ReplayDeps {
  readonly writeSchema: (source: LintSource, hooks: ReplayHooks) => Promise<SchemaScript>;
  /** The file's text; undefined where there is none. @throws HumanError where it cannot be read */
  readonly readText: (file: string) => string | undefined;
  /** In one step. @throws HumanError */
  readonly writeText: (file: string, text: string) => void;
}

/** A longer diff says no more than that the file is to be written again. */
const shownLines = 40;

/**
 * Writes the schema that the migrations make, or says whether a file still holds it.
 *
 * @returns 2 where it could not be told; 1 where a migration fails, or the file is not what it would be; else 0
 * @throws HumanError without a project, and where a file cannot be read or written
 */
export async function runPgliteSchema(args: PgliteSchemaArgs, deps: PgliteSchemaDeps): Promise<0 | 1 | 2> {
  const { cwd, env, stdout, stderr } = deps;
  const { output, check } = args;
  if (check && output === undefined) {
    throw new HumanError('--check compares with a file: name it with --output.');
  }
  return withProject(args.project, deps, async (project, hooks, progress) => {
    const { script, failure } = await deps.writeSchema(project.source, hooks);
    progress.clear();
    if (tellUnread([project], deps)) return 2;
    if (failure) {
      const page = { cwd, width: widthOf(stderr, env), color: usesColor(args.color, env, stderr) };
      stderr.write(`${failureLines(failure, page).join('\n')}\n`);
      return isOurLimit(failure) ? 2 : 1;
    }
    if (output === undefined) stdout.write(script);
    else if (check) return compare(output, script, args, deps);
    else {
      deps.writeText(resolve(cwd, output), script);
      stderr.write(`Wrote ${printable(pathFrom(cwd, output))}.\n`);
    }
    return 0;
  });
}

function compare(
  output: string,
  script: string,
  { color }: PgliteSchemaArgs,
  { cwd, env, stdout, readText }: PgliteSchemaDeps,
): 0 | 1 {
  const shown = printable(pathFrom(cwd, output));
  const command = `migration-guard pglite-schema --output ${shown}`;
  const found = readText(resolve(cwd, output));
  if (found === undefined) {
    stdout.write(`There is no ${shown}. ${command} writes it.\n`);
    return 1;
  }
  // A checkout may have changed them.
  if (found.replaceAll('\r\n', '\n') === script) {
    stdout.write(`${shown} is what the migrations make.\n`);
    return 0;
  }
  const lines = textDiff(found, script, { color: usesColor(color, env, stdout), indent: '  ' });
  const rest = lines.length - shownLines;
  stdout.write(
    [
      `${shown} is not what the migrations make; - is in the file, + in what they make:`,
      '',
      ...lines.slice(0, shownLines),
      ...(rest > 0 ? [`  … ${rest.toLocaleString('en')} more lines`] : []),
      '',
      `${command} writes it again.`,
      '',
    ].join('\n'),
  );
  return 1;
}
