import type { SimpleCommand } from './simple-command';
import { programName } from './simple-command';
import { joined, known, unknown, type Word } from './word';

/** What they pass on is not what they read, but has its words. */
const filters: ReadonlySet<string> = new Set(['sed', 'grep', 'tr', 'awk', 'envsubst', 'sort', 'uniq']);

/** What a command prints, as far as its words tell. */
export function printedBy({ words: [program, ...args], input, scope }: SimpleCommand): Word {
  if (program === undefined) return unknown();
  switch (programName(program)) {
    case 'echo': {
      const flags = args.findIndex(({ text }) => !/^-[neE]+$/.test(text));
      const said = joined(flags < 0 ? [] : args.slice(flags));
      const escapes = args.slice(0, Math.max(flags, 0)).some(({ text }) => text.includes('e'));
      return escapes ? { ...said, text: unescaped(said.text) } : said;
    }
    case 'printf':
      return formatted(args);
    case 'cat':
    case 'head':
    case 'tail': {
      const files = args.filter(({ text }) => !text.startsWith('-') && !/^\d+$/.test(text));
      return files.length === 0
        ? (input ?? unknown())
        : joined(
            files.map((file) => scope.read(file)),
            '\n',
          );
    }
    case 'which':
    case 'command':
    case 'type':
      return args.at(-1) ?? unknown();
    case 'tee':
      return input ?? unknown();
    case 'base64':
      return input?.isKnown && args.some(({ text }) => /^(?:-d|-D|--decode)$/.test(text))
        ? decoded(input.text)
        : unknown();
    case 'find':
      return unknown(joined(args).text);
    case 'yes':
      return known('y');
    default:
      return unknown(filters.has(programName(program)) ? input?.text : undefined);
  }
}

/** As printf does, with every argument put where the format wants the next one. */
function formatted([format, ...args]: readonly Word[]): Word {
  if (format === undefined) return unknown();
  const rest = args.map(({ text }) => text);
  let text = '';
  do {
    const before = rest.length;
    text += unescaped(format.text).replaceAll(/%(?:%|[-+ 0#]*\d*(?:\.\d+)?[a-zA-Z])/g, (one) =>
      one === '%%' ? '%' : (rest.shift() ?? ''),
    );
    if (rest.length === before) break;
  } while (rest.length > 0);
  return { text, isKnown: joined([format, ...args]).isKnown };
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([nt\\])/g, (_, letter: string) => ({ n: '\n', t: '\t' })[letter] ?? letter);
}

function decoded(text: string): Word {
  try {
    return known(atob(text.trim()));
  } catch {
    return unknown();
  }
}
