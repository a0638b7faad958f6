// Runs whole processes and sums up what they took.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** GNU time reads the peak of whichever process of the tree took most; elsewhere memory is not measured. */
const gnuTime = '/usr/bin/time';
/** GNU time rounds processor time to 10 ms, bash to 1 ms. */
const bash = '/bin/bash';
const isMeasured = process.platform === 'linux' && [gnuTime, bash].every((file) => fs.existsSync(file));
const timing = 'TIMEFORMAT="%3U %3S"; exec 3>"$0"; { time "$@" >/dev/null 2>&1; } 2>&3';

/**
 * Runs a command to its end, with its output thrown away; then `after`, which is not measured, takes away what it left.
 *
 * @returns wall time in ms, processor time of the whole process tree in ms, peak memory of its largest process in MB
 * @throws if it could not start, was killed, or says with its exit code that it could not do its work
 */
export async function run({ name, command, args, cwd, okCodes, after }) {
  const [processor, peak] = ['processor', 'peak'].map((what) =>
    path.join(os.tmpdir(), `bench-${what}-${process.pid}`),
  );
  const timed = isMeasured
    ? [bash, '-c', timing, processor, gnuTime, '-q', '-f', '%M', '-o', peak, command, ...args]
    : [command, ...args];
  const start = performance.now();
  const child = spawn(timed[0], timed.slice(1), { cwd, stdio: 'ignore' });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
  const wall = performance.now() - start;
  after?.();
  if (!okCodes.includes(code)) throw new Error(`${name} ended with ${code} in ${cwd}`);
  if (!isMeasured) return { wall };
  const [user, system] = fs
    .readFileSync(processor, 'utf8')
    .trim()
    .replaceAll(',', '.')
    .split(' ')
    .map(Number);
  const memory = Number(fs.readFileSync(peak, 'utf8')) / 1024;
  for (const file of [processor, peak]) fs.rmSync(file);
  return { wall, cpu: (user + system) * 1000, memory };
}

/**
 * Runs all programs by turns, so that what else the machine does concerns all of them alike. The first turn only warms
 * up the caches.
 *
 * @returns by program the medians, and each run's figures; of one that could not do its work, why, in `failed`
 * @throws what the first program throws: without it there is nothing to compare
 */
export async function interleaved(programs, runs, progress) {
  const measured = new Map(programs.map((program) => [program.name, []]));
  const failed = new Map();
  for (let turn = 0; turn <= runs; turn += 1) {
    for (const program of programs.filter(({ name }) => !failed.has(name))) {
      progress(`${program.name}, ${turn === 0 ? 'warm-up' : `run ${turn} of ${runs}`}`);
      try {
        const result = await run(program);
        if (turn > 0) measured.get(program.name).push(result);
      } catch (error) {
        if (program === programs[0]) throw error;
        failed.set(program.name, error.message);
      }
    }
  }
  return [...measured].map(([name, all]) => {
    if (failed.has(name)) return { name, failed: failed.get(name) };
    const medianOf = (key) => (all[0][key] === undefined ? undefined : median(all.map((each) => each[key])));
    return { name, wall: medianOf('wall'), cpu: medianOf('cpu'), memory: medianOf('memory'), runs: all };
  });
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}
