import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import type { NextStep, ToolName } from '../../src/agent/tool';
import { inheritedVariables, type Environment } from './cli';

const built = path.resolve(__dirname, '..', '..', '..', 'dist', 'cli.js');

/** In the newer one a server asks by an answer, and the client calls again. */
export const protocols = ['2025', '2026'] as const;
type Protocol = (typeof protocols)[number];

/** How the client is, and who sits at it. */
export interface ClientOptions {
  /** Where the server is started. */
  readonly cwd: string;
  readonly env?: Environment;
  /** The command line that is started; the built one without it. */
  readonly cli?: string;
  /** More arguments of `migration-guard mcp`. */
  readonly args?: readonly string[];
  /** Which revision of the protocol it speaks: that of most clients without it, in which the server asks by requests. */
  readonly protocol?: Protocol;
  /** The folders that the client has open; without it, it names none. */
  readonly roots?: readonly string[];
  /** What the person answers; without it the client can ask nobody. */
  readonly answer?: (question: string) => 'yes' | 'no' | 'leave';
}

/** What an agent gets of a call. */
export interface Called {
  readonly text: string;
  readonly isError: boolean;
  readonly next: readonly NextStep[];
  readonly report: unknown;
}

export interface McpSession {
  readonly client: Client;
  readonly call: (name: ToolName, given?: Readonly<Record<string, unknown>>) => Promise<Called>;
}

/** Starts `migration-guard mcp` with the official client, and ends it, whatever happens. */
export async function withMcp(
  { cwd, env = {}, cli = built, args = [], protocol = '2025', roots, answer }: ClientOptions,
  body: (session: McpSession) => Promise<void>,
): Promise<void> {
  const client = new Client(
    { name: 'test', version: '1' },
    {
      capabilities: { ...(roots && { roots: {} }), ...(answer && { elicitation: {} }) },
      versionNegotiation: { mode: protocol === '2025' ? 'legacy' : { pin: '2026-07-28' } },
    },
  );
  if (roots) {
    client.setRequestHandler('roots/list', () => ({
      roots: roots.map((folder) => ({ uri: pathToFileURL(folder).href })),
    }));
  }
  if (answer) {
    client.setRequestHandler('elicitation/create', ({ params }) => {
      const said = answer(params.message);
      if (said === 'leave') return { action: 'cancel' };
      return { action: 'accept', content: { confirm: said === 'yes' } };
    });
  }
  const variables = Object.entries({ ...inheritedVariables(), ...env });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [cli, 'mcp', ...args],
    cwd,
    env: Object.fromEntries(variables.filter((pair): pair is [string, string] => pair[1] !== undefined)),
  });
  await client.connect(transport);
  try {
    await body({
      client,
      call: async (name, given = {}) => {
        const {
          content,
          structuredContent,
          isError = false,
        } = await client.callTool({ name, arguments: given }, { timeout: 100_000 });
        const { next = [], report } = (structuredContent ?? {}) as Partial<Called>;
        const [first] = content;
        return { text: first?.type === 'text' ? first.text : '', isError, next, report };
      },
    });
  } finally {
    await client.close();
  }
}
