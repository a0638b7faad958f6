import { shellWord } from '../../shell-word';
import { programName, startedBy, type SimpleCommand } from '../shell/simple-command';
import type { Word } from '../shell/word';
import type { Judge, JudgeContext } from './judge';
import { calledIn, taskRunners, tasksIn, type Called } from './script-calls';
import { nearestPackage, type Package } from './workspaces';

const managers: ReadonlySet<string> = new Set(['npm', 'pnpm', 'yarn', 'bun', 'node', 'deno']);
/** Programs whose arguments are names of scripts, or command lines. */
const manyScripts: ReadonlySet<string> = new Set(
  'npm-run-all run-s run-p start-server-and-test server-test start-test'.split(' '),
);
const suspicious =
  /(?:prisma|db|database|migrat).*(?:reset|push|drop|wipe|nuke|fresh|clean)|(?:reset|drop|wipe|nuke).*(?:db|database)/i;

/** Scripts of package.json, with those that go before and behind them. */
export const judgePackageScripts: Judge = (command, context) => {
  const [program, ...args] = command.words;
  if (program === undefined) return false;
  const name = programName(program);
  if (manyScripts.has(name)) return judgeMany(command, args, context);
  if (taskRunners.has(name)) return judgeTasks(name, command, args, context);
  return managers.has(name) && judgeManager(name, command, args, context);
};

function judgeMany(command: SimpleCommand, args: readonly Word[], context: JudgeContext): boolean {
  const { folder, files } = command.scope;
  const own = folder === undefined ? undefined : nearestPackage(files, folder);
  for (const { text } of args) {
    if (own && Object.hasOwn(own.scripts, text)) runScript(command, own, text, [], context);
    else if (/\s/.test(text)) context.reader.runInside(command, text);
  }
  return true;
}

function judgeTasks(
  name: string,
  command: SimpleCommand,
  args: readonly Word[],
  context: JudgeContext,
): boolean {
  const called = calledIn(name, command, args);
  const end = called.words.findIndex(({ text }) => text === '--');
  const words = end < 0 ? called.words : called.words.slice(0, end);
  const given = end < 0 ? [] : called.words.slice(end);
  if (called.packages === undefined) judgeUnfound(words, context);
  let isTask = false;
  for (const { name: task, packages } of tasksIn(command.scope.files, { ...called, words })) {
    if (runScripts(command, packages, task, given, context)) isTask = true;
  }
  return isTask;
}

function judgeManager(
  name: string,
  command: SimpleCommand,
  args: readonly Word[],
  context: JudgeContext,
): boolean {
  const called = calledIn(name, command, args);
  const words = behindForeach(name, called.words);
  const [verb, ...rest] = words;
  if (!verb) return false;
  if (isRun(name, verb)) return judgeScript(command, called, rest, context);
  const isShort = /^(?:test|start|stop|restart|t)$/.test(verb.text) || !/^(?:npm|node|deno)$/.test(name);
  if (isShort && judgeScript(command, called, words, context)) return true;
  const folder = called.packages?.[0]?.folder ?? called.folder;
  const there = inFolder(command, folder);
  if (/^(?:exec|dlx|x)$/.test(verb.text)) {
    if (folder === command.scope.folder) return false;
    context.reader.visit(startedBy(there, [...command.words.slice(0, 1), ...words]));
    return true;
  }
  // yarn, pnpm and bun also start what is installed.
  if (!/^(?:yarn|pnpm|bun)$/.test(name) || /^(?:create|add|install|remove|why)$/.test(verb.text))
    return false;
  context.reader.visit(startedBy(there, words));
  return true;
}

/** `yarn workspaces foreach -A --include a run x`: the options in front of the verb are its own. */
function behindForeach(name: string, words: readonly Word[]): readonly Word[] {
  if (name !== 'yarn' || words[0]?.text !== 'foreach') return words;
  const verb = words.findIndex(({ text }) => text === 'run' || text === 'exec');
  return words.slice(Math.max(verb, 1));
}

function isRun(name: string, { text }: Word): boolean {
  if (name === 'node') return text === '--run';
  if (name === 'deno') return text === 'task';
  return text === 'run' || text === 'run-script' || text === 'rum';
}

function inFolder(command: SimpleCommand, folder: string | undefined): SimpleCommand {
  const scope = command.scope.fork();
  scope.folder = folder;
  return { ...command, scope };
}

/** Whether there is such a script. */
function judgeScript(
  command: SimpleCommand,
  { packages }: Called,
  [name, ...given]: readonly Word[],
  context: JudgeContext,
): boolean {
  if (!name) return false;
  if (packages === undefined) judgeUnfound([name], context);
  return runScripts(command, packages ?? [], name.text, given, context);
}

/** Of a package that was not found, only the name of the script is known. */
function judgeUnfound(names: readonly Word[], context: JudgeContext): void {
  if (names.some(({ text }) => suspicious.test(text)))
    context.add('unread', { command: 'a script of package.json' });
}

function runScripts(
  command: SimpleCommand,
  packages: readonly Package[],
  name: string,
  given: readonly Word[],
  context: JudgeContext,
): boolean {
  const having = packages.filter(({ scripts }) => Object.hasOwn(scripts, name));
  for (const one of having) runScript(command, one, name, given, context);
  return having.length > 0;
}

function runScript(
  command: SimpleCommand,
  { folder, scripts }: Package,
  name: string,
  given: readonly Word[],
  context: JudgeContext,
): void {
  const own = scripts[name];
  // What calls itself, such as the `build` that starts the `build` of each package, does nothing new.
  const scope = command.scope.running(`${folder} ${name}`);
  if (own === undefined || scope === undefined) return;
  const words = given.filter(({ text }) => text !== '--').map(({ text }) => shellWord(text));
  for (const script of [scripts[`pre${name}`], [own, ...words].join(' '), scripts[`post${name}`]]) {
    if (script !== undefined) context.reader.runInside({ ...command, scope }, script, folder);
  }
}
