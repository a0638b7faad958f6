import { readDeclarations } from '../core/schema/read-declarations';
import { loadGrammar } from '../core/sql/grammar';
import type { LintReport } from './lint-report';
import type { LintSource } from './lint-source';
import { ProjectLint, type ProjectLintOptions } from './project-lint';

export interface LintOptions extends ProjectLintOptions {
  /** Names of the migrations to look at; all where it is not given. */
  readonly only?: ReadonlySet<string> | undefined;
}

const POSTGRES: ReadonlySet<string> = new Set(['postgresql', 'postgres']);

/** The database that a project is for, where it is another one than PostgreSQL. */
export function otherProvider(source: LintSource): string | undefined {
  const provider = readDeclarations(source.schema).provider ?? source.lockProvider;
  return provider === undefined || POSTGRES.has(provider) ? undefined : provider;
}

/** The texts in which findings' and edits' offsets are counted, by file. */
export function textsOf({ migrations, schema, driftIgnore, config }: LintSource): Map<string, string> {
  const others = [driftIgnore, config].filter((file) => file !== undefined);
  return new Map([...migrations, ...schema, ...others].map(({ file, text }) => [file, text]));
}

/**
 * Lints one project: each migration against the ledger of those before it. Where drift-ignore.json or
 * migration-guard.json is broken nothing is judged: it might be judged by the wrong words.
 *
 * @throws what the source throws (a base that is gone, an unreadable repository)
 */
export async function lintProject(
  source: LintSource,
  { only, matchPattern }: LintOptions = {},
): Promise<LintReport> {
  const { root, migrations } = source;
  const mayMend = source.history !== undefined || only !== undefined;
  const count = migrations.length;
  const nothing = { root, migrations: count, linted: 0, mayMend, findings: [], notices: [], broken: [] };
  const provider = otherProvider(source);
  if (provider !== undefined) {
    const notice = `The project uses ${provider}, not PostgreSQL: its migrations are not looked at.`;
    return { ...nothing, notices: [notice], texts: new Map() };
  }
  const project = await ProjectLint.open(source, loadGrammar, { matchPattern });
  const texts = textsOf(source);
  if (project.problems.length > 0) return { ...nothing, broken: project.problems, texts };
  return {
    ...nothing,
    linted: migrations.filter((migration) => (only?.has(migration.name) ?? true) && !project.skips(migration))
      .length,
    findings: await project.lint(only),
    texts,
  };
}
