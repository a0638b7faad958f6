// Runs in the extension host, in a project: how long after a change of a migration its diagnostics have followed.
import * as vscode from 'vscode';
import { hand, summed, type Latency } from './results';

/** How long diagnostics may stay what they were. */
const timeoutMs = 60_000;

function lineOfFirst(uri: vscode.Uri): number | undefined {
  const own = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Migration Guard');
  return own.length === 0 ? undefined : Math.min(...own.map(({ range }) => range.start.line));
}

/** Looks between all other work: VS Code's own event about diagnostics comes later, gathered over 50 ms. */
async function until(holds: () => boolean, what: string): Promise<void> {
  const start = performance.now();
  while (!holds()) {
    if (performance.now() - start > timeoutMs) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function open(uri: vscode.Uri): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('vscode.open', uri);
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) throw new Error('The editor did not open.');
  await until(() => lineOfFirst(uri) !== undefined, 'the first diagnostics');
  return editor;
}

/** Makes the first line empty and takes it away again, so that every edit moves every diagnostic. */
async function typing(editor: vscode.TextEditor, edits: number): Promise<Latency> {
  const { uri } = editor.document;
  let changedAt = 0;
  const listener = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    if (document === editor.document) changedAt = performance.now();
  });
  const times: number[] = [];
  const warmUp = Math.ceil(edits / 10);
  const first = lineOfFirst(uri) ?? 0;
  for (let edit = -warmUp; edit < edits; edit += 1) {
    const adds = (edit + warmUp) % 2 === 0;
    const done = editor.edit(
      (change) =>
        adds ? change.insert(new vscode.Position(0, 0), '\n') : change.delete(new vscode.Range(0, 0, 1, 0)),
      { undoStopBefore: false, undoStopAfter: false },
    );
    await until(() => lineOfFirst(uri) === (adds ? first + 1 : first), 'diagnostics in their new place');
    if (edit >= 0) times.push(performance.now() - changedAt);
    if (!(await done)) throw new Error('VS Code refused an edit.');
  }
  listener.dispose();
  return summed(times);
}

export async function run(): Promise<void> {
  const edits = Number(process.env['MIGRATION_GUARD_BENCH_EDITS']);
  const results: Record<string, Latency> = {};
  for (const name of ['draft', 'long']) {
    const file = process.env[`MIGRATION_GUARD_BENCH_${name.toUpperCase()}`];
    if (file === undefined) throw new Error(`No file is named for ${name}.`);
    const editor = await open(vscode.Uri.file(file));
    results[name] = await typing(editor, name === 'long' ? Math.ceil(edits / 5) : edits);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  hand(results);
}
