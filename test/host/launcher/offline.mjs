#!/usr/bin/env node
// Stands in for the VS Code executable: takes the arguments that @vscode/test-electron passes and runs the suite in the
// extension host of a VS Code server, with the workbench in headless Chromium.
// Exit code: 0 the tests passed, 1 they failed, 2 the host itself failed (did not start, crashed, took too long).
//   MIGRATION_GUARD_HOST_VERSION   VS Code version, one that install-host.mjs knows
//   MIGRATION_GUARD_HOST_LOG=1     show the host's log also when the tests have run
//   MIGRATION_GUARD_HOST_TIMEOUT   seconds, 2,400
//   MIGRATION_GUARD_HOST_LANGUAGE  of the window, such as de; English
//   MIGRATION_GUARD_HOST_TRUST=1   with Workspace Trust, not granted; else there is no such thing in the window
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openWindowInput } from './window-input.mjs';
import { tail } from './programs.mjs';
import { HumanError, runAsScript } from './script.mjs';
import { openWindow } from './server.mjs';

async function main() {
  const { values, positionals } = parseArgs({
    strict: false, // VS Code's own switches mean nothing here.
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'extensions-dir': { type: 'string' },
    },
  });
  const { extensionDevelopmentPath: extension, extensionTestsPath: tests } = values;
  const folder = positionals[0];
  if (!extension || !tests || !folder) {
    throw new HumanError(
      'Needs a folder, --extensionDevelopmentPath and --extensionTestsPath. Start it with npm run test:host.',
    );
  }

  const log = [];
  const input = await openWindowInput();
  process.env.MIGRATION_GUARD_TEST_WINDOW_INPUT = input.url; // The extension host gets this environment.
  const window = await openWindow({
    version: process.env.MIGRATION_GUARD_HOST_VERSION,
    folder: path.resolve(folder),
    extension: path.resolve(extension),
    tests: path.resolve(tests),
    extensions: values['extensions-dir'],
    workspaceTrust: process.env.MIGRATION_GUARD_HOST_TRUST === '1',
    language: process.env.MIGRATION_GUARD_HOST_LANGUAGE,
    onLog: (line) => log.push(line),
  }).catch(async (error) => {
    await input.close(); // Else it would keep this process.
    throw error;
  });
  input.use(window.page);
  const stop = () => void window.close().then(() => process.exit(2));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, stop);

  const seconds = Number(process.env.MIGRATION_GUARD_HOST_TIMEOUT ?? 1800);
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The tests did not end within ${seconds} seconds.`)),
      seconds * 1000,
    );
  });
  let code = 2;
  try {
    code = (await Promise.race([window.testsEnded, tooLong])) === 0 ? 0 : 1;
  } catch (error) {
    console.error(error.message);
  } finally {
    clearTimeout(timer);
    await input.close();
    await window.close();
  }
  // The suite's own results say more than the log, if it came as far as that.
  const hasResults = fs.existsSync(process.env.MIGRATION_GUARD_TEST_RESULTS ?? '');
  if (!hasResults || process.env.MIGRATION_GUARD_HOST_LOG === '1') console.error(tail(log.join('\n'), 60));
  return code;
}

await runAsScript(import.meta.url, main);
