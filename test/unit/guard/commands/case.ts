type Decision = 'allow' | 'ask' | 'deny';

/**
 * What is decided about a command where something is protected, where there is only a history, and without Prisma. One
 * decision stands for all three.
 */
type Expected = Decision | readonly [guarded: Decision, history: Decision, none: Decision];

/** A command, with its decision in the projects of states.ts. */
export type Case = readonly [Expected, string];

export const inProject = (decision: Decision): Expected => [decision, decision, 'allow'];
export const whereProtected: Expected = ['deny', 'allow', 'allow'];
