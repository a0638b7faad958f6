import * as z from 'zod/mini';
import type { PlannedChange } from '../../../core/prisma8/planned-drops';
import { HumanError } from '../../../core/human-error';
import { runPrisma8, type Prisma8Call } from './run';

const planned = z.object({
  plan: z.object({
    operations: z.array(z.object({ id: z.string() })),
    preview: z.object({ statements: z.array(z.object({ text: z.string() })) }),
  }),
});

/** What `db update` would do. */
export type PlannedUpdate =
  | ({ readonly kind: 'planned' } & PlannedChange)
  /** Nobody answers there; what Prisma says. */
  | { readonly kind: 'unreachable' };

/**
 * Asks the project's own Prisma 8 what `db update` would do to the database that its variables lead to, which it only reads.
 *
 * @throws HumanError, one sentence, where it cannot tell
 */
export async function plannedUpdate(
  call: Omit<Prisma8Call, 'args'>,
  fileArgs: readonly string[] = [],
): Promise<PlannedUpdate> {
  const answer = await runPrisma8({ ...call, args: ['db', 'update', '--dry-run', ...fileArgs] });
  const { label } = call.prisma;
  if ('refusal' in answer) {
    const { code, summary } = answer.refusal;
    if (code === 'DRIVER.CONNECTION_FAILED') return { kind: 'unreachable' };
    throw new HumanError(`${label} could not tell what db update would do: ${summary}.`);
  }
  const read = planned.safeParse(answer.result);
  if (!read.success) {
    throw new HumanError(
      `${label} answers db update --dry-run in a form that is not known here, so nothing is known of what it would drop. Update migration-guard.`,
    );
  }
  const { operations, preview } = read.data.plan;
  if (operations.length > 0 && preview.statements.length === 0) {
    throw new HumanError(
      `${label} plans ${operations.length} operations and shows no statement of them, so nothing is known of what db update would drop.`,
    );
  }
  return {
    kind: 'planned',
    operations: operations.map(({ id }) => id),
    statements: preview.statements.map(({ text }) => text),
  };
}
