export interface PredictArgs {
  /** A path of the project; undefined is the working directory. */
  readonly project: string | undefined;
  /** `db push` instead of `migrate dev`. */
  readonly push: boolean;
  /** The environment whose database `db push` would change. */
  readonly env: string;
  /** Seconds for Prisma. */
  readonly timeout: number;
  readonly json: boolean;
  readonly color: boolean | undefined;
}
