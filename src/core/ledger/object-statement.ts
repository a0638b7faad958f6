import { append } from '../append';
import { applyEdits, type Edit } from '../edits';
import type { Range } from '../range';
import { Cursor, type NameRef } from '../sql/cursor';
import { quoteName } from '../sql/names';
import { columnsInExpression, type ColumnMention } from '../sql/read-mentions';
import { renamed } from './definition';
import { isConstraint, isTableObject, type ObjectRecord } from './object-record';
import { relationName, relationSchema } from './records';

/** What says the same says it with the same words; for objects of one kind, without their names. */
export function objectText(object: ObjectRecord): string {
  const texts = textsNow({ ...object, name: 'x' });
  return (texts ?? object.texts).map((text) => Cursor.of(text).joined().toLowerCase()).join(';');
}

/**
 * The statements, without semicolons, that make an object under its present name, table and columns, and put it in force
 * as it was; as they were written, save for names that have changed since.
 *
 * @returns undefined where they cannot be given: a subquery in a policy speaks of columns that may have other names now
 */
export function objectStatements(object: ObjectRecord): readonly string[] | undefined {
  const texts = textsNow(object);
  if (!texts) return undefined;
  const alter = (action: string): string => alterTable(object, action);
  const name = quoteName(object.name);
  if (isConstraint(object)) {
    const notValid = object.mode === 'not valid' ? ' NOT VALID' : '';
    const text = texts.at(-1) ?? '';
    return isAlteration(text)
      ? [alter(`ALTER CONSTRAINT ${name} ${text}`)]
      : [alter(`ADD CONSTRAINT ${name} ${text}${notValid}`)];
  }
  switch (object.mode) {
    case 'disabled':
      return [...texts, alter(`DISABLE TRIGGER ${name}`)];
    case 'replica':
    case 'always':
      return [...texts, alter(`ENABLE ${object.mode.toUpperCase()} TRIGGER ${name}`)];
    default:
      return object.kind === 'row level security' ? securityModes(object).map(alter) : texts;
  }
}

/** What ALTER CONSTRAINT says of a foreign key that Prisma makes. */
function isAlteration(text: string): boolean {
  return /^\s*(?:deferrable|initially)\b/i.test(text);
}

/** An ALTER TABLE of the table that an object is on. */
export function alterTable(object: ObjectRecord, action: string): string {
  return `ALTER TABLE ${tableText(object)} ${action}`;
}

function securityModes({ mode }: ObjectRecord): string[] {
  const enable = 'ENABLE ROW LEVEL SECURITY';
  const force = 'FORCE ROW LEVEL SECURITY';
  if (mode === 'not enabled') return [force];
  return mode === 'forced' ? [enable, force] : [enable];
}

function tableText({ table }: ObjectRecord): string {
  return nameText({ schema: relationSchema(table), name: relationName(table) });
}

function nameText({ schema, name }: NonNullable<ObjectRecord['calls']>): string {
  return (schema === undefined || schema === 'public' ? '' : `${quoteName(schema)}.`) + quoteName(name);
}

/** What makes the object, by the names that everything has now; undefined where they cannot be put in. */
export function textsNow(object: ObjectRecord): string[] | undefined {
  if (object.isOutdated) return undefined;
  const texts = object.texts.map((text) => textNow(text, object));
  return texts.some((text) => text === undefined) ? undefined : texts.flatMap((text) => text ?? []);
}

function textNow(text: string, object: ObjectRecord): string | undefined {
  if (!isTableObject(object)) return ownNameNow(text, object);
  return isConstraint(object) ? constraintNow(text, object) : statementNow(text, object);
}

/** Columns stand in parentheses; what is behind REFERENCES is another table's. */
function constraintNow(text: string, object: ObjectRecord): string {
  const cursor = Cursor.of(text);
  const edits: Edit[] = [];
  for (;;) {
    cursor.skipTo('(', 'references');
    const inner = cursor.parenthesised();
    if (inner) append(edits, columnEdits(text, columnsInExpression(inner), object));
    else break;
  }
  const [need] = object.needs;
  if (cursor.take('references') && need !== undefined) {
    append(edits, nowEdit(cursor.name(), { schema: relationSchema(need), name: relationName(need) }));
  }
  return applyEdits(text, edits);
}

