import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { ProjectHistory } from '../../../../src/workflows/lint-source';
import { isCut } from '../../../../src/workflows/history-cuts';
import { addModel, historyOf, opened, settled, start } from './histories';
import { inWorkspace, migrations, schemaWith } from '../../../helpers/workspace';

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
      assert.equal((await history.schemaAtBase())?.[0]?.text, schemaWith('A'));
    }),
  );
});

describe('the schema when a migration was added', () => {
  const models = async (history: ProjectHistory, ...names: string[]): Promise<Record<string, string>> => {
    const changes = await history.schemaWhenAdded(names);
    const list = (files: readonly { text: string }[]): string =>
      files.flatMap(({ text }) => [...text.matchAll(/model (\w+)/g)].map(([, name]) => name)).join('');
    return Object.fromEntries(
      [...changes].map(([name, came]) => [
        name,
        isCut(came) ? came.cut : `${list(came.before)} → ${list(came.after)}`,
      ]),
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
    'is not known at a shallow clone’s edge, whether the parents’ objects are there or not',
    inWorkspace(async (workspace) => {
      start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      addModel(workspace, '3_c', 'A', 'B', 'C');
      const clone = workspace.at('clone');
      workspace.git('clone', '--quiet', '--depth=2', `file://${workspace.folder}`, clone);
      const expected = { '1_a': 'shallow', '2_b': 'shallow', '3_c': 'AB → ABC' };
      assert.deepEqual(await models(await historyOf({ folder: clone }), '1_a', '2_b', '3_c'), expected);
      workspace.git('-C', clone, 'fetch', '--quiet', '--unshallow');
      workspace.write({ 'clone/.git/shallow': `${workspace.git('rev-parse', 'HEAD~1')}\n` });
      assert.deepEqual(await models(await historyOf({ folder: clone }), '1_a', '2_b', '3_c'), expected);
    }),
  );

  it(
    'is not known beyond a graft, and told apart from what is not committed',
    inWorkspace(async (workspace) => {
      start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      const second = workspace.git('rev-parse', 'HEAD');
      addModel(workspace, '3_c', 'A', 'B', 'C');
      workspace.write(migrations('prisma/migrations', '4_draft'));
      workspace.git('replace', '--graft', second);
      const changes = await (await historyOf(workspace)).schemaWhenAdded(['1_a', '3_c', '4_draft']);
      assert.deepEqual([...changes.keys()].sort(), ['1_a', '3_c']);
      assert.deepEqual(changes.get('1_a'), {
        before: [],
        after: [{ file: workspace.at('prisma/schema.prisma'), text: schemaWith('A', 'B') }],
        together: { commit: second, migrations: new Set(['1_a', '2_b']), isFirst: true },
      });
    }),
  );

  it(
    'is that of the time before the folder was moved, as often as it was',
    inWorkspace(async (workspace) => {
      start(workspace);
      addModel(workspace, '2_b', 'A', 'B');
      const move = (from: string, to: string): void => {
        fs.mkdirSync(workspace.at(to), { recursive: true });
        workspace.git('mv', `${from}/prisma`, `${to}/prisma`);
      };
      move('.', 'db');
      workspace.write(migrations('db/prisma/migrations', '3_with_the_move'));
      workspace.commit('move');
      workspace.write({ 'db/prisma/schema.prisma': schemaWith('B') });
      workspace.write(migrations('db/prisma/migrations', '4_c'));
      workspace.commit('4_c');
      move('db', 'packages/db');
      workspace.commit('move again');
      const history = await historyOf({ folder: workspace.at('packages/db') });
      assert.deepEqual(await models(history, '1_a', '2_b', '3_with_the_move', '4_c'), {
        '1_a': ' → A',
        '2_b': 'A → AB',
        '3_with_the_move': 'AB → AB',
        '4_c': 'AB → B',
      });
    }),
  );
});
