import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { HumanError } from '../../../src/core/human-error';
import { openProjects, type OpenedProject } from '../../../src/project/open-projects';
import type { ProjectHistory } from '../../../src/workflows/lint-source';
import { inWorkspace, migrations, openWorkspace, schemaWith, type Workspace } from './workspace';

async function opened({ folder }: { folder: string }, base?: string): Promise<OpenedProject> {
  const [project] = await openProjects([], { cwd: folder, base });
  assert.ok(project);
  return project;
}

async function historyOf(workspace: { folder: string }, base?: string): Promise<ProjectHistory> {
  const { history } = (await opened(workspace, base)).source;
  assert.ok(history);
  return history;
}

const settled = async (history: ProjectHistory): Promise<string[]> => [...(await history.settled())].sort();

/** A repository with one commit: a schema with model A, and migration 1_a. */
function start(workspace: Workspace): string {
  workspace.git('init', '--quiet');
  workspace.write({
    'package.json': '{}',
    'prisma/schema.prisma': schemaWith('A'),
    ...migrations('prisma/migrations', '1_a'),
  });
  return workspace.commit('start');
}

/** Commits a model with the migration of the same name. */
function addModel({ write, commit }: Workspace, name: string, ...models: string[]): string {
  write({ 'prisma/schema.prisma': schemaWith(...models), ...migrations('prisma/migrations', name) });
  return commit(name);
}

describe('the base', () => {
  it(
    'is HEAD on the only branch: what is committed is settled',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.write(migrations('prisma/migrations', '2_draft'));
      const { source, notices } = await opened(workspace);
      assert.equal(source.history?.base, first);
      assert.deepEqual(await settled(source.history), ['1_a']);
      assert.deepEqual(notices, []);
    }),
  );

  it(
    'is the merge base with local main on another branch',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.git('checkout', '--quiet', '-b', 'topic');
      addModel(workspace, '2_topic', 'A', 'B');
      workspace.git('checkout', '--quiet', 'main');
      addModel(workspace, '2_main', 'A', 'C');
      workspace.git('checkout', '--quiet', 'topic');
      const history = await historyOf(workspace);
      assert.equal(history.base, first);
      assert.deepEqual(await settled(history), ['1_a']);
    }),
  );

  it(
    'is the merge base with the remote’s default branch, where there is one',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.git('update-ref', 'refs/remotes/origin/main', first);
      const second = addModel(workspace, '2_b', 'A', 'B');
      assert.equal((await historyOf(workspace)).base, first, 'origin/main, though HEAD is main');
      workspace.git('update-ref', 'refs/remotes/origin/trunk', second);
      workspace.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
      assert.equal((await historyOf(workspace)).base, second, 'origin/HEAD goes first');
    }),
  );

  it(
    'is what --base names, or where HEAD left it',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      assert.deepEqual(await settled(await historyOf(workspace, 'HEAD')), ['1_a', '2_b']);
      assert.deepEqual(await settled(await historyOf(workspace, 'HEAD~1')), ['1_a']);
      workspace.git('checkout', '--quiet', '-b', 'release', first);
      addModel(workspace, '2_release', 'A');
      workspace.git('checkout', '--quiet', 'main');
      assert.equal((await historyOf(workspace, 'release')).base, first);
    }),
  );

  it(
    'is told to be missing, with the command that helps',
    inWorkspace(async (workspace) => {
      start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      const says = (folder: string, base: string, sentence: RegExp): Promise<void> =>
        assert.rejects(opened({ folder }, base), (error) => {
          assert.ok(error instanceof HumanError);
          assert.match(error.message, sentence);
          return true;
        });
      await says(
        workspace.folder,
        'nope',
        /^The base nope is not a commit of this repository\. Check the spelling/,
      );
      await says(workspace.folder, '--all', /^The base --all is not a commit/);
      await says(workspace.folder, 'a\nHEAD', /is not a commit/);
      await says(workspace.folder, 'origin/dev', /Run git fetch origin dev first\.$/);
      const clone = path.join(workspace.folder, 'shallow');
      workspace.git('clone', '--quiet', '--depth=1', `file://${workspace.folder}`, clone);
      await says(
        clone,
        'HEAD~1',
        /^The base HEAD~1 is not in this shallow clone\. Run git fetch --unshallow/,
      );
      workspace.write({ 'shallow/.git': undefined, '.git': undefined });
      await says(
        workspace.folder,
        'HEAD',
        /^--base HEAD needs git, and this folder is not in a git work tree\.$/,
      );
    }),
  );

  it(
    'is HEAD, with a notice, where a checkout knows no branch',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.git('checkout', '--quiet', '--detach');
      workspace.git('branch', '--quiet', '-D', 'main');
      const { source, notices } = await opened(workspace);
      assert.equal(source.history?.base, first);
      assert.match(notices.join(), /^No branch to compare with was found/);
    }),
  );

  it(
    'is the tip of main, with a notice, where a shallow clone knows no common commit',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.git('checkout', '--quiet', '-b', 'topic');
      addModel(workspace, '2_topic', 'A');
      workspace.git('checkout', '--quiet', 'main');
      const tip = addModel(workspace, '2_main', 'A');
      const clone = workspace.at('clone');
      const shallow = ['clone', '--quiet', '--depth=1', '--no-single-branch', '--branch=topic'];
      workspace.git(...shallow, `file://${workspace.folder}`, clone);
      const { source, notices } = await opened({ folder: clone });
      assert.equal(source.history?.base, tip);
      assert.match(notices.join(), /^origin\/(?:HEAD|main) and HEAD have no common commit here.*--unshallow/);
    }),
  );
});

