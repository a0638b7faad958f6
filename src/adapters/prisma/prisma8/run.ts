import * as z from 'zod/mini';
import { withoutCredentials } from '../../../core/environment/masks';
import { HumanError } from '../../../core/human-error';
import { maskText } from '../../process/mask-secrets';
import { runCaptured } from '../../process/run-captured';
import { secretsIn } from '../../process/secrets-in';
import type { Variables } from '../../process/variables';
import { parseJson } from '../../project/settings';
import { quietly } from '../diff/diff-result';
import { programFailure } from '../diff/prisma-failure';
import type { PrismaCli } from '../prisma-cli';

/** A command of Prisma 8 that is to be answered as data. */
export interface Prisma8Call {
  /** The project's folder. */
  readonly root: string;
  readonly prisma: PrismaCli;
  readonly args: readonly string[];
  readonly env: Variables;
  readonly timeoutMs: number;
}

/** Why Prisma 8 did not do it: its own code, such as `DRIVER.CONNECTION_FAILED`, and what it says, without its full stop. */
export interface Prisma8Refusal {
  readonly code: string;
  readonly summary: string;
}

const frame = z.object({
  kind: z.literal('result'),
  envelope: z.object({
    ok: z.boolean(),
    result: z.optional(z.unknown()),
    error: z.optional(
      z.object({
        code: z.optional(z.string()),
        summary: z.optional(z.string()),
        why: z.optional(z.string()),
      }),
    ),
  }),
});

/**
 * Runs a command of the project's own Prisma 8, which writes JSON line by line where nobody looks on.
 *
 * @returns its result, or what it refuses
 * @throws HumanError, one sentence, where it gives no answer
 */
export async function runPrisma8({
  root,
  prisma,
  args,
  env,
  timeoutMs,
}: Prisma8Call): Promise<{ readonly result: unknown } | { readonly refusal: Prisma8Refusal }> {
  const variables = quietly(env);
  const ended = await runCaptured(prisma.program, [...prisma.args, ...args], {
    ...{ cwd: root, env: variables, timeoutMs },
  });
  if (ended.kind !== 'ended') throw programFailure(ended, { prisma, timeoutMs });
  const clean = (text: string): string =>
    maskText(withoutCredentials(text), secretsIn(variables))
      .replace(/\s+/g, ' ')
      .replace(/[.\s]+$/, '');
  const answer = lastFrame(ended.stdout);
  if (!answer) {
    const [said = ''] = [ended.stderr, ended.stdout].map(clean).filter((text) => text !== '');
    throw new HumanError(
      `${prisma.label} gave no answer to ${args.join(' ')}: ${said === '' ? `it ended with exit code ${ended.code}` : said.slice(0, 600)}.`,
    );
  }
  const { ok, result, error } = answer.envelope;
  if (ok) return { result };
  const { code = '', summary = 'it gives no reason', why } = error ?? {};
  return { refusal: { code, summary: clean(why === undefined ? summary : `${summary}: ${why}`) } };
}

function lastFrame(printed: string): z.output<typeof frame> | undefined {
  for (const line of printed.trimEnd().split('\n').reverse()) {
    const read = frame.safeParse(parseJson(line));
    if (read.success) return read.data;
  }
  return undefined;
}
