import type { IndexMention } from '../../../core/symbols/index-mentions';
import { readOperations, type OperationsFile } from '../../../core/prisma8/operations-file';
import type { EntryNote, ModelHint } from '../../../workflows/annotations';
import type { IndexChoices } from '../../../workflows/index-choices';
import type { IndexSymbols } from '../../../workflows/index-symbols';
import { toldOfFiles, type ToldOfFiles } from '../../../workflows/prisma8-files';
import type { LintSource, MigrationFile } from '../../../workflows/lint-source';

/** What is told of a project's indexes, with places where people look for them. */
export interface ToldInFiles {
  readonly symbols: (symbols: IndexSymbols) => IndexSymbols;
  readonly hint: (hint: ModelHint) => ModelHint;
  readonly note: (note: EntryNote) => EntryNote;
  readonly choices: (choices: IndexChoices) => IndexChoices;
}

const asTheyAre: ToldInFiles = {
  symbols: (symbols) => symbols,
  hint: (hint) => hint,
  note: (note) => note,
  choices: (choices) => choices,
};

/**
 * Of a project of Prisma 8 places are those in its `ops.json`, not in their SQL. Nothing is offered to be declared: what its
 * contract can say, and where, is another matter than in a schema of Prisma 7.
 */
export function toldInFiles(source: LintSource): ToldInFiles {
  if (!source.prisma8) return asTheyAre;
  const { placeIn: inFiles, words } = toldOfFiles(source);
  return {
    symbols: (symbols) => symbolsInFiles(symbols, { placeIn: inFiles, words }),
    hint: (hint) => ({
      ...hint,
      indexes: hint.indexes.map((index) => ({
        ...{ ...index, what: index.what && words(index.what), declare: undefined },
        origin: index.origin && inFiles(index.origin),
      })),
    }),
    note: (note) => ({ ...note, origin: note.origin && inFiles(note.origin) }),
    choices: (choices) => ({ ...choices, declare: undefined }),
  };
}

/** Answers questions about an `ops.json`, as a file, by the symbols of its SQL. */
function symbolsInFiles(
  symbols: IndexSymbols,
  { placeIn: inFiles, words }: Pick<ToldOfFiles, 'placeIn' | 'words'>,
): IndexSymbols {
  /** What a mention in a file is in the SQL. */
  const inSql = new WeakMap<IndexMention, IndexMention>();
  const meant = (mention: IndexMention): IndexMention => inSql.get(mention) ?? mention;
  const read = remembering(readOperations);
  const asSql = (migration: MigrationFile): MigrationFile => {
    return { ...migration, text: read(migration.text).sql };
  };
  return {
    mentionAt: (migration, offset) => {
      const { places } = read(migration.text);
      const at = places.at(offset);
      const found = at === undefined ? undefined : symbols.mentionAt(asSql(migration), at);
      if (!found) return undefined;
      const mention = { ...found, range: places.rangeOf(found.range) };
      inSql.set(mention, found);
      return mention;
    },
    cardOf: async (migration, mention) => {
      const card = await symbols.cardOf(asSql(migration), meant(mention));
      return {
        ...card,
        what: card.what && words(card.what),
        provenance: words(card.provenance),
        cost: card.cost && words(card.cost),
        origin: card.origin && inFiles(card.origin),
      };
    },
    originOf: (migration, mention) => {
      const origin = symbols.originOf(asSql(migration), meant(mention));
      return origin && inFiles(origin);
    },
    referencesOf: (migration, mention) => {
      const { places } = read(migration.text);
      return symbols
        .referencesOf(asSql(migration), meant(mention))
        .map((one) =>
          one.file === migration.file ? { ...one, range: places.rangeOf(one.range) } : inFiles(one),
        );
    },
  };
}

/** Keeps the last answer: an editor asks several questions of one text. */
function remembering(ask: (text: string) => OperationsFile): (text: string) => OperationsFile {
  let last: { readonly text: string; readonly answer: OperationsFile } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, answer: ask(text) };
    return last.answer;
  };
}