function statementNow(text: string, object: ObjectRecord): string | undefined {
  const cursor = Cursor.of(text);
  const edits: Edit[] = [];
  cursor.skipTo(object.kind === 'trigger' ? 'trigger' : 'policy');
  cursor.skip();
  append(edits, nameEdit(text, cursor.identifier()?.range, quoteName(object.name)));
  cursor.take('instead', 'of');
  cursor.skipTo('on', 'of');
  if (cursor.take('of')) {
    do {
      append(edits, columnEdit(cursor.identifier(), object));
    } while (cursor.take(','));
    cursor.skipTo('on');
  }
  cursor.skip();
  const { table } = object;
  append(edits, nowEdit(cursor.name(), { schema: relationSchema(table), name: relationName(table) }));
  for (;;) {
    cursor.skipTo('using', 'check', 'when', 'execute');
    if (cursor.done) return applyEdits(text, edits);
    if (cursor.take('execute')) {
      cursor.takeOneOf('function', 'procedure');
      const { calls } = object;
      if (calls) append(edits, nowEdit(cursor.name(), calls));
    } else {
      cursor.skip();
      const inner = cursor.parenthesised();
      if (inner && object.renames.length > 0 && isSubquery(inner)) return undefined;
      if (inner) append(edits, columnEdits(text, columnsInExpression(inner), object));
    }
  }
}

/** The name that something has now in the place of a written one, where that means another one. */
function nowEdit(written: NameRef | undefined, now: NonNullable<ObjectRecord['calls']>): Edit[] {
  if (!written) return [];
  const isSchema = (written.schema ?? 'public') === (now.schema ?? 'public');
  return isSchema && written.name === now.name ? [] : [{ range: written.range, newText: nameText(now) }];
}

function isNameIn(text: string, range: Range, name: string): boolean {
  return Cursor.of(text.slice(range.start, range.end)).name()?.name === name;
}

function isSubquery(expression: Cursor): boolean {
  return expression.tokens.some(({ start, end }) => /^select$/i.test(expression.text.slice(start, end)));
}

/** A name in the place of a written one, unless it is the same. */
function nameEdit(text: string, range: Range | undefined, newText: string): Edit[] {
  if (!range) return [];
  const same = quoteName(Cursor.of(text.slice(range.start, range.end)).identifier()?.name ?? '') === newText;
  return same ? [] : [{ range, newText }];
}

function columnEdit(
  column: { readonly name: string; readonly range: Range } | undefined,
  object: ObjectRecord,
): Edit[] {
  const now = column && renamed(column.name, object.renames);
  return column && now !== undefined && now !== column.name
    ? [{ range: column.range, newText: quoteName(now) }]
    : [];
}

/** The columns in an expression that has this text, and the table before them, by the names that they have now. */
function columnEdits(text: string, mentions: readonly ColumnMention[], object: ObjectRecord): Edit[] {
  const hasMoved = object.table !== object.tableThen;
  return mentions.flatMap((mention) => {
    const { qualifier } = mention;
    const isOfTable = hasMoved && qualifier && isNameIn(text, qualifier, relationName(object.tableThen));
    const ofTable = isOfTable
      ? [{ range: qualifier, newText: `${quoteName(relationName(object.table))}.` }]
      : [];
    return [...ofTable, ...columnEdit(mention, object)];
  });
}

/** A view, routine or the like that has another name or schema now. */
function ownNameNow(text: string, object: ObjectRecord): string {
  const cursor = Cursor.of(text);
  const words = object.kind === 'materialized view' ? ['view'] : [object.kind];
  cursor.skipTo(...words);
  cursor.skip();
  cursor.take('if', 'not', 'exists');
  const written = cursor.name();
  if (!written || written.name === object.name) return text;
  const schema = object.schema === 'public' || object.schema === '' ? '' : `${quoteName(object.schema)}.`;
  return applyEdits(text, [{ range: written.range, newText: schema + quoteName(object.name) }]);
}
