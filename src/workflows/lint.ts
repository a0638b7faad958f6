import { readSettings } from '../core/schema/read-declarations';
import { loadGrammar } from '../core/sql/grammar';
import type { LintReport } from './lint-report';
import type { LintSource } from './lint-source';
import { ProjectLint } from './project-lint';

export interface LintOptions {
  /** Names of the migrations to look at; all where it is not given. */
  readonly only?: ReadonlySet<string> | undefined;
}

const POSTGRES: ReadonlySet<string> = new Set(['postgresql', 'postgres']);

/** The database that a project is for, where it is another one than PostgreSQL. */
export function otherProvider(source: LintSource): string | undefined {
  const provider = readSettings(source.schema).provider ?? source.lockProvider;
  return provider === undefined || POSTGRES.has(provider) ? undefined : provider;
}

/**
 * Lints one project: each migration against the ledger of those before it.
 *
 * @throws what the source throws (a base that is gone, an unreadable repository)
 */
export async function lintProject(source: LintSource, { only }: LintOptions = {}): Promise<LintReport> {
  const { root, migrations } = source;
  const mayMend = source.history !== undefined || only !== undefined;
  const report = { root, migrations: migrations.length, mayMend };
  const provider = otherProvider(source);
  if (provider !== undefined) {
    const notice = `The project uses ${provider}, not PostgreSQL: its migrations are not looked at.`;
    return { ...report, linted: 0, findings: [], notices: [notice], texts: new Map() };
  }
  const project = await ProjectLint.open(source, loadGrammar);
  return {
    ...report,
    linted: only ? migrations.filter(({ name }) => only.has(name)).length : migrations.length,
    findings: await project.lint(only),
    notices: [],
    texts: new Map([...migrations, ...source.schema].map(({ file, text }) => [file, text])),
  };
}
