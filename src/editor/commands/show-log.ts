import type { CommandContext } from './context';

export function showLog({ log }: CommandContext): void {
  log.show();
}
