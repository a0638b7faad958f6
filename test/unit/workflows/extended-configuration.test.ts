import assert from 'node:assert/strict';
import { environmentProject } from '../../../src/adapters/environments/project';
import { findEnvironment } from '../../../src/adapters/environments/find-environment';
import { openProjects } from '../../../src/adapters/open-projects';
import { readPrelude } from '../../../src/adapters/prisma/prelude';
import { positionsOf } from '../../../src/core/text-positions';
import { isHumanError } from '../../../src/core/human-error';
import { lintProject } from '../../../src/workflows/lint';
import type { LintReport } from '../../../src/workflows/lint-report';
import { readConfiguration } from '../../../src/workflows/configuration';
import { datasource, inWorkspace, type Workspace } from '../../helpers/workspace';

const service = 'services/a';
const own = `${service}/migration-guard.json`;
const shared = 'migration-guard.json';
const migration = (name: string): string => `${service}/prisma/migrations/${name}/migration.sql`;

function start({ git, write, commit }: Workspace, files: Readonly<Record<string, string>>): void {
  git('init', '--quiet');
  write({
    [`${service}/package.json`]: '{}',
    [`${service}/prisma/schema.prisma`]: `${datasource}model notes {\n  id String @id\n  body String?\n}\n`,
    [migration('1_notes')]:
      'CREATE TABLE notes (id text, body text);\nCREATE INDEX notes_lower ON notes (lower(body));\n',
    ...files,
  });
  commit('start');
}

async function sourceOf({ folder }: Workspace) {
  const [project] = await openProjects([service], { cwd: folder });
  assert.ok(project);
  return project.source;
}

async function lint(workspace: Workspace): Promise<LintReport> {
  return lintProject(await sourceOf(workspace));
}

const pathIn = ({ folder }: Workspace, file: string): string =>
  file.slice(folder.length + 1).replaceAll('\\', '/');

async function guardOf(workspace: Workspace) {
  const { guard } = await readConfiguration(
    { ...(await sourceOf(workspace)), driftIgnore: undefined },
    undefined,
  );
  assert.ok(guard);
  return guard;
}

