import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { carriedOut } from './sites';

const top = path.resolve(__dirname, '..', '..', '..', '..');

/** What writes a command into a sentence; see src/core/command-target.ts. */
const writers: ReadonlySet<string> = new Set(['ownCommand', 'prismaCommand', 'gitCommand']);

/** Each call that writes a command, as `file call`. */
function callsIn(file: string): string[] {
  const text = fs.readFileSync(path.join(top, 'src', file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const calls: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && writers.has(node.expression.getText(source))) {
      calls.push(`${file.split(path.sep).join('/')} ${node.getText(source).replaceAll(/\s+/g, ' ')}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}

describe('the list of what we advise', () => {
  const files = fs
    .readdirSync(path.join(top, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('generated'));

  it('has every command that is printed, and no other', () => {
    const printed = [...new Set(files.flatMap(callsIn))].sort();
    const listed = [...new Set(carriedOut.flatMap(({ sites }) => sites))].sort();
    assert.ok(printed.length > 40, `only ${printed.length} commands were found`);
    assert.deepEqual(listed, printed);
  });

  for (const { test, title } of carriedOut) {
    it(`names a test that there is: ${title}`, () => {
      const text = fs.readFileSync(path.join(top, test), 'utf8');
      assert.ok(text.includes(`'${title}'`), `${test} has no such test`);
    });
  }

  // A command in the middle of a sentence that nobody wrote by these functions names no environment.
  it('leaves no command of ours for a database to a plain sentence', () => {
    const plain = files
      .filter((file) => !/commands\/[\w-]+\/index\.ts$/.test(file.split(path.sep).join('/')))
      .flatMap((file) => {
        const text = fs
          .readFileSync(path.join(top, 'src', file), 'utf8')
          .replaceAll(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');
        const found = text.match(
          /['`][^'`\n]*migration-guard (?:status|check-drift|restore|migrate|inspect) [^'`\n]*['`]/g,
        );
        return (found ?? []).map((sentence) => `${file.split(path.sep).join('/')}: ${sentence}`);
      });
    assert.deepEqual(plain.map((one) => one.split(':')[0]).sort(), [
      // Written into a migration, which is for every database.
      'core/linter/rules/edited-settled-migration.ts',
      'core/restore/check-statement.ts',
    ]);
  });
});
