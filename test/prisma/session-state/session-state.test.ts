import assert from 'node:assert/strict';
import { openEmbedded } from '../../../src/adapters/embedded/open-embedded';
import type { Embedded } from '../../../src/workflows/embedded';
import type { MigrationFile } from '../../../src/workflows/lint-source';
import { openPrismaRows } from '../../../src/workflows/prisma-rows';
import { replayOnto } from '../../../src/workflows/replay-embedded';
import { nameOf, type DeployByEngine } from '../../helpers/deploy-by-engine';
import { sharedServer } from '../../helpers/shared-servers';
import { runSql } from '../../helpers/sql';
import { startDeploy, type EngineProcess } from '../../helpers/start-deploy';
import { cases, type SessionCase } from './cases';

const roles = `CREATE ROLE reader; CREATE ROLE writer;`;

function filesOf(migrations: readonly string[]): MigrationFile[] {
  return migrations.map((text, at) => ({ name: nameOf(at), file: `/${nameOf(at)}/migration.sql`, text }));
}

/** Drops everything, which takes a tenth of the time of a new database. */
const clear = `DO $$ DECLARE found text; BEGIN
  FOR found IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
  LOOP EXECUTE format('DROP SCHEMA %I CASCADE', found); END LOOP;
END $$; CREATE SCHEMA public;`;

/** How Prisma's engine leaves its rows, seen by a connection that comes later. */
async function outcomeByEngine(deploy: DeployByEngine, url: string, migrations: readonly string[]) {
  await runSql(url, clear);
  await deploy(url, migrations);
  const rows = await runSql<{ name: string }>(
    url,
    'SELECT migration_name AS name FROM public._prisma_migrations WHERE finished_at IS NOT NULL',
  ).catch(() => []);
  const finished = new Set(rows.map(({ name }) => name));
  return migrations.every((_, at) => finished.has(nameOf(at))) ? 'applied' : 'refused';
}

async function outcomeByReplay(database: Embedded, migrations: readonly string[]) {
  await database.run(clear);
  const rows = await openPrismaRows(database, 'public');
  const { failure } = await replayOnto(database, filesOf(migrations), { rows, ownSchema: 'public' });
  return failure ? 'refused' : 'applied';
}

describe('what a migration leaves in the session', function () {
  this.timeout(120_000);
  let url: string;
  let database: Embedded;
  let engine: EngineProcess;

  before(async () => {
    const server = await sharedServer();
    url = await server.createDatabase();
    await runSql(url, roles);
    database = await openEmbedded([]);
    await database.run(roles);
    engine = await startDeploy();
  });
  after(async () => {
    engine.stop();
    await database.close();
  });

  // Mutations: rows written with the schema's name, on a session of their own, not at all, or not asked for at the end.
  for (const { title, migrations, outcome } of cases) {
    it(`${title}: ${outcome}, by Prisma's engine and by the replay`, async () => {
      assert.deepEqual(
        {
          engine: await outcomeByEngine(engine.deploy, url, migrations),
          replay: await outcomeByReplay(database, migrations),
        },
        { engine: outcome, replay: outcome } satisfies Record<string, SessionCase['outcome']>,
      );
    });
  }
});
