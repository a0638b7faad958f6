import assert from 'node:assert/strict';
import fs from 'node:fs';
import { newLinesSince } from '../../../../src/adapters/git/new-lines';
import { inWorkspace, openWorkspace, type Workspace } from '../../../helpers/workspace';

/** The new lines of the file as it is on disk, as numbers; undefined where they are not known. */
async function newLines(
  workspace: Workspace,
  file: string,
  base: string | undefined,
): Promise<number[] | undefined> {
  const text = fs.readFileSync(workspace.at(file), 'utf8');
  const areNew = await newLinesSince(base)({ file: workspace.at(file), text });
  return areNew && text.split('\n').flatMap((_, index) => (areNew(index + 1) ? [index + 1] : []));
}

const six = 'one\ntwo\nthree\nfour\nfive\nsix\n';

describe('the new lines of a file', () => {
  it(
    'are those that the base does not have, be they committed since or not',
    inWorkspace(async (workspace) => {
      workspace.git('init', '--quiet');
      workspace.write({ 'src/a.ts': six });
      const base = workspace.commit('base');
      assert.deepEqual(await newLines(workspace, 'src/a.ts', base), []);
      workspace.write({ 'src/a.ts': six.replace('two', 'TWO') });
      workspace.commit('second');
      workspace.write({ 'src/a.ts': `zero\n${six.replace('two', 'TWO')}seven` });
      assert.deepEqual(await newLines(workspace, 'src/a.ts', base), [1, 3, 8]);
    }),
  );

  it(
    'are none where only line ends differ, and only the others beside such',
    inWorkspace(async (workspace) => {
      workspace.git('init', '--quiet');
      workspace.write({ 'a.ts': six, 'b.ts': six.replaceAll('\n', '\r\n') });
      const base = workspace.commit('base');
      workspace.write({ 'a.ts': six.replaceAll('\n', '\r\n'), 'b.ts': six.replace('six', '6') });
      assert.deepEqual(await newLines(workspace, 'a.ts', base), []);
      assert.deepEqual(await newLines(workspace, 'b.ts', base), [6]);
    }),
  );

  it(
    'are all where the base has no such file, and where everything is new',
    inWorkspace(async (workspace) => {
      workspace.git('init', '--quiet');
      workspace.write({ 'a.ts': 'one\ntwo', 'b/c.ts': 'one' });
      const base = workspace.commit('base');
      workspace.write({ 'a.js': 'one\ntwo', b: undefined });
      workspace.write({ b: 'one', 'd/e.ts': 'one' });
      assert.deepEqual(await newLines(workspace, 'a.js', base), [1, 2]);
      assert.deepEqual(await newLines(workspace, 'b', base), [1]);
      assert.deepEqual(await newLines(workspace, 'd/e.ts', base), [1]);
      assert.deepEqual(await newLines(workspace, 'a.ts', undefined), [1, 2]);
    }),
  );

  it(
    'make a stretch new, as what was taken out of it does',
    inWorkspace(async (workspace) => {
      workspace.git('init', '--quiet');
      workspace.write({ 'a.ts': six });
      const base = workspace.commit('base');
      const text = six.replace('three\n', '').replace('six', '6');
      const areNew = await newLinesSince(base)({ file: workspace.at('a.ts'), text });
      const stretches = [
        [1, 2],
        [2, 3],
        [1, 4],
        [3, 4],
        [4, 5],
      ] as const;
      assert.deepEqual(
        stretches.map(([first, last]) => areNew?.(first, last)),
        [false, true, true, false, true],
      );
    }),
  );

  it(
    'are known for each file of several repositories, by links too',
    inWorkspace(async (workspace) => {
      workspace.git('init', '--quiet');
      workspace.write({ 'a/[id]/$x.ts': six, 'b.ts': six });
      const base = workspace.commit('base');
      fs.symlinkSync(workspace.at('a'), workspace.at('link'));
      const inner = openWorkspace();
      try {
        inner.git('init', '--quiet');
        inner.write({ 'c.ts': six });
        const since = newLinesSince(base);
        const text = `${six}seven`;
        const [a, b, other] = await Promise.all([
          since({ file: workspace.at('link/[id]/$x.ts'), text }),
          since({ file: workspace.at('b.ts'), text }),
          since({ file: inner.at('c.ts'), text }),
        ]);
        assert.deepEqual([a?.(6), a?.(7), b?.(6), b?.(7)], [false, true, false, true]);
        assert.equal(other, undefined);
      } finally {
        inner.remove();
      }
    }),
  );

  it(
    'are not known outside a work tree, nor of what a clone lacks',
    inWorkspace(async (workspace) => {
      workspace.write({ 'a.ts': 'one' });
      assert.equal(await newLines(workspace, 'a.ts', 'a'.repeat(40)), undefined);
      workspace.git('init', '--quiet', 'full');
      const full = (...args: string[]): string => workspace.git('-C', workspace.at('full'), ...args);
      workspace.write({ 'full/a.ts': 'one\n' });
      full('add', '--all');
      full('commit', '--quiet', '--message', 'base');
      const base = full('rev-parse', 'HEAD');
      workspace.write({ 'full/a.ts': 'one\ntwo\n' });
      full('commit', '--quiet', '--all', '--message', 'second');
      full('config', 'uploadpack.allowFilter', 'true');
      const from = `file://${workspace.at('full')}`;
      workspace.git('clone', '--quiet', '--depth=1', from, workspace.at('shallow'));
      workspace.git('clone', '--quiet', '--filter=blob:none', from, workspace.at('partial'));
      assert.equal(await newLines(workspace, 'shallow/a.ts', base), undefined);
      assert.equal(await newLines(workspace, 'partial/a.ts', base), undefined);
      assert.deepEqual(await newLines(workspace, 'full/a.ts', base), [2]);
    }),
  );
});
