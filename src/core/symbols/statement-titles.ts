import type { Range } from '../range';
import { nameOf } from '../sql/names';
import type { Token } from '../sql/scan';
import { scan } from '../sql/scan';
import { readScript } from '../sql/statements';

/** What a statement is about, for a list of them. */
export type StatementKind = 'table' | 'index' | 'type' | 'routine' | 'view' | 'sequence' | 'schema' | 'data';

/** A statement of a script under a short title: `DROP INDEX idx_memories_embedding`. Offsets are UTF-16 units from 0. */
export interface StatementTitle {
  readonly title: string;
  readonly kind: StatementKind | undefined;
  readonly range: Range;
  /** The name, or the first word where the statement names nothing. */
  readonly selection: Range;
}

const kindsByWord: ReadonlyMap<string, StatementKind> = new Map([
  ['table', 'table'],
  ['index', 'index'],
  ['type', 'type'],
  ['domain', 'type'],
  ['extension', 'type'],
  ['function', 'routine'],
  ['procedure', 'routine'],
  ['trigger', 'routine'],
  ['do', 'routine'],
  ['view', 'view'],
  ['sequence', 'sequence'],
  ['schema', 'schema'],
  ['insert', 'data'],
  ['update', 'data'],
  ['delete', 'data'],
  ['copy', 'data'],
  ['select', 'data'],
]);

/** Words of a statement's beginning that say what it does; the first other word is the name of what it does it to. */
const telling: ReadonlySet<string> = new Set([
  ...kindsByWord.keys(),
  ...[
    'create',
    'alter',
    'drop',
    'comment',
    'reindex',
    'cluster',
    'analyze',
    'vacuum',
    'grant',
    'revoke',
    'set',
  ],
  ...[
    'unique',
    'materialized',
    'temporary',
    'temp',
    'unlogged',
    'on',
    'column',
    'constraint',
    'into',
    'from',
  ],
  ...[
    'begin',
    'commit',
    'rollback',
    'refresh',
    'policy',
    'role',
    'event',
    'foreign',
    'rule',
    'truncate',
    'lock',
  ],
]);

/** Words that a title does without. */
const silent: ReadonlySet<string> = new Set(['if', 'not', 'exists', 'concurrently', 'only', 'or', 'replace']);

/** The statements of a script, in its order, each under a title. Never throws. */
export function statementTitles(text: string): StatementTitle[] {
  return readScript(text).statements.map(({ start, end, contentEnd, verb }): StatementTitle => {
    // A title stands at the beginning, and a load of data may be long.
    const { tokens } = scan(text.slice(start, Math.min(contentEnd, start + 400)), 0);
    const { words, name } = beginningOf(tokens);
    const kind = words.map((word) => kindsByWord.get(word)).find((known) => known !== undefined);
    const written = words.length > 0 && name && { start: start + name.start, end: start + name.end };
    const first = tokens[0];
    return {
      title: titleOf(words, name && nameIn(text, start, name)) || verb.toUpperCase() || '…',
      kind,
      range: { start, end },
      selection: written || { start, end: start + (first?.end ?? 0) },
    };
  });
}

function titleOf(words: readonly string[], name: string | undefined): string {
  if (words.length === 0) return '';
  return [...words.map((word) => word.toUpperCase()), ...(name === undefined ? [] : [name])].join(' ');
}

function nameIn(text: string, start: number, name: Token): string {
  return nameOf(text, { ...name, start: start + name.start, end: start + name.end });
}

function beginningOf(tokens: readonly Token[]): { words: string[]; name: Token | undefined } {
  const words: string[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'word' && silent.has(token.word)) continue;
    if (token.kind === 'word' && telling.has(token.word)) {
      words.push(token.word);
      continue;
    }
    if (token.kind !== 'word' && token.kind !== 'quoted') break;
    const isSchema = tokens[at + 1]?.word === '.';
    return { words, name: isSchema ? tokens[at + 2] : token };
  }
  return { words, name: undefined };
}
