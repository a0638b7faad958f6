import * as vscode from 'vscode';
import type { Range } from '../../core/range';
import { positionAt } from './text-positions';

/** A range of UTF-16 offsets as lines and characters of an open document. */
export function rangeIn(document: vscode.TextDocument, range: Range): vscode.Range {
  return new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
}

/** A range of UTF-16 offsets in a text as lines and characters of the document that VS Code makes of it. */
export function rangeInText(text: string, range: Range): vscode.Range {
  const start = positionAt(text, range.start);
  const end = positionAt(text, range.end);
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
