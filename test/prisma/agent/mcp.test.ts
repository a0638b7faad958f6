import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { toolNames } from '../../../src/agent/tool';
import { buildCli, runCli } from '../../helpers/cli';
import { inExample } from '../../helpers/example';
import { untilGone } from '../../helpers/processes';
import { inPrismaProject } from '../../helpers/prisma-project';
import { protocols, withMcp } from '../../helpers/mcp-client';
import { assertRefused, attacks } from '../../helpers/mcp-attacks';

const draft = 'prisma/migrations/20260301120000_add_tags/migration.sql';
const yes = () => 'yes' as const;

/** The text of every file below, but git's, by path. */
function filesBelow(folder: string): Record<string, string> {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return Object.fromEntries(
    names
      .filter((name) => !/^\.git(?:$|[\\/])/.test(name) && fs.lstatSync(path.join(folder, name)).isFile())
      .map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]),
  );
}

/** What a program is about to write there. */
async function textOf(file: string): Promise<string> {
  for (;;) {
    const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    if (text !== '') return text;
    await setTimeout(50);
  }
}

describe('the MCP server', () => {
  before(buildCli);

  it(
    'lists the tools: which only read, when to use them, and that a reset is no cure',
    inExample(async ({ folder }) => {
      await withMcp({ cwd: folder }, async ({ client }) => {
        assert.match(client.getInstructions() ?? '', /Never run `prisma migrate reset`/);
        const { tools } = await client.listTools();
        assert.deepEqual(
          tools.map(({ name }) => name),
          [...toolNames],
        );
        const writing = tools.filter(({ annotations }) => annotations?.readOnlyHint === false);
        assert.deepEqual(
          writing.map(({ name }) => name),
          ['safe_migrate', 'fix_drift', 'restore'],
        );
        for (const { name, description = '', annotations, inputSchema } of tools) {
          assert.match(description, /Call it /, name);
          assert.equal(annotations?.destructiveHint, false, name);
          assert.equal(inputSchema['additionalProperties'], false, name);
        }
      });
    }),
  );

  it(
    'answers lint with what would be lost, the edit that keeps it and the next call',
    inExample(async ({ folder }) => {
      await withMcp({ cwd: folder }, async ({ call }) => {
        const { text, next, report } = await call('lint');
        assert.match(text, /Drops idx_memories_embedding, an ivfflat index/);
        assert.deepEqual(next[0], {
          command: 'npx migration-guard lint --fix',
          why: 'it takes out of drafts what Prisma wrote by mistake, and nothing else',
        });
        assert.match(JSON.stringify(report), /"newText":""/);
        const explained = next.find((step) => 'tool' in step && step.tool === 'explain_index');
        assert.ok(explained && 'arguments' in explained);
        const { text: story } = await call('explain_index', explained.arguments);
        assert.match(story, /Made by hand in .*reads the whole table/s);
      });
    }),
  );

  // Catches: an answer in the words of somebody else's database, and one that hangs without it.
  it(
    'says what is wrong in one sentence where there is no database, and what works without',
    inExample(async ({ folder }) => {
      const env = { DATABASE_URL: 'postgresql://nobody:hidden-word@127.0.0.1:1/none' };
      await withMcp({ cwd: folder, env }, async ({ call }) => {
        const { text, isError, next } = await call('status');
        assert.equal(isError, true);
        assert.match(text, /127\.0\.0\.1:1/);
        assert.doesNotMatch(text, /hidden-word/);
        assert.deepEqual(next, [{ tool: 'lint', arguments: {}, why: 'it needs no database' }]);
      });
    }),
  );

  for (const protocol of protocols) {
    it(
      `stays in the folders that the client has open, also where a search or a link leads out of them (${protocol})`,
      inExample(async ({ folder, at }) => {
        const below = at('prisma');
        await withMcp({ cwd: folder, protocol, roots: [below] }, async ({ call }) => {
          const { text, isError } = await call('lint');
          assert.equal(isError, true);
          assert.match(text, /No Prisma project was found in .*prisma\./);
          assert.match((await call('lint', { project: '..' })).text, /nothing outside of it is looked at/);
        });
      }),
    );
  }

  it(
    'runs no code of a project that nobody trusts: only lint and explain_index work there',
    inExample(async ({ folder, at, write }) => {
      write({ 'prisma.config.ts': `require('node:fs').writeFileSync(${JSON.stringify(at('ran'))}, '');\n` });
      const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'elsewhere-'));
      await withMcp({ cwd: elsewhere, roots: [folder], answer: yes }, async ({ call }) => {
        for (const name of toolNames) {
          const given = name === 'safe_migrate' ? { name: 'x' } : {};
          const { text } = await call(name, given);
          const works = name === 'lint' || name === 'explain_index';
          assert.equal(/is not trusted: only lint and explain_index work there/.test(text), !works, name);
        }
      });
      fs.rmdirSync(elsewhere);
      assert.equal(fs.existsSync(at('ran')), false);
    }),
  );

  it('trusts neither the home folder nor one that holds it, only because it was started there', async () => {
    for (const cwd of [os.homedir(), path.parse(os.homedir()).root]) {
      await withMcp({ cwd }, async ({ call }) => {
        const { text, isError } = await call('status');
        assert.equal(isError, true);
        assert.match(text, /No folder is open/);
      });
    }
  });

  for (const protocol of protocols) {
    it(
      `asks the person before it writes, and does nothing where the person does not agree (${protocol})`,
      inExample(async ({ folder }) => {
        const before = filesBelow(folder);
        for (const said of ['no', 'leave'] as const) {
          const questions: string[] = [];
          const answer = (question: string) => {
            questions.push(question);
            return said;
          };
          await withMcp({ cwd: folder, protocol, roots: [folder], answer }, async ({ call }) => {
            const { text, isError } = await call('safe_migrate', { name: 'add_x', confirm: true });
            assert.equal(isError, true);
            assert.match(text, /The person did not agree, so nothing was done/);
          });
          assert.match(questions.join(), /Create the migration add_x/);
        }
        assert.deepEqual(filesBelow(folder), before);
      }),
    );
  }

  it(
    'does nothing at the first call where the client cannot ask, and says how to go on',
    inExample(async ({ folder }) => {
      const before = filesBelow(folder);
      await withMcp({ cwd: folder }, async ({ call }) => {
        const { text, next } = await call('safe_migrate', { name: 'add_x' });
        assert.match(text, /^Nothing was done yet\./);
        assert.deepEqual(next.at(-1), {
          tool: 'safe_migrate',
          arguments: { name: 'add_x', confirm: true },
          why: 'once the person has agreed',
        });
      });
      assert.deepEqual(filesBelow(folder), before);
    }),
  );

  // Catches: a person who agrees to what then cannot be done.
  it(
    'asks nobody where there is nothing to do, or nothing can be done',
    inExample(async ({ folder }) => {
      const answer = (question: string) => assert.fail(question);
      await withMcp({ cwd: folder, answer }, async ({ call }) => {
        for (const name of ['fix_drift', 'restore'] as const) {
          const { text, isError } = await call(name);
          assert.equal(isError, true, name);
          assert.match(text, /prisma\.config\.ts/, name);
        }
        assert.match(
          (await call('safe_migrate', { name: 'x', project: '..' })).text,
          /nothing outside of it/,
        );
      });
    }),
  );

  it(
    'takes the project of the folder, also where others are below it, and names some of many',
    inExample(async ({ folder, at, write }) => {
      for (const name of ['a', 'b'])
        fs.cpSync(at('prisma'), at(`examples/${name}/prisma`), { recursive: true });
      for (let number = 1; number <= 12; number += 1) {
        fs.cpSync(at('prisma'), at(`many/p${number}/prisma`), { recursive: true });
        write({ [`many/p${number}/package.json`]: '{}' });
      }
      await withMcp({ cwd: folder }, async ({ call }) => {
        for (const given of [{}, { project: '.' }, { project: 'prisma' }, { project: 'examples/a' }]) {
          assert.match((await call('lint', given)).text, /^7 of 7 migrations linted/, JSON.stringify(given));
        }
      });
      await withMcp({ cwd: at('many') }, async ({ call }) => {
        assert.match(
          (await call('lint')).text,
          /There are several .*: (?:p\d+\/prisma\/migrations(?:, )?){10} and 2 more\./,
        );
      });
    }),
  );

  it(
    'asks no production database, by whatever name',
    inExample(async ({ folder, write }) => {
      const url = 'postgresql://u:p@127.0.0.1:1/live';
      write({
        'migration-guard.json': JSON.stringify({
          environments: {
            live: { variable: 'LIVE_URL', production: true },
            shadow: { variable: 'SHADOW_URL' },
          },
        }),
      });
      await withMcp({ cwd: folder, env: { LIVE_URL: url, SHADOW_URL: url } }, async ({ call }) => {
        for (const environment of ['prod', 'production', 'live', 'shadow']) {
          for (const name of ['status', 'restore'] as const) {
            const confirm = name === 'restore' ? { confirm: true } : {};
            const { text, isError } = await call(name, { environment, ...confirm });
            assert.equal(isError, true, environment);
            assert.match(text, /is production|\(the database of live\) is production/, environment);
          }
        }
      });
    }),
  );

  for (const protocol of protocols) {
    it(
      `reports progress, and ends what it has started where the client cancels (${protocol})`,
      inPrismaProject(
        {
          files: {
            'prisma.config.ts': `require('node:fs').writeFileSync(__dirname + '/pid', String(process.pid));
setInterval(() => undefined, 1000);
export default new Promise(() => undefined);
`,
          },
        },
        async ({ folder, at }) => {
          await withMcp({ cwd: folder, protocol }, async ({ client }) => {
            const stop = new AbortController();
            const messages: (string | undefined)[] = [];
            const call = client.callTool(
              { name: 'status', arguments: {} },
              { signal: stop.signal, onprogress: ({ message }) => messages.push(message) },
            );
            const isCancelled = assert.rejects(call);
            const pid = Number(await textOf(at('pid')));
            stop.abort();
            await isCancelled;
            assert.match(messages.join(), /Comparing the migrations with the database/);
            await untilGone(pid);
            // It still serves.
            assert.equal((await client.listTools()).tools.length, toolNames.length);
          });
        },
      ),
    );
  }

  it(
    'writes nothing outside of the project, and nothing at all where the input is hostile',
    inExample(async ({ folder, at }) => {
      const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'outside-'));
      fs.cpSync(folder, outside, { recursive: true });
      const all = attacks(folder, outside);
      const before = [filesBelow(folder), filesBelow(outside)];
      await withMcp({ cwd: folder, answer: yes }, async ({ client }) => {
        await assertRefused(client, all);
      });
      assert.deepEqual([filesBelow(folder), filesBelow(outside)], before);
      assert.equal(fs.existsSync(at('pwned')), false);
      fs.rmSync(outside, { recursive: true });
    }),
  ).timeout(300_000);

  it(
    'refuses a folder that is not there, in a sentence on stderr',
    inExample(async ({ folder }) => {
      const { exitCode, stdout, stderr } = await runCli(folder, ['mcp', '--root', 'nowhere']);
      assert.equal(exitCode, 2);
      assert.equal(stdout, '');
      assert.equal(stderr, 'migration-guard: nowhere, which --root names, is not there.\n');
    }),
  );

  it(
    'ends when the client is gone',
    inExample(async ({ folder }) => {
      const { exitCode, stdout } = await runCli(folder, ['mcp']);
      assert.deepEqual({ exitCode, stdout }, { exitCode: 0, stdout: '' });
    }),
  );

  it(
    'leaves the draft as it was',
    inExample(async ({ at, folder }) => {
      const before = fs.readFileSync(at(draft), 'utf8');
      await withMcp({ cwd: folder }, async ({ call }) => {
        await call('lint');
      });
      assert.equal(fs.readFileSync(at(draft), 'utf8'), before);
    }),
  );
});
