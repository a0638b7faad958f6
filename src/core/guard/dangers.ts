/** What is to be done about a command. */
export type Decision = 'allow' | 'ask' | 'deny';

/**
 * What a danger hangs on besides the words: on nothing, on whether a Prisma project with a history or something protected
 * is there, or on what its history makes.
 */
type Condition =
  'nothing' | 'history' | 'migrate dev' | 'db update' | 'Prisma 8' | 'drafts' | 'merged' | 'sql';

/** The command of ours that does what was wanted, or shows what it was wanted for. */
type Instead = 'status' | 'dev' | 'safe-migrate' | 'lint' | 'lint --fix' | 'migration.ts' | 'predict';

interface Danger {
  readonly decision: Exclude<Decision, 'allow'>;
  readonly hangsOn: Condition;
  /** Completes "<the command> …"; one sentence, without its full stop. */
  readonly does: string;
  readonly instead: Instead | undefined;
}

/** Everything that is denied or asked about, in words that the agent and the person read. */
export const dangers = {
  reset: {
    decision: 'deny',
    hangsOn: 'nothing',
    does: 'drops everything in the database and applies the migrations again; drift never needs that',
    instead: 'status',
  },
  consent: {
    decision: 'deny',
    hangsOn: 'nothing',
    does: 'tells Prisma that a person has agreed to lose data, and only that person can say so: ask them, and let them run the command themselves',
    instead: undefined,
  },
  'force reset': {
    decision: 'deny',
    hangsOn: 'nothing',
    does: 'drops everything in the database before it writes the schema into it',
    instead: 'dev',
  },
  'accept data loss': {
    decision: 'deny',
    hangsOn: 'nothing',
    does: 'drops columns and tables with the rows in them, without asking',
    instead: 'dev',
  },
  database: {
    decision: 'deny',
    hangsOn: 'nothing',
    does: 'drops a database or a schema with everything in it',
    instead: 'status',
  },
  rows: {
    decision: 'deny',
    hangsOn: 'nothing',
    does: "changes Prisma's own record of what this database has: it would no longer be known which migrations are applied",
    instead: 'status',
  },
  'new rows': {
    decision: 'ask',
    hangsOn: 'nothing',
    does: "writes into Prisma's own record of what this database has",
    instead: 'status',
  },
  push: {
    decision: 'deny',
    hangsOn: 'history',
    does: 'makes the database like the schema, past the migrations, and drops what the schema does not say, such as hand-made indexes',
    instead: 'dev',
  },
  develop: {
    decision: 'deny',
    hangsOn: 'migrate dev',
    does: 'would drop what Prisma cannot see',
    instead: 'dev',
  },
  'develop a file': {
    decision: 'deny',
    hangsOn: 'migrate dev',
    does: 'would write into the migration that what Prisma cannot see is dropped',
    instead: 'safe-migrate',
  },
  deploy: {
    decision: 'deny',
    hangsOn: 'drafts',
    does: 'would apply a migration that loses what Prisma cannot see',
    instead: 'lint --fix',
  },
  update: {
    decision: 'ask',
    hangsOn: 'db update',
    does: 'makes the database like the contract, past the migrations, and drops what the contract does not declare, such as hand-made indexes, CHECKs and policies',
    instead: 'predict',
  },
  'lossy update': {
    decision: 'deny',
    hangsOn: 'db update',
    does: 'would drop what the contract does not declare',
    instead: 'predict',
  },
  'confirmed update': {
    decision: 'deny',
    hangsOn: 'db update',
    does: 'tells Prisma that a person has agreed to what is dropped, and only that person can say so: ask them, and let them run the command themselves',
    instead: 'predict',
  },
  apply: {
    decision: 'deny',
    hangsOn: 'drafts',
    does: 'would apply a migration that loses what was made by hand',
    instead: 'migration.ts',
  },
  sign: {
    decision: 'ask',
    hangsOn: 'nothing',
    does: 'writes into the database that it is at the contract, so that the migrations that lead there are never applied to it',
    instead: 'status',
  },
  infer: {
    decision: 'ask',
    hangsOn: 'Prisma 8',
    does: 'overwrites the contract with what the database says, and leaves out what a contract cannot say of hand-made things: operator classes, INCLUDE, sort orders, generated columns',
    instead: undefined,
  },
  ref: {
    decision: 'ask',
    hangsOn: 'nothing',
    does: 'changes from which contract migrations are planned, or to which they are applied',
    instead: undefined,
  },
  'operation files': {
    decision: 'ask',
    hangsOn: 'nothing',
    does: 'changes a file that migration.ts writes and whose hash Prisma checks, so that the migration is refused: change migration.ts instead, and run that with node',
    instead: undefined,
  },
  sql: {
    decision: 'deny',
    hangsOn: 'sql',
    does: 'takes away what is protected in this project',
    instead: 'lint',
  },
  tables: {
    decision: 'ask',
    hangsOn: 'sql',
    does: 'drops tables or columns that the migrations make, with what is in them',
    instead: 'dev',
  },
  truncate: {
    decision: 'ask',
    hangsOn: 'nothing',
    does: 'empties tables',
    instead: undefined,
  },
  resolve: {
    decision: 'ask',
    hangsOn: 'nothing',
    does: 'changes what Prisma believes to be applied, without running anything, which is right only if the database is known to be so',
    instead: 'status',
  },
  'migration files': {
    decision: 'ask',
    hangsOn: 'history',
    does: 'takes migrations away, or what was written in them; the databases that have applied them cannot do without',
    instead: 'status',
  },
  volumes: {
    decision: 'ask',
    hangsOn: 'history',
    does: 'deletes volumes, in which databases keep their data',
    instead: undefined,
  },
  'data folder': {
    decision: 'ask',
    hangsOn: 'nothing',
    does: 'deletes the folder in which a PostgreSQL server keeps its data',
    instead: undefined,
  },
  'clean restore': {
    decision: 'ask',
    hangsOn: 'nothing',
    does: 'drops what is in the database before it restores the backup',
    instead: undefined,
  },
  'hosted database': {
    decision: 'ask',
    hangsOn: 'nothing',
    does: 'deletes or resets a database with everything in it',
    instead: undefined,
  },
  'foreign code': {
    decision: 'ask',
    hangsOn: 'nothing',
    does: "speaks of Prisma's migrations, or of dropping or emptying something, in code that is not read here",
    instead: undefined,
  },
  'missing file': {
    decision: 'ask',
    hangsOn: 'nothing',
    does: 'would run a file that is not found here, so that nobody can say what is in it',
    instead: undefined,
  },
  'merged migration': {
    decision: 'ask',
    hangsOn: 'merged',
    does: 'rewrites a migration that is merged, and the databases that have applied it stay as they are',
    instead: 'dev',
  },
  unread: {
    decision: 'ask',
    hangsOn: 'nothing',
    does: 'cannot be read to the end here, and it concerns Prisma or a database',
    instead: undefined,
  },
} as const satisfies Readonly<Record<string, Danger>>;

export type DangerId = keyof typeof dangers;

/** A danger that a command line has. */
export interface Concern {
  readonly danger: DangerId;
  /** What it is called, without what a person wrote besides: that may hold a password. */
  readonly command: string;
  /** Where it would run, absolute; undefined where that is not known. */
  readonly folder: string | undefined;
  /** The schema that it names, absolute. */
  readonly schema?: string | undefined;
  /** What it calls the migration that it would write. */
  readonly migration?: string | undefined;
  /** The name of a migration that it rewrites, maybe with `*`. */
  readonly rewrites?: string | undefined;
  /** SQL that it would run. */
  readonly sql?: string | undefined;
  /** It may be nothing of the kind: then it is asked about, at most. */
  readonly isUnsure?: boolean | undefined;
}
