import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A string that the code hands to vscode.l10n.t. */
export interface CodeString {
  readonly text: string;
  /** How many values its placeholders are given. */
  readonly values: number;
  /** `src/editor/terminal.ts:58`; the line counts from 1. */
  readonly location: string;
}

/**
 * The strings of all calls of vscode.l10n.t in the TypeScript files of a folder, in the order of files and lines.
 *
 * @throws Error where the string is no literal: then nobody can translate it, for nobody can find it
 */
export function codeStrings(folder: string): CodeString[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .flatMap((name) => {
      const file = path.posix.join(folder, name.replaceAll(path.sep, '/'));
      return stringsIn(file, fs.readFileSync(file, 'utf8'));
    });
}

/** The same for one file's text. */
export function stringsIn(file: string, text: string): CodeString[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: CodeString[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText(source))) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      const location = `${file}:${line + 1}`;
      const [message, ...values] = node.arguments;
      if (!message || !ts.isStringLiteralLike(message)) {
        throw new Error(`${location}: the first argument of vscode.l10n.t must be a string literal.`);
      }
      found.push({ text: message.text, values: values.length, location });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What l10n/bundle.l10n.json says: each string once, sorted, so that a new one changes one line. */
export function bundleOf(strings: readonly CodeString[]): Record<string, string> {
  const texts = [...new Set(strings.map(({ text }) => text))].sort();
  return Object.fromEntries(texts.map((text) => [text, text]));
}
