import assert from 'node:assert/strict';
import { grid } from '../../../../src/cli/output/table';

const rows = [
  [{ text: 'größe' }, { text: '1', align: 'right' as const }, { text: 'kind' }],
  [{ text: '向量' }, { text: '1,000', align: 'right' as const }, { text: '' }],
];

describe('a table on a terminal', () => {
  it('aligns by what is seen, and ends no line with spaces', () => {
    assert.deepEqual(grid(rows, ' ', 40), [' größe      1  kind', ' 向量   1,000']);
  });

  it('colours what it has aligned', () => {
    const paint = (text: string) => `<${text}>`;
    assert.deepEqual(
      grid(
        [
          [{ text: 'a', paint }, { text: 'b' }],
          [{ text: 'ccc' }, { text: 'd' }],
        ],
        '',
        40,
      ),
      ['<a>    b', 'ccc  d'],
    );
  });

  it('gives the first cell a line of its own where all does not fit', () => {
    assert.deepEqual(grid(rows, ' ', 16), [' größe', '         1  kind', ' 向量', '     1,000']);
  });

  it('folds the others where they do not fit either', () => {
    assert.deepEqual(grid([[{ text: 'a' }, { text: 'b c d' }, { text: 'e' }]], '', 9), [
      'a',
      '    b c d',
      '    e',
    ]);
  });
});
