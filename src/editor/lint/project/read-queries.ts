import { suppressQueryFix } from '../../../core/linter/fixes/suppress-query';
import type { Finding } from '../../../core/linter/findings/finding';
import { queryNotes } from '../../../core/linter/query-notes';
import type { EmbeddedSql } from '../../../core/queries/embedded-sql';
import { sqlInFile } from '../../../core/queries/sql-in-statement';
import { readScriptFile } from '../../../adapters/project-code';
import type { ReplayedProject } from '../../../workflows/replayed-project';
import { lintCode } from '../../../workflows/vector-queries';
import type { DocumentSnapshot } from '../document-linter';
import type { QueriesReport } from '../query-reader';

/** Judges the queries of a document by one project. In an editor all of it counts as new, whatever git says. */
export async function readQueries(
  { uri: file, text }: DocumentSnapshot,
  project: ReplayedProject,
): Promise<Pick<QueriesReport, 'findings' | 'notes'>> {
  // A team may say where its queries are.
  if (project.configuration.guard?.hasQueries?.(file) === false) return { findings: [], notes: [] };
  const isSql = /\.sql$/i.test(file);
  let inScript: readonly EmbeddedSql[] = [];
  const { findings, queries } = await lintCode(project, {
    files: [{ file, text }],
    readScript: (script) => {
      const read = readScriptFile(script);
      inScript = read.sql;
      return read;
    },
    newLines: () => Promise.resolve(undefined),
  });
  const sql = isSql && findings.length > 0 ? sqlInFile(text) : inScript;
  return {
    findings: findings.map((finding) =>
      withSuppression(finding, suppressQueryFix({ file, text, sql }, finding)),
    ),
    notes: queries.flatMap(queryNotes),
  };
}

function withSuppression(finding: Finding, fix: Finding['fixes'][number] | undefined): Finding {
  // What is said of comments cannot be suppressed by another one.
  const isOfQuery = finding.rule.startsWith('vector-');
  return isOfQuery && fix ? { ...finding, fixes: [...finding.fixes, fix] } : finding;
}
