import * as vscode from 'vscode';
import { automaticFix } from '../../core/linter/fixes/automatic';
import { applyEdits } from '../../core/edits';
import { reasonPlaceholder } from '../../core/linter/findings/suppression-form';
import { combineFixes } from '../../core/linter/fixes/combine';
import type { Fix } from '../../core/linter/findings/finding';
import { toWorkspaceEdit } from '../documents/fix-edits';
import { rangeInText } from '../documents/ranges';
import { displayName, ids } from '../ids';
import type { LintSession, ShownFinding, ShownFindings } from './lint-session';
import { migrationThatRestores } from './restore-draft';
import { append } from '../../core/append';

/** The kind of the action that fixes a whole file, for `editor.codeActionsOnSave` too. */
export const fixAllKind = vscode.CodeActionKind.SourceFixAll.append('migrationGuard');

/** Offers the fixes that the findings carry. Nothing is parsed again. */
export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, fixAllKind],
  };

  readonly #session: Pick<LintSession, 'shownSoon'>;

  constructor(session: Pick<LintSession, 'shownSoon'>) {
    this.#session = session;
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context?: Pick<vscode.CodeActionContext, 'only'>,
  ): Promise<vscode.CodeAction[] | undefined> {
    const shown = await this.#session.shownSoon(document);
    if (!shown) return undefined; // The document has moved on; its findings come with the next lint.
    const wants = (kind: vscode.CodeActionKind): boolean => !context?.only || context.only.contains(kind);
    const actions: vscode.CodeAction[] = [];
    if (wants(vscode.CodeActionKind.QuickFix)) {
      for (const entry of shown.findings) {
        if (!entry.diagnostic.range.intersection(range)) continue;
        append(actions, await actionsFor(entry, document, shown));
      }
    }
    // Among the light bulb's actions it would only be in the way of those for one finding.
    if (context?.only && wants(fixAllKind)) {
      const all = await fixAll(document, shown);
      if (all) actions.push(all);
    }
    // Reading another file took time: what was computed for an older text must not be applied to this one.
    return shown.version === document.version ? actions : undefined;
  }
}

async function actionsFor(
  entry: ShownFinding,
  document: vscode.TextDocument,
  shown: ShownFindings,
): Promise<vscode.CodeAction[]> {
  const { finding, diagnostic } = entry;
  const actions: vscode.CodeAction[] = [];
  for (const fix of finding.fixes) {
    const edit = await toWorkspaceEdit(fix, document, shown);
    if (!edit) continue;
    // In a migration that is applied here the edit alone would be drift, so that this is what most people want.
    const isHalf = fix.kind === 'keep' && finding.state === 'local';
    if (isHalf) {
      const title = vscode.l10n.t('Keep {0}, and make it again in the local database…', finding.index ?? '');
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.command = {
        title,
        command: ids.commands.keepLocally,
        arguments: [document.uri, edit, finding.index],
      };
      action.diagnostics = [diagnostic];
      action.isPreferred = fix.preferred;
      actions.push(action);
    }
    const action = fixAction({ ...fix, preferred: fix.preferred && !isHalf }, edit, entry);
    const show = fix.kind === 'deliberate' ? showReason(fix, document, shown) : undefined;
    if (show) action.command = show;
    actions.push(action);
  }
  const restore = migrationThatRestores(finding, shown.newMigration);
  if (restore) {
    const title = vscode.l10n.t('Create a migration that restores {0}', finding.index ?? '');
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.edit = restore.edit;
    action.command = { title, command: 'vscode.open', arguments: [restore.file] };
    action.diagnostics = [diagnostic];
    actions.push(action);
  }
  if (typeof diagnostic.code === 'object') {
    const title = vscode.l10n.t('What {0} means', finding.rule);
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.command = { title, command: 'vscode.open', arguments: [diagnostic.code.target] };
    action.diagnostics = [diagnostic];
    actions.push(action);
  }
  return actions;
}

/** A person gives the reason: in another file the cursor has to be taken there. */
function showReason(
  { edits: [first], title }: Fix,
  document: vscode.TextDocument,
  { texts }: ShownFindings,
): vscode.Command | undefined {
  if (!first || first.file === document.uri.toString()) return undefined;
  const text = applyEdits(texts.get(first.file) ?? '', first.edits);
  const start = text.indexOf(reasonPlaceholder, first.edits[0]?.range.start);
  const selection = rangeInText(text, { start, end: start + reasonPlaceholder.length });
  return { title, command: 'vscode.open', arguments: [vscode.Uri.parse(first.file), { selection }] };
}

function fixAction(fix: Fix, edit: vscode.WorkspaceEdit, { diagnostic }: ShownFinding): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  action.edit = edit;
  action.diagnostics = [diagnostic];
  action.isPreferred = fix.preferred;
  return action;
}

/** The fixes that nobody needs to be asked about, as many as go together: what is left comes with the next save. */
async function fixAll(
  document: vscode.TextDocument,
  shown: ShownFindings,
): Promise<vscode.CodeAction | undefined> {
  const fixes = shown.findings.flatMap(({ finding }) => automaticFix(finding) ?? []);
  const { taken, edits } = combineFixes(fixes);
  if (taken.length === 0) return undefined;
  const edit = await toWorkspaceEdit({ kind: 'keep', title: '', edits }, document, shown);
  if (!edit) return undefined;
  const title = vscode.l10n.t('Keep what {0} protects', displayName);
  const action = new vscode.CodeAction(title, fixAllKind);
  action.edit = edit;
  action.diagnostics = shown.findings
    .filter(({ finding }) => automaticFix(finding) !== undefined)
    .map(({ diagnostic }) => diagnostic);
  return action;
}
