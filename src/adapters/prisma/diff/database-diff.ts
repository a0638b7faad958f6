import { HumanError } from '../../../core/human-error';
import type { Environment } from '../../../workflows/environment';
import type { EnvironmentProject } from '../../environments/project';
import { variablesFor } from '../../environments/variables-for';
import type { PrismaCli } from '../prisma-cli';
import { runCaptured } from '../../process/run-captured';
import type { Variables } from '../../process/variables';
import { quietly, scriptIn } from './diff-result';
import { usualTimeoutMs, type DiffProject } from './history-diff';
import { diffFailure } from './prisma-failure';
import { schemaArgument } from './schema-argument';

export interface DatabaseDiffOptions {
  readonly environment: Environment;
  readonly project: EnvironmentProject;
  /** The variables that Prisma is started with, besides the environment's. */
  readonly env: Variables;
  /** Milliseconds for Prisma; two minutes without it. */
  readonly timeoutMs?: number | undefined;
}

/** What comes of comparing the schema with a live database. */
export type DatabaseDiff =
  | { readonly kind: 'script'; readonly sql: string }
  /** Nobody answers there. */
  | { readonly kind: 'unreachable' };

/**
 * The SQL that brings a live database to the schema on disk, as the project's own Prisma would run it for `db push`. The
 * database is only read. Its URL goes to Prisma as a variable, never on a command line.
 *
 * @throws HumanError, one sentence, where Prisma fails for another reason than the database
 */
export async function diffAgainstDatabase(
  source: DiffProject,
  prisma: PrismaCli,
  { environment, project, env, timeoutMs = usualTimeoutMs }: DatabaseDiffOptions,
): Promise<DatabaseDiff> {
  const schema = schemaArgument(source.schema.map(({ file }) => file));
  if (schema === undefined) {
    throw new HumanError(`No schema.prisma was found for ${source.root}, so there is nothing to compare.`);
  }
  const is7 = Number.parseInt(prisma.version ?? source.prisma.version, 10) >= 7;
  const sides = is7
    ? ['--from-config-datasource', '--to-schema', schema]
    : ['--from-schema-datasource', schema, '--to-schema-datamodel', schema];
  const variables = quietly(variablesFor(environment, project, env));
  const result = await runCaptured(
    prisma.program,
    [...prisma.args, 'migrate', 'diff', ...sides, '--script', '--exit-code'],
    { cwd: source.root, env: variables, timeoutMs },
  );
  const sql = scriptIn(result);
  if (sql !== undefined) return { kind: 'script', sql };
  if (result.kind === 'ended' && /\bP100[0-3]\b/.test(result.stderr)) return { kind: 'unreachable' };
  throw diffFailure(result, { prisma, configFile: project.configFile, timeoutMs, env: variables });
}
