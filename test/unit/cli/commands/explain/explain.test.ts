import assert from 'node:assert/strict';
import fs from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { ExplainedJson, ExplainJson } from '../../../../../src/core/reports/explain';
import { runCliHere } from '../../../../helpers/cli-here';
import { inExample } from '../../../../helpers/example';
import { datasource, inWorkspace, migrations, type Workspace } from '../../../../helpers/workspace';

const objects = `CREATE TABLE users (id text, age int, team text, period tstzrange);
ALTER TABLE users ADD CONSTRAINT users_age_check CHECK (age > 0);
ALTER TABLE users ADD CONSTRAINT one_team EXCLUDE USING gist (team WITH =, period WITH &&);
ALTER TABLE users ADD CONSTRAINT one_age UNIQUE (age) DEFERRABLE INITIALLY DEFERRED;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RETURN NEW;
END $$;
CREATE TRIGGER users_touch BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON users USING (id = current_user);
`;

const model = `${datasource}model users {\n  id String @id\n  age Int?\n  team String?\n  period Unsupported("tstzrange")?\n}\n`;

/** A project without git. */
function project(workspace: Workspace, sql: string, more: Readonly<Record<string, string>> = {}): void {
  workspace.write({
    ...{ 'package.json': '{}', 'prisma/schema.prisma': model },
    ...migrations('prisma/migrations', '1_users'),
    'prisma/migrations/1_users/migration.sql': sql,
    ...more,
  });
}

async function explained(cwd: string, ...names: readonly string[]): Promise<readonly ExplainedJson[]> {
  const { stdout, exitCode } = await runCliHere(cwd, ['explain', '--json', ...names]);
  assert.equal(exitCode, 0);
  return (JSON.parse(stdout) as ExplainJson).explained;
}

async function one(cwd: string, name: string): Promise<ExplainedJson> {
  const [first, ...others] = await explained(cwd, name);
  assert.ok(first && others.length === 0, name);
  return first;
}

