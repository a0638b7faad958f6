import type { Cursor } from './cursor';
import type { TableAction, TriggerFiring } from './operations';
import { readType } from './column-type';
import { readConstraint, readPlainConstraint, readTraits } from './read-constraint';
import { readColumn, readExpression, readIdentity, startsTableConstraint, takeGenerated } from './read-table';

/** Reads what ALTER COLUMN does, behind the column's name; `start` is where the action starts. */
function readColumnChange(action: Cursor, name: string, start: number): TableAction | undefined {
  if (action.take('add')) {
    const sequence = takeGenerated(action) ? readIdentity(action) : undefined;
    return sequence && { kind: 'add-identity', name, sequence };
  }
  if (action.take('drop', 'identity')) return { kind: 'drop-identity', name };
  if (action.take('drop', 'expression')) return { kind: 'set-expression', name, from: undefined };
  if (action.take('set', 'expression', 'as')) {
    return { kind: 'set-expression', name, from: readExpression(action) };
  }
  action.take('set', 'data');
  if (!action.take('type')) return undefined;
  const type = readType(action);
  if (!type) return undefined;
  const range = { start, end: type.nameEnd };
  return { kind: 'alter-type', name, type: type.text, isPlain: action.done, range };
}

/** Reads what switches triggers and row level security on and off; `start` is where the action starts. */
function readSwitch(action: Cursor, start: number): TableAction | undefined {
  const isUnforced = action.take('no', 'force');
  if (isUnforced || action.take('force')) {
    const range = { start, end: endOf(action) };
    return { kind: 'row-level-security', enabled: undefined, forced: !isUnforced, range };
  }
  const verb = action.takeOneOf('enable', 'disable');
  if (!verb) return undefined;
  const range = { start, end: endOf(action) };
  if (action.take('row', 'level', 'security')) {
    return { kind: 'row-level-security', enabled: verb === 'enable', forced: undefined, range };
  }
  const special = verb === 'enable' ? action.takeOneOf('always', 'replica') : undefined;
  if (!action.take('trigger')) return undefined;
  const isAll = !action.isAtQuotedName && action.takeOneOf('all', 'user') !== undefined;
  const name = isAll ? undefined : action.identifier()?.name;
  const firing: TriggerFiring = special ?? (verb === 'enable' ? 'enabled' : 'disabled');
  return { kind: 'trigger-firing', name, firing, range };
}

/** Where the action ends. */
function endOf(action: Cursor): number {
  const extent = action.extent ?? { start: 0, end: 0 };
  return action.mapRange(extent).end;
}

function readAction(action: Cursor): TableAction | undefined {
  const first = action.token();
  if (!first) return undefined;
  const { start } = action.mapRange(first);
  const rangeTo = (last: { readonly end: number }) => ({ start, end: last.end });
  if (action.take('add')) {
    if (startsTableConstraint(action)) {
      const constraint = readConstraint(action);
      if (constraint) return { kind: 'add-constraint', constraint };
      const plain = readPlainConstraint(action);
      return plain && { kind: 'add-plain-constraint', constraint: plain };
    }
    action.take('column');
    const ifNotExists = action.take('if', 'not', 'exists');
    const column = readColumn(action);
    return column && { kind: 'add-column', column, ifNotExists };
  }
  if (action.take('drop')) {
    const object = action.takeOneOf('constraint', 'column') ?? 'column';
    action.take('if', 'exists');
    const name = action.identifier();
    if (!name) return undefined;
    const range = rangeTo(name.range);
    return object === 'constraint'
      ? { kind: 'drop-constraint', name: name.name, range }
      : { kind: 'drop-column', name: name.name, cascade: action.take('cascade'), range };
  }
  if (action.take('validate', 'constraint')) {
    const name = action.identifier()?.name;
    return name === undefined ? undefined : { kind: 'validate-constraint', name };
  }
  const switched = readSwitch(action, start);
  if (switched) return switched;
  if (action.take('alter', 'constraint')) {
    const name = action.identifier();
    if (!name || action.done || action.isAt('inherit')) return undefined;
    const traits = action.rest();
    if (!/deferr|initially/i.test(traits)) return undefined;
    const { deferrable } = readTraits(action);
    return { kind: 'alter-constraint', name: name.name, deferrable, traits, range: rangeTo(name.range) };
  }
  if (action.take('alter')) {
    action.take('column');
    const name = action.identifier();
    return name && readColumnChange(action, name.name, start);
  }
  if (action.take('attach', 'partition')) {
    const table = action.name();
    return table && { kind: 'attach-partition', table };
  }
  if (action.take('detach', 'partition')) {
    const table = action.name();
    return table && { kind: 'detach-partition', table };
  }
  return undefined;
}

/** PostgreSQL carries out the actions of one ALTER TABLE in passes, whatever their order in the text. */
function passOf(action: TableAction): number {
  switch (action.kind) {
    case 'drop-column':
    case 'drop-constraint':
    case 'drop-identity':
      return 0;
    case 'alter-type':
      return 1;
    case 'add-column':
      return 2;
    case 'add-plain-constraint':
      return 4;
    case 'add-constraint':
      return action.constraint.usingIndex === undefined ? 4 : 3;
    default:
      return 5;
  }
}

/** Reads the actions of ALTER TABLE that touch indexes or what they hang on; the cursor stands behind the table's name. */
export function readTableActions(cursor: Cursor): TableAction[] {
  const actions: TableAction[] = [];
  for (const item of cursor.items()) {
    const action = readAction(item);
    if (action) actions.push(action);
  }
  return actions.length < 2 ? actions : actions.sort((a, b) => passOf(a) - passOf(b));
}
