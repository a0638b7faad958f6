// Runs programs two at a time and shows what each printed when it has ended, so that two do not mix their lines.
import { spawn } from 'node:child_process';

const lanes = 2;

/**
 * Runs jobs in their order, two at a time. A job is `{ name, node }` (arguments of node) or `{ name, npm }`, with more
 * variables in `env`. Resolves to `{ name, succeeded, seconds }` of each, in the order of the jobs; an interrupted run
 * starts nothing more.
 */
export async function runJobs(jobs, cwd) {
  const ended = new Map();
  const waiting = [...jobs];
  let isInterrupted = false;
  // From a terminal, Ctrl-C reaches the programs by itself.
  process.once('SIGINT', () => (isInterrupted = true));
  async function lane() {
    for (let job = waiting.shift(); job && !isInterrupted; job = waiting.shift()) {
      console.log(`${job.name}: begins`);
      const { output, ...result } = await runJob(job, cwd);
      ended.set(job, result);
      console.log(`\n> ${job.name} (${result.seconds.toFixed(0)} s)\n\n${output}`);
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  if (isInterrupted) process.exit(130);
  return jobs.map((job) => ended.get(job));
}

/** Resolves to what a job printed, whether it ended with 0, and how long it took. Never rejects. */
function runJob({ name, node, npm, env }, cwd) {
  const began = performance.now();
  const [program, args] = node ? [process.execPath, node] : ['npm', npm];
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !node && process.platform === 'win32', // There npm is a batch file.
    });
    let output = '';
    const end = (succeeded) =>
      resolve({ name, succeeded, output, seconds: (performance.now() - began) / 1000 });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.once('error', (error) => {
      output += error.message;
      end(false);
    });
    child.once('close', (code) => end(code === 0));
  });
}
