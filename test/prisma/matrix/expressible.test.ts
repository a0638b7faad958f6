import assert from 'node:assert/strict';
import { eraOf } from '../../../src/core/protection/expressible';
import { answersFor, eras } from '../../../src/core/protection/expressible-table';
import { databases } from './databases';
import { clear, openMigrate } from './engines';
import { cases, isQuick, migration, runs, statementsFor, testRun } from './expressible';
import { extensions, modelFor, tableFor } from './samples';

// The others are in the full run.
runs.filter(isQuick).forEach(testRun);

describe('The table of what Prisma can express', () => {
  it('is tried in every era for which there are engines on npm', () => {
    const tried = new Set(runs.map(eraOf));
    assert.deepEqual(
      eras.filter((era) => !tried.has(era)),
      ['before 4', '8'],
    );
  });

  it('calls refused what PostgreSQL does not let go, and nothing else', async () => {
    const { shadow } = databases();
    await clear(shadow);
    await shadow.exec(migration);
    for (const { trait, index, make } of cases) {
      const refused = await shadow.exec(`DROP INDEX "${index}"`).then(
        () => false,
        (error: unknown) => /because constraint .* requires it/.test(String(error)),
      );
      // What Prisma writes for a primary key is DROP CONSTRAINT.
      if (trait === 'primary key') continue;
      for (const run of runs) {
        const { danger } = answersFor(trait, eraOf(run));
        if (danger !== 'nothing') assert.equal(danger, refused ? 'refused' : 'drop', make);
      }
    }
  });

  it('tries all indexes at once because that changes nothing for any of them', async () => {
    const migrate = await openMigrate('7.10.0', [], databases());
    const [one] = cases.filter(({ trait }) => trait === 'other method');
    assert.ok(one);
    const alone = await migrate.next({
      migration: extensions + tableFor(one.table) + one.make,
      models: modelFor(one.table),
    });
    assert.deepEqual(statementsFor(one, alone), [`DROP INDEX "${one.index}";`]);
    assert.equal(alone.match(/^-- /gm)?.length, 1);
  });

  it('says no to a unique index with INCLUDE, which further keys keep but turn into another rule', async () => {
    const migrate = await openMigrate('7.10.0', [], databases());
    const [one] = cases.filter(({ trait }) => trait === 'unique include');
    assert.ok(one);
    const models = modelFor(one.table, `@@unique([a, b], map: "${one.index}")`);
    assert.equal(await migrate.next({ migration: extensions + tableFor(one.table) + one.make, models }), '');
    assert.match(await migrate.create(models), /CREATE UNIQUE INDEX "\w+" ON "\w+"\("a", "b"\)/);
  });
});