describe('no history', () => {
  it(
    'comes without git, before the first commit, and when git is not to be used',
    inWorkspace(async (workspace) => {
      workspace.write({ 'package.json': '{}', ...migrations('migrations', '1_a') });
      assert.equal((await opened(workspace)).source.history, undefined);
      workspace.git('init', '--quiet');
      assert.equal((await opened(workspace)).source.history, undefined);
      workspace.commit('start');
      assert.ok((await opened(workspace)).source.history);
      const [untrusted] = await openProjects([], { cwd: workspace.folder, git: false });
      assert.equal(untrusted?.source.history, undefined);
    }),
  );

  it(
    'comes where git is not installed',
    inWorkspace(async (workspace) => {
      start(workspace);
      const before = process.env['PATH'];
      try {
        process.env['PATH'] = workspace.at('prisma');
        const { source, notices } = await opened(workspace);
        assert.equal(source.history, undefined);
        assert.deepEqual(notices, []);
      } finally {
        process.env['PATH'] = before;
      }
    }),
  );

  it(
    'comes with git’s own words where git refuses',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.git('config', 'core.repositoryFormatVersion', '99');
      const { source, notices } = await opened(workspace);
      assert.equal(source.history, undefined);
      assert.match(notices.join(), /^Without git every migration counts as new\. git says: .*99/);
    }),
  );
});

describe('the schema and drift-ignore.json at the base', () => {
  it(
    'are those of the commit, with the paths of the working tree',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write({ 'prisma/drift-ignore.json': '{"a":1}' });
      workspace.commit('ignore');
      workspace.write({ 'prisma/schema.prisma': schemaWith('Z'), 'prisma/drift-ignore.json': '{}' });
      const history = await historyOf(workspace);
      assert.deepEqual(await history.schemaAtBase(), [
        { file: workspace.at('prisma/schema.prisma'), text: schemaWith('A') },
      ]);
      assert.equal(await history.driftIgnoreAtBase(), '{"a":1}');
    }),
  );

  it(
    'are found where they were before the schema became a folder',
    inWorkspace(async (workspace) => {
      start(workspace);
      workspace.write({
        'prisma/schema.prisma': undefined,
        'package.json': '{"prisma":{"schema":"prisma/schema"}}',
        'prisma/schema/main.prisma': schemaWith('A'),
        'prisma/schema/b.prisma': 'model B {\n id Int @id\n}\n',
      });
      const { source } = await opened(workspace);
      assert.equal(source.schema.length, 2);
      assert.deepEqual(await source.history!.schemaAtBase(), [
        { file: workspace.at('prisma/schema.prisma'), text: schemaWith('A') },
      ]);
      assert.equal(await source.history!.driftIgnoreAtBase(), undefined);
    }),
  );

  it(
    'are found where the whole project was before it moved, and its migrations stay settled',
    inWorkspace(async (workspace) => {
      start(workspace);
      fs.mkdirSync(workspace.at('packages/db'), { recursive: true });
      fs.renameSync(workspace.at('prisma'), workspace.at('packages/db/prisma'));
      workspace.write(migrations('packages/db/prisma/migrations', '2_draft'));
      const history = await historyOf(workspace);
      assert.deepEqual(await settled(history), ['1_a']);
      assert.equal((await history.schemaAtBase())[0]?.text, schemaWith('A'));
    }),
  );
});

