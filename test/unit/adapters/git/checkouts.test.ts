import assert from 'node:assert/strict';
import fs from 'node:fs';
import { historyOf, opened, settled, start } from './histories';
import { inWorkspace, migrations, openWorkspace, schemaWith } from '../../../helpers/workspace';

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
          assert.equal((await history.schemaAtBase())?.[0]?.text, schemaWith('A'), name);
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
      assert.deepEqual((await history.schemaWhenAdded(['1_a'])).get('1_a'), {
        cut: 'partial',
        command: 'git fetch --refetch --no-filter',
      });
      assert.equal(fs.existsSync(workspace.at('ran')), false);
      assert.throws(() => workspace.git('-C', clone, 'log', '-1', '-p'), 'so the trap does work');
      assert.equal(fs.existsSync(workspace.at('ran')), true, 'so the trap does work');
    }),
  );
});
