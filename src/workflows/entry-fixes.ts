import type { Finding } from '../core/linter/findings/finding';
import { suppressByEntryFix } from '../core/linter/fixes/suppress-by-entry';
import { suppressibleRules } from '../core/linter/rules/registry';
import type { LintSource } from './lint-source';

/**
 * The findings in the operations of a project of Prisma 8, each draft with a fix that suppresses it in migration-guard.json:
 * an `ops.json` has no comments, and its hash is kept.
 */
export function withEntryFixes(
  findings: readonly Finding[],
  { prisma8, config, root }: Pick<LintSource, 'prisma8' | 'config' | 'root'>,
): readonly Finding[] {
  if (!prisma8) return findings;
  const migrations = new Map([...prisma8.operations].map(([name, { file }]) => [file, name]));
  const guard = { file: config?.file ?? `${root}/migration-guard.json`, text: config?.text };
  return findings.map((finding) => {
    const migration = migrations.get(finding.file);
    const isOpen = finding.state === 'draft' && finding.suppressed === undefined;
    if (migration === undefined || !isOpen || !suppressibleRules.includes(finding.rule)) return finding;
    const fix = suppressByEntryFix(migration, finding, guard);
    return fix ? { ...finding, fixes: [...finding.fixes, fix] } : finding;
  });
}
