import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildCli, inheritedVariables, type Ran } from '../../helpers/cli';
import { top } from '../../helpers/docs';
import { inWorkspace, type Workspace } from '../../helpers/workspace';
import { claudeDecision, claudeInput } from './ask-guard';
import { prepare } from './states';

/** Starts the built command as an agent does, with something on stdin. */
function start(cwd: string, input: string | Buffer, env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [path.join(top, 'dist/cli.js'), 'guard'], {
    cwd,
    env: { ...inheritedVariables(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({
        exitCode,
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      });
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function decided({ exitCode, stdout, stderr }: Ran): string {
  assert.deepEqual([exitCode, stderr], [0, '']);
  return claudeDecision({ exitCode: 0, stdout, stderr })[0];
}

/** Code that says so if somebody runs it, in every place from which project code is run. */
function withMarkers({ at, write }: Workspace): { readonly ran: () => boolean; readonly path: string } {
  const marker = at('it-ran');
  const script = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, 'x');\n`;
  const program = `#!/bin/sh\ntouch '${marker}'\n`;
  write({
    'prisma.config.ts': `import fs from 'node:fs';\nfs.writeFileSync(${JSON.stringify(marker)}, 'x');\nexport default {};\n`,
    'node_modules/prisma/package.json': '{ "name": "prisma", "version": "7.1.0", "main": "index.js" }',
    'node_modules/prisma/index.js': script,
    'node_modules/prisma/build/index.js': script,
    'node_modules/@prisma/config/package.json': '{ "name": "@prisma/config", "main": "index.js" }',
    'node_modules/@prisma/config/index.js': script,
  });
  const bin = at('bin');
  for (const name of ['npx', 'npm', 'prisma', 'psql', 'sh', 'bash', 'docker', 'dropdb', 'make']) {
    write({ [`bin/${name}`]: program });
    fs.chmodSync(path.join(bin, name), 0o755);
  }
  return { ran: () => fs.existsSync(marker), path: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` };
}

describe('the built guard', () => {
  before(buildCli);

  it(
    'reads a hook on stdin, judges the project in its folder, and runs nothing of either',
    inWorkspace(async (workspace) => {
      prepare(workspace, 'guarded');
      const { folder } = workspace;
      const markers = withMarkers(workspace);
      const give = async (command: string): Promise<string> =>
        decided(await start('/', claudeInput(command, folder), { PATH: markers.path }));
      assert.equal(await give('npx prisma migrate reset'), 'deny');
      assert.equal(await give('npm run fresh'), 'deny');
      assert.equal(await give('npx prisma migrate dev --name x'), 'deny');
      assert.equal(await give('psql app -f drop-index.sql'), 'deny');
      assert.equal(await give('make everything; ./reset.sh; echo $(npx prisma db push)'), 'deny');
      assert.equal(await give('npx prisma migrate status'), 'allow');
      assert.equal(markers.ran(), false);
    }),
  );

  it(
    'ends well whatever is on stdin',
    inWorkspace(async ({ folder }) => {
      const binary = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7) % 256));
      const inputs = ['', '{', binary, Buffer.alloc(20 * 1024 * 1024, 'x'), claudeInput('ls', folder)];
      for (const input of inputs) {
        assert.deepEqual(await start(folder, input), { exitCode: 0, stdout: '', stderr: '' });
      }
    }),
  );
});
