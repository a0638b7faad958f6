// npm run test:host: the tests that need a real VS Code.
//   -- --vscode 1.100.3   in that version instead of the newest
//   -- --offline          in the offline host, without trying to download VS Code
//   -- --grep <pattern>   only the tests whose title matches
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { chooseHost } from './choose-host.mjs';
import { copyExample } from '../../tools/example.mjs';
import { run } from './programs.mjs';
import { report } from './report.mjs';
import { runAsScript } from './script.mjs';

const project = fileURLToPath(new URL('../../../', import.meta.url));

async function main() {
  const { values } = parseArgs({
    options: { vscode: { type: 'string' }, offline: { type: 'boolean' }, grep: { type: 'string' } },
  });
  await run(process.execPath, ['esbuild.js'], { cwd: project });
  await run(process.execPath, ['esbuild.js', '--tests'], { cwd: project });
  const host = await chooseHost({ version: values.vscode, offline: values.offline });
  console.log(`Host: ${host.name}`);

  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-tests-'));
  const resultsFile = process.env.MIGRATION_GUARD_TEST_RESULTS ?? path.join(temporary, 'results.json');
  // The tests write into their workspace, so it is a copy, in which the newest migration is a draft.
  const workspace = path.join(temporary, 'memories');
  try {
    copyExample(workspace);
    const environment = {
      MIGRATION_GUARD_TEST_RESULTS: resultsFile,
      ...(values.grep && { MIGRATION_GUARD_TEST_GREP: values.grep }),
      ...(values.vscode && { MIGRATION_GUARD_HOST_VERSION: values.vscode }),
    };
    const hostFailure = await runTests({
      vscodeExecutablePath: host.executable,
      extensionDevelopmentPath: project,
      extensionTestsPath: path.join(project, 'out/test/host/suite/index.js'),
      extensionTestsEnv: environment,
      launchArgs: [
        ...host.before,
        workspace,
        '--disable-extensions',
        `--user-data-dir=${path.join(temporary, 'user')}`,
        `--extensions-dir=${path.join(temporary, 'extensions')}`,
      ],
    }).then(
      () => undefined,
      (error) => error,
    );
    if (!fs.existsSync(resultsFile)) {
      console.error(`No test ran. ${hostFailure?.message ?? ''}`);
      return 2;
    }
    const success = report(JSON.parse(fs.readFileSync(resultsFile, 'utf8')));
    return success && !hostFailure ? 0 : 1;
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

await runAsScript(import.meta.url, main);
