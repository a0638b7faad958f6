import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pastesFor } from '../../../../../src/core/init/pastes';
import { runCliHere } from '../../../../helpers/cli-here';
import { datasource, inWorkspace, type Workspace } from '../../../../helpers/workspace';

const docs = path.join(__dirname, '..', '..', '..', '..', '..', '..', 'docs');

const project = {
  'services/a/package.json': '{ "devDependencies": { "prisma": "7.1.0" } }',
  'services/a/prisma/schema.prisma': `${datasource}model notes {\n  id Int @id\n}\n`,
  'services/a/prisma/migrations/1_a/migration.sql': 'CREATE TABLE notes (id int);\n',
};

/** What init says is to be added where, in order. */
async function offered({ folder }: Workspace): Promise<string[]> {
  const { stdout, exitCode } = await runCliHere(folder, ['init', '--project', 'services/a']);
  assert.equal(exitCode, 0);
  return [...stdout.matchAll(/^To (.*), add to (.*):$/gm)].map(([, purpose, file]) => `${file}: ${purpose}`);
}

/** A repository with the project and these files. */
const having = (files: Record<string, string>, body: (workspace: Workspace) => Promise<void>) =>
  inWorkspace(async (workspace) => {
    workspace.git('init', '--quiet');
    workspace.write({ ...project, ...files });
    workspace.commit('start');
    await body(workspace);
  });

describe('what init offers to paste', () => {
  it(
    'is nothing where the repository has nothing to paste it into',
    having({}, async (workspace) => assert.deepEqual(await offered(workspace), [])),
  );

  it(
    'fits each set-up that is there, which stays as it is',
    having(
      {
        '.husky/pre-commit': 'npx lint-staged\n',
        'package.json': '{ "lint-staged": { "*.ts": "eslint" } }',
        '.pre-commit-config.yaml': 'repos: []\n',
        '.github/workflows/deploy.yml': 'on: push\njobs:\n',
        '.github/workflows/test.yml': 'on:\n  pull_request:\njobs:\n',
        '.github/CODEOWNERS': '* @acme/all\ndrift-ignore.json @acme/db\n',
        '.gitlab-ci.yml': 'test:\n  script: npm test\n',
      },
      async (workspace) => {
        assert.deepEqual(await offered(workspace), [
          'package.json: lint before each commit',
          '.pre-commit-config.yaml: lint before each commit',
          '.github/workflows/test.yml: lint each pull request',
          '.gitlab-ci.yml: lint each merge request',
          '.github/CODEOWNERS: have somebody approve what is no longer protected',
        ]);
        assert.equal(workspace.git('diff', '--name-only'), '');
        const { stdout } = await runCliHere(workspace.folder, ['init', '--project', 'services/a']);
        assert.match(stdout, /\n\nmigration-guard\.json {2}@<who looks after the database>\n$/);
      },
    ),
  );

  it(
    'goes into the hook itself where husky calls no lint-staged',
    having({ '.husky/pre-commit': 'npm test\n' }, async (workspace) => {
      assert.deepEqual(await offered(workspace), ['.husky/pre-commit: lint before each commit']);
    }),
  );

  it(
    "goes into the workflow of pull requests that is nobody's lock file and not made by a program",
    having(
      {
        '.github/workflows/a.lock.yml': 'on:\n  pull_request:\njobs:\n',
        '.github/workflows/b.yml':
          '# This file was automatically generated. DO NOT EDIT.\non: pull_request\njobs:\n',
        '.github/workflows/c.yml':
          'on:\n  schedule:\n    - cron: "0 0 * * *"\n  workflow_dispatch:\njobs:\n# not for a pull_request\n',
        '.github/workflows/d.yml': 'on: push\njobs:\n',
        '.github/workflows/e.yml': 'on:\n  push:\n  pull_request:\njobs:\n',
      },
      async (workspace) => {
        assert.deepEqual(await offered(workspace), ['.github/workflows/e.yml: lint each pull request']);
        fs.rmSync(workspace.at('.github/workflows/e.yml'));
        assert.deepEqual(await offered(workspace), ['.github/workflows/d.yml: lint each pull request']);
        fs.rmSync(workspace.at('.github/workflows/d.yml'));
        assert.deepEqual(await offered(workspace), []);
      },
    ),
  );

  it(
    'is not offered again where somebody has pasted it',
    having(
      {
        '.husky/pre-commit': 'npx lint-staged\n',
        'services/a/.lintstagedrc.json': '{ "migration.sql": "migration-guard lint" }',
        '.pre-commit-config.yaml': 'repos: [] # migration-guard\n',
        '.github/workflows/a.yml': '- run: npx migration-guard lint\n',
        '.github/workflows/b.yml': 'on: pull_request\n',
        '.gitlab-ci.yml': 'script: npx migration-guard lint\n',
        CODEOWNERS: 'drift-ignore.json @a\nmigration-guard.json @a\n',
      },
      async (workspace) => assert.deepEqual(await offered(workspace), []),
    ),
  );

  it('is what the docs have, which tests carry out', () => {
    const texts = ['hooks.md', 'gitlab.md']
      .map((page) => fs.readFileSync(path.join(docs, page), 'utf8'))
      .join('');
    for (const kind of ['lint-staged', 'pre-commit', 'gitlab'] as const) {
      const [paste] = pastesFor([{ kind, file: 'f', text: '' }], '0.9.0');
      assert.ok(paste && texts.includes(paste.text), kind);
    }
  });
});
