import { ownCommand } from '../../../core/command-target';

/** What somebody had linted. */
export interface LintScope {
  /** As they were given; none is what is here. */
  readonly paths: readonly string[];
  /** The revision against which work is new, where the person named one. */
  readonly base?: string | undefined;
}

/** The command that fixes what can be fixed of the same. */
export function fixCommand({ paths, base }: LintScope = { paths: [] }): string {
  const against = base === undefined ? [] : ['--base', base];
  return ownCommand('lint', { environment: 'local' }, '--fix', ...against, ...paths);
}
