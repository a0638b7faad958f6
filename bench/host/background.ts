// Runs in the extension host, in a project whose newest migration has a finding, with the background lint off: switches it
// on, and measures how long the finding takes, how long the host was held up meanwhile, and what memory stays taken.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import v8 from 'node:v8';
import vm from 'node:vm';
import * as vscode from 'vscode';
import { hand } from './results';

/** How long the problems may take. */
const timeoutMs = 300_000;

/** Milliseconds after which the host counts as idle. */
const idleMs = 5_000;

function problems(): number {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([, diagnostics]) => diagnostics)
    .filter(({ source }) => source === 'Migration Guard').length;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Megabytes of JavaScript objects and buffers that are in use, once the rubbish is gone. */
async function megabytesInUse(): Promise<number> {
  v8.setFlagsFromString('--expose-gc');
  const collect = vm.runInNewContext('gc') as () => void;
  for (let round = 0; round < 3; round += 1) {
    collect();
    await wait(200);
  }
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 / 1024;
}

export async function run(): Promise<void> {
  const settings = vscode.workspace.getConfiguration('migrationGuard.lint');
  await vscode.extensions.getExtension('migration-guard.migration-guard')?.activate();
  await wait(idleMs);
  const before = await megabytesInUse();
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const start = performance.now();
  await settings.update('background', true, vscode.ConfigurationTarget.Workspace);
  while (problems() === 0) {
    if (performance.now() - start > timeoutMs) throw new Error('No problem came.');
    await wait(20);
  }
  const elapsed = performance.now() - start;
  await wait(idleMs);
  delays.disable();
  hand({
    elapsed,
    problems: problems(),
    longestFrame: delays.max / 1e6,
    p99Frame: delays.percentile(99) / 1e6,
    megabytesTaken: (await megabytesInUse()) - before,
  });
}
