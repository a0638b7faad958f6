import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { inWorkspace } from '../../helpers/workspace';

const compiled = path.join(__dirname, '../../../src');

/** Lints the working directory in a process of its own, and prints what that has loaded, one module of node or file a line. */
const spy = `
  const from = (file) => require(process.argv[1] + '/' + file);
  const { runProgram } = from('cli/program');
  const { declareLint } = from('cli/commands/lint/index');
  const stdout = { write: () => true, on: () => stdout };
  const context = {
    ...{ version: '0.0.0', cwd: process.cwd(), env: {}, stdout, stderr: process.stderr, ask: {} },
    ...{ now: Date.now, sharesTerminal: false, giveUpSignals: () => () => undefined },
  };
  void runProgram(['lint'], context, { lint: declareLint }).then((code) => {
    console.log([code, ...process.moduleLoadList, ...Object.keys(require.cache)].join('\\n'));
  });
`;

const schema = `
datasource db {
  provider = "postgresql"
}
model Note {
  id Int @id
}
`;

describe('lint', () => {
  // Catches: an import at the top of a file that every start loads.
  it(
    'loads no check of settings, no parser, no other command and one format, where nothing needs them',
    inWorkspace(({ folder, write, git, commit }) => {
      write({
        'package.json': '{ "devDependencies": { "prisma": "^6.19.0" } }',
        'prisma/schema.prisma': schema,
        'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
        'prisma/migrations/20260101000000_note/migration.sql':
          'CREATE TABLE "Note" ("id" INTEGER NOT NULL, CONSTRAINT "Note_pkey" PRIMARY KEY ("id"));\n',
      });
      git('init', '--quiet');
      commit('Notes');
      const output = execFileSync(process.execPath, ['-e', spy, compiled], { cwd: folder, encoding: 'utf8' });
      const [exitCode, ...files] = output.trim().split('\n');
      assert.equal(exitCode, '0');
      assert.ok(!files.includes('NativeModule perf_hooks'));
      const packages = files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
      assert.deepEqual([...new Set(packages)].sort(), [
        '@noble/hashes',
        'commander',
        'diff',
        'ignore',
        'jsonc-parser',
        'picocolors',
      ]);
      const own = files.map((file) => path.relative(compiled, file).split(path.sep).join('/'));
      const late = own.filter((file) =>
        /^core\/(?:config\/.*schema|config\/read-guard|json\/check|protection\/read-drift|sql\/ast-parser)|\/version-range|\/parse-script|^cli\/commands\/(?!lint\/)|lint\/formats\/(?:git|markdown|sarif|step)/.test(
          file,
        ),
      );
      assert.deepEqual(late, []);
    }),
  );
});
