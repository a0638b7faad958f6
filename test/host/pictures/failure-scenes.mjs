// What stands in the sidebar where nothing is known of the database, each for its own reason.
import { copyExample } from '../../tools/example.mjs';
import { startDatabase, startRealServer } from './databases.mjs';
import { edit, show } from './sidebar.mjs';

export const failureScenes = {
  'no-project': { play: (stage) => show(stage, { expect: 'no Prisma project' }) },
  'not-postgresql': {
    play: (stage) => {
      copyExample(stage.folder);
      for (const file of ['prisma/schema.prisma', 'prisma/migrations/migration_lock.toml']) {
        edit(stage, file, (text) => text.replace('"postgresql"', '"mysql"'));
      }
      return show(stage, { expect: 'PostgreSQL' });
    },
  },
  'not-trusted': {
    play: (stage) => {
      copyExample(stage.folder);
      return show(stage, { workspaceTrust: true, expect: 'trusted' });
    },
  },
  'no-url': { play: (stage) => state(stage, undefined, 'URL') },
  unreachable: {
    play: (stage) => state(stage, 'postgresql://anna:secret@127.0.0.1:1/memories', '127.0.0.1'),
  },
  'wrong-password': {
    play: async (stage) => {
      const server = await startRealServer(stage);
      const url = new URL(await server.createDatabase('memories'));
      url.password = 'not-this-one';
      await state(stage, url.href, 'password');
    },
  },
  'no-table': {
    play: async (stage) => {
      const database = await startDatabase(stage);
      await state(stage, database.url, '_prisma_migrations');
    },
  },
  'config-to-run': {
    play: async (stage) => {
      copyExample(stage.folder);
      edit(
        stage,
        'prisma.config.ts',
        (text) =>
          text.replace("process.env.DATABASE_URL ?? ''", 'urlOf(process.env)') +
          'function urlOf({ DATABASE_URL }) {\n  return DATABASE_URL;\n}\n',
      );
      await show(stage, {
        env: { DATABASE_URL: 'postgresql://anna@127.0.0.1:1/memories' },
        expect: 'Prisma',
      });
    },
  },
  loading: {
    play: async (stage) => {
      const server = await startRealServer(stage);
      const url = await server.createDatabase('memories');
      server.pause();
      stage.later(() => server.resume());
      await state(stage, url, 'Asking', { isAsking: true });
    },
  },
};

/** The example project with some URL. */
async function state(stage, url, expect, options = {}) {
  copyExample(stage.folder);
  await show(stage, { env: { DATABASE_URL: url }, expect, ...options });
}
