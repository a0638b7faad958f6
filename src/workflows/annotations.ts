import { applyEdits } from '../core/edits';
import { findDeclaration, type FoundDeclaration } from '../core/linter/fixes/declare';
import { listFix } from '../core/linter/fixes/list';
import type { Fix } from '../core/linter/findings/finding';
import { createStatementOf } from '../core/ledger/create-statement';
import type { Origin } from '../core/ledger/records';
import type { DriftIgnore, ProtectedEntry } from '../core/protection/drift-ignore';
import type { Range } from '../core/range';
import { describeIndex } from '../core/linter/change/describe-index';
import type { SchemaFile } from '../core/prisma-schema/declarations';
import { findDeclaredTable } from '../core/prisma-schema/find-declared';
import { readDeclarations } from '../core/prisma-schema/read-declarations';
import type { TextFile } from './lint-source';
import type { Protected } from './protected-indexes';

/** What a model's table has and its schema does not show. */
export interface ModelHint {
  /** Of the model's name in its file; UTF-16 units from 0. */
  readonly range: Range;
  readonly indexes: readonly HiddenIndex[];
}

export interface HiddenIndex {
  readonly name: string;
  /** `an ivfflat index on memories.embedding`; undefined where no migration makes it. */
  readonly what: string | undefined;
  readonly origin: Origin | undefined;
  /** Declares it; undefined where the schema cannot say it. */
  readonly declare: Fix | undefined;
}

/** Where an entry of drift-ignore.json comes from. */
export interface EntryNote {
  readonly range: Range;
  readonly name: string;
  /** Undefined where no migration makes the index, or none that is left. */
  readonly origin: Origin | undefined;
}

/** The models of one schema file, as it is being typed, whose tables have indexes that the schema does not declare. */
export function modelHints(file: SchemaFile, { indexes, facts }: Protected): ModelHint[] {
  const schema = [file];
  const declared = readDeclarations(schema);
  const byModel = new Map<string, { range: Range; indexes: HiddenIndex[] }>();
  for (const index of indexes) {
    if (index.table === undefined || declared.indexes.some(({ name }) => name === index.name)) continue;
    if (index.protection?.declaration !== undefined) continue;
    const table = findDeclaredTable(declared, index.table, index.schema);
    if (!table) continue;
    const start = file.text.indexOf(table.model, table.range.start + 'model'.length);
    const hint = byModel.get(table.model) ?? {
      range: { start, end: start + table.model.length },
      indexes: [],
    };
    byModel.set(table.model, hint);
    const { record, definition } = index;
    const found =
      record && definition && findDeclaration(record, definition, { declared, schema, prisma: facts.prisma });
    hint.indexes.push({
      name: index.name,
      what: record && describeIndex(record, definition),
      origin: record?.origin,
      declare: found && declareFix(index.name, found),
    });
  }
  return [...byModel.values()];
}

/** Declares an index, and says in its title what that costs. */
export function declareFix(name: string, { file, edit, declaration: { price } }: FoundDeclaration): Fix {
  return {
    kind: 'declare',
    title: `Declare ${name}${price === undefined ? '' : ' (a database built from the schema gets a plain index)'}`,
    preferred: false,
    edits: [{ file, edits: [edit] }],
  };
}

/** Where each entry's index is made. */
export function entryNotes({ entries }: DriftIgnore, { indexes }: Protected): EntryNote[] {
  return entries.map((entry: ProtectedEntry) => {
    const found = indexes.find((index) => index.entry?.name === entry.name && index.record);
    return { range: entry.range, name: entry.name, origin: found?.record?.origin };
  });
}

/** One fix that lists every protected index which drift-ignore.json does not list yet; undefined where none is missing. */
export function listMissing(
  { file, text }: TextFile,
  { indexes }: Protected,
): (Fix & { names: string[] }) | undefined {
  const missing = indexes.filter(({ entry, record }) => entry === undefined && record !== undefined);
  const names = missing.map(({ name }) => name);
  let current = text;
  for (const { record, definition } of missing) {
    if (!record) continue;
    const fix = listFix(
      {
        ...{ index: record, definition, sql: createStatementOf(record) },
        described: describeIndex(record, definition),
      },
      { file, text: current },
    );
    if (!fix) return undefined;
    current = applyEdits(
      current,
      fix.edits.flatMap(({ edits }) => edits),
    );
  }
  if (names.length === 0) return undefined;
  const what = names.length === 1 ? (names[0] ?? '') : `${names.length} protected indexes`;
  return {
    kind: 'list',
    title: `List ${what}`,
    preferred: false,
    names,
    edits: [{ file, edits: [{ range: { start: 0, end: text.length }, newText: current }] }],
  };
}
