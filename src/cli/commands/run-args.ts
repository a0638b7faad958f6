/** What the person asked for. */
export interface RunArgs {
  /** The environment's name. */
  readonly env: string;
  /** The project's folder, or a path in it; undefined is the working directory. */
  readonly project: string | undefined;
  readonly force: boolean;
  readonly command: readonly string[];
}
