import type { ParsedScript, Word as ShellWord, WordPart } from 'unbash';
import type { Scope } from './scope';
import { known, unknown, type Word } from './word';

/** What a script inside of `$(…)` prints. */
export type Substitute = (script: ParsedScript, scope: Scope) => Word;

/** Makes of a word what the program gets, as far as that can be known: an unquoted variable may become several words. */
export function expand(word: ShellWord, scope: Scope, substitute: Substitute): Word[] {
  if (word.parts === undefined) return [known(word.value)];
  const alternatives = withoutBraces(word.parts);
  if (alternatives) return alternatives.flatMap((parts) => expand({ ...word, parts }, scope, substitute));
  const words: Word[] = [];
  let current: Word | undefined;
  const add = ({ text, isKnown }: Word): void => {
    current = { text: (current?.text ?? '') + text, isKnown: (current?.isKnown ?? true) && isKnown };
  };
  for (const part of word.parts) {
    const value = valueOf(part, scope, substitute);
    if (!isSplit(part) || !/\s/.test(value.text)) {
      add(value);
      continue;
    }
    for (const [at, text] of value.text.split(/\s+/).entries()) {
      if (at > 0 && current) {
        words.push(current);
        current = undefined;
      }
      if (text !== '') add({ text, isKnown: value.isKnown });
    }
  }
  return current ? [...words, current] : words;
}

/** `a{b,c}` as `ab` and `ac`; undefined where there is nothing of the kind. */
function withoutBraces(parts: readonly WordPart[]): WordPart[][] | undefined {
  const at = parts.findIndex(
    ({ type, text }) => type === 'BraceExpansion' && /^\{[^{}]*,[^{}]*\}$/.test(text),
  );
  const braces = parts[at];
  if (!braces) return undefined;
  const { pos, end, text } = braces;
  return text
    .slice(1, -1)
    .split(',')
    .map((value) => [
      ...parts.slice(0, at),
      { type: 'Literal', pos, end, value, text: value },
      ...parts.slice(at + 1),
    ]);
}

/** The same as one word, as in an assignment. */
export function expandWhole(word: ShellWord, scope: Scope, substitute: Substitute): Word {
  return word.parts === undefined ? known(word.value) : joinParts(word.parts, scope, substitute);
}

export function joinParts(parts: readonly WordPart[], scope: Scope, substitute: Substitute): Word {
  const values = parts.map((part) => valueOf(part, scope, substitute));
  return {
    text: values.map(({ text }) => text).join(''),
    isKnown: values.every(({ isKnown }) => isKnown),
  };
}

function isSplit(part: WordPart): boolean {
  const { type } = part;
  if (type === 'DoubleQuoted') return part.parts.length === 1 && part.parts[0]?.text === '$@';
  return type === 'SimpleExpansion' || type === 'ParameterExpansion' || type === 'CommandExpansion';
}

function valueOf(part: WordPart, scope: Scope, substitute: Substitute): Word {
  switch (part.type) {
    case 'Literal':
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return known(part.value);
    case 'Glob':
    case 'ExtendedGlob':
      return known(part.text);
    case 'DoubleQuoted':
    case 'LocaleString':
      return joinParts(part.parts, scope, substitute);
    case 'SimpleExpansion':
      return scope.variables.get(part.text.slice(1)) ?? unknown(part.text);
    case 'ParameterExpansion': {
      const value = scope.variables.get(part.parameter);
      if (part.operation === undefined && part.prefix === undefined) return value ?? unknown(part.text);
      const isDefault = part.operation?.type === 'Default' && /^:?[-=]$/.test(part.operation.operator);
      if (isDefault && value !== undefined) return value;
      // Not set here, as far as we see: most likely it is what stands there instead.
      return unknown(isDefault ? expandWhole(part.operation.operand, scope, substitute).text : part.text);
    }
    case 'CommandExpansion':
      return part.script ? substitute(part.script, scope) : unknown(part.text);
    case 'ProcessSubstitution':
      return part.script ? scope.pipe(substitute(part.script, scope)) : unknown(part.text);
    default:
      return unknown(part.text);
  }
}
