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

/**
 * Each runs in a window of its own; `folder` is that of its tests beside this one. `onlyOffline` says why a downloaded VS
 * Code cannot run it.
 */
const suites = [
  { folder: 'suite' },
  {
    folder: 'trust',
    env: { MIGRATION_GUARD_HOST_TRUST: '1' },
    onlyOffline: 'a downloaded VS Code is tested without Workspace Trust; -- --offline tests it',
  },
  {
    folder: 'german',
    env: { MIGRATION_GUARD_HOST_LANGUAGE: 'de' },
    onlyOffline: 'a downloaded VS Code knows no German; -- --offline tests it',
  },
];

async function main() {
  const { values } = parseArgs({
    options: { vscode: { type: 'string' }, offline: { type: 'boolean' }, grep: { type: 'string' } },
  });
  await run(process.execPath, ['esbuild.js'], { cwd: project });
  await run(process.execPath, ['esbuild.js', '--tests'], { cwd: project });
  const host = await chooseHost({ version: values.vscode, offline: values.offline });
  console.log(`Host: ${host.name}`);

  const ran = [];
  for (const suite of suites) ran.push(await runSuite(suite, host, values));
  const results = ran.flatMap(({ results }) => results);
  const resultsFile = process.env.MIGRATION_GUARD_TEST_RESULTS;
  if (resultsFile) fs.writeFileSync(resultsFile, JSON.stringify(results));
  for (const { noResults } of ran) if (noResults) console.error(noResults);
  const success = report(results);
  if (ran.some(({ noResults }) => noResults)) return 2;
  return success && ran.every(({ hostFailure }) => !hostFailure) ? 0 : 1;
}

/**
 * Runs one suite in a window of its own. Resolves to { results, hostFailure, noResults }: the last is a sentence where
 * the suite did not come as far as telling what its tests did.
 */
async function runSuite({ folder, env, onlyOffline }, host, { vscode, grep }) {
  if (onlyOffline && !host.isOffline) {
    return { results: [{ titles: [folder, 'all of it'], state: 'skipped', reason: onlyOffline }] };
  }
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-tests-'));
  const resultsFile = path.join(temporary, 'results.json');
  // The tests write into their workspace, so it is a copy, in which the newest migration is a draft.
  const workspace = path.join(temporary, 'memories');
  try {
    copyExample(workspace);
    const hostFailure = await runTests({
      vscodeExecutablePath: host.executable,
      extensionDevelopmentPath: project,
      extensionTestsPath: path.join(project, 'out/test/host', folder, 'index.js'),
      extensionTestsEnv: {
        MIGRATION_GUARD_TEST_RESULTS: resultsFile,
        ...(grep && { MIGRATION_GUARD_TEST_GREP: grep }),
        ...(vscode && { MIGRATION_GUARD_HOST_VERSION: vscode }),
        ...env,
      },
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
    if (fs.existsSync(resultsFile)) {
      return { results: JSON.parse(fs.readFileSync(resultsFile, 'utf8')), hostFailure };
    }
    return { results: [], noResults: `No test of ${folder} ran. ${hostFailure?.message ?? ''}` };
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

await runAsScript(import.meta.url, main);
