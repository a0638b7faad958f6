import { counted } from '../../core/counted';
import { namesLabel } from '../report';
import { migrateCommand, sameProject, sameTarget, schemaDriftCommand, type TargetInput } from '../commands';
import { quoteName } from '../../core/sql/names';
import type { MigrationStanding } from '../../core/reports/status';
import {
  again,
  isToApply,
  lostNames,
  type Fact,
  type OrderedFact,
  type ProjectStatus,
} from './project-standing';
import { prisma8Facts } from './prisma8-facts';
import { neverRunFact, squashedFact, unrecordedFact } from './record-facts';

/** What needs somebody, in the order in which it is to be dealt with: what stands in the way of the rest comes alone. */
export function factsOf(project: ProjectStatus, target: TargetInput, isLinted: boolean): readonly Fact[] {
  const facts = [...allFacts(project, target, isLinted)];
  const blocking = facts.findIndex(({ isBlocking }) => isBlocking);
  return facts.map(({ sentence, next }, at) => ({
    sentence,
    next: blocking === -1 || at <= blocking ? next : [],
  }));
}

function* allFacts(project: ProjectStatus, target: TargetInput, isLinted: boolean): Generator<OrderedFact> {
  const { migrations, unread, schema } = project;
  const inState = (...states: readonly MigrationStanding['state'][]): MigrationStanding[] =>
    migrations.filter(({ state }) => states.includes(state));
  if (unread.length > 0) {
    const files = namesLabel(unread.map(({ file, reason }) => `${file} (${reason})`));
    yield { sentence: `Could not be read: ${files}.`, next: [] };
  }
  for (const failed of inState('failed')) yield failedFact(failed, project, target);
  yield* unrecordedFact(project, target);
  yield* neverRunFact(project);
  const drifted = project.prisma8 ? [] : inState('drifted');
  if (drifted.length > 0) {
    yield {
      sentence: `Changed after they were applied: ${namesLabel(drifted.map(({ name }) => name))}.`,
      next: [
        {
          tool: 'fix_drift',
          arguments: sameProject(target),
          why: 'it proves which edits change nothing and repairs those; it says what to do about the others',
        },
      ],
    };
  }
  yield* squashedFact(migrations, target);
  for (const one of inState('missing', 'empty')) yield awayFact(one);
  if (project.prisma8) {
    yield* prisma8Facts(project, target, isLinted);
    return;
  }
  const pending = migrations.filter(isToApply);
  if (pending.length > 0) yield pendingFact(pending, target, isLinted);
  const lost = lostNames(project);
  if (lost.length > 0) yield lostFact(lost, target);
  if (schema) yield* schemaFacts(schema, target);
}

function failedFact(
  { name, logs, remarks = [], remedies = [] }: MigrationStanding,
  { protectedIndexes }: ProjectStatus,
  target: TargetInput,
): OrderedFact {
  const said = remarks.length > 0 ? ` ${remarks.join('. ')}.` : logs === null ? '' : ` ${logs.trim()}`;
  const invalid = protectedIndexes.filter(
    ({ state, origin }) => state === 'invalid' && origin?.migration === name,
  );
  const [first, second] = remedies;
  const left = invalid.map(({ schema, name: index }) => {
    const whole = [...(schema === null ? [] : [schema]), index].map(quoteName).join('.');
    return `It left ${index} behind, which is invalid and serves no query: DROP INDEX CONCURRENTLY ${whole}; takes only that away. `;
  });
  return {
    sentence: `${name} failed, and Prisma applies nothing until that is resolved.${said}`,
    next: [
      ...(first && !second
        ? [
            {
              person: `Correct the SQL of ${name}: nothing of it is in the database, and nothing has to be reset.`,
            },
            {
              command: first.command,
              why: `only once ${first.when ?? 'that is done'}; Prisma tries it again then`,
            },
          ]
        : [
            {
              person: `Decide about ${name}: correct what PostgreSQL refused, in the data or in the SQL. ${left.join('')}${remedies.map(({ command, when }) => `If ${when ?? 'so'}: \`${command}\`. `).join('')}Nothing has to be reset.`,
            },
          ]),
      again(target),
    ],
    isBlocking: true,
  };
}

function lostFact(names: readonly string[], target: TargetInput): Fact {
  return {
    sentence: `Protected, and not as it should be: ${namesLabel(names)}.`,
    next: [
      {
        tool: 'restore',
        arguments: { ...sameTarget(target), names: names.slice(0, 100) },
        why: 'it writes a new migration that makes them again',
      },
    ],
  };
}

function awayFact({ name, state, where, remarks = [], remedies = [] }: MigrationStanding): OrderedFact {
  const what = state === 'empty' ? 'has no migration.sql' : 'is missing';
  const more = remarks.length > 0 ? `: ${remarks.join('. ')}` : '';
  const [remedy] = remedies;
  return {
    sentence: `${name} ${what}${more}.`,
    next: [
      remedy
        ? { command: remedy.command, why: 'it brings the file back as it was applied' }
        : {
            person:
              where?.kind === 'branch'
                ? `Merge ${where.branch}, or switch to it: ${name} was applied from there. Nothing has to be reset.`
                : `Bring ${name} back as it was, from git; never delete what was applied.`,
          },
    ],
  };
}

function* schemaFacts(
  { differences, failure, adopting, completing }: NonNullable<ProjectStatus['schema']>,
  target: TargetInput,
): Generator<Fact> {
  const count = differences.length;
  if (failure !== null) {
    yield { sentence: `The schema could not be compared: ${failure.message}`, next: [] };
  }
  if (count === 0) return;
  yield {
    sentence: `The database differs from what the migrations make in ${counted(count, 'thing')}.`,
    next: [
      {
        command: schemaDriftCommand(target),
        why: 'it says of each difference what to do; none of it is a reset',
      },
      ...(adopting.length > 0
        ? [
            {
              person: `Decide what is to stay of what nobody's migration makes. A new migration with this adopts it and changes nothing here; declare it in schema.prisma, too:\n${adopting.join('\n')}`,
            },
          ]
        : []),
      ...(completing.length > 0
        ? [{ person: `What is missing comes back by this, run in the database:\n${completing.join('\n')}` }]
        : []),
    ],
  };
}

function pendingFact(
  pending: readonly MigrationStanding[],
  target: TargetInput,
  isLinted: boolean,
): OrderedFact {
  const names = namesLabel(pending.map(({ name }) => name));
  return {
    sentence: `Still to be applied: ${names}.${isLinted ? ' They drop nothing protected.' : ''}`,
    next: [
      isLinted
        ? { command: migrateCommand(target), why: 'it applies them, and nothing else' }
        : { tool: 'lint', arguments: sameProject(target), why: 'it finds something in them' },
      again(target),
    ],
    // What else is lost can only be told of the tables and names that there are then.
    isBlocking: true,
  };
}
