import { ownCommand, type CommandTarget } from '../command-target';
import { listed } from '../listed';
import type { ServedQuery } from '../vectors/served-query';
import type { AgentFacts, AgentThing } from './facts';
import { codeText, commandText, isCopyable, sentenceText } from './project-text';

/** An agent pays for every line; what is more is told by `explain`. */
const mostThings = 20;
const mostTables = 20;
const longestSql = 400;

/** What Prisma would lose, a list item each. */
export function protectedList({ things, target }: AgentFacts): string {
  if (things.length === 0) {
    return `Nothing was made by hand here yet that Prisma does not see. That may change: ${commandText(ownCommand('explain', target))} tells of it.`;
  }
  const shown = shownOf(things);
  const rest = things.filter((thing) => !shown.includes(thing));
  return [
    ...things.filter((thing) => shown.includes(thing)).map((thing) => item(thing, target)),
    ...(rest.length === 0 ? [] : [restItem(rest, target)]),
  ].join('\n');
}

/** Where there are too many: vector indexes first, because a query is written by their operator. */
function shownOf(things: readonly AgentThing[]): readonly AgentThing[] {
  const vectors = things.filter(({ query }) => query);
  return [...vectors, ...things.filter(({ query }) => !query)].slice(0, mostThings);
}

function restItem(rest: readonly AgentThing[], target: CommandTarget): string {
  const tables = [...new Set(rest.map(({ table }) => table).filter((table) => table !== ''))];
  const named = tables.slice(0, mostTables).map((table) => codeText(table, 80));
  const more = tables.length > named.length ? [`${tables.length - named.length} more tables`] : [];
  const where = named.length === 0 ? '' : `, on ${listed([...named, ...more])}`;
  return `- ${rest.length} more${where}: ${commandText(ownCommand('explain', target, '--json'))} tells of all of them.`;
}

function item(thing: AgentThing, target: CommandTarget): string {
  const { name, what, reason, cost, query, statements } = thing;
  const sentences = [
    `${codeText(name, 130)}: ${sentenceText(what)}.`,
    ...(reason === undefined ? [] : [`Why, as the team says: ${codeText(reason)}.`]),
    ...(query ? [queryText(query)] : cost === undefined ? [] : [sentenceText(cost)]),
  ];
  return `- ${sentences.join(' ')}\n  ${sqlText(name, statements, target)}`;
}

/** What makes it, where that can be copied from here; else what prints it. */
function sqlText(name: string, statements: AgentThing['statements'], target: CommandTarget): string {
  const isWhole = statements.length > 0 && statements.every((sql) => isCopyable(sql, longestSql));
  if (isWhole) return `Made by ${statements.map((sql) => codeText(`${sql};`, longestSql + 1)).join(' ')}`;
  const command = ownCommand('explain', target, name);
  const known = statements.length > 0 ? 'Its SQL' : 'All that is known of it';
  return isCopyable(command, longestSql)
    ? `${known}: ${commandText(command)}`
    : `${known}: ${commandText(ownCommand('explain', target))}`;
}

function queryText({ operator, distance, orderBy, likeness, opclass }: ServedQuery): string {
  const cost = 'Without it every similarity search reads the whole table.';
  if (operator === undefined || distance === undefined || orderBy === undefined) {
    return `${cost} Its operator class ${codeText(opclass)} says which operator it serves.`;
  }
  const nearer = likeness ? `; the ${likeness.name} is ${codeText(likeness.expression)}` : '';
  return `${cost} It serves \`${operator}\` (${distance}) and no other operator: ${codeText(orderBy)}${nearer}.`;
}
