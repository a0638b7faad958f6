// A checkout of GitHub's has one commit; what is new, and what was declared when, is told by the others.
import { spawnSync } from 'node:child_process';

function git(...args) {
  const { status, stdout, stderr, error } = spawnSync('git', args, { encoding: 'utf8' });
  return {
    succeeded: status === 0,
    stdout: (stdout ?? '').trim(),
    reason: error?.message ?? (stderr ?? '').trim(),
  };
}

/**
 * Fetches what is missing of the history, and the branch that the pull request goes to.
 *
 * @throws Error with a sentence for the person where that fails
 */
export function fetchHistory({ targetBranch, base }) {
  const inside = git('rev-parse', '--is-shallow-repository');
  if (!inside.succeeded) {
    throw new Error('There is no git checkout here: put a step with actions/checkout before this one.');
  }
  const isShallow = inside.stdout === 'true';
  const target = `refs/remotes/origin/${targetBranch}`;
  const lacksTarget =
    targetBranch !== '' && !git('rev-parse', '--verify', '--quiet', `${target}^{commit}`).succeeded;
  const lacksBase = /^[0-9a-f]{40}$/.test(base) && !git('cat-file', '-e', `${base}^{commit}`).succeeded;
  if (!isShallow && !lacksTarget && !lacksBase) return;
  const fetched = git(
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-recurse-submodules',
    ...(isShallow ? ['--unshallow'] : []),
    'origin',
    ...(targetBranch === '' ? [] : [`+refs/heads/${targetBranch}:${target}`]),
    ...(lacksBase ? [base] : []),
    ...(isShallow ? [git('rev-parse', 'HEAD').stdout] : []),
  );
  if (fetched.succeeded) return;
  throw new Error(
    `The history could not be fetched: ${fetched.reason}. Give actions/checkout \`fetch-depth: 0\`, and leave its \`persist-credentials\` on.`,
  );
}
