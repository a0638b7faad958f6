import type { ColorOption, EnvOption, JsonOption, ProjectOption, TimeoutOption } from '../../options';

export interface PredictArgs extends EnvOption, ProjectOption, TimeoutOption, JsonOption, ColorOption {
  /** `db push` instead of `migrate dev`. */
  readonly push?: boolean;
  /** Also exit 1 for what Prisma would do each time, whatever changes. */
  readonly strict?: boolean;
  /** Nobody has asked for it: the editor calls it after a save. */
  readonly unasked?: boolean;
}
