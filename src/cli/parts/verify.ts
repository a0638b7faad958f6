import { loadGrammar } from '../../core/sql/grammar';
import { openProjects } from '../../adapters/project/open-projects';
import { stoppableMatcher } from '../../adapters/project/pattern-matcher';
import { readPrelude } from '../../adapters/project/prelude';
import { verifyHistory } from '../../workflows/verify';
import { runVerify, type VerifyArgs } from '../commands/verify';
import type { Machine } from './machine';

/** `verify` on this machine. */
export function verify(args: VerifyArgs, { cwd, env, stdout, stderr }: Machine): Promise<number> {
  return runVerify(args, {
    openProjects: (paths) => openProjects(paths, { cwd }),
    verify: async (source, upTo, { progress, notice }) => {
      const { scripts: prelude, notices } = readPrelude(source);
      notices.forEach(notice);
      const { openEmbedded } = await import('../../adapters/embedded/open-embedded');
      const matchPattern = stoppableMatcher();
      return verifyHistory(source, { openEmbedded, loadGrammar, prelude, upTo, progress, matchPattern });
    },
    ...{ cwd, env, stdout, stderr },
  });
}
