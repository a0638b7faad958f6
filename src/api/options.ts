/** What `lint` looks at. */
export interface LintOptions {
  /** Projects, migrations folders or migrations; without any: what is in `cwd`. */
  readonly paths?: readonly string[] | undefined;
  /** Where relative paths start; without it: the working directory. */
  readonly cwd?: string | undefined;
  /** The git revision against which work is new, or `none`; without it: the one that the command line finds. */
  readonly base?: string | undefined;
  /** Whether to judge the vector queries in the projects' code, too. */
  readonly queries?: boolean | undefined;
}

/** Whose status to tell, and in which database. */
export interface StatusOptions {
  /** Projects; without any: the one in `cwd`. */
  readonly paths?: readonly string[] | undefined;
  /** Where relative paths start; without it: the working directory. */
  readonly cwd?: string | undefined;
  /** The environment whose database to ask; without it: `local`. */
  readonly env?: string | undefined;
  /** The variable that holds the database's URL, instead of an environment. */
  readonly urlEnv?: string | undefined;
  /** Whether to compare the schema, too, with what the applied migrations make. */
  readonly schema?: boolean | undefined;
}
