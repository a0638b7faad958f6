import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readNewText, replayNewText, type EditedMigration } from '../../../src/core/linter/edited-migration';
import { Ledger } from '../../../src/core/ledger/ledger';
import { replayMigration } from '../../../src/core/ledger/replay';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { openLinter } from '../../helpers/open-linter';
import { handMade, historyOf, migration } from '../core/linter/fixes/random-migration';
import { lintedFile, lintedName, sourceOf } from '../core/linter/rules/lint-text';
import { randomEdit, withEdit, type RandomEdit } from '../core/sql/random-sql';
import { propertyRuns } from '../../helpers/property-runs';

// fast-check prints the seed and the smallest counterexample of what fails.

/** Edits that make, drop and rename what the history has, and others. */
const edit: fc.Arbitrary<RandomEdit> = fc
  .tuple(
    randomEdit,
    fc.oneof(
      fc.constant(undefined),
      migration,
      fc.constantFrom(
        '-- DropIndex\n',
        '-- a remark\n',
        'ALTER TABLE "notes" RENAME TO "papers";\n',
        'DROP TABLE "tags";\n',
        '-- migration-guard-ignore drop-protected-index: no longer wanted\n',
        'CREATE INDEX ON notes (at);\n',
      ),
    ),
  )
  .map(([random, text]) => (text === undefined ? random : { ...random, text }));

const history = historyOf(handMade);
const name = lintedName;
const file = lintedFile;
const edits = fc.array(edit, { minLength: 1, maxLength: 4 });

describe('judging a migration that is being edited', () => {
  // Catches authors that are not compared: a heading far above makes what stands under it Prisma's.
  it('replays each text as if it had been read whole, places and makers included', async () => {
    const grammar = await loadGrammar();
    const before = new Ledger();
    for (const [at, text] of history.entries()) {
      replayMigration(before, { name: `${at}`, file: `${at}`, text }, grammar);
    }
    const judge = (text: string, last?: EditedMigration): EditedMigration => {
      const read = readNewText({ name, file, text }, last);
      return replayNewText(read, { before, grammar }, read.read.steps);
    };
    fc.assert(
      fc.property(migration, edits, (start, all) => {
        let text = start;
        let last = judge(text);
        for (const one of all) {
          text = withEdit(text, one);
          last = judge(text, last);
          const { replayed, ...own } = judge(text);
          const { replayed: again, ...rest } = last;
          assert.deepEqual(rest, own);
          const whole = ({ steps, events, effective, after }: typeof replayed): unknown[] => [
            ...[steps, events, effective],
            ...[after.allIndexes(), after.allRelations()],
          ];
          assert.deepEqual(whole(again), whole(replayed));
        }
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  for (const state of ['draft', 'settled'] as const) {
    // Catches findings that are not fixed in place: those of the text before move with the next edit.
    it(`says of each text of a ${state} what it says of it alone, edit after edit`, async () => {
      const later = [
        'CREATE INDEX IF NOT EXISTS notes_at ON notes (at);',
        'ALTER INDEX IF EXISTS a RENAME TO b;',
      ];
      await fc.assert(
        fc.asyncProperty(migration, edits, async (start, all) => {
          const source = sourceOf({
            history,
            migration: start,
            later: state === 'settled' ? later : [],
            state,
          });
          const open = () => openLinter(source);
          const project = await open();
          const results: unknown[] = [];
          const expected: unknown[] = [];
          let text = start;
          for (const one of [{ at: 0, length: 0, text: '' }, ...all]) {
            text = withEdit(text, one);
            results.push(await project.lintText({ name, file, text }));
            expected.push(await (await open()).lintText({ name, file, text }));
          }
          assert.deepEqual(results, expected);
        }),
        { numRuns: propertyRuns(100) },
      );
    });
  }
});
