// Lints cases of labelled drops in this process, and tells which of the labels its findings agree with.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const { runCliHere } = createRequire(import.meta.url)('../../out/test/helpers/cli-here.js');

const bad = new Set(['accident', 'degraded', 'churn']);
const good = new Set(['benign', 'intentional']);

/** Rules about a loss; what others say does not tell how a drop is judged. */
const aboutLoss = /^(?:drop-|weaken-|rebuild-|duplicate-|cascade-|rename-|lost-|ignored-pattern)/;

/** The level of a finding in SARIF; a suppressed one has none. */
const weights = { error: 2, warning: 1, note: 0 };

/**
 * What `lint` says in a work tree, from a level up: { rule, level, file, line, endLine, index, state, message } each, lines from 1.
 * `failure` is what it said instead where it did not lint.
 */
export async function findingsIn(cwd, args, level = 'warning') {
  const { exitCode, stdout, stderr } = await runCliHere(cwd, ['lint', '--format', 'sarif', ...args]);
  if (stdout === '') return { exitCode, findings: [], failure: stderr.trim() };
  const findings = JSON.parse(stdout).runs.flatMap(({ results }) => results.map(findingOf));
  return { exitCode, findings: findings.filter((found) => found.weight >= weights[level]) };
}

function findingOf({ ruleId, level, message, locations, properties, suppressions }) {
  const { artifactLocation, region } = locations[0].physicalLocation;
  return {
    rule: ruleId,
    level,
    weight: suppressions?.length ? -1 : weights[level],
    file: decodeURIComponent(artifactLocation.uri),
    line: region?.startLine ?? 1,
    endLine: region?.endLine ?? region?.startLine ?? 1,
    index: properties?.index,
    state: properties?.state,
    message: message.text,
  };
}

/** The cases that checkout-cases.py wrote to a folder. */
export function casesIn(folder) {
  return JSON.parse(fs.readFileSync(path.join(folder, 'cases.json'), 'utf8'));
}

/** Each drop of a case with whether a finding names it: { case, migration, index, label, isBad, isFlagged }. */
export async function judge(folder, one, args) {
  const cwd = path.join(folder, one.dir);
  const files = one.migrations.map((name) => path.join(one.migrationsDir, name, 'migration.sql'));
  const { findings, failure } = await findingsIn(cwd, [...args, ...files]);
  if (failure !== undefined) return { failure, drops: [] };
  const lines = Object.fromEntries(
    one.migrations.map((name, at) => [name, fs.readFileSync(path.join(cwd, files[at]), 'utf8').split('\n')]),
  );
  const names = (found, { migration, index }) => {
    if (!aboutLoss.test(found.rule) || path.basename(path.dirname(found.file)) !== migration) return false;
    if (found.index !== undefined) return found.index.split('.').at(-1).replaceAll('"', '') === index;
    const text = lines[migration].slice(found.line - 1, found.endLine).join('\n');
    return text.toLowerCase().includes(index.toLowerCase());
  };
  const drops = one.drops
    .filter(({ label }) => bad.has(label) || good.has(label))
    .map((drop) => {
      const by = findings.filter((found) => names(found, drop));
      return { case: one.dir, ...drop, isBad: bad.has(drop.label), isFlagged: by.length > 0, by };
    });
  return { drops };
}
