import assert from 'node:assert/strict';
import { buildCli } from '../../helpers/cli';
import { inSetting, memories, table } from './setting';

const check = 'ALTER TABLE "memories" ADD CONSTRAINT "short_title" CHECK (length("title"::text) < 99);';
const onTable = `${check}
CREATE FUNCTION "touched"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER "memories_touched" BEFORE UPDATE ON "memories" FOR EACH ROW EXECUTE FUNCTION "touched"();
ALTER TABLE "memories" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "own" ON "memories" USING ("id" > 0);
`;
const migrations = { '0001_init': table, '0002_by_hand': onTable };

describe('safe-migrate', () => {
  before(buildCli);

  it(
    'brings back the CHECK of a column that Prisma makes anew, of which predict tells the same',
    inSetting({ models: memories().replace('title String', 'title Int'), migrations }, async (setting) => {
      const { run, addedSql } = setting;
      const predicted = await run(['predict'], { COLUMNS: '120' });
      assert.equal(predicted.exitCode, 1);
      assert.match(
        predicted.stdout,
        /^What the next migrate dev would write, and safe-migrate besides \(\+\):$/m,
      );
      assert.match(predicted.stdout, /would harm the CHECK constraint short_title of memories\.$/m);
      assert.match(
        predicted.stdout,
        /safe-migrate --name <name> makes again in the same\s+migration what it loses\.$/m,
      );

      const ran = await run(['safe-migrate', '--name', 'number'], { COLUMNS: '120' });
      assert.equal(ran.exitCode, 0, ran.stdout + ran.stderr);
      assert.ok(
        addedSql('number').endsWith(
          `\n-- migration-guard: the CHECK constraint short_title, as before\n${check}\n`,
        ),
      );
      assert.match(
        ran.stdout,
        /^Brought back 1 object that would be lost without it:\n {2}the CHECK constraint short_title$/m,
      );
      assert.doesNotMatch(ran.stdout, /Kept back|kept back/);
      assert.match(ran.stdout, /_number, written by Prisma 7\.10\.0, loses nothing protected\.$/m);
      assert.match(ran.stdout, /it applies after 2 migrations, and 4 protected objects are as before\.$/m);
    }),
  );

  it(
    'brings back all of what stood on the table of a model that was renamed, each kind once',
    inSetting(
      { models: memories().replace('model memories', 'model notes'), migrations },
      async ({ run, addedSql }) => {
        const ran = await run(['safe-migrate', '--name', 'rename', '--json']);
        assert.equal(ran.exitCode, 0, ran.stdout + ran.stderr);
        const { keptBack, broughtBack, trial } = JSON.parse(ran.stdout) as {
          keptBack: unknown[];
          broughtBack: { objects: { kind: string }[] }[];
          trial: { message: string };
        };
        assert.deepEqual(keptBack, []);
        assert.deepEqual(broughtBack.flatMap(({ objects }) => objects.map(({ kind }) => kind)).sort(), [
          'check',
          'policy',
          'row level security',
          'trigger',
        ]);
        assert.match(trial.message, /4 protected objects are as before/);
        const sql = addedSql('rename');
        for (const part of [
          'ADD CONSTRAINT "short_title"',
          'ENABLE ROW LEVEL SECURITY',
          'CREATE POLICY "own"',
          'CREATE TRIGGER "memories_touched"',
        ]) {
          assert.equal(sql.split(part).length, 2, part);
        }
      },
    ),
  );

  it(
    'is not ready where something is lost that its statements do not show',
    inSetting(
      {
        models: memories('note String?'),
        migrations: {
          ...migrations,
          '0003_no_checks': `CREATE FUNCTION "no_checks"() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT FROM pg_attribute WHERE attrelid = 'memories'::regclass AND attname = 'note') THEN
    EXECUTE 'DROP TRIGGER IF EXISTS memories_touched ON memories';
  END IF;
END $$;
CREATE EVENT TRIGGER "without" ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION "no_checks"();\n`,
        },
      },
      async ({ run }) => {
        const ran = await run(['safe-migrate', '--name', 'note'], { COLUMNS: '120' });
        assert.equal(ran.exitCode, 1, ran.stdout + ran.stderr);
        assert.match(
          ran.stdout,
          /afterwards memories\.memories_touched is gone or changed, which\s+its\s+statements\s+do\s+not\s+show\./,
        );
      },
    ),
  );
});
