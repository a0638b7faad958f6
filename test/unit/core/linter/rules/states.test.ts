import assert from 'node:assert/strict';
import type { Finding, MigrationState } from '../../../../../src/core/linter/findings/finding';
import { automaticFix } from '../../../../../src/core/linter/fixes/automatic';
import { Ledger } from '../../../../../src/core/ledger/ledger';
import { replayMigration } from '../../../../../src/core/ledger/replay';
import { judgeMigration, replaySteps } from '../../../../../src/core/linter/lint';
import { readDeclarations } from '../../../../../src/core/prisma-schema/read-declarations';
import { loadGrammar, type Grammar } from '../../../../../src/core/sql/grammar';
import { readSteps, readWholeScript, type Step } from '../../../../../src/core/sql/steps';
import { stateOf } from '../../../../../src/core/status/state';
import { unconfigured } from '../../../../helpers/lint-migration';

const history = `CREATE TABLE t (x int, y text);
CREATE INDEX a ON t (x) -- partial
  WHERE x > 0;`;

describe('the state of a migration', () => {
  let grammar: Grammar;
  before(async () => {
    grammar = await loadGrammar();
  });

  function judge(
    text: string,
    state: MigrationState,
    asJudged = (steps: readonly Step[]): readonly Step[] => steps,
  ): readonly Finding[] {
    const ledger = new Ledger();
    replayMigration(ledger, { name: '1', file: '1.sql', text: history }, grammar);
    const declared = readDeclarations([{ file: 'schema.prisma', text: '' }]);
    const migration = { name: '2', file: '2.sql', text };
    const context = {
      ...unconfigured,
      state,
      schema: [],
      before: ledger,
      declared,
      declaredBefore: undefined,
      declaredWith: () => undefined,
      prisma: { version: '7.10.0', previewFeatures: [] },
      grammar,
      wasDeclared: () => false,
      existsAtEnd: () => false,
      isObjectMissed: () => true,
      isAppliedByOthers: () => false,
      isMissedAtEnd: () => true,
      madeLater: () => undefined,
    };
    const script = readWholeScript(text);
    const steps = asJudged(readSteps(text, script));
    return judgeMigration(migration, context, script, replaySteps(migration, context, script, steps))
      .findings;
  }

  const drop = '-- DropIndex\nDROP INDEX "a";\n';
  const rebuild = `${drop}\n-- CreateIndex\nCREATE INDEX "a" ON "t"("x") WHERE x > 0;\n`;
  const weaken = `${drop}\n-- CreateIndex\nCREATE INDEX "a" ON "t"("x");\n`;

  it('is settled by the base or a row of a shared database, local by a row of the local one, else draft', () => {
    const set = new Set(['m']);
    assert.equal(stateOf('m', { atBase: set, appliedLocally: set }), 'settled');
    assert.equal(stateOf('m', { atBase: undefined, appliedToShared: set }), 'settled');
    assert.equal(stateOf('m', { atBase: new Set(), appliedLocally: set }), 'local');
    assert.equal(stateOf('m', { atBase: new Set() }), 'draft');
    assert.equal(stateOf('m', { atBase: undefined }), 'draft');
  });

  it('makes an error of a draft and of a local migration, a warning of a settled one', () => {
    const severities = (['draft', 'local', 'settled'] as const).map(
      (state) => judge(drop, state)[0]?.severity,
    );
    assert.deepEqual(severities, ['error', 'error', 'warning']);
  });

  it('lets only a draft be fixed without asking', () => {
    const automatic = (['draft', 'local', 'settled'] as const).map((state) =>
      judge(drop, state).some((finding) => automaticFix(finding) !== undefined),
    );
    assert.deepEqual(automatic, [true, false, false]);
  });

  it('says in a local migration that it is applied here and what keeping the index takes', () => {
    const here = 'The migration is applied to the local database';
    const origin = 'Made by hand in 1; not declared in schema.prisma. ';
    const why = (text: string) => judge(text, 'local')[0]?.why.replace(origin + here, '');
    assert.match(why(drop) ?? '', /^\. To keep .*: migration-guard fix-drift --keep-indexes \S+$/);
    assert.match(why(weaken) ?? '', /: migration-guard restore a --confirm-drop a --migration restore_a$/);
    assert.equal(why(rebuild), ': to leave the statements out now would only change its checksum.');
    assert.equal(judge(drop, 'draft')[0]?.why, origin.trim());
  });

  it('says so in the title of the keep-fix too', () => {
    const titles = (['draft', 'local'] as const).map((state) => judge(drop, state)[0]?.fixes[0]?.title);
    assert.deepEqual(titles, [
      'Keep a: leave the DROP INDEX out',
      'Keep a: leave the DROP INDEX out (the file is applied here: fix its checksum afterwards)',
    ]);
  });

  it('gives no fix in a settled migration, whatever the loss', () => {
    for (const text of [drop, weaken, rebuild]) {
      assert.deepEqual(
        judge(text, 'settled').flatMap(({ fixes }) => fixes),
        [],
      );
    }
  });

  it('says where a name is dropped as the steps that are handed in say it', () => {
    const rangeOf = (asJudged?: (steps: readonly Step[]) => readonly Step[]) =>
      judge(drop, 'draft', asJudged)[0]?.range;
    const own = { start: drop.indexOf('"a"'), end: drop.indexOf('"a"') + 3 };
    assert.deepEqual(rangeOf(), own);
    const elsewhere = { start: 0, end: 4 };
    const moved = (steps: readonly Step[]) =>
      steps.map((step) =>
        step.operation.kind === 'drop'
          ? {
              ...step,
              operation: {
                ...step.operation,
                names: [{ schema: undefined, name: 'a', range: elsewhere }],
              },
            }
          : step,
      );
    assert.deepEqual(rangeOf(moved), elsewhere);
  });
});