describe('explain', () => {
  it(
    'says what an index is, who made it, how it goes, what that costs, what it serves and how it is kept',
    inExample(async ({ folder, git }) => {
      const commit = git('log', '-1', '--format=%h', '--abbrev=9');
      const date = git('log', '-1', '--format=%cd', '--date=format-local:%Y-%m-%d');
      const { stdout, stderr, exitCode } = await runCliHere(folder, ['explain', 'idx_memories_embedding'], {
        COLUMNS: '80',
      });
      assert.equal(
        stdout,
        `idx_memories_embedding, an ivfflat index on memories.embedding that Prisma
cannot see
  Made by hand in 20251127020000_restore_vector_index; not declared in
  schema.prisma.
  Example, ${date}, commit ${commit}
  prisma/migrations/20251127020000_restore_vector_index/migration.sql:2

  20260301120000_add_tags takes it away.

  Prisma drops it in the next migration that it writes, whatever that is about,
  because schema.prisma does not declare it. What Prisma does not see of it: the
  access method ivfflat, the operator class vector_cosine_ops of embedding and
  WITH (lists=50).
  Without it every similarity search on memories.embedding (ORDER BY … <=> …)
  reads the whole table.

  It serves <=>, the cosine distance, and no other: ORDER BY embedding <=> $1
  LIMIT 10; the cosine similarity is 1 - (embedding <=> $1).

  CREATE INDEX idx_memories_embedding
      ON memories USING ivfflat (embedding vector_cosine_ops)
      WITH (lists = 50);

  migration-guard lint
    says what to do about 20260301120000_add_tags, which takes it away.
  migration-guard safe-migrate --name <name>
    writes the next migration so that it stays.
  migration-guard init --declare
    declares it in schema.prisma as @@index([embedding], map:
    "idx_memories_embedding"), so that Prisma leaves it alone. A database built
    from the schema alone (db push, migrate diff --from-empty) gets a plain
    index of this name, without the access method ivfflat, the operator class
    vector_cosine_ops of embedding, WITH (lists=50).
  migration-guard init
    lists it in drift-ignore.json, with its SQL and what it is for.
  migration-guard restore idx_memories_embedding
    prints what brings it back into a database that has lost it.
`,
      );
      assert.deepEqual({ stderr, exitCode }, { stderr: '', exitCode: 0 });
      const [narrow, colored] = [{ COLUMNS: '80' }, { COLUMNS: '80', FORCE_COLOR: '1' }];
      const plain = await runCliHere(folder, ['explain'], narrow);
      const painted = await runCliHere(folder, ['explain'], colored);
      assert.equal(stripVTControlCharacters(painted.stdout), plain.stdout);
      assert.notEqual(painted.stdout, plain.stdout);
    }),
  );

  it(
    'says how Prisma loses each kind of object, and what losing it means',
    inWorkspace(async (workspace) => {
      project(workspace, objects);
      const all = await explained(workspace.folder);
      assert.deepEqual(
        all.map(({ what, cost }) => `${what}. ${cost ?? ''}`),
        [
          'a CHECK constraint of users. Without it rows that break its condition can be written to users.',
          'an exclusion constraint of users. Without it rows that exclude each other, such as overlapping periods, can be written to users.',
          'a deferrable constraint of users. Without that a transaction fails that breaks the constraint only for a moment.',
          'a trigger of users that calls touch. Without it changes of users no longer call touch.',
          'row level security of users. Without it every role that may read users reads all of its rows, and its policies do nothing.',
          'a policy of users. Without it row level security of users lets other rows be read or written than it should.',
        ],
      );
      for (const { kind, howLost, statements, keep } of all) {
        const table = /table (?:or a column of it )?again|Where Prisma makes it again/.test(howLost);
        assert.ok(table, `${kind}: ${howLost}`);
        assert.equal(/column of it/.test(howLost), kind === 'check' || kind === 'exclude');
        assert.ok(statements && statements.length > 0);
        assert.deepEqual(
          keep.map(({ way }) => way),
          ['safe-migrate', 'restore'],
        );
      }
    }),
  );

  it(
    'finds what is asked for by its name, with or without its table and schema, and each once',
    inWorkspace(async (workspace) => {
      const plain = '-- CreateIndex\nCREATE INDEX "plain_age" ON "users"("age");\n';
      project(workspace, `${objects}CREATE INDEX lower_team ON users (lower(team));\n${plain}`);
      const names = [
        'lower_team',
        'public.lower_team',
        'users.lower_team',
        'public.users.lower_team',
        'users_age_check',
        'public.users_age_check',
        'users.users_age_check',
        'public.users.users_age_check',
        'users',
        'users.plain_age',
      ];
      assert.deepEqual(
        (await explained(workspace.folder, ...names)).map(({ name }) => name),
        ['lower_team', 'users_age_check', 'users', 'plain_age'],
      );
      assert.deepEqual(
        (await one(workspace.folder, 'own')).keep.at(-1)?.command,
        'migration-guard restore users.own',
      );
    }),
  );

  it(
    'says in one sentence which names it does not know, and which may be meant',
    inWorkspace(async (workspace) => {
      project(workspace, objects);
      const refused = async (...names: readonly string[]): Promise<string> => {
        const { stdout, stderr, exitCode } = await runCliHere(workspace.folder, ['explain', ...names]);
        assert.deepEqual({ stdout, exitCode }, { stdout: '', exitCode: 2 });
        return stderr;
      };
      assert.equal(
        await refused('users_age_chek'),
        'migration-guard: Nothing that is protected here, and no index, is called users_age_chek. Did you mean users_age_check? migration-guard explain tells of all that is protected.\n',
      );
      assert.equal(
        await refused('users_age_chek', 'own', 'nowhere_near', 'users_touc', 'nowhere_near'),
        'migration-guard: Nothing that is protected here, and no index, is called users_age_chek, nowhere_near or users_touc. Did you mean users_age_check, or users_touch? migration-guard explain tells of all that is protected.\n',
      );
      for (const names of [[''], ['own', ' ', 'users_touc']]) {
        assert.equal(
          await refused(...names),
          'migration-guard: A name is empty: give that of an index or object; migration-guard explain tells of all that is protected.\n',
        );
      }
    }),
  );

  it(
    'says of an index of which Prisma knows all that nobody need protect it',
    inExample(async ({ folder }) => {
      const index = await one(folder, 'memories_chat_id_idx');
      assert.deepEqual([index.protected, index.declared, index.keep], [false, true, []]);
      assert.match(index.howLost, /^Prisma keeps it/);
    }),
  );

  it(
    'tells an index that Prisma drops from one that goes along and one that it makes otherwise',
    inWorkspace(async (workspace) => {
      const schema = (attribute: string): Record<string, string> => ({
        'prisma/schema.prisma': model
          .replace('\n}\n\nmodel', '\n}\n\nmodel')
          .replace(/\}\n$/, `  ${attribute}\n}\n`),
      });
      const howLost = async (sql: string, attribute = ''): Promise<string> => {
        project(
          workspace,
          `CREATE TABLE users (id text, age int, team text, period tstzrange);\n${sql}`,
          schema(attribute),
        );
        return (await one(workspace.folder, 'i')).howLost;
      };
      assert.match(
        await howLost('CREATE INDEX i ON users (lower(team));'),
        /^Prisma does not look at it\. It goes along/,
      );
      assert.match(
        await howLost('CREATE INDEX i ON users (team COLLATE "C");'),
        /^Prisma drops it in the next migration.* does not declare it\. What .*: the collation "C" of team\.$/,
      );
      assert.match(
        await howLost('CREATE INDEX i ON users (team COLLATE "C");', '@@index([team], map: "i")'),
        /^Prisma keeps it, .* comes back without the collation/,
      );
      assert.match(
        await howLost('CREATE UNIQUE INDEX i ON users (team) INCLUDE (age);', '@@unique([team], map: "i")'),
        /cannot write down INCLUDE \(age\), and makes another index of it\.$/,
      );
    }),
  );

  it(
    'does not say that Prisma made an index that this Prisma cannot write, whatever heading stands over it',
    inWorkspace(async (workspace) => {
      const made = (where: string): string =>
        `CREATE TABLE users (id text, age int, team text, period tstzrange);\n-- CreateIndex\n-- Only few have one.\nCREATE INDEX "by_team" ON "users"("team")${where};\n`;
      const declared = {
        'prisma/schema.prisma': model.replace(/\}\n$/, '  @@index([team], map: "by_team")\n}\n'),
      };
      project(workspace, made(' WHERE "team" IS NOT NULL'), declared);
      assert.match(
        (await one(workspace.folder, 'by_team')).provenance,
        /^Made in 1_users; declared in schema\.prisma\. What Prisma does not see of it: a WHERE clause\.$/,
      );
      project(workspace, made(''), declared);
      assert.match((await one(workspace.folder, 'by_team')).provenance, /^Made by Prisma in 1_users;/);
    }),
  );

  it(
    'tells of what drift-ignore.json alone knows',
    inWorkspace(async (workspace) => {
      const sql = 'CREATE INDEX far ON users (age)';
      project(workspace, objects, {
        'prisma/drift-ignore.json': JSON.stringify({
          protectedIndexes: [
            { name: 'far', table: 'users', description: 'made in a console', recreateSQL: `${sql};` },
          ],
          protectedObjects: [{ kind: 'view', name: 'active', description: 'reports read it' }],
        }),
      });
      const [index, view] = await explained(workspace.folder, 'far', 'active');
      assert.equal(
        index?.provenance,
        'No migration makes it. Listed in drift-ignore.json: Made in a console.',
      );
      assert.deepEqual([index.origin, index.statements, index.reason], [null, [sql], 'made in a console']);
      assert.deepEqual([view?.what, view?.howLost], ['a view', 'Prisma does not see it: a squash lacks it.']);
    }),
  );

  it(
    'says once who made it, also where init has listed it, and the reason once where a team wrote one',
    inWorkspace(async (workspace) => {
      const file = 'prisma/drift-ignore.json';
      project(
        workspace,
        `${objects}CREATE INDEX lower_team ON users (lower(team), age);\nCREATE UNIQUE INDEX team_if_old ON users (team) WHERE age > 1;\n`,
      );
      await runCliHere(workspace.folder, ['init']);
      const indexes = await explained(workspace.folder, 'lower_team', 'team_if_old');
      for (const { provenance, reason } of indexes) {
        assert.equal(
          provenance,
          'Made by hand in 1_users; not declared in schema.prisma. Listed in drift-ignore.json.',
        );
        assert.equal(reason, null);
      }
      const text = fs.readFileSync(workspace.at(file), 'utf8');
      assert.match(text, /"description": "a unique partial index on users\.team, made by hand in 1_users"/);
      workspace.write({
        [file]: text.replace('"a unique partial index on users.team, made by hand in 1_users"', '"one team"'),
      });
      const { stdout } = await runCliHere(workspace.folder, ['explain', 'team_if_old'], { COLUMNS: '200' });
      assert.match(stdout, /\. Listed in drift-ignore\.json: One team\.\n/);
      assert.equal((await one(workspace.folder, 'team_if_old')).reason, 'one team');
    }),
  );

  it(
    'writes nothing of a project to the terminal that could act on it',
    inWorkspace(async (workspace) => {
      project(
        workspace,
        'CREATE TABLE users (id text);\nCREATE INDEX "a\u001b[31m" ON users (lower(id)) /* \u001b[2J */;\n',
      );
      const { stdout } = await runCliHere(workspace.folder, ['explain']);
      assert.match(stdout, /a\\x1b\[31m, an expression index/);
      assert.ok(!stdout.includes('\u001b'));
    }),
  );

  it(
    'exits 2 where the configuration is broken, and tells what it knows all the same',
    inWorkspace(async (workspace) => {
      project(workspace, objects, { 'prisma/drift-ignore.json': '{ "protectedIndexes": [' });
      const { stdout, stderr, exitCode } = await runCliHere(workspace.folder, ['explain']);
      assert.match(stdout, /users\.users_age_check, a CHECK constraint of users/);
      assert.match(stderr, /drift-ignore\.json:1:/);
      assert.equal(exitCode, 2);
    }),
  );

  it(
    'says that there is nothing where nothing is protected',
    inWorkspace(async (workspace) => {
      project(workspace, 'CREATE TABLE users (id text);\n');
      const { stdout, exitCode } = await runCliHere(workspace.folder, ['explain']);
      assert.deepEqual([stdout, exitCode], ['Nothing that Prisma would lose is in this project.\n', 0]);
    }),
  );
});
