import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { inExample } from '../helpers/example';
import { inProject, runInProject, runInstalled } from './installed';

const draft = 'prisma/migrations/20260301120000_add_tags/migration.sql';

function version(): string {
  return (JSON.parse(fs.readFileSync('package.json', 'utf8')) as { version: string }).version;
}

describe('the package in an empty project', () => {
  it('comes alone: it depends on nothing', () => {
    const names = fs.readdirSync(inProject('node_modules')).filter((name) => !name.startsWith('.'));
    assert.deepEqual(names, ['migration-guard']);
    const manifest: unknown = JSON.parse(
      fs.readFileSync(inProject('node_modules/migration-guard/package.json'), 'utf8'),
    );
    assert.ok(!Object.hasOwn(manifest as object, 'dependencies'));
  });

  it('may be published, and runs nothing when it is installed', () => {
    const file = inProject('node_modules/migration-guard/package.json');
    const manifest = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
    for (const key of ['private', 'scripts', 'devDependencies', 'contributes', 'publisher']) {
      assert.ok(!Object.hasOwn(manifest, key), key);
    }
    for (const key of ['bugs', 'homepage', 'repository', 'license', 'exports', 'types', 'engines']) {
      assert.ok(Object.hasOwn(manifest, key), key);
    }
    assert.deepEqual(manifest['publishConfig'], { access: 'public', provenance: true });
  });

  it('is under 12 MB and has no pictures: those of its README are absolute', () => {
    const folder = inProject('node_modules/migration-guard');
    assert.ok(fs.statSync(process.env['MIGRATION_GUARD_PACKAGE'] ?? '').size < 12_000_000);
    const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
    assert.deepEqual(
      names.filter((name) => /\.(?:png|svg|gif|jpe?g|webp)$/i.test(name)),
      [],
    );
    const readme = fs.readFileSync(path.join(folder, 'README.md'), 'utf8');
    const pictures = [...readme.matchAll(/!\[[^\]]*\]\(([^)]*)\)|<img[^>]*src="([^"]*)"/g)];
    assert.ok(pictures.length > 0);
    for (const [, markdown, html] of pictures) assert.match(markdown ?? html ?? '', /^https:\/\//);
  });

  it(
    'loads for lint nothing but what lint needs',
    inExample(async ({ folder, at, write }) => {
      const report = "process.on('exit', () => console.error(Object.keys(require.cache).join('\\n')));\n";
      write({ 'report.cjs': report });
      const { stderr } = await runInstalled(folder, ['lint'], {
        NODE_OPTIONS: `--require ${at('report.cjs')}`,
      });
      const loaded = stderr.split('\n').filter((file) => file.includes('migration-guard/dist'));
      const names = loaded.map((file) => path.basename(file)).sort();
      // The last reads the Prisma config as text.
      assert.deepEqual(names, ['cli-lint.js', 'cli.js', 'parse-script.js']);
    }),
  );

  it('brings what the command needs, and nothing that only the editor needs', () => {
    const folder = inProject('node_modules/migration-guard');
    assert.deepEqual(fs.readdirSync(folder).sort(), [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'package.json',
      'schemas',
      'skills',
      'types',
    ]);
    assert.ok(!fs.existsSync(path.join(folder, 'dist/extension.js')));
  });

  it(
    'is called by npx and from a script',
    inExample(async ({ folder }) => {
      const { stdout } = await runInProject('npx', ['migration-guard', '--version']);
      assert.equal(stdout, `${version()}\n`);
      const lint = runInProject('npm', ['run', '--silent', 'db:lint', '--', folder]);
      await assert.rejects(lint, { code: 1, stdout: /\n2 errors in 1 of 7 migrations\n$/ });
      // What is advised has to work for whoever has no such command on the PATH.
      const byNpx = runInProject('npx', ['migration-guard', 'lint', folder]);
      await assert.rejects(byNpx, { code: 1, stdout: /Keep it: npx migration-guard lint --fix / });
    }),
  );

  it(
    'tells its version and its commands',
    inExample(async ({ folder }) => {
      const ran = await runInstalled(folder, ['--version']);
      assert.deepEqual(ran, { exitCode: 0, stdout: `${version()}\n`, stderr: '' });
      const help = await runInstalled(folder, ['--help']);
      assert.equal(help.exitCode, 0, help.stderr);
      for (const command of ['lint', 'status', 'verify', 'safe-migrate', 'predict'])
        assert.match(help.stdout, new RegExp(`^ {2}${command} `, 'm'));
    }),
  );

  it(
    'finds what a migration would lose, and mends it',
    inExample(async ({ folder }) => {
      const found = await runInstalled(folder, ['lint']);
      assert.equal(found.exitCode, 1, found.stderr);
      assert.match(found.stdout, /\n2 errors in 1 of 7 migrations\n$/);
      const mended = await runInstalled(folder, ['lint', '--fix']);
      assert.equal(mended.exitCode, 0, mended.stderr);
      assert.equal(mended.stdout, 'No findings in 7 migrations\n');
    }),
  );

  it(
    'applies a history to its embedded PostgreSQL with pgvector, and dumps what that makes',
    inExample(async ({ folder, at }) => {
      const failed = await runInstalled(folder, ['verify']);
      assert.equal(failed.exitCode, 1, failed.stderr);
      assert.match(failed.stdout, /PostgreSQL: relation "memories_chunk_group_id_idx" already exists\./);
      fs.rmSync(at(draft));
      const dumped = await runInstalled(folder, ['pglite-schema']);
      assert.equal(dumped.exitCode, 0, dumped.stderr);
      assert.match(dumped.stdout, /^CREATE INDEX idx_memories_embedding ON .* USING ivfflat/m);
    }),
  );
});
