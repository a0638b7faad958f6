import type { Range } from '../range';
import { nameOf } from '../sql/names';
import { scan, type Token } from '../sql/scan';
import type { Step } from '../sql/steps';

/** A mention of an index in a migration. `range` counts UTF-16 units from 0 and covers the name as it is written. */
export interface IndexMention {
  readonly schema: string | undefined;
  readonly name: string;
  readonly range: Range;
  /** What the statement does with it; `named` is anything else, such as a comment on it. */
  readonly role: 'made' | 'dropped' | 'named';
}

/** The words that an index's name can follow, with those that may stand between. */
const beforeName: ReadonlySet<string> = new Set(['index', 'constraint', 'using', 'to', 'partition']);
const between: ReadonlySet<string> = new Set(['concurrently', 'if', 'not', 'exists', 'only']);

/**
 * All mentions of indexes, in the order of the text. A name that a DROP INDEX or a CREATE INDEX speaks of counts
 * by itself, any other one (ALTER INDEX, REINDEX, COMMENT ON, a constraint) where an index is known by it.
 *
 * @param steps what the script does
 * @param isIndexName whether there is or was an index of that name
 */
export function indexMentions(
  text: string,
  steps: readonly Step[],
  isIndexName: (name: string) => boolean,
): IndexMention[] {
  const mentions = new Map<number, IndexMention>();
  for (const mention of [...namedByTokens(text, isIndexName), ...namedBySteps(steps)]) {
    mentions.set(mention.range.end, mention);
  }
  return [...mentions.values()].sort((a, b) => a.range.start - b.range.start);
}

function namedBySteps(steps: readonly Step[]): IndexMention[] {
  return steps.flatMap(({ operation }): IndexMention[] => {
    if (operation.kind === 'create-index' && operation.name) return [{ ...operation.name, role: 'made' }];
    if (operation.kind !== 'drop' || operation.object !== 'index') return [];
    return operation.names.map((name) => ({ ...name, role: 'dropped' }));
  });
}

function namedByTokens(text: string, isIndexName: (name: string) => boolean): IndexMention[] {
  const { tokens } = scan(text);
  return tokens.flatMap((token, at): IndexMention[] => {
    if (token.kind !== 'word' && token.kind !== 'quoted') return [];
    const name = nameOf(text, token);
    if (!isIndexName(name)) return [];
    const schema = schemaBefore(text, tokens, at);
    const first = schema ? at - 2 : at;
    if (!followsIndexWord(tokens, first)) return [];
    const start = tokens[first]?.start ?? token.start;
    return [{ schema, name, range: { start, end: token.end }, role: 'named' }];
  });
}

function schemaBefore(text: string, tokens: readonly Token[], at: number): string | undefined {
  const schema = tokens[at - 2];
  if (tokens[at - 1]?.word !== '.' || (schema?.kind !== 'word' && schema?.kind !== 'quoted'))
    return undefined;
  return nameOf(text, schema);
}

function followsIndexWord(tokens: readonly Token[], at: number): boolean {
  let before = at - 1;
  while (between.has(tokens[before]?.word ?? '')) before--;
  return beforeName.has(tokens[before]?.word ?? '');
}
