export interface SafeMigrateArgs {
  /** What the person called: safe-migrate needs a name at once, dev only where there is a migration. */
  readonly command: 'safe-migrate' | 'dev';
  /** What to call the migration; undefined asks. */
  readonly name: string | undefined;
  /** A path of the project; undefined is the working directory. */
  readonly project: string | undefined;
  /** Files that the person named for Prisma. */
  readonly schema?: string | undefined;
  readonly config?: string | undefined;
  /** The environment's name. */
  readonly env: string;
  /** No database is asked. */
  readonly offline: boolean;
  /** Whether to replay the history with the result. */
  readonly verify: boolean;
  /** Whether to compare the database with the replayed history first. */
  readonly driftCheck: boolean;
  /** Seconds for Prisma. */
  readonly timeout: number;
  /** Whether the same command applies it afterwards. */
  readonly appliesNext: boolean;
  readonly json: boolean;
  readonly color: boolean | undefined;
}
