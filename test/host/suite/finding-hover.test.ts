import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import { theExtension } from '../extension';
import { boxOf, click, needWindowInput } from '../window-input';
import { diagnostics, open, quickFixes, theFile } from './screen';
import { until } from './tasks';

const closeAll = () => vscode.commands.executeCommand('workbench.action.closeAllEditors');

/** Shows the hover over a finding, as with the pointer. */
async function hoverOver(editor: vscode.TextEditor, { range }: vscode.Diagnostic): Promise<void> {
  editor.selection = new vscode.Selection(range.start.translate(0, 2), range.start.translate(0, 2));
  editor.revealRange(range, vscode.TextEditorRevealType.AtTop);
  await vscode.commands.executeCommand('editor.action.showHover', { focus: 'noAutoFocus' });
}

describe('the hover over a finding', () => {
  let migration: vscode.Uri;
  let editor: vscode.TextEditor;

  before(function () {
    needWindowInput(this);
  });

  beforeEach(async () => {
    await closeAll();
    migration = await theFile('**/migrations/*_add_tags/migration.sql');
    editor = await open(migration);
  });

  afterEach(closeAll);

  // Catches: so much text above them that a person has to scroll for the quick fixes.
  it('has the quick fixes in sight', async () => {
    for (const finding of await diagnostics(migration, 2)) {
      await hoverOver(editor, finding);
      // What VS Code adds last: then all of it is there.
      await boxOf('.monaco-hover a:has-text("Show the statement")');
      const [hover, fixes] = [
        await boxOf('.monaco-hover'),
        await boxOf('.monaco-hover .action:has-text("Quick Fix")'),
      ];
      assert.ok(fixes.bottom <= hover.bottom, `${finding.message}: ${JSON.stringify([hover, fixes])}`);
      await vscode.commands.executeCommand('editor.action.hideHover');
    }
  });

  // Catches: a link that only the web can answer, or one that VS Code does not open from a hover.
  it('leads to the page about the rule, as a preview', async () => {
    const [finding] = await diagnostics(migration, 2);
    await hoverOver(editor, finding!);
    await click('.monaco-hover a.code-link');
    await showsPage('drop-protected-index');
  });

  it('has the same page behind a quick fix, and behind the rule in the Problems panel', async () => {
    const [finding] = await diagnostics(migration, 2);
    const fixes = await quickFixes(migration, finding!.range);
    const { command } = fixes.find(({ title }) => title === 'What drop-protected-index means')!;
    await vscode.commands.executeCommand(command!.command, ...(command!.arguments as unknown[]));
    await showsPage('drop-protected-index');
    await vscode.commands.executeCommand('workbench.actions.view.problems');
    await click('.part.panel .monaco-list-row a:has-text("duplicate-protected-index")');
    await showsPage('duplicate-protected-index');
    await vscode.commands.executeCommand('workbench.action.closePanel');
  });
});

/** Waits until the page of the package is shown; in a folder that is no installed extension, as its text. */
async function showsPage(rule: string): Promise<void> {
  const { extensionPath, extensionUri } = theExtension();
  const page = vscode.Uri.joinPath(extensionUri, `docs/rules/${rule}.md`).toString();
  const isInstalled = path.basename(extensionPath).startsWith('migration-guard.migration-guard-');
  await until(`${rule} is shown`, () => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    if (!isInstalled) return input instanceof vscode.TabInputText && input.uri.toString() === page;
    return (
      input instanceof vscode.TabInputCustom &&
      input.viewType === 'vscode.markdown.preview.editor' &&
      input.uri.toString() === page
    );
  });
}
