import { programName, startedBy, type SimpleCommand } from '../shell/simple-command';
import { shellWord } from '../../shell-word';
import type { Word } from '../shell/word';
import type { Judge, JudgeContext } from './judge';

const managers: ReadonlySet<string> = new Set([
  'npm',
  'pnpm',
  'yarn',
  'bun',
  'node',
  'deno',
  'turbo',
  'nx',
  'lerna',
]);
/** Programs whose arguments are names of scripts. */
const manyScripts: ReadonlySet<string> = new Set(['npm-run-all', 'run-s', 'run-p']);
/** Options that name another folder, or a package of a workspace. */
const folders: ReadonlySet<string> = new Set(['--prefix', '-C', '--dir', '--cwd']);
const packages: ReadonlySet<string> = new Set([
  '-w',
  '--workspace',
  '--filter',
  '-F',
  '--scope',
  'workspace',
]);
/** Where packages of a workspace usually lie. */
const usualFolders = ['packages', 'apps', 'libs', 'services'];
const suspicious =
  /(?:prisma|db|database|migrat).*(?:reset|push|drop|wipe|nuke|fresh|clean)|(?:reset|drop|wipe|nuke).*(?:db|database)/i;

interface Called {
  /** Where the package is looked for; undefined where that is not known. */
  readonly folder: string | undefined;
  readonly words: readonly Word[];
}

/** A script of package.json, with those that go before and behind it. */
export const judgePackageScripts: Judge = (command, context) => {
  const [program, ...args] = command.words;
  if (program === undefined) return false;
  const name = programName(program);
  if (manyScripts.has(name)) {
    for (const word of args)
      if (!word.text.startsWith('-')) runScript(command, command.scope.folder, [word], context);
    return true;
  }
  if (!managers.has(name)) return false;
  const { folder, words } = calledIn(command, args);
  const [verb, ...rest] = words;
  if (!verb) return false;
  if (isRun(name, verb)) return runScript(command, folder, rest, context);
  const short = /^(?:test|start|stop|restart|t)$/.test(verb.text) && name === 'npm';
  if (short || name === 'turbo' || (name !== 'npm' && name !== 'node' && name !== 'deno')) {
    if (runScript(command, folder, words, context)) return true;
  }
  // yarn, pnpm and bun also start what is installed.
  if (
    !/^(?:yarn|pnpm|bun)$/.test(name) ||
    /^(?:exec|dlx|x|run|create|add|install|remove|why)$/.test(verb.text)
  )
    return false;
  context.reader.visit(startedBy({ ...command, scope: inFolder(command, folder) }, words));
  return true;
};

function isRun(name: string, { text }: Word): boolean {
  if (name === 'node') return text === '--run';
  if (name === 'deno') return text === 'task';
  return text === 'run' || text === 'run-script' || text === 'rum';
}

/** Takes out the options, which say in which package it is called. */
function calledIn({ scope }: SimpleCommand, args: readonly Word[]): Called {
  let { folder } = scope;
  const words: Word[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at];
    if (!word) break;
    const [, option = word.text, inline] = /^(-[\w-]+)=(.*)$/s.exec(word.text) ?? [];
    const isFolder = folders.has(option);
    if (isFolder || packages.has(option)) {
      const value = inline === undefined ? args[++at] : { text: inline, isKnown: word.isKnown };
      folder = isFolder ? scope.resolve(value) : packageFolder(scope, value);
    } else if (word.text === '--run' || !word.text.startsWith('-') || words.length >= 2) words.push(word);
  }
  return { folder, words };
}

function packageFolder(scope: SimpleCommand['scope'], name: Word | undefined): string | undefined {
  const path = name?.text.replace(/^\.\//, '') ?? '';
  const short = path.replace(/^@[^/]+\//, '').replace(/[.{}^]+/g, '');
  return [path, ...usualFolders.map((folder) => `${folder}/${short}`)]
    .map((candidate) => scope.resolve({ text: candidate, isKnown: true }))
    .find(
      (folder) =>
        folder !== undefined && scope.files.read(scope.files.resolve(folder, 'package.json')) !== undefined,
    );
}

function inFolder({ scope }: SimpleCommand, folder: string | undefined): SimpleCommand['scope'] {
  const copy = scope.fork();
  copy.folder = folder;
  return copy;
}

/** Whether there is such a script. */
function runScript(
  command: SimpleCommand,
  folder: string | undefined,
  [name, ...given]: readonly Word[],
  context: JudgeContext,
): boolean {
  if (!name) return false;
  const found = folder === undefined ? undefined : nearestPackage(command, folder);
  const own = found?.scripts[name.text];
  if (found === undefined || own === undefined) {
    // Of a package that was not found, only the name is known.
    if (folder === undefined && suspicious.test(name.text))
      context.add('unread', { command: 'a script of package.json' });
    return false;
  }
  const words = given.filter(({ text }) => text !== '--').map(({ text }) => shellWord(text));
  const text = [own, ...words].join(' ');
  for (const script of [found.scripts[`pre${name.text}`], text, found.scripts[`post${name.text}`]]) {
    if (script !== undefined) context.reader.runInside(command, script, found.folder);
  }
  return true;
}

function nearestPackage(
  { scope: { files } }: SimpleCommand,
  start: string,
): { readonly folder: string; readonly scripts: Readonly<Record<string, string>> } | undefined {
  for (let folder = start; ;) {
    const text = files.read(files.resolve(folder, 'package.json'));
    if (text !== undefined) return { folder, scripts: scriptsOf(text) };
    const above = files.resolve(folder, '..');
    if (above === folder) return undefined;
    folder = above;
  }
}

function scriptsOf(text: string): Record<string, string> {
  const parsed: unknown = parsedOr(text);
  const scripts =
    typeof parsed === 'object' && parsed !== null && 'scripts' in parsed ? parsed.scripts : undefined;
  if (typeof scripts !== 'object' || scripts === null) return {};
  return Object.fromEntries(
    Object.entries(scripts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
