// The step of action.yml: fetches what is missing of the history, runs the pinned version of the command line, which prints
// annotations and writes the job's summary, and tells the pull request. Nothing but node and npm is needed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fetchHistory } from './checkout.mjs';
import { annotate, setOutputs } from './commands.mjs';
import { readInputs } from './inputs.mjs';
import { markerOf, pullRequestComments, tellPullRequest } from './pull-request.mjs';

/** What cannot run is 2, as of the command line. */
const couldNotRun = 2;

const severityNames = ['error', 'warning', 'info', 'hint'];

async function main() {
  const inputs = readInputs(process.env);
  fetchHistory({ targetBranch: process.env.GITHUB_BASE_REF ?? '', base: inputs.base });
  const folder = fs.mkdtempSync(path.join(process.env.RUNNER_TEMP ?? os.tmpdir(), 'migration-guard-'));
  try {
    const exitCode = lint(inputs, folder);
    const report = readIfThere(path.join(folder, 'report.json'));
    const found = report === undefined ? undefined : JSON.parse(report).summary.findings;
    const isSarif = inputs.formats.includes('sarif') && fs.existsSync('migration-guard.sarif');
    setOutputs({
      errors: found?.error ?? '',
      warnings: found?.warning ?? '',
      sarif: isSarif ? 'migration-guard.sarif' : '',
    });
    if (inputs.comments) await comment(inputs, exitCode, found, readIfThere(path.join(folder, 'comment.md')));
    if (!inputs.commentOnly) return exitCode;
    if (exitCode === couldNotRun)
      annotate('warning', 'Nothing was judged, as said above; with comment-only the job goes on.');
    return 0;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the command line on the inputs; gives its exit code. */
function lint({ version, paths, base, failOn, formats }, folder) {
  const specifier = /^[\w.-]+$/.test(version) ? `migration-guard@${version}` : version;
  const reports = [
    ['json', path.join(folder, 'report.json')],
    ['markdown', path.join(folder, 'comment.md')],
    ...formats.map((format) => [format, `migration-guard.${format}`]),
  ];
  const args = [
    ...['--yes', `--package=${specifier}`, '--', 'migration-guard', 'lint'],
    ...['--format', 'github', '--fail-on', failOn],
    ...reports.flatMap(([format, file]) => ['--report', `${format}=${file}`]),
    ...(base === '' ? [] : ['--base', base]),
    ...(paths.length === 0 ? [] : ['--', ...paths]),
  ];
  const isWindows = process.platform === 'win32';
  // There npx is a batch file, and those are run by a shell, which gets each argument in quotes.
  const quoted = isWindows ? args.map((arg) => `"${arg.replaceAll('"', '')}"`) : args;
  const { status, error } = spawnSync('npx', quoted, { stdio: 'inherit', shell: isWindows });
  if (error)
    throw new Error(
      `npx could not be started: ${error.message}. Put a step with actions/setup-node before this one.`,
    );
  return status ?? couldNotRun;
}

async function comment({ paths, token }, exitCode, found, markdown) {
  const event = JSON.parse(readIfThere(process.env.GITHUB_EVENT_PATH ?? '') ?? '{}');
  const number = event.pull_request?.number;
  if (number === undefined) return;
  const comments = pullRequestComments({
    apiUrl: process.env.GITHUB_API_URL ?? 'https://api.github.com',
    repository: process.env.GITHUB_REPOSITORY,
    number,
    token,
  });
  const text =
    markdown ?? '### Migration Guard could not judge this pull request\n\nThe log of the job says why.\n';
  const isNews = exitCode === couldNotRun || severityNames.some((severity) => found?.[severity] > 0);
  const problem = await tellPullRequest(comments, markerOf(paths), text, { isNews });
  if (problem) {
    annotate(
      problem.isForbidden ? 'notice' : 'warning',
      `The pull request has no comment: ${problem.reason}. The annotations say the same.`,
    );
  }
}

function readIfThere(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}

try {
  process.exitCode = await main();
} catch (error) {
  annotate('error', error instanceof Error ? error.message : String(error));
  process.exitCode = couldNotRun;
}
