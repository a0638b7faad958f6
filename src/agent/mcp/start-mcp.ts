import path from 'node:path';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { startedBy } from '../../core/command-target';
import { createServer, type McpSettings } from './server';
import { trustedFolders } from './roots';

/** What the command line gives. */
export interface McpStart extends Pick<McpSettings, 'version' | 'env'> {
  /** Folders that a person trusts; none for the one in which the server is started. */
  readonly roots: readonly string[];
  readonly cwd: string;
}

/**
 * Serves the tools over standard input and output until the client closes them. Nothing else may be printed to standard
 * output meanwhile.
 *
 * @throws HumanError for a folder that is not there
 */
export async function startMcp({ version, env, roots, cwd }: McpStart): Promise<void> {
  startedBy('npx migration-guard');
  const trusted = trustedFolders(roots, cwd);
  const settings = { version, env, trusted, cli: path.join(__dirname, 'cli.js') };
  const ended = new Promise<void>((resolve) => process.stdin.once('end', resolve).once('close', resolve));
  const handle = serveStdio(() => createServer(settings));
  await ended;
  await handle.close();
}
