import { sameTarget, type TargetInput } from '../commands';
import type { NextStep } from '../tool';
import { wholeName } from '../../core/protection/protected-object';
import type { MigrationStanding, StatusJson } from '../../core/reports/status';

export type ProjectStatus = StatusJson['projects'][number];

/** Something that needs somebody, and what to do about it. */
export interface Fact {
  readonly sentence: string;
  readonly next: readonly NextStep[];
}

export function isLost({ state }: { readonly state: string }): boolean {
  return state !== 'present' && state !== 'pending';
}

/** Whether only the whole schema tells what is the case: rows say nothing, or say what may never have happened. */
export function needsSchema(project: ProjectStatus): boolean {
  return isUnrecorded(project) || (hasMarked(project) && lostNames(project).length > 0);
}

export function isPending({ migrations }: ProjectStatus): boolean {
  return migrations.some(isToApply);
}

export function isToApply({ state }: MigrationStanding): boolean {
  return state === 'pending' || state === 'rolled-back';
}

export function isUnrecorded({ migrations }: ProjectStatus): boolean {
  return migrations.length > 0 && migrations.every(({ state }) => state === 'pending');
}

function hasMarked({ migrations }: ProjectStatus): boolean {
  return migrations.some(({ state }) => state === 'marked');
}

/** By which `restore` knows them. */
export function lostNames({ protectedIndexes, protectedObjects }: ProjectStatus): string[] {
  return [
    ...protectedIndexes.filter(isLost).map(({ name }) => name),
    ...protectedObjects
      .filter(isLost)
      .map(({ kind, name, table }) => wholeName({ kind, name, table: table ?? undefined })),
  ];
}

export interface OrderedFact extends Fact {
  /** Whether nothing else can be done before, or what is to be done about it can only be told after. */
  readonly isBlocking?: boolean;
}

export function again(target: TargetInput): NextStep {
  return {
    tool: 'status',
    arguments: sameTarget(target),
    why: 'it says what is still to be done after that',
  };
}
