import assert from 'node:assert/strict';
import { readPrismaConfig } from '../../../../src/adapters/project/prisma-config';

const place = { folder: '/packages/db', cwd: '/packages/db' };
const read = (text: string) => readPrismaConfig(text, place);

describe('a Prisma config read as text', () => {
  it('gives the literals of schema and migrations.path from the config file’s folder', () => {
    const text = `
      import 'dotenv/config';
      import { defineConfig, env } from "prisma/config";
      export default defineConfig({
        schema: "./schema", // not './other'
        /* schema: 'neither' */
        migrations: { seed: 'tsx seed.ts', path: '../migrations' },
        datasource: { url: env('DATABASE_URL'), ...(process.env.X && { shadowDatabaseUrl: env('X') }) },
      });`;
    assert.deepEqual(read(text), {
      schema: '/packages/db/schema',
      migrations: '/packages/migrations',
      unread: [],
    });
  });

  for (const [expression, expected] of [
    [`path.join('prisma', 'schema.prisma')`, '/packages/db/prisma/schema.prisma'],
    [`path.resolve(__dirname, 'prisma', "schema")`, '/packages/db/prisma/schema'],
    [`join(__dirname, '..', 'db.prisma')`, '/packages/db.prisma'],
    [`path.join(import.meta.dirname, 'prisma')`, '/packages/db/prisma'],
    [`resolve(process.cwd(), 'prisma')`, '/packages/db/prisma'],
    ['`${__dirname}/prisma/schema.prisma`', '/packages/db/prisma/schema.prisma'],
    ['`prisma/schema.prisma`', '/packages/db/prisma/schema.prisma'],
    [`fileURLToPath(new URL('./prisma', import.meta.url))`, '/packages/db/prisma'],
    [`path.join(path.dirname(fileURLToPath(import.meta.url)), 'prisma')`, '/packages/db/prisma'],
    [`__dirname + '/prisma'`, '/packages/db/prisma'],
    [`'prisma' as const`, '/packages/db/prisma'],
    [String.raw`'prisma\\schema'`, '/packages/db/prisma/schema'],
  ] as const) {
    it(`understands ${expression}`, () => {
      assert.equal(read(`export default { schema: ${expression} }`).schema, expected);
    });
  }

  it('follows constants of the same file, also for the whole config', () => {
    const text = `
      const root: string = path.join(__dirname, 'prisma');
      const schema = path.join(root, 'schema.prisma')
      const config: PrismaConfig = { schema, migrations: { path: root + '/sql' } };
      export default config;`;
    assert.deepEqual(read(text), {
      schema: '/packages/db/prisma/schema.prisma',
      migrations: '/packages/db/prisma/sql',
      unread: [],
    });
  });

  it('reads module.exports and defineConfig with a constant', () => {
    assert.equal(read(`module.exports = { schema: 'a.prisma' }`).schema, '/packages/db/a.prisma');
    assert.equal(
      read(`const c = { schema: 'a.prisma' }; module.exports = defineConfig(c);`).schema,
      '/packages/db/a.prisma',
    );
  });

  it('takes no schema from another object', () => {
    const found = read(`export default defineConfig({ views: { path: 'v', schema: 'x', a: 1 } })`);
    assert.deepEqual(found, { schema: undefined, migrations: undefined, unread: [] });
  });

  for (const expression of [
    `process.env.SCHEMA ?? 'prisma/schema.prisma'`,
    `isProd ? 'a' : 'b'`,
    'find()',
    '`${name}.prisma`',
    `path.join(base, 'x')`,
    'loop',
  ]) {
    it(`says that it cannot tell ${expression}`, () => {
      const found = read(
        `const loop = loop; export default { schema: ${expression}, migrations: { path: 'm' } }`,
      );
      assert.deepEqual(found, { schema: undefined, migrations: '/packages/db/m', unread: ['schema'] });
    });
  }

  it('says that it cannot tell anything of a config that is made by a function', () => {
    assert.deepEqual(read('export default make()').unread, ['schema', 'migrations.path']);
  });

  it('survives half-typed text', () => {
    const text = `export default defineConfig({ schema: path.join('prisma', "x"), migrations: { path: 'm' } })`;
    for (let end = 0; end <= text.length; end += 1) assert.doesNotThrow(() => read(text.slice(0, end)));
  });
});
