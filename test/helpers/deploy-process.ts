// A program of its own, which startDeploy forks: after a hundred schemas in one process Prisma's engine is not what it was.
import { loadDeploy } from './deploy-by-engine';

/** One deployment that is asked for. */
export interface DeployQuestion {
  readonly url: string;
  readonly migrations: readonly string[];
}

async function main(): Promise<void> {
  const deploy = await loadDeploy();
  process.once('disconnect', () => process.exit());
  process.on('message', ({ url, migrations }: DeployQuestion) => {
    void deploy(url, migrations).then((refusal) => process.send?.({ refusal }));
  });
  process.send?.('ready');
}

void main();
