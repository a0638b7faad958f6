import * as z from 'zod/mini';
import { nameInput, projectKey } from '../input';
import { failure, firstOf, readReport } from '../report';
import { sameProject, type TargetInput } from '../commands';
import { tool, type Answer } from '../tool';
import type { ExplainedJson, ExplainJson } from '../../core/reports/explain';

const input = z.strictObject({
  ...projectKey,
  name: z.optional(
    nameInput('Its name, such as idx_a or users.users_check. Default: all that are protected.'),
  ),
});

/** What something protected is, and what losing it means. */
export const explainIndexTool = tool({
  name: 'explain_index',
  title: 'Explain a protected index',
  description: [
    'Says of an index, constraint, trigger or policy that Prisma cannot see: what it is, who made it, what losing it means, how to keep it, the SQL that makes it, and for a vector index which operator it serves. Reads files only: no database, no code of the project.',
    'Call it before you drop, change or replace an index, before you write a vector query, and when lint names something that you do not know.',
    'Read-only. An index that the schema does not declare is no drift: never drop it, and never reset, to make Prisma content.',
  ].join(' '),
  input,
  runsProjectCode: false,
  run: async (given, command) => {
    const { name } = given;
    const result = await command({
      command: 'explain',
      options: ['--json'],
      names: name === undefined ? undefined : [name],
      doing: 'Reading the migrations and the schema',
    });
    const { report, failure: why } = readReport<ExplainJson>(result);
    if (!report) {
      const all = {
        tool: 'explain_index',
        arguments: sameProject(given),
        why: 'it lists all that is protected',
      } as const;
      return name === undefined ? failure(why) : failure(why, all);
    }
    return answerOf(report, given, name === undefined);
  },
});

function answerOf({ explained, broken, notices }: ExplainJson, target: TargetInput, isAll: boolean): Answer {
  const { shown, more } = firstOf(explained);
  const isThreatened = explained.some((one) => one.protected && one.threatened);
  return {
    summary:
      shown.length === 0
        ? 'Nothing here is protected: Prisma knows all indexes of this project.'
        : shown.map((one) => (isAll ? `${one.name}: ${one.what}.` : wholeStory(one))).join('\n'),
    next: !isThreatened
      ? []
      : [
          {
            tool: 'safe_migrate',
            arguments: { ...sameProject(target), name: 'what_changes' },
            why: 'it makes the migration for a change of the schema, without what Prisma would write against these',
          },
        ],
    report: { explained: isAll ? shown.map(shortly) : shown, ...(more > 0 ? { more } : {}), broken, notices },
  };
}

function wholeStory({ name, what, provenance, howLost, cost, vector }: ExplainedJson): string {
  return [
    `${name}: ${what}. ${provenance}`,
    howLost,
    ...(cost === null ? [] : [cost]),
    ...(vector?.orderBy ? [`It serves ${vector.orderBy}.`] : []),
  ].join(' ');
}

function shortly({ kind, name, table, what, cost, statements, vector }: ExplainedJson) {
  return { kind, name, table, what, cost, statements, operator: vector?.operator ?? null };
}
