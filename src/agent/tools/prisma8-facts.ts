import type { MigrationStanding } from '../../core/reports/status';
import type { TargetInput } from '../commands';
import { sameProject } from '../commands';
import { namesLabel } from '../report';
import { again, isToApply, lostNames, type OrderedFact, type ProjectStatus } from './project-standing';

/** What needs somebody in a project of Prisma 8, where nothing is repaired by tools: its own commands apply what is planned. */
export function* prisma8Facts(
  project: ProjectStatus,
  target: TargetInput,
  isLinted: boolean,
): Generator<OrderedFact> {
  const drifted = project.migrations.filter(({ state }) => state === 'drifted');
  if (drifted.length > 0) yield driftedFact(drifted);
  const pending = project.migrations.filter(isToApply);
  if (pending.length > 0) yield pendingFact(pending, target, isLinted);
  const lost = lostNames(project);
  if (lost.length > 0) {
    yield {
      sentence: `Protected, and not as it should be: ${namesLabel(lost)}.`,
      next: [
        {
          person:
            'Plan the next migration, and put what migration-guard explain shows of them into its migration.ts, as rawSql.',
        },
      ],
    };
  }
}

function driftedFact(drifted: readonly MigrationStanding[]): OrderedFact {
  return {
    sentence: `Applied with another hash than their files have: ${namesLabel(drifted.map(({ name }) => name))}.`,
    next: [
      { person: 'Bring the files back as they were applied, from git: Prisma does not run them again.' },
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
        ? { person: 'Apply them by Prisma 8 itself: npx prisma db migrate.' }
        : { tool: 'lint', arguments: sameProject(target), why: 'it finds something in them' },
      again(target),
    ],
    isBlocking: true,
  };
}
