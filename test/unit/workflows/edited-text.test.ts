import assert from 'node:assert/strict';
import { openLinter } from '../../helpers/open-linter';
import { heads, lintedFile, lintedName, sourceOf } from '../core/linter/rules/lint-text';

const history = ['CREATE TABLE notes (id text, body text);\nCREATE INDEX hand ON notes (lower(body));'];
const drop = '-- DropIndex\nDROP INDEX "hand";\n';

describe('judging one text of a settled migration after the other', () => {
  // Catches an `actionsOf` that is always the same text.
  it('asks the rest of the history again when the text does something else', async () => {
    const source = sourceOf({
      history,
      migration: drop,
      later: ['ALTER INDEX IF EXISTS moved RENAME TO hand;'],
      state: 'settled',
    });
    const project = await openLinter(source);
    const settledHeads = async (text: string): Promise<string[]> =>
      heads(await project.lintText({ name: lintedName, file: lintedFile, text })).filter((head) =>
        head.startsWith('drop'),
      );
    const messages = ['drop-protected-index warning hand'];
    const madeUnderAnotherName = `${drop}CREATE INDEX moved ON notes (id);`;
    assert.deepEqual(await settledHeads(drop), messages);
    assert.deepEqual(await settledHeads(`-- a remark\n${drop}`), messages);
    assert.deepEqual(await settledHeads(madeUnderAnotherName), []);
    assert.deepEqual(await settledHeads(`\n${madeUnderAnotherName}`), []);
    assert.deepEqual(await settledHeads(drop), messages);
  });
});
