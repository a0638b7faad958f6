import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { openDiskTree } from '../../../../src/adapters/files/disk-tree';
import { openProjects } from '../../../../src/adapters/open-projects';
import { lintProject } from '../../../../src/workflows/lint';
import { skip } from '../../../helpers/skip';
import { inWorkspace, migrations, schemaWith, type Workspace } from '../../../helpers/workspace';

const device = 'it is a pipe or a device, not a file';

/** A project with a good migration, and a folder for a bad one. */
function withBad({ write, at }: Workspace, name = '2_bad'): string {
  write({
    'package.json': '{}',
    'prisma/schema.prisma': schemaWith('A'),
    ...migrations('prisma/migrations', '1_good'),
  });
  fs.mkdirSync(at(`prisma/migrations/${name}`));
  return at(`prisma/migrations/${name}/migration.sql`);
}

async function opened({ folder }: Workspace, paths: string[] = []) {
  const projects = await openProjects(paths, { cwd: folder, git: false });
  assert.equal(projects.length, 1);
  return projects[0]!;
}

/** Makes something that is no file of that name; may give what undoes it. */
type Make = (file: string) => (() => Promise<void>) | undefined;

const obstacles: Record<string, { make: Make; reason: string }> = {
  'a folder': { make: done((file) => fs.mkdirSync(file)), reason: 'it is a folder, not a file' },
  'a pipe that nobody writes to': { make: done((file) => execFileSync('mkfifo', [file])), reason: device },
  'a link to a device that never ends': {
    make: done((file) => fs.symlinkSync('/dev/zero', file)),
    reason: device,
  },
  'a socket': { make: listenOn, reason: device },
  'a link to nothing': {
    make: done((file) => fs.symlinkSync('nothing', file)),
    reason: 'it is a broken link',
  },
  'a link to itself': {
    make: done((file) => fs.symlinkSync('migration.sql', file)),
    reason: 'too many symbolic links encountered',
  },
  'a binary file': {
    make: done((file) => fs.writeFileSync(file, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff]))),
    reason: 'it is binary or UTF-16, and Prisma needs UTF-8',
  },
  'UTF-16 without NUL': {
    make: done((file) => fs.writeFileSync(file, Buffer.from([0xff, 0xfe, 0x22, 0x7d]))),
    reason: 'it is binary or UTF-16, and Prisma needs UTF-8',
  },
  'a data dump of more than 64 MB': {
    make: done((file) => {
      fs.writeFileSync(file, '');
      fs.truncateSync(file, 65 * 1024 * 1024);
    }),
    reason: 'it has 65 MB, and only files up to 64 MB are read',
  },
};

function done(make: (file: string) => unknown): Make {
  return (file) => {
    make(file);
    return undefined;
  };
}

function listenOn(file: string): () => Promise<void> {
  const server = net.createServer();
  // The longest path that a socket may have is short.
  const cwd = process.cwd();
  process.chdir(path.dirname(file));
  server.listen(path.basename(file));
  process.chdir(cwd);
  return () => new Promise((resolve) => server.close(() => resolve()));
}

describe('a migration.sql that is', () => {
  for (const [what, { make, reason }] of Object.entries(obstacles)) {
    it(
      `${what} is told, and the others are read`,
      inWorkspace(async (workspace) => {
        const file = withBad(workspace);
        const undo = make(file);
        try {
          for (const paths of [[], ['prisma/migrations/2_bad']]) {
            const { source, notices } = await opened(workspace, paths);
            assert.deepEqual(
              source.migrations.map(({ name }) => name),
              ['1_good'],
            );
            assert.deepEqual(source.unread, [{ file, reason, migration: '2_bad' }]);
            assert.deepEqual(notices, []);
          }
        } finally {
          await undo?.();
        }
      }),
    );
  }
});

describe('an unreadable file', () => {
  it(
    'beside the migrations counts if the result hangs on it, and is a notice if not',
    inWorkspace(async (workspace) => {
      withBad(workspace);
      fs.symlinkSync('/dev/zero', workspace.at('prisma/drift-ignore.json'));
      workspace.write({ 'package.json': undefined });
      fs.mkdirSync(workspace.at('package.json'));
      const { source, notices } = await opened(workspace, ['prisma/migrations']);
      assert.deepEqual(source.unread, [
        { file: workspace.at('prisma/drift-ignore.json'), reason: device, migration: undefined },
      ]);
      assert.deepEqual(notices, [
        'prisma/migrations/2_bad has no migration.sql, and Prisma stops there: bring the file back, or move the folder elsewhere.',
        'package.json could not be read: it is a folder, not a file.',
      ]);
    }),
  );

  it(
    'of one project is no news for another',
    inWorkspace(async (workspace) => {
      for (const name of ['a', 'b', 'c']) {
        workspace.write({
          [`${name}/package.json`]: '{}',
          [`${name}/prisma/schema.prisma`]: schemaWith('A'),
          ...migrations(`${name}/prisma/migrations`, '1_good'),
        });
      }
      const file = workspace.at('b/prisma/migrations/1_good/migration.sql');
      fs.rmSync(file);
      fs.mkdirSync(file);
      const projects = await openProjects([], { cwd: workspace.folder, git: false });
      assert.deepEqual(
        projects.map(({ source, notices }) => [source.unread?.length, notices]),
        [
          [0, []],
          [1, []],
          [0, []],
        ],
      );
      const reports = await Promise.all(
        projects.map(({ source }) => lintProject(source, { only: new Set() })),
      );
      assert.deepEqual(
        reports.map(({ mayMend }) => mayMend),
        [true, false, true],
      );
    }),
  );

  it(
    'of the base is not taken for a deleted one',
    inWorkspace(async (workspace) => {
      const file = withBad(workspace);
      fs.writeFileSync(file, 'SELECT 1;\n');
      workspace.git('init', '--quiet');
      workspace.commit('start');
      fs.rmSync(file);
      fs.mkdirSync(file);
      const [project] = await openProjects([], { cwd: workspace.folder });
      const { source } = project!;
      assert.deepEqual(await source.history?.changedSinceBase(source.migrations), []);
    }),
  );
});