describe('the schema when a migration was added', () => {
  const models = async (history: ProjectHistory, ...names: string[]): Promise<Record<string, string>> => {
    const changes = await history.schemaWhenAdded(names);
    const list = (files: readonly { text: string }[]): string =>
      files.flatMap(({ text }) => [...text.matchAll(/model (\w+)/g)].map(([, name]) => name)).join('');
    return Object.fromEntries(
      [...changes].map(([name, { before, after }]) => [name, `${list(before)} → ${list(after)}`]),
    );
  };

  it(
    'is that of the commit and of its first parent',
    inWorkspace(async (workspace) => {
      start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      addModel(workspace, '3_c', 'B', 'C');
      workspace.write(migrations('prisma/migrations', '4_draft'));
      const history = await historyOf(workspace);
      const expected = { '1_a': ' → A', '2_b': 'A → AB', '3_c': 'AB → BC' };
      assert.deepEqual(await models(history, '1_a', '2_b', '3_c', '4_draft', 'unknown'), expected);
      assert.deepEqual(await models(history, '3_c'), { '3_c': 'AB → BC' }, 'asked again');
      const many = Array.from({ length: 200 }, (_, index) => `unknown_${index}`);
      assert.deepEqual(await models(await historyOf(workspace), ...many, '2_b'), { '2_b': 'A → AB' });
    }),
  );

  it(
    'is that of the first time, if a migration was taken out and put back',
    inWorkspace(async (workspace) => {
      start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      workspace.write({ 'prisma/migrations/2_b': undefined });
      workspace.commit('out');
      addModel(workspace, '2_b', 'A', 'B', 'C');
      assert.deepEqual(await models(await historyOf(workspace), '2_b'), { '2_b': 'A → AB' });
    }),
  );

  it(
    'is found for what came in through merges, and by a merge itself',
    inWorkspace(async (workspace) => {
      const first = start(workspace);
      workspace.git('checkout', '--quiet', '-b', 'topic');
      addModel(workspace, '2_topic', 'A', 'B');
      workspace.git('checkout', '--quiet', 'main');
      workspace.write(migrations('prisma/migrations', '2_main'));
      workspace.commit('main');
      workspace.git('merge', '--quiet', '--no-ff', '--no-commit', 'topic');
      workspace.write(migrations('prisma/migrations', '3_merge'));
      workspace.commit('merge');
      assert.notEqual(workspace.git('rev-parse', 'HEAD~1'), first);
      assert.deepEqual(await models(await historyOf(workspace), '2_topic', '2_main', '3_merge'), {
        '2_topic': 'A → AB',
        '2_main': 'A → A',
        '3_merge': 'A → AB',
      });
    }),
  );

  it(
    'is not known at a shallow clone’s edge',
    inWorkspace(async (workspace) => {
      start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      addModel(workspace, '3_c', 'A', 'B', 'C');
      const clone = workspace.at('clone');
      workspace.git('clone', '--quiet', '--depth=2', `file://${workspace.folder}`, clone);
      const history = await historyOf({ folder: clone });
      assert.deepEqual(await models(history, '1_a', '2_b', '3_c'), { '3_c': 'AB → ABC' });
    }),
  );
});

