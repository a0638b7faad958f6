import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { collect, inheritedVariables, type Ran } from '../helpers/cli';
import { findDebianProgram } from '../helpers/debian-program';
import { skip } from '../helpers/skip';
import { datasource, openWorkspace, type Workspace } from '../helpers/workspace';

const top = path.join(__dirname, '..', '..', '..');
const packed = process.env['MIGRATION_GUARD_PACKAGE'] ?? '';

/** The code of that language below a heading of a page. */
function recipes(page: string, heading: string, language: string): string[] {
  const text = `\n${fs.readFileSync(path.join(top, 'docs', page), 'utf8')}`;
  const section = text.slice(text.indexOf(`\n${heading}\n`)).split(/\n##? /)[1] ?? '';
  const found = [...section.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, 'g'))];
  assert.ok(found.length > 0, `${page} has such code below ${heading}`);
  return found.map(([, code]) => code ?? '');
}

/** Runs a script as a person would, with nothing of the npm and git that run the tests. */
function shell(folder: string, script: string, env: Record<string, string> = {}): Promise<Ran> {
  const inherited = Object.entries(inheritedVariables()).filter(
    ([name]) => !/^(?:npm_|GIT_|HUSKY)/i.test(name),
  );
  const identity = { GIT_AUTHOR_NAME: 'T', GIT_AUTHOR_EMAIL: 't@example.com' };
  const committer = { GIT_COMMITTER_NAME: 'T', GIT_COMMITTER_EMAIL: 't@example.com' };
  // What it has installed once it takes again, and the package has the same path in each run.
  const preCommit = { PRE_COMMIT_HOME: path.join(folder, '.git', 'pre-commit') };
  return collect(
    spawn('sh', ['-c', script], {
      cwd: folder,
      env: { ...Object.fromEntries(inherited), ...identity, ...committer, ...preCommit, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 300_000,
    }),
  );
}

async function succeeds(folder: string, script: string): Promise<void> {
  const { exitCode, stdout, stderr } = await shell(folder, script);
  assert.equal(exitCode, 0, `${script}\n${stdout}\n${stderr}`);
}

const draft = 'services/a/prisma/migrations/2_more/migration.sql';
const drop = '-- DropIndex\nDROP INDEX "notes_lower";\n';

/** A repository with a service, whose branch is about to get a migration. */
function start({ git, write, commit }: Workspace): void {
  git('init', '--quiet');
  write({
    '.gitignore': 'node_modules\n',
    'package.json': '{ "private": true }',
    'services/a/package.json': '{ "devDependencies": { "prisma": "7.1.0" } }',
    'services/a/prisma/schema.prisma': `${datasource}model notes {\n  id String @id\n  body String?\n}\n`,
    'services/a/prisma/migrations/1_notes/migration.sql':
      'CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));\n',
    'migration-guard.json': '{}',
  });
  commit('start');
  git('checkout', '--quiet', '-b', 'work');
}

/** What a hook lets through and what it stops, by commits of a person. */
async function assertGuarded(workspace: Workspace): Promise<void> {
  const { folder, write, at } = workspace;
  const commits = (): Promise<Ran> => shell(folder, 'git add --all && git commit --quiet --message change');
  write({ [draft]: drop });
  const stopped = await commits();
  assert.notEqual(stopped.exitCode, 0);
  assert.match(`${stopped.stdout}${stopped.stderr}`, /Drops notes_lower, an expression index/);
  write({ [draft]: 'SELECT 1;\n' });
  const harmless = await commits();
  assert.equal(harmless.exitCode, 0, harmless.stdout + harmless.stderr);
  // Files that stand for projects: a schema, and settings in which no project is.
  write({
    'services/a/prisma/schema.prisma': fs.readFileSync(at('services/a/prisma/schema.prisma'), 'utf8') + '\n',
    'services/a/prisma/drift-ignore.json': '{ "protectedIndexes": [{ "name": "notes_lower" }] }',
    'migration-guard.json': '{ "localHosts": [] }',
  });
  const settings = await commits();
  assert.equal(settings.exitCode, 0, settings.stdout + settings.stderr);
  write({ 'services/a/prisma/drift-ignore.json': '{ "protectedIndexes": [{}] }' });
  const broken = await commits();
  assert.notEqual(broken.exitCode, 0);
  assert.match(`${broken.stdout}${broken.stderr}`, /protectedIndexes\[0\]\.name is missing/);
  write({ 'services/a/prisma/drift-ignore.json': undefined, 'services/a/README.md': 'x' });
  const other = await commits();
  assert.equal(other.exitCode, 0, other.stdout + other.stderr);
}

describe('a hook as the docs have it', function () {
  this.timeout(300_000);
  let workspace: Workspace;
  beforeEach(() => {
    assert.notEqual(packed, '', 'npm run test:installed names the package');
    workspace = openWorkspace();
    start(workspace);
  });
  afterEach(() => workspace.remove());

  it('of husky and lint-staged lints what is staged', async function () {
    const [install = ''] = recipes('hooks.md', '## husky and lint-staged', 'sh');
    const [config = ''] = recipes('hooks.md', '## husky and lint-staged', 'json');
    const { folder, write } = workspace;
    // The newest lint-staged wants a newer node than we do.
    const script = install.replace(
      'husky lint-staged migration-guard',
      `husky@9.1.7 lint-staged@16.4.0 '${packed}' --no-audit --no-fund`,
    );
    assert.notEqual(script, install);
    const installed = await shell(folder, `set -e\n${script}`);
    if (/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT/.test(installed.stderr)) skip(this, 'npm has no network');
    assert.equal(installed.exitCode, 0, installed.stderr);
    write({ '.lintstagedrc.json': config });
    await succeeds(folder, 'git add --all && git commit --quiet --message hooks');
    await assertGuarded(workspace);
  });

  it('of pre-commit lints what is staged, with the package of the project or with its own', async function () {
    const found = findDebianProgram('pre-commit');
    if ('missing' in found) skip(this, found.missing);
    const [ofProject = '', ofItsOwn = ''] = recipes('hooks.md', '## pre-commit', 'yaml');
    const { folder, write, git } = workspace;
    const own = ofItsOwn.replace('migration-guard@0.9.0', packed);
    assert.notEqual(own, ofItsOwn);
    write({ '.pre-commit-config.yaml': own });
    await succeeds(folder, 'pre-commit install && git add --all && git commit --quiet --message hooks');
    await assertGuarded(workspace);
    git('checkout', '--quiet', '--force', 'main');
    git('clean', '--quiet', '-d', '--force');
    git('checkout', '--quiet', '-b', 'other');
    await succeeds(folder, `npm install --save-dev --offline --no-audit --no-fund '${packed}'`);
    write({ '.pre-commit-config.yaml': ofProject });
    await succeeds(folder, 'git add --all && git commit --quiet --message hooks');
    await assertGuarded(workspace);
  });

  it('of our repository is the one for the package of the project', () => {
    const [ofProject = ''] = recipes('hooks.md', '## pre-commit', 'yaml');
    const ours = fs.readFileSync(path.join(top, '.pre-commit-hooks.yaml'), 'utf8');
    for (const key of ['id', 'name', 'entry', 'language', 'files', 'require_serial']) {
      const line = (text: string): string | undefined =>
        new RegExp(`^\\s*(?:- )?(${key}: .*)$`, 'm').exec(text.replace('- repo: local', ''))?.[1];
      assert.equal(line(ours), line(ofProject), key);
    }
  });
});

describe('the job for GitLab as the docs have it', () => {
  it('lints the merge request against its target and writes the report', async function () {
    this.timeout(300_000);
    const [job = ''] = recipes('gitlab.md', '# GitLab', 'yaml');
    const script = /^ {4}- (npx .*)$/m.exec(job)?.[1] ?? '';
    const here = script.replace(
      'npx --yes migration-guard@0.9.0',
      `npx --yes --package='${packed}' migration-guard`,
    );
    assert.notEqual(here, script);
    const workspace = openWorkspace();
    try {
      start(workspace);
      workspace.write({ [draft]: drop });
      workspace.commit('a draft');
      const { folder } = workspace;
      const clone = path.join(folder, 'builds');
      execFileSync('git', ['clone', '--quiet', '--branch', 'work', folder, clone]);
      const { exitCode, stderr } = await shell(clone, here, {
        CI: 'true',
        CI_PROJECT_DIR: clone,
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      });
      assert.equal(exitCode, 1, stderr);
      assert.match(stderr, /1 error in 1 of 2 migrations/);
      const name = /codequality: (.*)$/m.exec(job)?.[1] ?? '';
      const report = JSON.parse(fs.readFileSync(path.join(clone, name), 'utf8')) as unknown;
      assert.ok(Array.isArray(report));
      const [issue] = report as { severity: string; location: unknown }[];
      assert.deepEqual(issue?.location, { path: draft, lines: { begin: 2 } });
      assert.equal(issue.severity, 'critical');
    } finally {
      workspace.remove();
    }
  });
});