describe('what migration-guard.json extends', () => {
  it(
    'holds where the file itself says nothing, and of a list what stands later goes first',
    inWorkspace(async (workspace) => {
      start(workspace, {
        'a.json': '{ "rules": { "drop-unknown-index": "info", "rename-protected-index": "info" } }',
        'guards/b.json':
          '{ "extends": "./c.json", "rules": { "drop-unknown-index": "hint", "ignored-pattern": "hint" } }',
        'guards/c.json': '{ "rules": { "drop-unknown-index": "off", "not-idempotent": "info" } }',
        [own]:
          '{ "extends": ["../../a.json", "../../guards/b.json"], "rules": { "ignored-pattern": "error" } }',
      });
      const { severities, severityPlaces, problems } = await guardOf(workspace);
      assert.deepEqual(problems, []);
      assert.deepEqual(Object.fromEntries(severities), {
        'drop-unknown-index': 'hint',
        'rename-protected-index': 'info',
        'not-idempotent': 'info',
        'ignored-pattern': 'error',
      });
      const files = [...severityPlaces].map(([rule, { file }]) => [rule, pathIn(workspace, file)]);
      assert.deepEqual(Object.fromEntries(files), {
        'drop-unknown-index': 'guards/b.json',
        'rename-protected-index': 'a.json',
        'not-idempotent': 'guards/c.json',
        'ignored-pattern': own,
      });
    }),
  );

  it(
    'says of paths and entries what they mean from its own folder, and the file itself takes paths back in',
    inWorkspace(async (workspace) => {
      start(workspace, {
        [shared]: JSON.stringify({
          paths: ['services/*/prisma/migrations/2*', 'prisma/migrations/1*'],
          ignore: [
            { migration: '1_notes', rule: 'drop-unknown-index', reason: 'nothing here has it' },
            { migration: '9_of_another', rule: 'drop-unknown-index', reason: 'for another project' },
          ],
        }),
        [own]: '{ "extends": "../../migration-guard.json", "paths": ["!prisma/migrations/2_b"] }',
        [migration('2_a')]: 'SELECT 1;\n',
        [migration('2_b')]: 'SELECT 1;\n',
      });
      const report = await lint(workspace);
      assert.equal(report.leftOut?.migrations, 1);
      const unused = report.findings.filter(({ rule }) => rule === 'unused-suppression');
      assert.deepEqual(
        unused.map(({ file, message }) => [pathIn(workspace, file), message]),
        [[shared, 'This entry suppresses nothing: drop-unknown-index is not found in 1_notes.']],
      );
      assert.equal(report.texts.has(workspace.at(shared)), true);
    }),
  );

  it(
    'may be a package in node_modules, or a file of one',
    inWorkspace(async (workspace) => {
      start(workspace, {
        '.gitignore': 'node_modules\n',
        'node_modules/@acme/guard/migration-guard.json': '{ "rules": { "drop-unknown-index": "error" } }',
        'node_modules/@acme/guard/strict/all.json': '{ "rules": { "ignored-pattern": "error" } }',
        [own]: '{ "extends": ["@acme/guard", "@acme/guard/strict/all.json"] }',
      });
      const { severities, problems } = await guardOf(workspace);
      assert.deepEqual(problems, []);
      assert.deepEqual([...severities.keys()], ['drop-unknown-index', 'ignored-pattern']);
    }),
  );

  it(
    'gives databases whose files are beside it, and production stays production',
    inWorkspace(async (workspace) => {
      start(workspace, {
        [shared]: JSON.stringify({
          environments: {
            staging: { envFile: 'env/staging' },
            live: { variable: 'LIVE_URL', production: true },
          },
          prelude: 'env/roles.sql',
          projectCode: 'never',
        }),
        'env/staging': 'DATABASE_URL=postgresql://u@staging.example.com/app\n',
        'env/roles.sql': 'CREATE ROLE app;\n',
        [own]: JSON.stringify({
          extends: '../../migration-guard.json',
          environments: { live: { variable: 'OTHER_URL' } },
          projectCode: 'onCommand',
        }),
      });
      const source = await sourceOf(workspace);
      const project = environmentProject(source);
      const staging = await findEnvironment('staging', project, { env: {} });
      assert.equal(staging.url.host, 'staging.example.com');
      assert.equal(project.guard?.environments.get('live')?.production, true);
      assert.equal(project.guard.projectCode, 'never');
      assert.deepEqual(
        readPrelude(source).scripts.map(({ text }) => text),
        ['CREATE ROLE app;\n'],
      );
    }),
  );

  const mistakes: readonly (readonly [title: string, files: Record<string, string>, said: string])[] = [
    [
      'a file that is not there',
      { [own]: '{ "extends": "../../shared.json" }' },
      `${own}:1:14: extends names ../../shared.json, which is not there or cannot be read: correct the path, seen from this file's folder`,
    ],
    [
      'a package that is not installed',
      { [own]: '{ "extends": ["shared.json"] }' },
      `${own}:1:15: extends names the package shared.json, which is in no node_modules folder here: install it, or begin the path of a file with ./`,
    ],
    [
      'a path out of the repository',
      { [own]: '{ "extends": "../../../migration-guard.json" }' },
      `${own}:1:14: extends names ../../../migration-guard.json, which is not in this repository: name a file in it with ./ or ../, or a package`,
    ],
    [
      'an absolute path',
      { [own]: '{ "extends": "/etc/migration-guard.json" }' },
      `${own}:1:14: extends names /etc/migration-guard.json, which is not in this repository: name a file in it with ./ or ../, or a package`,
    ],
    [
      'a circle, at the file that closes it',
      { [own]: '{ "extends": "../../a.json" }', 'a.json': `{ "extends": "./${own}" }` },
      `a.json:1:14: extends names ./${own}, which extends this file already: take one of the two out`,
    ],
    [
      'broken JSON, in the file that has it',
      { [own]: '{ "extends": "../../a.json" }', 'a.json': '{ "rules": { }' },
      'a.json:1:15: a closing brace } is missing here',
    ],
    [
      'an unknown setting there',
      { [own]: '{ "extends": "../../a.json" }', 'a.json': '{ "rule": {} }' },
      'a.json:1:3: rule is not known. Did you mean rules?',
    ],
    [
      'what is no path',
      { [own]: '{ "extends": 5 }' },
      `${own}:1:14: extends must be the path of a file, or a list of paths`,
    ],
  ];
  for (const [title, files, said] of mistakes) {
    it(
      `is refused with one sentence: ${title}`,
      inWorkspace(async (workspace) => {
        start(workspace, files);
        const { broken, texts, linted } = await lint(workspace);
        const sentences = broken.map(({ file, range, message }) => {
          const { line, column } = positionsOf(texts.get(file) ?? '').at(range.start);
          return `${pathIn(workspace, file)}:${line}:${column}: ${message}`;
        });
        assert.deepEqual(sentences, [said]);
        assert.equal(linted, 0);
        const source = await sourceOf(workspace);
        assert.throws(() => environmentProject(source), isHumanError);
      }),
    );
  }
});

