import assert from 'node:assert/strict';
import type { Extended } from '../../../../../src/core/config/guard-file';
import { loadGrammar } from '../../../../../src/core/sql/grammar';
import {
  isConfiguration,
  judgeConfiguration,
  type ConfiguredProject,
} from '../../../../../src/editor/lint/project/judge-configuration';
import { stoppableMatcher } from '../../../../../src/adapters/project/pattern-matcher';
import { lintConfigurationText } from '../../../../../src/workflows/lint-migrations';
import { ReplayedProject } from '../../../../../src/workflows/replayed-project';
import {
  configFile,
  driftIgnoreFile,
  sourceOf,
  type MemoryProject,
} from '../../../../helpers/lint-migration';

const migrations = {
  '1_a': 'CREATE TABLE notes (id text, body text);\nCREATE INDEX by_body ON notes (lower(body));\n',
  '2_b': '-- DropIndex\nDROP INDEX "by_body";\n',
};

async function opened(project: Partial<MemoryProject> = {}): Promise<ConfiguredProject> {
  return configuredProject(await ReplayedProject.open(sourceOf({ migrations, ...project }), loadGrammar));
}

function configuredProject(replayed: ReplayedProject): ConfiguredProject {
  return {
    lintConfigurationText: (edited) =>
      lintConfigurationText(replayed, edited, { matchPattern: stoppableMatcher() }),
    problemsBy: async (edited) =>
      (await replayed.withConfigurationText(edited))?.configuration.guard?.problems ?? [],
  };
}

function entry(migration: string): string {
  return JSON.stringify({ ignore: [{ migration, rule: 'drop-protected-index', reason: 'known' }] });
}

/** What is said of a text of migration-guard.json: the text in the range, and the message. */
async function messagesOf(text: string, ...projects: ConfiguredProject[]): Promise<string[]> {
  const { problems, findings } = await judgeConfiguration({ file: configFile, text }, () =>
    Promise.resolve(projects),
  );
  return [...problems, ...findings].map(
    ({ range, message }) => `${text.slice(range.start, range.end)}: ${message}`,
  );
}

describe('a text of a file that configures us', () => {
  it('is known by its name', () => {
    const files = ['/p/prisma/drift-ignore.json', '/p/migration-guard.json'];
    assert.deepEqual(files.map(isConfiguration), [true, true]);
    const others = ['/p/my-drift-ignore.json', '/p/migration-guard.json/x', '/p/package.json'];
    assert.deepEqual(others.map(isConfiguration), [false, false, false]);
  });

  it('has its mistakes reported, without reading any project', async () => {
    const text = '{ "protectedIndexes": [{ "name": 1 }] }';
    const { problems, findings } = await judgeConfiguration({ file: driftIgnoreFile, text }, () =>
      assert.fail('no project is needed'),
    );
    assert.deepEqual(
      problems.map(({ file, range }) => [file, text.slice(range.start, range.end)]),
      [[driftIgnoreFile, '1']],
    );
    assert.deepEqual(findings, []);
  });

  it('is judged by itself, and not by what the project has on disk', async () => {
    const project = await opened({ config: entry('1_a') });
    assert.deepEqual(await messagesOf(entry('2_b'), project), []);
    const [unused] = await messagesOf(entry('3_c'), project);
    assert.match(unused ?? '', /3_c.*: This entry suppresses nothing: there is no migration 3_c\.$/);
  });

  it('is reported once if several projects have it', async () => {
    const config = entry('2_b');
    const projects = await Promise.all([opened({ config }), opened({ config })]);
    assert.equal((await messagesOf(entry('3_c'), ...projects)).length, 1);
  });

  it('is nothing to a project that has another one', async () => {
    assert.deepEqual(await messagesOf(entry('3_c'), await opened()), []);
  });

  it('has patterns that run too long reported, in a drift-ignore.json that is not saved yet', async () => {
    const pattern = { pattern: '(a+)+$', reason: 'x', action: 'remove' };
    const text = JSON.stringify({ protectedIndexes: [], ignorePatterns: [pattern] });
    const long = `CREATE VIEW v AS SELECT '${'a'.repeat(60)}!';\n`;
    const project = await opened({ migrations: { ...migrations, '3_c': long } });
    const { findings } = await judgeConfiguration({ file: driftIgnoreFile, text }, () =>
      Promise.resolve([project]),
    );
    assert.deepEqual(
      findings.map(({ rule, file }) => [rule, file]),
      [['ignored-pattern', driftIgnoreFile]],
    );
  });

  describe('that extends another file', () => {
    const shared = '/p/shared.json';
    const extending = '{ "extends": "./shared.json" }';
    const sharing = async (text: string | undefined): Promise<ConfiguredProject> => {
      const extended: Extended =
        text === undefined
          ? { kind: 'missing', file: shared }
          : { kind: 'file', source: { file: shared, text } };
      const source = sourceOf({ migrations });
      const config = { file: configFile, text: extending, extended: new Map([['./shared.json', extended]]) };
      const replayed = await ReplayedProject.open({ ...source, config }, loadGrammar);
      return configuredProject(replayed);
    };

    it('is judged with what that says', async () => {
      assert.deepEqual(await messagesOf(extending, await sharing('{ "rules": {} }')), []);
      assert.deepEqual(await messagesOf(extending, await sharing('{ "rules": ')), [
        '{: Nothing is linted: shared.json has a mistake: a value is missing here.',
      ]);
    });

    it('says in its own line that the other is not there', async () => {
      assert.deepEqual(await messagesOf(extending, await sharing(undefined)), [
        `"./shared.json": extends names ./shared.json, which is not there or cannot be read: correct the path, seen from this file's folder`,
      ]);
    });

    it('has what is said of the other one shown in that, as it is being typed', async () => {
      const project = await sharing('{}');
      const text = entry('2_b').replace('drop-protected-index', 'rename-protected-index');
      const said = await project.lintConfigurationText({ file: shared, text });
      assert.deepEqual(
        said.map(({ rule, file }) => [rule, file]),
        [['unused-suppression', shared]],
      );
    });
  });
});