describe('a migrations folder', () => {
  it(
    'may hold links, which Prisma does not follow, and folders without a script, where it stops',
    inWorkspace(async (workspace) => {
      withBad(workspace, '3_empty');
      fs.symlinkSync('1_good', workspace.at('prisma/migrations/2_linked'));
      fs.symlinkSync('.', workspace.at('prisma/migrations/4_circle'));
      const { source, notices } = await opened(workspace);
      assert.deepEqual(
        source.migrations.map(({ name }) => name),
        ['1_good'],
      );
      assert.deepEqual(notices, [
        'prisma/migrations/2_linked is a link, and Prisma does not read a linked folder as a migration.',
        'prisma/migrations/3_empty has no migration.sql, and Prisma stops there: bring the file back, or move the folder elsewhere.',
        'prisma/migrations/4_circle is a link, and Prisma does not read a linked folder as a migration.',
      ]);
    }),
  );

  it(
    'may lose a folder while it is read',
    inWorkspace((workspace) => {
      withBad(workspace);
      const tree = openDiskTree(workspace.folder);
      assert.equal(tree.list('prisma/migrations')?.length, 2);
      workspace.write({ 'prisma/migrations/2_bad': undefined });
      assert.equal(tree.read('prisma/migrations/2_bad/migration.sql'), undefined);
      assert.equal(tree.list('prisma/migrations/2_bad'), undefined);
      assert.deepEqual(tree.unread, []);
    }),
  );

  it(
    'without a schema is read, and that is told',
    inWorkspace(async (workspace) => {
      workspace.write({ 'package.json': '{}', ...migrations('db/migrations', '1_a') });
      const { source, notices } = await opened(workspace);
      assert.equal(source.migrations.length, 1);
      assert.deepEqual(notices, [
        'No schema.prisma was found for db/migrations, so what it declares is not known. Name the Prisma config that leads to it with --config, or as "config" in migration-guard.json.',
      ]);
    }),
  );

  it(
    'that lies deeper than the system can reach is told to be out of reach',
    inWorkspace(async ({ folder, write }) => {
      write({ 'package.json': '{}' });
      const cwd = process.cwd();
      try {
        process.chdir(folder);
        for (let level = 0; level < 45; level += 1) {
          fs.mkdirSync('x'.repeat(100));
          process.chdir('x'.repeat(100));
        }
      } finally {
        process.chdir(cwd);
      }
      try {
        await assert.rejects(openProjects([], { cwd: folder, git: false }), {
          name: 'HumanError',
          message:
            /^No Prisma project was found here \(x.* could not be read: name too long\)\. Change to the folder of one, /,
        });
      } finally {
        // Node's own rm cannot reach it either.
        execFileSync('rm', ['-rf', 'x'.repeat(100)], { cwd: folder });
      }
    }),
  );

  it(
    'with a broken schema is read, and it is told where that breaks off',
    inWorkspace(async (workspace) => {
      withBad(workspace);
      workspace.write({
        'prisma/migrations/2_bad': undefined,
        'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int',
      });
      const { notices } = await opened(workspace);
      assert.deepEqual(notices, [
        'prisma/schema.prisma:4: model A has no closing brace, so the schema may declare more than was read.',
      ]);
    }),
  );

  it(
    'may be anywhere and called anything',
    inWorkspace(async (workspace) => {
      const deep = Array.from({ length: 60 }, (_, level) => `level ${level}`).join('/');
      const odd = `it's "$(touch pwned)" ; & ünï 😀 \n %41`;
      workspace.write({ 'package.json': '{}', ...migrations(`${deep}/${odd}/migrations`, `1_${odd}`) });
      const { source } = await opened(workspace);
      const [migration] = source.migrations;
      assert.equal(migration?.name, `1_${odd}`);
      assert.equal(fs.readFileSync(migration.file, 'utf8'), migration.text);
      assert.deepEqual(fs.readdirSync(workspace.folder).sort(), ['level 0', 'package.json']);
    }),
  );

  it('tells of a folder whose name is not UTF-8, under which nothing can be opened', async function () {
    await inWorkspace(async (workspace) => {
      withBad(workspace, '2_other');
      fs.writeFileSync(workspace.at('prisma/migrations/2_other/migration.sql'), 'SELECT 1;');
      const name = Buffer.concat([Buffer.from(workspace.at('prisma/migrations/3_b')), Buffer.from([0xff])]);
      try {
        fs.mkdirSync(name);
      } catch {
        // Some file systems take no such name.
        skip(this, 'the file system takes only names in UTF-8');
      }
      const { source } = await opened(workspace);
      assert.deepEqual(
        source.unread?.map(({ reason }) => reason),
        ['its name is not UTF-8'],
      );
      assert.deepEqual(source.emptyFolders, []);
      assert.deepEqual(
        source.migrations.map((migration) => migration.name),
        ['1_good', '2_other'],
      );
    })();
  });
});
