export interface MigrateArgs {
  /** A path of the project; undefined is the working directory. */
  readonly project: string | undefined;
  /** The environment's name. */
  readonly env: string;
  readonly dryRun: boolean;
  /** Needed for production. */
  readonly force: boolean;
  /** `prod@db.example.com`: what a person would type when asked; needed for production where nobody can be asked. */
  readonly confirm: string | undefined;
  /** Whether to generate the client afterwards, where there is one; so it is without this. */
  readonly generate?: boolean;
  /** Files that the person named for Prisma. */
  readonly schema?: string | undefined;
  readonly config?: string | undefined;
  readonly color: boolean | undefined;
}
