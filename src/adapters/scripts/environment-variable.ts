import { calleeName } from './objects';
import type { Expression } from './script';

/** A variable of the environment that a script reads. */
export interface EnvironmentVariable {
  /** required: `env('X')` of Prisma's, which throws where it is unset. optional: `process.env.X`. */
  readonly kind: 'required' | 'optional';
  readonly variable: string;
}

/** The variable that the expression reads; undefined where it is anything else, or has a name that is computed. */
export function environmentVariable(expression: Expression): EnvironmentVariable | undefined {
  if (expression.kind === 'call') {
    const { callee, args, isNew } = expression;
    const [first, second] = args;
    const isEnv = !isNew && calleeName(callee) === 'env' && first?.kind === 'text' && !second;
    return isEnv ? named('required', first.value) : undefined;
  }
  if (expression.kind !== 'member' || expression.object.kind !== 'member') return undefined;
  const { object, name } = expression.object;
  const isProcess = object.kind === 'name' && object.name === 'process';
  return isProcess && name === 'env' ? named('optional', expression.name) : undefined;
}

function named(kind: EnvironmentVariable['kind'], variable: string): EnvironmentVariable | undefined {
  return /^\w+$/.test(variable) ? { kind, variable } : undefined;
}
