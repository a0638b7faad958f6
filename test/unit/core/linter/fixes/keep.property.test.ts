import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding, Fix } from '../../../../../src/core/linter/findings/finding';
import { applyEdits } from '../../../../../src/core/edits';
import { combineFixes } from '../../../../../src/core/linter/fixes/combine';
import { automaticFix } from '../../../../../src/core/linter/fixes/automatic';
import { definitionOf } from '../../../../../src/core/ledger/definition-of';
import { Ledger } from '../../../../../src/core/ledger/ledger';
import { replayMigration } from '../../../../../src/core/ledger/replay';
import { loadGrammar, type Grammar } from '../../../../../src/core/sql/grammar';
import { headingOf } from '../../../../../src/core/sql/headings';
import { readScript, type Script, type Statement } from '../../../../../src/core/sql/statements';
import { readSteps } from '../../../../../src/core/sql/steps';
import { lintText } from '../rules/lint-text';
import { handMade, historyOf, migration } from './random-migration';
import { propertyRuns } from '../../../../helpers/property-runs';

// A keep-fix changes only the statement it names and that statement's own heading; applying fixes twice equals once; what
// remains still parses; after fixing, the ledger holds each such index as before. fast-check prints seed and
// counterexample.

const mostRounds = 10;

/** One round: what was found, what was applied, and the text before and after. */
interface Round {
  readonly before: string;
  readonly after: string;
  readonly applied: readonly { readonly finding: Finding; readonly fix: Fix }[];
}

/** Which fixes are taken: those that need no decision, or every preferred one. */
const modes = {
  automatic: automaticFix,
  preferred: (finding: Finding) => finding.fixes.find((fix) => fix.preferred),
};

async function mend(text: string, history: readonly string[], choose: (finding: Finding) => Fix | undefined) {
  const rounds: Round[] = [];
  for (let before = text; ;) {
    const findings = await lintText({ history, migration: before });
    const wanted = findings.flatMap((finding) => {
      const fix = choose(finding);
      return fix ? [{ finding, fix, edits: fix.edits }] : [];
    });
    if (wanted.length === 0) return { text: before, rounds };
    assert.ok(rounds.length < mostRounds, `not mended after ${mostRounds} rounds`);
    const { taken, edits } = combineFixes(wanted);
    const after = edits.reduce((now, file) => applyEdits(now, file.edits), before);
    rounds.push({ before, after, applied: taken });
    before = after;
  }
}

const source = (text: string, { start, end }: { start: number; end: number }) => text.slice(start, end);

/** By which of Prisma's headings a statement is covered, and its text or, for a DROP INDEX, its names. */
function identity(text: string, script: Script, statement: Statement, without: readonly Finding[] = []) {
  const headings = ['DropIndex', 'CreateIndex', 'AlterTable'].filter(
    (heading) => headingOf(text, script.statements, statement, heading) !== undefined,
  );
  const step = readSteps(text, script).find((candidate) => candidate.statement === statement);
  if (without.length === 0 || step?.operation.kind !== 'drop' || step.context !== 'script') {
    return { headings, text: source(text, statement), names: undefined };
  }
  const names = step.operation.names.filter(
    ({ range }) => !without.some((finding) => finding.range.start === range.start),
  );
  return { headings, text: undefined, names: names.map((name) => source(text, name.range)) };
}

function namesIn(text: string, script: Script, statement: Statement): string[] {
  const step = readSteps(text, script).find((candidate) => candidate.statement === statement);
  return step?.operation.kind === 'drop' ? step.operation.names.map((name) => source(text, name.range)) : [];
}

/** What a round must leave: a statement that it changes has fewer names, or is a block with a statement less. */
function expected({ before, applied }: Round) {
  const script = readScript(before);
  return script.statements.flatMap((statement) => {
    const isIn = ({ start, end }: { start: number; end: number }) =>
      statement.start < end && start < statement.end;
    const isTouched = applied.some(({ fix }) =>
      fix.edits.some(({ edits }) => edits.some(({ range }) => isIn(range))),
    );
    const findings = applied.map(({ finding }) => finding).filter(({ range }) => isIn(range));
    const own = identity(before, script, statement, findings);
    if (!isTouched) return [{ ...own, isWhole: true }];
    if (own.names) return own.names.length > 0 ? [{ ...own, isWhole: false }] : [];
    const text = source(before, statement);
    if (/^DO/i.test(text) && findings.length > 0) return [{ ...own, isWhole: false }];
    const makesAgain = applied.some(({ finding: { index = '' } }) =>
      text.includes(index.replaceAll('"', '""')),
    );
    assert.ok(/^CREATE.* INDEX/i.test(text) && makesAgain, `no finding names ${text}`);
    return [];
  });
}

