import * as z from 'zod/mini';
import { HumanError } from '../../../core/human-error';
import { runPrisma8, type Prisma8Call } from './run';

const planned = z.object({
  noOp: z.optional(z.boolean()),
  dir: z.optional(z.nullable(z.string())),
  baselineDir: z.optional(z.nullable(z.string())),
});

/**
 * Has the project's own Prisma 8 emit the contract and plan a migration to it; nothing is applied.
 *
 * @returns the folders of the new migrations, from the project's folder, in order; none where there is nothing to change
 * @throws HumanError, one sentence, where Prisma refuses
 */
export async function planMigration(
  call: Omit<Prisma8Call, 'args'>,
  label: string,
  fileArgs: readonly string[],
): Promise<string[]> {
  const { label: prisma } = call.prisma;
  const run = async (what: readonly string[]): Promise<unknown> => {
    const answer = await runPrisma8({ ...call, args: [...what, ...fileArgs] });
    if ('result' in answer) return answer.result;
    throw new HumanError(
      `No migration was made: ${prisma} refuses ${what.slice(0, 2).join(' ')}: ${answer.refusal.summary}.`,
    );
  };
  await run(['contract', 'emit']);
  const read = planned.safeParse(await run(['migration', 'plan', '--name', label]));
  if (!read.success) {
    throw new HumanError(
      `${prisma} answers migration plan in a form that is not known here. See what it wrote among the migrations, and update migration-guard.`,
    );
  }
  const { noOp = false, dir, baselineDir } = read.data;
  return noOp ? [] : [baselineDir, dir].flatMap((folder) => folder ?? []);
}
