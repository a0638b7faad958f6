// Runs programs two at a time and shows what each printed when it has ended, so that two do not mix their lines.
import { spawn } from 'node:child_process';

const lanes = 2;
const times = {
  /** After this a job hangs: the longest takes a third of it on two cores. */
  limitMs: 40 * 60_000,
  /** How long what a job has started may keep its output open when it has ended, or was told to end. */
  graceMs: 10_000,
};

/**
 * Runs jobs in their order, two at a time. A job is `{ name, node }` (arguments of node) or `{ name, npm }`, with more
 * variables in `env`. Resolves to `{ name, succeeded, seconds }` of each, in the order of the jobs; an interrupted run
 * starts nothing more.
 */
export async function runJobs(jobs, cwd, { limitMs, graceMs } = times) {
  const ended = new Map();
  const waiting = [...jobs];
  let isInterrupted = false;
  // From a terminal, Ctrl-C reaches the programs by itself.
  process.once('SIGINT', () => (isInterrupted = true));
  async function lane() {
    for (let job = waiting.shift(); job && !isInterrupted; job = waiting.shift()) {
      console.log(`${job.name}: begins`);
      const { output, ...result } = await runJob(job, cwd, { limitMs, graceMs });
      ended.set(job, result);
      console.log(`\n> ${job.name} (${result.seconds.toFixed(0)} s)\n\n${output}`);
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  if (isInterrupted) process.exit(130);
  return jobs.map((job) => ended.get(job));
}

/**
 * Resolves to what a job printed, whether it ended with 0, and how long it took; one that hangs is ended and has not
 * succeeded. Never rejects.
 */
function runJob({ name, node, npm, env }, cwd, { limitMs, graceMs }) {
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
    const end = (succeeded) => {
      clearTimeout(limit);
      resolve({ name, succeeded, output, seconds: (performance.now() - began) / 1000 });
    };
    const limit = setTimeout(() => {
      output += `\n${name} did not end within ${limitMs / 60_000} minutes and was ended.\n`;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
    }, limitMs);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.once('error', (error) => {
      output += error.message;
      end(false);
    });
    child.once('exit', (code) => setTimeout(() => end(code === 0), graceMs).unref());
    child.once('close', (code) => end(code === 0));
  });
}
