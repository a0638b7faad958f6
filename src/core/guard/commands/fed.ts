import { programName, startedBy, type SimpleCommand } from '../shell/simple-command';
import { unknown, type Word } from '../shell/word';
import type { Judge } from './judge';

/** Options of xargs with a value behind them. */
const valued: ReadonlySet<string> = new Set([
  '-n',
  '-P',
  '-L',
  '-s',
  '-d',
  '-E',
  '-a',
  '--max-args',
  '--max-procs',
  '--delimiter',
]);

/** What starts a command with words that come from elsewhere: from stdin, or from a search. */
export const judgeFed: Judge = (command, context) => {
  const [program, ...args] = command.words;
  const name = program && programName(program);
  if (name === 'xargs') context.reader.visit(fedByInput(command, args));
  else if (name === 'find') {
    const at = args.findIndex(({ text }) => /^-(?:exec|execdir|ok)$/.test(text));
    if (at >= 0) context.reader.visit(startedBy(command, args.slice(at + 1).map(withUnknown)));
  }
  return name === 'xargs';
};

function fedByInput(command: SimpleCommand, args: readonly Word[]): SimpleCommand {
  const start = args.findIndex(({ text }, at) => !text.startsWith('-') && !isValue(args, at));
  const words = start < 0 ? [] : args.slice(start);
  const fed = command.input?.isKnown ? command.input.text : undefined;
  const placeholder = args.findIndex(({ text }) => /^(?:-I|-i|--replace)/.test(text));
  if (placeholder >= 0 && placeholder < start) {
    return startedBy(
      { ...command, input: undefined },
      words.map((word) => placed(word, fed)),
    );
  }
  const more = fed?.trim().split(/\s+/) ?? [];
  const behind =
    fed === undefined ? [unknown(command.input?.text)] : more.map((text) => ({ text, isKnown: true }));
  return startedBy({ ...command, input: undefined }, [...words, ...behind]);
}

function isValue(args: readonly Word[], at: number): boolean {
  const before = args[at - 1]?.text ?? '';
  return valued.has(before) || before === '-I';
}

function placed(word: Word, fed: string | undefined): Word {
  return word.text.includes('{}') || word.text === '%'
    ? {
        text: word.text.replaceAll(/\{\}|^%$/g, fed?.trim() ?? '$'),
        isKnown: fed !== undefined && word.isKnown,
      }
    : word;
}

function withUnknown(word: Word): Word {
  return word.text === '{}' ? unknown('$') : word;
}
