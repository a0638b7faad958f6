import { hasOption, optionValue, programName, type SimpleCommand } from '../shell/simple-command';
import { known } from '../shell/word';
import type { Judge } from './judge';

const files: ReadonlyMap<string, readonly string[]> = new Map([
  ['make', ['Makefile', 'makefile', 'GNUmakefile']],
  ['gmake', ['Makefile', 'makefile', 'GNUmakefile']],
  ['just', ['justfile', 'Justfile', '.justfile']],
]);

/** Targets of a Makefile or a justfile: their lines, and those of the targets that they need. */
export const judgeMakefiles: Judge = (command, context) => {
  const [program, ...args] = command.words;
  const names = program && files.get(programName(program));
  if (!names || hasOption(args, '-n', '--dry-run', '--version')) return false;
  const folder = command.scope.resolve(optionValue(args, '-C', '--directory') ?? known('.'));
  const named = optionValue(args, '-f', '--file', '--justfile');
  const text = textOf(command, folder, named ? [named.text] : names);
  if (text === undefined || folder === undefined) return false;
  const targets = args
    .map(({ text: word }) => word)
    .filter((word) => /^[\w.:-]+$/.test(word) && !word.startsWith('-'));
  const lines = recipe(text, targets.length > 0 ? targets : [firstTarget(text)]);
  context.reader.runInside(command, lines.join('\n'), folder);
  return true;
};

function textOf(
  { scope }: SimpleCommand,
  folder: string | undefined,
  names: readonly string[],
): string | undefined {
  if (folder === undefined) return undefined;
  return names.flatMap((name) => scope.files.read(scope.files.resolve(folder, name)) ?? [])[0];
}

const header = /^@?([\w.-]+(?:\s+[\w.*=$'"-]+)*)\s*:(?![=])\s*([^=]*)$/;

function firstTarget(text: string): string {
  return text.split('\n').flatMap((line) => header.exec(line)?.[1]?.split(/\s/)[0] ?? [])[0] ?? '';
}

function recipe(text: string, wanted: readonly string[]): string[] {
  const seen = new Set<string>();
  const lines: string[] = [];
  const rules = rulesOf(text);
  const follow = (target: string): void => {
    if (seen.has(target)) return;
    seen.add(target);
    for (const rule of rules.filter(({ targets }) => targets.includes(target))) {
      rule.needs.forEach(follow);
      for (const line of rule.lines) lines.push(line);
    }
  };
  wanted.forEach(follow);
  return lines;
}

interface Rule {
  readonly targets: readonly string[];
  readonly needs: readonly string[];
  readonly lines: string[];
}

function rulesOf(text: string): Rule[] {
  const rules: Rule[] = [];
  for (const line of text.replaceAll('\\\n', ' ').split('\n')) {
    const found = header.exec(line);
    if (found) {
      const [, targets = '', needs = ''] = found;
      rules.push({
        targets: targets.split(/\s+/),
        needs: needs.split('#')[0]?.trim().split(/\s+/) ?? [],
        lines: [],
      });
    } else if (/^\s+\S/.test(line)) rules.at(-1)?.lines.push(unescaped(line.trim()));
  }
  return rules;
}

/** What make takes for itself: `@` and `-` in front, and doubled dollars. */
function unescaped(line: string): string {
  return line.replace(/^[@+-]+/, '').replaceAll('$$', '$');
}
