import * as z from 'zod/mini';
import { HumanError } from '../../../core/human-error';
import { runPrisma8, type Prisma8Call, type Prisma8Refusal } from './run';

const planned = z.object({
  noOp: z.optional(z.boolean()),
  dir: z.optional(z.nullable(z.string())),
  baselineDir: z.optional(z.nullable(z.string())),
});

type PlanCall = Omit<Prisma8Call, 'args'> & {
  /** By which Prisma finds the project's files. */
  readonly fileArgs: readonly string[];
};

/**
 * Has the project's own Prisma 8 emit the contract.
 *
 * @throws HumanError, one sentence, where Prisma refuses
 */
export async function emitContract({ fileArgs, ...call }: PlanCall): Promise<void> {
  const answer = await runPrisma8({ ...call, args: ['contract', 'emit', ...fileArgs] });
  if ('refusal' in answer) {
    throw new HumanError(
      `No migration was made: ${call.prisma.label} refuses contract emit: ${answer.refusal.summary}.`,
    );
  }
}

/**
 * Has it plan a migration to the emitted contract; nothing is applied.
 *
 * @param from the contract from which to plan; where it is undefined, Prisma takes that of the ref `db`
 * @returns the folders of the new migrations, from the project's folder, in order: none where there is nothing to change; or
 *   what Prisma refuses
 * @throws HumanError, one sentence, where it gives no answer that can be read
 */
export async function planMigration(
  { fileArgs, ...call }: PlanCall,
  label: string,
  from: string | undefined,
): Promise<{ readonly folders: readonly string[] } | { readonly refusal: Prisma8Refusal }> {
  const origin = from === undefined ? [] : ['--from', from];
  const args = ['migration', 'plan', '--name', label, ...origin, ...fileArgs];
  const answer = await runPrisma8({ ...call, args });
  if ('refusal' in answer) return answer;
  const read = planned.safeParse(answer.result);
  if (!read.success) {
    throw new HumanError(
      `${call.prisma.label} answers migration plan in a form that is not known here. See what it wrote among the migrations, and update migration-guard.`,
    );
  }
  const { noOp = false, dir, baselineDir } = read.data;
  return { folders: noOp ? [] : [baselineDir, dir].flatMap((folder) => folder ?? []) };
}