describe('a change of what migration-guard.json extends', () => {
  const loosened = async (workspace: Workspace): Promise<string[]> =>
    (await lint(workspace)).findings
      .filter(({ rule }) => rule === 'guard-loosened')
      .map(({ file, severity, message }) => `${pathIn(workspace, file)} ${severity}: ${message}`);
  const extending = { [own]: '{ "extends": "../../migration-guard.json" }' };

  it(
    'is reported in that file where it lowers a rule, skips migrations or suppresses',
    inWorkspace(async (workspace) => {
      start(workspace, { [shared]: '{ "rules": { "drop-protected-index": "error" } }', ...extending });
      workspace.write({
        [shared]: JSON.stringify({
          rules: { 'drop-protected-index': 'info' },
          paths: ['services/*/prisma/migrations/2*'],
          ignore: [{ migration: '1_notes', rule: 'drop-protected-index', reason: 'meant' }],
        }),
      });
      assert.deepEqual(
        (await loosened(workspace)).map((one) => one.replace(/^migration-guard\.json/, 'migration-guard')),
        [
          'migration-guard warning: Lowers drop-protected-index from error to info.',
          'migration-guard warning: Skips migrations: services/*/prisma/migrations/2* is new under "paths".',
        ],
      );
    }),
  );

  it(
    'is reported where the file ceases to extend what raised a rule',
    inWorkspace(async (workspace) => {
      start(workspace, { [shared]: '{ "rules": { "rename-protected-index": "error" } }', ...extending });
      workspace.write({ [own]: '{}' });
      assert.deepEqual(await loosened(workspace), [
        `${own} warning: Lowers rename-protected-index from error to its usual severity.`,
      ]);
    }),
  );

  it(
    'is nothing where settings only move into a shared file',
    inWorkspace(async (workspace) => {
      const rules = '"rules": { "drop-unknown-index": "off" }';
      start(workspace, { [own]: `{ ${rules} }` });
      workspace.write({ [shared]: `{ ${rules} }`, ...extending });
      assert.deepEqual(await loosened(workspace), []);
    }),
  );

  it(
    'is an error where it hides one of the same change',
    inWorkspace(async (workspace) => {
      start(workspace, { [shared]: '{}', ...extending });
      workspace.write({
        [shared]: '{ "rules": { "drop-protected-index": "off" } }',
        [migration('2_drop')]: '-- DropIndex\nDROP INDEX "notes_lower";\n',
      });
      const [first] = await loosened(workspace);
      assert.match(
        first ?? '',
        /^migration-guard\.json error: Switches drop-protected-index off\. That hides an error/,
      );
    }),
  );
});
