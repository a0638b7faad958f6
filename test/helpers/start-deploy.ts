import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { DeployByEngine } from './deploy-by-engine';
import type { DeployQuestion } from './deploy-process';

/** Prisma's schema engine in a process of its own. */
export interface EngineProcess {
  /** One at a time. */
  readonly deploy: DeployByEngine;
  readonly stop: () => void;
}

/** Starts a process that deploys with Prisma's schema engine. */
export async function startDeploy(): Promise<EngineProcess> {
  const child = fork(path.join(__dirname, 'deploy-process.js'), {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`Prisma's engine ended with ${String(code)}.`);
  });
  gone.catch(() => undefined);
  const answer = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, 'message'), gone])) as unknown[];
    return message;
  };
  await answer();
  return {
    deploy: async (url, migrations) => {
      const said = answer();
      child.send({ url, migrations } satisfies DeployQuestion);
      const { refusal } = (await said) as { refusal: string | null };
      return refusal;
    },
    stop: () => child.kill('SIGKILL'),
  };
}
