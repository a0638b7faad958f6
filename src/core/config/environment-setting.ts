import type * as z from 'zod/mini';
import type { environmentEntry } from './environment-schema';

/** Where a database's URL comes from. */
export type EnvironmentSource =
  /** A variable of the process's own environment. */
  | { readonly kind: 'variable'; readonly variable: string }
  /** A file of variables; relative to the folder of the file that names it. */
  | {
      readonly kind: 'envFile';
      readonly file: string;
      readonly variable: string;
      readonly namedBy: string;
    }
  /** A program, without a shell, in the folder of the file that names it; what it prints is the URL. */
  | {
      readonly kind: 'command';
      readonly program: string;
      readonly args: readonly string[];
      readonly namedBy: string;
    }
  /** What Railway's command line knows; without a service, that of the linked one. */
  | { readonly kind: 'railway'; readonly environment: string; readonly service: string | undefined };

/** An entry of `environments`. */
export interface EnvironmentSetting {
  readonly source: EnvironmentSource;
  /** Whether the entry itself says so; names and URLs may say it too. */
  readonly production: boolean;
}

/** The variable that holds the URL where nothing else is said. */
export const usualVariable = 'DATABASE_URL';

/**
 * What an entry says; undefined where it names no source, which its schema refuses.
 *
 * @param namedBy the file that it stands in
 */
export function settingOf(
  entry: z.output<typeof environmentEntry>,
  namedBy: string,
): EnvironmentSetting | undefined {
  const source = sourceOf(entry, namedBy);
  return source && { source, production: entry.production ?? false };
}

function sourceOf(
  { variable, envFile, command, railway }: z.output<typeof environmentEntry>,
  namedBy: string,
): EnvironmentSource | undefined {
  if (envFile !== undefined)
    return { kind: 'envFile', file: envFile, variable: variable ?? usualVariable, namedBy };
  if (variable !== undefined) return { kind: 'variable', variable };
  if (railway) return { kind: 'railway', environment: railway.environment, service: railway.service };
  const [program, ...args] = command ?? [];
  return program === undefined ? undefined : { kind: 'command', program, args, namedBy };
}