describe('after applying the fixes of', () => {
  let grammar: Grammar;
  before(async () => {
    grammar = await loadGrammar();
  });

  function ledgerOf(texts: readonly string[]): Ledger {
    const ledger = new Ledger();
    texts.forEach((text, index) => replayMigration(ledger, { name: `${index}`, file: '', text }, grammar));
    return ledger;
  }

  /** The whole text if PostgreSQL takes it, else how many of its statements it takes. */
  function parses(text: string): boolean {
    return readScript(text).statements.every(
      (statement) => grammar.parse(source(text, statement)) !== undefined,
    );
  }

  for (const mode of ['automatic', 'preferred'] as const) {
    describe(`every ${mode} finding`, () => {
      async function forAll(
        check: (
          result: Awaited<ReturnType<typeof mend>>,
          text: string,
          history: string[],
        ) => void | Promise<void>,
      ): Promise<void> {
        const names = fc.subarray(handMade, { minLength: 3 });
        await fc.assert(
          fc.asyncProperty(names, migration, async (made, text) => {
            const history = historyOf(made);
            await check(await mend(text, history, modes[mode]), text, history);
          }),
          { numRuns: propertyRuns(100) },
        );
      }

      // Catches `end: next.range.end` in leaveNameOut, a headingEdit that does not look at the next statement, a
      // combineFixes that takes what clashes, and (seldom) a headingAmong that passes comments of another kind.
      it('every other statement is as it was, also by whose hand it looks', async () => {
        await forAll(({ rounds }) => {
          for (const round of rounds) {
            const { after } = round;
            const script = readScript(after);
            const wanted = expected(round);
            assert.equal(script.statements.length, wanted.length, after);
            for (const [index, { headings, text, names, isWhole }] of wanted.entries()) {
              const statement = script.statements[index]!;
              const own = identity(after, script, statement);
              assert.deepEqual(own.headings, headings);
              if (isWhole) assert.equal(own.text, text);
              else if (names) assert.deepEqual(namesIn(after, script, statement), names);
              else assert.match(own.text ?? '', /^DO/);
            }
          }
        });
      });

      // Catches `end: own.end + end + 1` in headingEdit.
      it("every person's comment is still there", async () => {
        await forAll(({ rounds }) => {
          for (const { before, after, applied } of rounds) {
            const edits = applied.flatMap(({ fix }) => fix.edits.flatMap((file) => file.edits));
            for (const comment of readScript(before).comments) {
              const text = source(before, comment);
              const isTaken = edits.some(
                ({ range }) => range.start <= comment.start && comment.end <= range.end,
              );
              const statement = readScript(before).statements.find(
                ({ start, end }) => start <= comment.start && comment.end <= end,
              );
              // A heading goes with its statement, and so does what stands inside of it.
              if (isTaken)
                assert.ok(statement !== undefined || /^-- (?:Drop|Create)Index\s*$/.test(text), text);
              else assert.ok(after.includes(text), text);
            }
          }
        });
      });

      // Catches a fix that is found again, e.g. a leaveNameOut that writes its comment and leaves the name in.
      it('a second time changes nothing', async () => {
        await forAll(async ({ text }, _, history) => {
          assert.deepEqual((await mend(text, history, modes[mode])).rounds, []);
        });
      });

      // Catches `end: name.range.end` for the first of several names in leaveNameOut, which leaves `DROP INDEX , b`.
      it('what remains parses where all of it parsed before', async () => {
        let parsed = 0;
        await forAll(({ text }, original) => {
          if (!parses(original)) return;
          parsed++;
          assert.ok(parses(text), text);
        });
        assert.ok(parsed > 60, `only ${parsed} migrations parsed`);
      });

      // Catches a keep-fix that does not ask change.survives: the column is made again, the index is dropped twice.
      it('the ledger holds each index as before', async () => {
        let held = 0;
        await forAll(({ text, rounds }, _, history) => {
          const earlier = ledgerOf(history);
          const later = ledgerOf([...history, text]);
          for (const { finding } of rounds.flatMap(({ applied }) => applied)) {
            const was = [...earlier.allIndexes()].find(({ name }) => name === finding.index);
            assert.ok(was, finding.message);
            const is = later.indexById(was.id);
            assert.ok(is, `${finding.rule} ${was.name} is gone`);
            assert.deepEqual(definitionOf(is, grammar), definitionOf(was, grammar));
            held++;
          }
        });
        assert.ok(held > 60, `only ${held} indexes were kept`);
      });
    });
  }
});
