import { sqlInScript } from '../../../../../src/adapters/scripts/sql-in-script';
import type { Finding } from '../../../../../src/core/linter/findings/finding';
import type { QueryExample } from '../../../../../src/core/linter/rules/example';
import { loadGrammar } from '../../../../../src/core/sql/grammar';
import { ReplayedProject } from '../../../../../src/workflows/replayed-project';
import { lintCode, lintMadeQueries } from '../../../../../src/workflows/vector-queries';
import { lintedName, sourceOf } from './lint-text';

/** The findings in a project's code, all of whose lines are new, or in the last of its migrations. */
export async function lintQueriesOf({
  history,
  code,
  file = 'query.ts',
}: Pick<QueryExample, 'history' | 'code' | 'file'>): Promise<readonly Finding[]> {
  const isMigration = file === 'migration.sql';
  const source = sourceOf({ history, migration: isMigration ? code : '' });
  const project = await ReplayedProject.open(source, loadGrammar);
  const report = isMigration
    ? await lintMadeQueries(project, (migration) => migration === lintedName)
    : await lintCode(project, {
        files: [{ file: `/app/src/${file}`, text: code }],
        readScript: ({ text }) => sqlInScript(text, { jsx: false }),
        newLines: () => Promise.resolve(() => true),
      });
  return report.findings;
}
