import assert from 'node:assert/strict';
import { readPrismaConfig } from '../../../../src/adapters/project/prisma-config';

const location = { folder: '/packages/db', cwd: '/packages/db' };
const read = (text: string) => readPrismaConfig(text, location);

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
    [String.raw`'\u0070risma\x2fschema'`, '/packages/db/prisma/schema'],
    ['`${process.cwd()}/prisma/${`schema`}`', '/packages/db/prisma/schema'],
    [`('prisma' + "/schema") satisfies string as string`, '/packages/db/prisma/schema'],
    [`<string>'prisma'`, '/packages/db/prisma'],
    [
      `path.join(/* the folder */ 'prisma', // and the file\n 'schema.prisma',)`,
      '/packages/db/prisma/schema.prisma',
    ],
    [`path.posix.join(import.meta.dirname!, 'prisma')`, '/packages/db/prisma'],
  ] as const) {
    it(`understands ${expression.replaceAll('\n', ' ')}`, () => {
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

  it('is not led astray by quotes and brackets in regular expressions, templates and comments', () => {
    const text = `
      const quotes = /["'\`{(]/g; // it's "here
      const half = a / 2; const more = b / 3; /* \`{ */
      const hint = \`{ schema: '\${quotes.source + "}"}'\`;
      export default defineConfig({
        pattern: /[/"{]'/, // {
        schema: 'prisma/schema.prisma',
        text: \`schema: 'neither', \${ { schema: 'nor' }.schema }\`,
        migrations: { match: /}\\/"/.test("'"), path: 'sql' },
      });`;
    assert.deepEqual(read(text), {
      schema: '/packages/db/prisma/schema.prisma',
      migrations: '/packages/db/sql',
      unread: [],
    });
  });

  for (const [how, text] of Object.entries({
    'by a name': `const config = { schema: 'a' }; export { config as default };`,
    'as TypeScript for CommonJS': `const config = { schema: 'a' }; export = config;`,
    'through two constants': `const a = { schema: 'a' } as const; const b = a satisfies X; module.exports = b;`,
    'through exports': `exports = module.exports = { schema: 'a' };`,
    'as exports.default': `const config: PrismaConfig = { schema: 'a' }; exports.default = config;`,
    'as a constant of defineConfig': `const config = defineConfig<X>({ schema: 'a' }); export default config;`,
    'from a function': `export default async () => { return defineConfig({ schema: 'a' }) };`,
    'through another function': `export default withEnv(defineConfig({ schema: 'a' }));`,
    'with an exported constant': `export const schema = 'a';\nexport default { schema };`,
    'with a key in quotes': `export default { "schema": 'a', ['migrations']: { 'path': 'x' } }`,
  })) {
    it(`reads what is exported ${how}`, () => assert.equal(read(text).schema, '/packages/db/a'));
  }

  it('looks through what is spread into the config', () => {
    const base = `const base = { schema: 'a', migrations: { path: 'm' } };`;
    assert.deepEqual(read(`${base} export default { ...base, schema: 'b' }`), {
      schema: '/packages/db/b',
      migrations: '/packages/db/m',
      unread: [],
    });
    assert.equal(read(`${base} export default { schema: 'b', ...base }`).schema, '/packages/db/a');
    assert.equal(
      read(`export default { ...(isProd && { views: {} }), schema: 'b' }`).schema,
      '/packages/db/b',
    );
  });

  it('says that it does not know what may be spread into the config', () => {
    const migrations = `migrations: { path: 'm' }`;
    for (const spread of [
      '...imported',
      `...(isProd && { schema: 'x' })`,
      '...(isProd ? a : {})',
      '...make()',
    ]) {
      assert.deepEqual(read(`export default { ${migrations}, ${spread} }`).unread, ['schema'], spread);
      assert.deepEqual(read(`export default { schema: 'a', ${migrations}, ${spread} }`).unread, [], spread);
    }
    assert.deepEqual(read(`export default { ${migrations}, ...(isProd && { views: {} }) }`).unread, []);
  });

  it('does not take a list that is joined for a path', () => {
    const text = `const parts = ['prisma', 'schema']; export default { schema: parts.join('/') }`;
    assert.deepEqual(read(text).unread, ['schema']);
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

  it('says that it knows nothing about a config that is made by a function', () => {
    assert.deepEqual(read('export default make()').unread, ['schema', 'migrations.path']);
  });

  it('reads in half-typed text what stands before the place at which it breaks off', () => {
    const whole = { schema: '/packages/db/a', migrations: '/packages/db/m', unread: [] };
    for (const rest of [
      'datasource: { url: ',
      'datasource: { url: `a${',
      'y: path.join(',
      'z: "',
      'w',
      '/*',
      '...',
    ]) {
      const text = `export default defineConfig({ schema: 'a', migrations: { path: 'm' }, ${rest}`;
      assert.deepEqual(read(text), whole, rest);
      assert.deepEqual(read(`${text}\n});`), whole, rest);
    }
  });

  it('takes nothing for a path that is typed only in part', () => {
    for (const value of [`'pris`, `path.join('prisma', `, '`prisma/${', `'a' + `, '']) {
      const found = read(`export default { schema: ${value}`);
      assert.deepEqual(found, { schema: undefined, migrations: undefined, unread: ['schema'] }, value);
    }
  });

  it('survives half-typed text', () => {
    const text = `import x from "y"; export default defineConfig({ schema: path.join('prisma', \`x\${1}\`), ...a, get b() {}, r: /[/]/u, migrations: { path: 'm' } } satisfies X)`;
    for (let end = 0; end <= text.length; end += 1) {
      assert.doesNotThrow(() => read(text.slice(0, end)));
      assert.doesNotThrow(() => read(text.slice(end)));
    }
  });

  it('follows no circle', () => {
    const circle = 'const a = { ...b }; const b = { ...a, migrations: b }; ';
    assert.deepEqual(read(`${circle} export default a;`).unread, ['schema', 'migrations.path']);
    assert.deepEqual(read('const c = `${c}${c}`; export default { schema: c };').unread, ['schema']);
  });
});
