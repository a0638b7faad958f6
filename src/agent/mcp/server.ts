import {
  acceptedContent,
  CLIENT_CAPABILITIES_META_KEY,
  inputRequired,
  inputResponse,
  McpServer,
  type CallToolResult,
  type ClientCapabilities,
  type InputRequiredResult,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod/mini';
import type { Variables } from '../../adapters/process/variables';
import { answerData, answerText } from '../answer-text';
import { failure } from '../report';
import { answerBeforeAsking, runTool, type ToolContext } from '../run-tool';
import type { AgentTool, Answer, ToolInput } from '../tool';
import { agentTools } from '../tools';
import { progressReporter } from './progress';
import { carriedRoots, namedRoots, rootsFor } from './roots';
import { withJsonSchema } from './standard-schema';

/** What the server is started with. */
export interface McpSettings {
  readonly version: string;
  /** The absolute path of the command line's bundle. */
  readonly cli: string;
  readonly env: Variables;
  /** Absolute paths of the folders whose projects a person trusts. */
  readonly trusted: readonly string[];
}

const instructions = [
  'Migration Guard keeps what Prisma Migrate cannot see in PostgreSQL: vector, partial and expression indexes, CHECKs, triggers, policies.',
  'Call status first when Prisma speaks of drift or a migration failed, safe_migrate instead of `prisma migrate dev` after a change of schema.prisma (after a change of a contract of Prisma 8, `npx migration-guard safe-migrate --name <name>` instead of `prisma db update`), and lint after every edit of a migration.',
  'Each answer names the next safe call. Never run `prisma migrate reset`, `prisma db push`, `prisma db update` or `prisma migrate resolve --applied` to cure drift, and never edit or delete an applied migration.',
].join(' ');

/** What a person answers. */
const confirmation = z.object({ confirm: z.boolean() });

/** Added to the input of a tool that writes, for clients that cannot ask a person themselves. */
const confirmKey = {
  confirm: z.optional(
    z
      .boolean()
      .check(z.describe('Leave it out first. If the answer asks for it: true, once the person has agreed.')),
  ),
};

/** The server with all tools. Nothing is read before one is called. */
export function createServer(settings: McpSettings): McpServer {
  const { version } = settings;
  const server = new McpServer(
    { name: 'migration-guard', title: 'Migration Guard for Prisma', version },
    { capabilities: { tools: {} }, instructions },
  );
  for (const tool of agentTools) register(server, tool, settings);
  return server;
}

function register(server: McpServer, tool: AgentTool, settings: McpSettings): void {
  const { name, title, description, input, question } = tool;
  const readOnlyHint = question === undefined;
  server.registerTool(
    name,
    {
      ...{ title, description },
      inputSchema: withJsonSchema(question ? z.extend(input, confirmKey) : input),
      annotations: { title, readOnlyHint, destructiveHint: false, openWorldHint: false },
    },
    async (given, context) => {
      const { confirm, ...own } = given as { readonly confirm?: boolean };
      const capabilities = capabilitiesOf(server, context);
      return await call({ tool, given: own, isConfirmed: confirm === true, context, capabilities }, settings);
    },
  );
}

/** What the client can be asked: each request says so since 2026, the connection did before. */
function capabilitiesOf({ server }: McpServer, { mcpReq }: ServerContext): ClientCapabilities {
  const envelope: Readonly<Record<string, unknown>> = mcpReq.envelope ?? {};
  const said = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- a connection of the older protocol says it only there
  return said ?? server.getClientCapabilities() ?? {};
}

interface Call {
  readonly tool: AgentTool;
  readonly given: ToolInput;
  /** As the model itself says. */
  readonly isConfirmed: boolean;
  readonly context: ServerContext;
  readonly capabilities: ClientCapabilities;
}

/**
 * Runs a tool once the client has named its folders and, where it writes, the person has agreed. What has to be asked is
 * asked in rounds: the client answers, and the same call comes again.
 */
async function call(
  { tool, given, isConfirmed, context, capabilities }: Call,
  { cli, env, trusted }: McpSettings,
): Promise<CallToolResult | InputRequiredResult> {
  const { inputResponses, requestState, signal } = context.mcpReq;
  const named = namedRoots(inputResponses, requestState());
  if (capabilities.roots && named === undefined) {
    return inputRequired({ inputRequests: { roots: inputRequired.listRoots() } });
  }
  const roots = rootsFor(named, trusted);
  const question = tool.question?.(given);
  const reply = inputResponse(inputResponses, 'confirm');
  if (reply.kind !== 'missing' && !isAgreed(inputResponses)) {
    return resultOf(failure('The person did not agree, so nothing was done.'));
  }
  const hasAgreed = reply.kind !== 'missing' || (isConfirmed && !capabilities.elicitation);
  const progress = progressReporter(context);
  // Whoever reads the answer has our command line by npx, as this server most often was started.
  const variables = { ...env, npm_command: 'exec' };
  const run: ToolContext = {
    ...{ roots, cli, signal, progress: progress.say },
    variables: () => Promise.resolve(variables),
  };
  try {
    if (question === undefined || hasAgreed) return resultOf(await runTool(tool, given, run));
    const answer = await answerBeforeAsking(tool, given, run);
    if (answer) return resultOf(answer);
    return capabilities.elicitation
      ? ask(question, named ?? [])
      : resultOf(notConfirmed(tool, given, question));
  } finally {
    progress.end();
  }
}

function isAgreed(responses: Record<string, unknown> | undefined): boolean {
  return acceptedContent(responses, 'confirm', confirmation)?.confirm === true;
}

function ask(question: string, named: readonly string[]): InputRequiredResult {
  return inputRequired({
    inputRequests: {
      confirm: inputRequired.elicit({
        message: question,
        requestedSchema: {
          type: 'object',
          properties: { confirm: { type: 'boolean', title: 'Do it' } },
          required: ['confirm'],
        },
      }),
    },
    // The client's own words: it could name other folders in any round.
    requestState: carriedRoots(named),
  });
}

function notConfirmed({ name }: AgentTool, given: ToolInput, question: string): Answer {
  return {
    summary: `Nothing was done yet. ${question}`,
    next: [
      { person: question },
      {
        tool: name,
        arguments: { ...given, confirm: true },
        why: 'once the person has agreed',
      },
    ],
    report: null,
  };
}

function resultOf(answer: Answer): CallToolResult {
  const data = answerData(answer);
  return {
    content: [
      { type: 'text', text: answerText(answer) },
      { type: 'text', text: JSON.stringify(data) },
    ],
    structuredContent: data,
    ...(answer.failed ? { isError: true } : {}),
  };
}
