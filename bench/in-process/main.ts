// Measures what the editor waits for: a new text of one migration → its findings, in a project that is open already.
// Usage: node --expose-gc main.js PROJECT LONG_MIGRATION EDITS SOAK_EDITS; prints JSON.
import fs from 'node:fs';
import { loadGrammar } from '../../src/core/sql/grammar';
import { openProjects } from '../../src/adapters/open-projects';
import type { MigrationFile } from '../../src/workflows/lint-source';
import { judgingBy } from '../../src/workflows/judging';
import { textLinter, type LintText } from '../../src/workflows/lint-text';
import { ReplayedProject } from '../../src/workflows/replayed-project';
import { typing } from './keystrokes';

/** Milliseconds. */
interface Latency {
  readonly edits: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** Of processor time, collecting garbage included: what else the machine does lengthens it little. */
  readonly processor: { readonly p50: number; readonly p99: number };
}

function percentiles(times: readonly number[]): { p50: number; p99: number; max: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** Beginning, middle and end of a text. */
const everywhere = [0.02, 0.5, 0.98, 0.3, 0.7];

async function latency(lintText: LintText, migration: MigrationFile, edits: number): Promise<Latency> {
  const keys = typing(migration.text, everywhere);
  const times: number[] = [];
  const processorTimes: number[] = [];
  const warmUp = Math.ceil(edits / 10);
  for (let edit = -warmUp; edit < edits; edit += 1) {
    const text = keys.next();
    const before = process.cpuUsage();
    const start = performance.now();
    await lintText({ ...migration, text });
    const time = performance.now() - start;
    const { user, system } = process.cpuUsage(before);
    if (edit < 0) continue;
    times.push(time);
    processorTimes.push((user + system) / 1000);
  }
  const { p50, p99 } = percentiles(processorTimes);
  return { edits, ...percentiles(times), processor: { p50, p99 } };
}

/** What the heap holds, in MB, after each sixth of the edits and a collection. */
async function soak(lintText: LintText, migration: MigrationFile, edits: number): Promise<number[]> {
  const keys = typing(migration.text, everywhere);
  const heap: number[] = [];
  for (let edit = 0; edit <= edits; edit += 1) {
    if (edit % Math.ceil(edits / 6) === 0) {
      globalThis.gc?.();
      heap.push(process.memoryUsage().heapUsed / 2 ** 20);
    }
    await lintText({ ...migration, text: keys.next() });
  }
  return heap;
}

async function main(): Promise<void> {
  const [folder = '', longFile = '', edits = '', soakEdits = ''] = process.argv.slice(2);
  const [opened] = await openProjects([folder], { cwd: folder });
  if (!opened) throw new Error(`${folder} holds no project`);
  const { migrations } = opened.source;
  const lintText = textLinter(await ReplayedProject.open(opened.source, loadGrammar), judgingBy({}));
  const draft = migrations.at(-1);
  const early = migrations[Math.floor(migrations.length / 10)];
  if (!draft || !early) throw new Error(`${folder} holds no migrations`);
  const long = { ...draft, text: fs.readFileSync(longFile, 'utf8') };
  const count = Number(edits);
  const result = {
    migrations: migrations.length,
    draft: await latency(lintText, draft, count),
    early: await latency(lintText, early, count),
    // One takes as long as a hundred others.
    long: { length: long.text.length, ...(await latency(lintText, long, Math.ceil(count / 10))) },
    soak: { edits: Number(soakEdits), heap: await soak(lintText, draft, Number(soakEdits)) },
  };
  console.log(JSON.stringify(result));
}

void main();