describe('checkouts of every kind', () => {
  it(
    'work: a linked folder below the top, named with brackets, a worktree, a sparse one, one with alternates',
    inWorkspace(async (workspace) => {
      workspace.git('init', '--quiet');
      workspace.write({
        ':web [1] é/package.json': '{}',
        ':web [1] é/prisma/schema.prisma': schemaWith('A'),
        ...migrations(':web [1] é/prisma/migrations', '1_a'),
      });
      workspace.commit('start');
      const elsewhere = openWorkspace();
      try {
        fs.symlinkSync(workspace.at(':web [1] é'), elsewhere.at('linked'));
        workspace.git('worktree', 'add', '--quiet', '--detach', elsewhere.at('tree'));
        workspace.git('clone', '--quiet', '--shared', workspace.folder, elsewhere.at('shared'));
        workspace.git('clone', '--quiet', '--sparse', workspace.folder, elsewhere.at('sparse'));
        elsewhere.git('-C', 'sparse', 'sparse-checkout', 'set', '/?web ?1? é/prisma/migrations', '--no-cone');
        for (const name of ['linked', 'tree', 'shared', 'sparse']) {
          const { source } = await opened({ folder: elsewhere.at(name) });
          const { history } = source;
          assert.ok(history, name);
          assert.deepEqual(await settled(history), ['1_a'], name);
          assert.equal((await history.schemaAtBase())[0]?.text, schemaWith('A'), name);
          assert.equal((await history.schemaWhenAdded(['1_a'])).size, 1, name);
          assert.equal(source.schema.length, name === 'sparse' ? 0 : 1, name);
        }
      } finally {
        elsewhere.remove();
      }
    }),
  );

  it(
    'work inside a hook, where git points elsewhere',
    inWorkspace(async (workspace) => {
      start(workspace);
      try {
        process.env['GIT_DIR'] = workspace.at('nowhere');
        process.env['GIT_INDEX_FILE'] = workspace.at('nowhere/index');
        assert.deepEqual(await settled(await historyOf(workspace)), ['1_a']);
      } finally {
        delete process.env['GIT_DIR'];
        delete process.env['GIT_INDEX_FILE'];
      }
    }),
  );
});

describe('reading a history', () => {
  it(
    'runs no program that the repository’s config names',
    inWorkspace(async (workspace) => {
      start(workspace);
      const signed = workspace
        .git('cat-file', 'commit', 'HEAD')
        .replace(
          /^(committer .*)$/m,
          '$1\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----',
        );
      workspace.write({ signed: `${signed}\n` });
      workspace.git('update-ref', 'HEAD', workspace.git('hash-object', '-t', 'commit', '-w', 'signed'));
      workspace.write({ 'clone/program': `#!/bin/sh\ntouch '${workspace.at('ran')}'\nexit 1\n` });
      const program = workspace.at('program');
      fs.renameSync(workspace.at('clone/program'), program);
      fs.rmSync(workspace.at('clone'), { recursive: true });
      fs.chmodSync(program, 0o755);
      workspace.git('config', 'uploadpack.allowFilter', 'true');
      const clone = workspace.at('clone');
      workspace.git(
        'clone',
        '--quiet',
        '--filter=blob:none',
        '--no-checkout',
        `file://${workspace.folder}`,
        clone,
      );
      for (const [key, value] of [
        ['core.fsmonitor', program],
        ['core.hooksPath', workspace.folder],
        ['core.sshCommand', program],
        ['core.pager', program],
        ['diff.external', program],
        ['gpg.program', program],
        ['log.showSignature', 'true'],
        ['remote.origin.url', 'ssh://example.invalid/x'],
      ] as const) {
        workspace.git('-C', clone, 'config', key, value);
      }
      for (const [file, text] of Object.entries({
        'clone/package.json': '{}',
        'clone/prisma/schema.prisma': schemaWith('A'),
        ...migrations('clone/prisma/migrations', '1_a'),
      })) {
        workspace.write({ [file]: text });
      }
      const { source, notices } = await opened({ folder: clone });
      const { history } = source;
      assert.ok(history);
      assert.match(notices.join(), /^This is a partial clone/);
      assert.deepEqual(await settled(history), ['1_a']);
      assert.deepEqual(await history.schemaAtBase(), [], 'its text was never fetched');
      assert.equal(await history.driftIgnoreAtBase(), undefined);
      assert.equal((await history.schemaWhenAdded(['1_a'])).size, 0);
      assert.equal(fs.existsSync(workspace.at('ran')), false);
      assert.throws(() => workspace.git('-C', clone, 'log', '-1', '-p'), 'so the trap does work');
      assert.equal(fs.existsSync(workspace.at('ran')), true, 'so the trap does work');
    }),
  );
});
