import * as vscode from 'vscode';
import { dangerIcon, dangerLabel } from '../../labels/findings';
import { rangeOf } from '../../findings/finding-diagnostics';
import type { KnownFinding } from '../../findings/known-finding';
import { asMarkdown } from '../../markdown';
import { isScript, nameOfFile } from './file-name';
import type { ShownProject } from './shown-project';
import type { Subject, TreeNode } from './tree-node';
import { dangersOf, filesOf } from './migration-row';

/** Findings as Markdown, each with a link to where it stands. */
export function findingLines(findings: readonly KnownFinding[]): string {
  return findings
    .map(({ message, file, span }) => {
      const line = span.start.line + 1;
      return `- ${asMarkdown(message)} [${vscode.l10n.t('Line {0}', line)}](${file}#L${line})`;
    })
    .join('\n');
}

/** By its URI, what is wrong in each file of the project that is no migration of the tree, such as drift-ignore.json. */
export function otherFiles({
  findings,
  migrations,
}: ShownProject): ReadonlyMap<string, readonly KnownFinding[]> {
  const inRows = new Set(migrations.flatMap(({ file }) => (file === null ? [] : filesOf(file))));
  const byFile = new Map<string, KnownFinding[]>();
  for (const finding of dangersOf(findings)) {
    if (inRows.has(finding.file)) continue;
    byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
  }
  return byFile;
}

/** A node for each of those files. */
export function otherFileNodes(project: ShownProject, subject: Subject): TreeNode[] {
  return [...otherFiles(project)].map(([file, dangers]) => ({
    id: `${project.folders.migrationsFolder} file ${file}`,
    label: nameOfFile(file),
    description: dangerLabel(dangers),
    icon: dangerIcon(dangers),
    tooltip: findingLines(dangers),
    context: 'file',
    // A migration that has no row is one that was deleted: there is nothing to open.
    ...(!isScript(file) && { file, command: showCommand(dangers[0]) }),
    subject,
  }));
}

/** Shows where a finding stands. */
export function showCommand(finding: KnownFinding | undefined): TreeNode['command'] {
  return (
    finding && {
      id: 'vscode.open',
      args: [vscode.Uri.parse(finding.file), { selection: rangeOf(finding.span) }],
    }
  );
}
