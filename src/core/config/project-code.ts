/**
 * When code of the project may run: its Prisma config, its Prisma, and programs that its migration-guard.json names. From
 * the strictest on.
 *
 * - never: not at all
 * - onCommand: only for what a person asks for
 * - automatic: also by itself, such as after a save
 */
const projectCodes = ['never', 'onCommand', 'automatic'] as const;
export type ProjectCode = (typeof projectCodes)[number];

/** What a project can say: it cannot allow itself more than a person does. */
export const limitingCodes = ['never', 'onCommand'] as const satisfies readonly ProjectCode[];
export type LimitingCode = (typeof limitingCodes)[number];

/** With it an organisation, or a build server, limits every project on a machine. */
export const projectCodeVariable = 'MIGRATION_GUARD_PROJECT_CODE';

/**
 * What a setting or a variable says; undefined where it says nothing. What is misspelt counts as never: somebody wanted to
 * limit something.
 */
export function codeIn(raw: unknown): ProjectCode | undefined {
  const text = typeof raw === 'string' ? raw.trim() : raw;
  if (text === undefined || text === '') return undefined;
  return projectCodes.find((code) => code === text) ?? 'never';
}

/** The strictest of what is said; undefined where nothing is. */
export function strictestCode(said: readonly (ProjectCode | undefined)[]): ProjectCode | undefined {
  return projectCodes.find((code) => said.includes(code));
}

/** Who wants it to run: a person by a command, or we by ourselves. */
export type Asking = 'person' | 'nobody';

/** Whether code of the project may run under a setting; undefined counts as onCommand. */
export function mayRunUnder(code: ProjectCode | undefined, asking: Asking): boolean {
  return code === 'automatic' || (code !== 'never' && asking === 'person');
}
