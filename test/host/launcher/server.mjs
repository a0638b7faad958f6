// A VS Code server on this machine and its workbench in a headless browser: what the offline tests and the pictures run in.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchChromium } from './chromium.mjs';
import { installHost } from './install-host.mjs';
import { tail } from './programs.mjs';

/** A quiet window: nothing that asks, updates, recommends or phones. */
const quietSettings = {
  // In a browser VS Code saves by itself after a second, so that a slow machine would write what a test undoes.
  'files.autoSave': 'off',
  // What moves by itself is drawn again and again, by the processor where there is no graphics card.
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'terminal.integrated.cursorBlinking': false,
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.startupPrompt': 'never',
};

/**
 * Installs what is missing, starts a server with folders of its own and opens one window.
 *   version    the VS Code version; undefined means the newest
 *   folder     absolute path of the folder to open
 *   extension  absolute path of the extension under development
 *   extensions absolute path of the folder with the installed extensions; undefined for none
 *   tests      absolute path of the module whose `run` is the test suite; undefined for none
 *   settings   user settings beyond the quiet ones
 *   workspaceTrust  whether the window knows trust, which is then not granted; else all is trusted
 *   language   that of the window, such as 'de'; undefined is English. VS Code's own words stay English: translations of
 *              them come as extensions, on which nothing of ours depends
 *   env        more variables for the server and its extension host; undefined leaves one out
 *   page       options of playwright's newPage
 *   onLog      called with each line that the window and the extension host log
 * Resolves to { page, testsEnded, close }: `testsEnded` resolves to the suite's exit code and rejects if the server or
 * the page ends before; `close` ends everything that was started and can be called more than once.
 */
export async function openWindow({
  version,
  folder,
  extension,
  extensions,
  tests,
  settings = {},
  workspaceTrust = false,
  language,
  env = {},
  page: pageOptions,
  onLog,
}) {
  const host = await installHost(version);
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-host-'));
  const cleanUps = [
    () => fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  ];
  const close = async () => {
    while (cleanUps.length > 0) await cleanUps.pop()();
  };
  try {
    const userFolder = path.join(temporary, 'data/User');
    fs.mkdirSync(userFolder, { recursive: true });
    fs.writeFileSync(
      path.join(userFolder, 'settings.json'),
      JSON.stringify({ ...quietSettings, ...settings }),
    );
    const server = startServer(host, temporary, { extensions, workspaceTrust, env });
    cleanUps.push(() => stopGroup(server.child));
    const port = await server.port;

    const browser = await launchChromium();
    cleanUps.push(() => browser.close());
    const page = await browser.newPage(pageOptions);
    const crashed = new Promise((_, reject) =>
      page.on('crash', () => reject(new Error('The page crashed.'))),
    );
    // An automated window calls these two: a line of any log, and the exit code of the tests.
    await page.exposeFunction('codeAutomationLog', (_type, args) => onLog?.(args.map(String).join(' ')));
    const exit = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    const testsEnded = Promise.race([exit, crashed, server.ended]);
    testsEnded.catch(() => undefined); // Nobody may be waiting any more when the server ends.

    if (language) {
      // Else VS Code believes in no language that it has no words for.
      await page.addInitScript((name) => (globalThis._VSCODE_NLS_LANGUAGE = name), language);
    }
    await page.goto(address(port, { folder, extension, tests }), { timeout: 120_000 });
    return { page, testsEnded, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function address(port, { folder, extension, tests }) {
  const remote = (name) => `vscode-remote://127.0.0.1:${port}${name}`;
  const payload = [['extensionDevelopmentPath', remote(extension)]];
  if (tests) payload.push(['extensionTestsPath', remote(tests)]);
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query}`;
}

function startServer(host, temporary, { extensions, workspaceTrust, env }) {
  const own = (name) => {
    const folder = path.join(temporary, name);
    fs.mkdirSync(folder, { recursive: true });
    return folder;
  };
  const child = spawn(
    host.node,
    [
      host.server,
      '--host=127.0.0.1',
      '--port=0',
      '--without-connection-token',
      '--accept-server-license-terms',
      ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
      '--telemetry-level=off',
      `--server-data-dir=${own('server')}`,
      `--user-data-dir=${own('data')}`,
      `--extensions-dir=${extensions ?? own('extensions')}`,
      // Without this a built workbench ignores the payload in its address, which names the extension and the tests.
      '--enable-smoke-test-driver',
      // Should this process be killed, the server goes when its last window is gone.
      '--enable-remote-auto-shutdown',
    ],
    // A group of its own, so that the extension host and whatever else it starts can be ended with it.
    {
      env: {
        ...process.env,
        ...env,
        HOME: own('home'),
        ...(!host.hasTerminals && { MIGRATION_GUARD_TEST_NO_TERMINALS: '1' }),
      },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let log = '';
  const ended = new Promise((_, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      reject(new Error(`The VS Code server ended with ${signal ?? code}.\n${tail(log, 15)}`));
    });
  });
  ended.catch(() => undefined); // It is meant to end, once nobody waits for it.
  const listening = new Promise((resolve) => {
    const read = (chunk) => {
      log += chunk;
      const port = /Extension host agent listening on (\d+)/.exec(log)?.[1];
      if (port) resolve(Number(port));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  return { child, ended, port: Promise.race([listening, ended]) };
}

/** Ends a process and its group, politely first. */
async function stopGroup(child) {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for (const signal of ['SIGTERM', 'SIGKILL']) {
    try {
      process.kill(-child.pid, signal);
    } catch {
      return; // The group is gone.
    }
    if (signal === 'SIGTERM') await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 500))]);
  }
}
