import fs from 'node:fs';
import path from 'node:path';
import { nameOfSkill } from '../../core/agents/skill';
import type { AgentFiles } from '../../workflows/agents-plan';
import { readText } from '../files/regular-file';
import { pathInside, realPathOf } from '../files/real-path';
import { diskUpwards, treeRootOf } from '../files/tree-root';
import { lockFileNames } from './lock-files';
import { parseJson, record } from './settings';

/** In the order in which one is chosen where none is there: the first is read by most agents. */
const skillFolders = ['.claude/skills', '.agents/skills', '.github/skills'];

/**
 * Where agents read what is written for them, and how the project starts us. By files alone, so that it is the same on every
 * machine.
 *
 * @param root the project's folder, absolute
 */
export function findAgentFiles(root: string): AgentFiles {
  const top = treeRootOf(root);
  const folders = foldersUpTo(root, top);
  const { program, folder } = starterOf(folders, top);
  const instructions = instructionsIn(folders, top);
  const place = slashed(path.relative(top, root));
  const skillName = nameOfSkill(place);
  const skills = skillFoldersIn(top).map((parent) => path.join(parent, skillName, 'SKILL.md'));
  return {
    instructions: instructions.length > 0 ? instructions : [path.join(top, 'AGENTS.md')],
    hasInstructions: instructions.length > 0,
    ...{ skills, skillName, skillPath: slashed(path.relative(top, skills[0] ?? '')) },
    place: place || undefined,
    ...{ program, folder: slashed(path.relative(top, folder)) || undefined },
    project: slashed(path.relative(folder, root)) || undefined,
  };
}

function foldersUpTo(root: string, top: string): string[] {
  const folders: string[] = [];
  for (const folder of diskUpwards(root)) {
    folders.push(folder);
    if (folder === top) break;
  }
  return folders;
}

function slashed(relative: string): string {
  return relative.split(path.sep).join('/');
}

/**
 * All on the way to the top: an agent may start at each folder of it. What is a link, or takes the text of the one beside it
 * in, has it from there.
 */
function instructionsIn(folders: readonly string[], top: string): string[] {
  const found = folders.flatMap((folder) => {
    const [agents, claude] = [path.join(folder, 'AGENTS.md'), path.join(folder, 'CLAUDE.md')];
    const there = [agents, claude].filter((file) => fs.existsSync(file));
    return there.length === 2 && takesAgentsIn(claude) ? [agents] : there;
  });
  return [...new Set(found.map((file) => realInside(file, top)))];
}

function takesAgentsIn(file: string): boolean {
  return /^@(?:\.\/)?AGENTS\.md\s*$/m.test(readText(file) ?? '');
}

/** The file that a link leads to, unless that is outside: then writing refuses the link. */
function realInside(file: string, top: string): string {
  const inside = pathInside(realPathOf(top), realPathOf(file));
  return inside === undefined ? file : path.join(top, ...inside.split('/'));
}

function skillFoldersIn(top: string): string[] {
  const there = skillFolders
    .map((name) => path.join(top, ...name.split('/')))
    .filter((folder) => fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory());
  const [first = ''] = skillFolders;
  const all =
    there.length > 0 ? there.map((folder) => realInside(folder, top)) : [path.join(top, ...first.split('/'))];
  return [...new Set(all)];
}

const starters: ReadonlyMap<string, string> = new Map([
  ['pnpm-lock.yaml', 'pnpm exec migration-guard'],
  ['yarn.lock', 'yarn migration-guard'],
  ['bun.lock', 'bunx migration-guard'],
  ['bun.lockb', 'bunx migration-guard'],
]);

/** A package manager starts what is among its packages from the folder that lists it; npx starts it anywhere. */
function starterOf(
  folders: readonly string[],
  top: string,
): { readonly program: string; readonly folder: string } {
  const folder = folders.find(listsUs);
  if (folder === undefined) return { program: 'npx migration-guard', folder: top };
  const names = [...lockFileNames, 'bun.lockb'];
  const lockFile = folders
    .slice(folders.indexOf(folder))
    .flatMap((one) => names.filter((name) => fs.existsSync(path.join(one, name))))[0];
  return { program: starters.get(lockFile ?? '') ?? 'npx migration-guard', folder };
}

function listsUs(folder: string): boolean {
  const manifest = record(parseJson(readText(path.join(folder, 'package.json'))));
  return ['dependencies', 'devDependencies', 'optionalDependencies'].some(
    (kind) => 'migration-guard' in record(manifest[kind]),
  );
}
