import assert from 'node:assert/strict';
import { StateStore } from '../../../../src/editor/databases/state-store';

const answer = (place: string) => ({
  ...{ root: 'file:///p', migrationsFolder: 'file:///p/m', environment: 'local', place },
  ...{ production: false, isLocal: true, hasMigrationsTable: true, migrations: [] },
  ...{ protectedIndexes: [], protectedObjects: [] },
});

/** A store whose databases answer when the test wants. */
function setUp(memory = new Map<string, unknown>()) {
  const asked: { give: (place: string) => void; fail: (error: Error) => void }[] = [];
  const store = new StateStore({
    ask: () =>
      new Promise((resolve, reject) => {
        asked.push({ give: (place) => resolve(answer(place)), fail: reject });
      }),
    explain: (error) => ({ kind: 'other', message: String(error) }),
    remembered: {
      get: (key) => memory.get(key),
      update: (key, value) => Promise.resolve(void memory.set(key, structuredClone(value))),
    },
    now: () => 7,
  });
  return { store, asked, memory };
}

const root = 'file:///p';
const byItself = { mayRunConfig: false };

describe('what is known of databases', () => {
  it('is asked once by whoever asks at the same time', async () => {
    const { store, asked } = setUp();
    const both = [store.refresh(root, byItself), store.refresh(root, byItself)];
    assert.equal(asked.length, 1);
    assert.equal(store.view(root).isLoading, true);
    asked[0]?.give('one');
    await Promise.all(both);
    assert.equal(store.view(root).known?.place, 'one');
    assert.equal(store.view(root).isLoading, false);
  });

  it('is asked again for a person who asks in the middle of that', async () => {
    const { store, asked } = setUp();
    const first = store.refresh(root, byItself);
    const second = store.refresh(root);
    const third = store.refresh(root);
    asked[0]?.give('old');
    await first;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked.length, 2);
    asked[1]?.give('new');
    await Promise.all([second, third]);
    assert.equal(asked.length, 2);
    assert.equal(store.view(root).known?.place, 'new');
  });

  it('stays when the next question has no answer, which is reported', async () => {
    const { store, asked } = setUp();
    const first = store.refresh(root);
    asked[0]?.give('there');
    await first;
    const second = store.refresh(root);
    asked[1]?.fail(new Error('gone'));
    await second;
    assert.equal(store.view(root).known?.place, 'there');
    assert.match(store.view(root).failure?.message ?? '', /gone/);
  });

  it('is remembered over a reload, with the environment, and dropped where it is none of ours', async () => {
    const { store, asked, memory } = setUp();
    const first = store.refresh(root);
    asked[0]?.give('there');
    await first;
    await store.select('dev');
    const again = setUp(memory).store;
    assert.equal(again.environment, 'dev');
    assert.equal(again.view(root, 'local').known?.place, 'there');
    assert.equal(again.view(root).known, undefined);
    const [state] = memory.get('migrationGuard.states') as object[];
    for (const older of [
      { root: 1 },
      'x',
      { ...state, migrations: [{}] },
      { ...state, protectedIndexes: [{}] },
      { ...state, protectedObjects: undefined },
    ]) {
      memory.set('migrationGuard.states', [older]);
      assert.deepEqual(setUp(memory).store.roots(), []);
    }
  });
});

for (const kind of ['config-not-run', 'not-local'] as const)
  describe(`what nobody asks by themselves: ${kind}`, () => {
    it('is no news to whoever has an answer, and is reported to whoever has none', async () => {
      let answers = true;
      const store = new StateStore({
        ask: () => (answers ? Promise.resolve(answer('there')) : Promise.reject(new Error('not run'))),
        explain: (error) => ({ kind, message: String(error) }),
        remembered: { get: () => undefined, update: () => Promise.resolve() },
        now: () => 7,
      });
      await store.refresh(root);
      answers = false;
      await store.refresh(root, byItself);
      assert.equal(store.view(root).failure, undefined);
      await store.refresh('file:///other', byItself);
      assert.equal(store.view('file:///other').failure?.kind, kind);
    });
  });

describe('what is known of a database with very many migrations', () => {
  it('is not remembered over a reload, and takes no other with it', async () => {
    const memory = new Map<string, unknown>();
    const migrations = Array.from({ length: 5_000 }, (_, number) => ({
      ...{ name: `20200101000000_${number}`, file: null, state: 'applied' as const, attempts: 1 },
      ...{ verdict: undefined, appliedText: undefined, logs: null, where: null, needsAttention: false },
      ...{ startedAt: null, finishedAt: null, rolledBackAt: null },
      ...{ checksum: 'c'.repeat(64), fileChecksum: 'c'.repeat(64) },
      ...{ outOfOrder: false, uncommitted: false, stray: false, lostIndexes: [] },
    }));
    const dependencies = {
      ask: (asked: string) =>
        Promise.resolve({ ...answer('there'), root: asked, migrations: asked === root ? migrations : [] }),
      explain: (error: unknown) => ({ kind: 'other' as const, message: String(error) }),
      remembered: {
        get: (key: string) => memory.get(key),
        update: (key: string, value: unknown) =>
          Promise.resolve(void memory.set(key, structuredClone(value))),
      },
      now: () => 7,
    };
    const store = new StateStore(dependencies);
    await store.refresh(root);
    await store.refresh('file:///small');
    assert.equal(store.view(root).known?.migrations.length, 5_000);
    assert.deepEqual(new StateStore(dependencies).roots(), ['file:///small']);
  });
});

describe('a question that nobody wants to wait for', () => {
  it('ends, with those behind it, and leaves what was known', async () => {
    const signals: AbortSignal[] = [];
    let first = true;
    const store = new StateStore({
      ask: (_root, _environment, _options, signal) => {
        signals.push(signal);
        if (first) {
          first = false;
          return Promise.resolve(answer('known'));
        }
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('cancelled')));
        });
      },
      explain: (error) => ({ kind: 'cancelled', message: String(error) }),
      remembered: { get: () => undefined, update: () => Promise.resolve() },
      now: () => 7,
    });
    await store.refresh(root);
    const asking = store.refresh(root, byItself);
    const behind = store.refresh(root);
    store.cancel();
    await Promise.all([asking, behind]);
    assert.equal(signals.length, 2, 'the question behind was asked all the same');
    assert.equal(store.view(root).isLoading, false);
    assert.equal(store.view(root).known?.place, 'known');
    assert.equal(store.view(root).failure?.kind, 'cancelled');
  });
});
