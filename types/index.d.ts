// Written by npm run schemas, from src/core/reports and src/api/options.ts.

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

/** What `migration-guard lint --format json` prints. Rejects with an Error that says in a sentence what is wrong. */
export function lint(options?: LintOptions): Promise<LintReport>;

/** What `migration-guard status --json` prints. Rejects with an Error that says in a sentence what is wrong. */
export function status(options?: StatusOptions): Promise<StatusReport>;

export type AuditReport = {
  version: 1;
  projects: Array<AuditedProject>;
};

export type AuditedProject = {
  /** The project's folder, from the working directory. */
  root: string;
  /** Where its migrations are, from the working directory. */
  migrationsFolder?: string;
  skipped: string | null;
  entries: Array<AuditEntry>;
  unread: Array<UnreadFile>;
  broken: Array<{
    /** A path from the working directory, with `/` between names. */
    file: string;
    start: Position | null;
    message: string;
  }>;
  notices: Array<string>;
};

export type AuditEntry =
  | {
      kind: 'suppression';
      form: 'comment' | 'file-comment' | 'config';
      rule: string;
      migration: string;
      index: string | null;
      use: 'used' | 'unused' | 'unknown';
      reason: string | null;
      /** A path from the working directory, with `/` between names. */
      file: string;
      line: number | null;
      origin: WrittenBy;
    }
  | {
      kind: 'rule';
      rule: string;
      setting: 'error' | 'warning' | 'info' | 'hint' | 'off';
      usual: 'error' | 'warning' | 'info' | 'hint' | 'off';
      reason: string | null;
      /** A path from the working directory, with `/` between names. */
      file: string;
      line: number | null;
      origin: WrittenBy;
    }
  | {
      kind: 'path';
      pattern: string;
      migrations: number;
      reason: string | null;
      /** A path from the working directory, with `/` between names. */
      file: string;
      line: number | null;
      origin: WrittenBy;
    }
  | {
      kind: 'protected-index';
      index: string;
      table: string | null;
      reason: string | null;
      /** A path from the working directory, with `/` between names. */
      file: string;
      line: number | null;
      origin: WrittenBy;
    }
  | {
      kind: 'protected-object';
      objectKind:
        | 'check'
        | 'exclude'
        | 'deferrable'
        | 'trigger'
        | 'policy'
        | 'row level security'
        | 'view'
        | 'materialized view'
        | 'sequence'
        | 'function'
        | 'procedure'
        | 'extension'
        | 'domain';
      name: string;
      table: string | null;
      reason: string | null;
      /** A path from the working directory, with `/` between names. */
      file: string;
      line: number | null;
      origin: WrittenBy;
    }
  | {
      kind: 'ignore-pattern';
      pattern: string;
      action: 'remove' | 'comment';
      reason: string | null;
      /** A path from the working directory, with `/` between names. */
      file: string;
      line: number | null;
      origin: WrittenBy;
    };

/** Who wrote it, as git tells. */
export type WrittenBy =
  | {
      kind: 'commit';
      commit: string;
      author: string;
      date: string | null;
      summary: string;
    }
  | {
      kind: 'failed';
      reason: string;
    }
  | {
      kind: 'uncommitted' | 'beyond' | 'no-git';
    };

export type UnreadFile = {
  /** A path from the working directory, with `/` between names. */
  file: string;
  reason: string;
};

export type Position = {
  /** UTF-16 code units from 0. */
  offset: number;
  /** From 1. */
  line: number;
  /** UTF-16 code units from 1. */
  column: number;
};

export type CheckDriftReport = {
  version: 1;
  projects: Array<DriftOfProject>;
};

export type DriftOfProject = {
  /** The project's folder, from the working directory. */
  root: string;
  /** Where its migrations are, from the working directory. */
  migrationsFolder?: string;
  environment: string;
  place: string;
  hasMigrationsTable: boolean;
  unchanged: Array<string>;
  drifted: Array<DriftedMigration>;
  missing: Array<{
    name: string;
    checksum: string;
    where: Whereabouts | null;
  }>;
  squashed: Array<{
    name: string;
    checksum: string;
    where: Whereabouts | null;
    unmarked: Array<string>;
  }>;
  schema?: SchemaDrift;
};

export type DriftedMigration = {
  name: string;
  /** A path from the working directory, with `/` between names. */
  file: string;
  verdict: 'cosmetic' | 'changed' | 'unproved';
  rowId: string;
  appliedChecksum: string;
  fileChecksum: string;
  appliedText:
    | {
        from: 'undoing';
        edits: Array<
          'byte order mark' | 'line ends' | 'trailing white space' | 'line breaks at the end' | 'indexes kept'
        >;
      }
    | {
        from: 'commit' | 'stash' | 'index';
        path: string;
        commit: string | null;
        ref: string | null;
      }
    | null;
  changes: Array<{
    kind: 'removed' | 'added' | 'changed';
    before: {
      text: string;
      line: number;
    } | null;
    now: {
      text: string;
      line: number;
    } | null;
  }>;
};

export type Whereabouts =
  | {
      kind: 'head';
      path: string;
    }
  | {
      kind: 'removed';
      commit: string;
    }
  | {
      kind: 'renamed';
      commit: string;
      to: string;
    }
  | {
      kind: 'renamed-here';
      to: string;
    }
  | {
      kind: 'squashed';
      commit: string;
      into: Array<string>;
    }
  | {
      kind: 'branch';
      branch: string;
      path: string;
    }
  | {
      kind: 'commit';
      commit: string;
      path: string;
    };

export type SchemaDrift = {
  /** How many migrations were replayed. */
  replayed: number;
  /** How many of the tables that they make the database has. */
  tablesInPlace: number;
  failure: {
    migration: string;
    message: string;
    missingExtension: string | null;
    advice: string | null;
  } | null;
  differences: Array<SchemaDifference>;
  adopting: Array<string>;
  completing: Array<string>;
};

export type SchemaDifference = {
  kind: 'missing' | 'unexpected' | 'different';
  type:
    | 'extension'
    | 'schema'
    | 'enum'
    | 'domain'
    | 'type'
    | 'sequence'
    | 'function'
    | 'table'
    | 'column'
    | 'constraint'
    | 'index'
    | 'view'
    | 'materialized view'
    | 'trigger'
    | 'policy';
  schema: string;
  table: string | null;
  name: string;
  facts: Array<{
    fact: string;
    expected: string | null;
    actual: string | null;
  }>;
  /** What goes with a whole table or view. */
  parts: Array<{
    type:
      | 'extension'
      | 'schema'
      | 'enum'
      | 'domain'
      | 'type'
      | 'sequence'
      | 'function'
      | 'table'
      | 'column'
      | 'constraint'
      | 'index'
      | 'view'
      | 'materialized view'
      | 'trigger'
      | 'policy';
    name: string;
  }>;
  cause:
    | {
        kind: 'invalid' | 'pushed' | 'hand';
      }
    | {
        kind: 'edited' | 'failed' | 'marked' | 'ahead' | 'missing-file';
        migration: string;
      }
    | {
        kind: 'extension';
        name: string;
        /** The expected and the actual one. */
        versions: [string, string];
      };
};

export type DoctorReport = {
  version: 1;
  /** The version of Migration Guard. */
  tool: string;
  node: string;
  /** Such as linux x64. */
  platform: string;
  packageManager: string | null;
  git: string | null;
  ci: boolean;
  projects: Array<DiagnosedProject>;
  problem: string | null;
};

export type DiagnosedProject = {
  /** The project's folder, from the working directory. */
  root: string;
  /** Where its migrations are, from the working directory. */
  migrationsFolder?: string;
  prisma: {
    version: string;
    source: string;
  };
  prismaCommand:
    | {
        label: string;
      }
    | {
        reason: string;
      };
  provider: string | null;
  migrations: number;
  schemaFiles: number;
  configFiles: Array<string>;
  /** Against what work is new. */
  base:
    | {
        kind: 'commit';
        commit: string;
        settled: number;
      }
    | {
        kind: 'all-new' | 'no-git';
      }
    | {
        kind: 'failed';
        reason: string;
      };
  environments: Array<{
    name: string;
    /** Whether migration-guard.json names it. */
    configured: boolean;
    source: 'project' | 'variable' | 'envFile' | 'command' | 'railway';
    database:
      | {
          answer: 'reachable' | 'unreachable';
          /** Where it is; the host only where it is local. */
          place: string;
          /** Where its URL was found. */
          from: string;
          production: boolean;
          /** Whether one person develops with it. */
          local: boolean;
          reason: string | null;
          /** How many rows _prisma_migrations has. */
          applied: number | null;
        }
      | {
          answer: 'no-url';
          reason: string;
        }
      | {
          answer: 'not-asked';
        };
  }>;
  problems: Array<string>;
  notices: Array<string>;
};

export type ExplainReport = {
  version: 1;
  /** The project's folder, from the working directory. */
  root: string;
  /** Where its migrations are, from the working directory. */
  migrationsFolder?: string;
  /** The version of the project's Prisma. */
  prisma: string;
  explained: Array<Explained>;
  unread: Array<UnreadFile>;
  broken: Array<{
    /** A path from the working directory, with `/` between names. */
    file: string;
    start: Position | null;
    message: string;
  }>;
  notices: Array<string>;
};

export type Explained = {
  kind:
    | 'index'
    | 'check'
    | 'exclude'
    | 'deferrable'
    | 'trigger'
    | 'policy'
    | 'row level security'
    | 'view'
    | 'materialized view'
    | 'sequence'
    | 'function'
    | 'procedure'
    | 'extension'
    | 'domain';
  schema: string | null;
  table: string | null;
  name: string;
  columns: Array<string>;
  /** False for an index of which Prisma knows all. */
  protected: boolean;
  what: string;
  provenance: string;
  origin: {
    migration: string;
    /** A path from the working directory, with `/` between names. */
    file: string;
    start: Position | null;
    byHand: boolean;
    broughtIn: {
      commit: string;
      author: string;
      date: string;
    } | null;
  } | null;
  declared: boolean | null;
  /** Whether drift-ignore.json lists it. */
  listed: boolean;
  reason: string | null;
  unseen: Array<string>;
  howLost: string;
  threatened: boolean | null;
  takenBy: string | null;
  cost: string | null;
  keep: Array<{
    way: 'lint' | 'safe-migrate' | 'declare' | 'list' | 'restore' | 'predict';
    command: string;
    does: string;
  }>;
  statements: Array<string> | null;
  vector: ExplainedVector | null;
};

export type ExplainedVector = {
  method: 'ivfflat' | 'hnsw';
  opclass: string;
  operator: string | null;
  distance: string | null;
  orderBy: string | null;
  likeness: {
    name: string;
    expression: string;
  } | null;
};

export type InspectReport = {
  version: 1;
  projects: Array<InspectedProject>;
};

export type InspectedProject = {
  /** The project's folder, from the working directory. */
  root: string;
  /** Where its migrations are, from the working directory. */
  migrationsFolder?: string;
  environment: string;
  /** Where the database is, such as localhost:5432/app. */
  place: string;
  tables?: Array<InspectedTable>;
  extensions?: Array<{
    name: string;
    version: string;
    schema: string;
  }>;
  hasMigrationsTable?: boolean;
  lastMigrations?: Array<{
    name: string;
    outcome: 'applied' | 'marked as applied' | 'failed' | 'rolled back';
    startedAt: string;
    finishedAt: string | null;
  }>;
  indexes: Array<InspectedIndex>;
  missing: Array<{
    schema: string | null;
    name: string;
    table: string | null;
  }>;
  /** Protected constraints, triggers, policies … */
  objects?: Array<ProtectedObject>;
};

export type InspectedTable = {
  schema: string;
  name: string;
  kind: 'table' | 'partitioned table' | 'materialized view';
  estimatedRows: number | null;
  bytes: number;
  indexBytes: number;
  /** Where one table was asked for. */
  columns?: Array<{
    name: string;
    type: string;
    isNullable: boolean;
    default: string | null;
    generated: 'identity' | 'stored' | 'virtual' | null;
  }>;
  constraints?: Array<{
    name: string;
    definition: string;
    isValidated: boolean;
  }>;
};

export type InspectedIndex = {
  schema: string;
  table: string;
  name: string;
  method: string | null;
  unique: boolean | null;
  partial: boolean | null;
  bytes: number;
  scans: number;
  valid: boolean;
  ofConstraint: boolean;
  definition: string;
  protected: 'present' | 'missing' | 'invalid' | 'different' | 'pending' | null;
  vector: {
    method: 'ivfflat' | 'hnsw';
    opclass: string;
    operator: string | null;
    settings: Array<{
      name: string;
      value: number;
      isDefault: boolean;
    }>;
    advice: Array<string>;
    /** The searches in the project's code, functions and views that are meant for it. */
    searches: Array<{
      /** A path from the working directory, with `/` between names. */
      file: string;
      /** From 1. */
      line: number;
      /** Whether the index can serve it as it is written. */
      served: 'yes' | 'maybe' | 'no';
    }>;
  } | null;
};

export type ProtectedObject = {
  kind:
    | 'check'
    | 'exclude'
    | 'deferrable'
    | 'trigger'
    | 'policy'
    | 'row level security'
    | 'view'
    | 'materialized view'
    | 'sequence'
    | 'function'
    | 'procedure'
    | 'extension'
    | 'domain';
  schema: string | null;
  table: string | null;
  /** Of row level security the table's name. */
  name: string;
  state: 'present' | 'missing' | 'different' | 'pending';
  differences: Array<string>;
  /** Whether drift-ignore.json lists it. */
  listed: boolean;
  /** What makes it, in order. */
  statements: Array<string> | null;
  /** The statement that makes it. */
  origin: {
    migration: string;
    /** A path from the working directory, with `/` between names. */
    file: string;
    /** In UTF-16 code units of the file, from 0. */
    start: number;
    /** In UTF-16 code units of the file, from 0. */
    end: number;
  } | null;
};

export type LintReport = {
  version: 1;
  projects: Array<LintedProject>;
  summary: {
    migrations: number;
    linted: number;
    /** How many count for the exit code, by severity. */
    findings: {
      error: number;
      warning: number;
      info: number;
      hint: number;
    };
    settled: number;
    suppressed: number;
    unreadStatements: UnreadStatements;
    rulesOff: number;
    skippedMigrations: number;
  };
};

export type LintedProject = {
  /** The project's folder, from the working directory. */
  root: string;
  /** Where its migrations are, from the working directory. */
  migrationsFolder?: string;
  prisma?: {
    version: string;
    source: 'installed' | 'locked' | 'required' | 'assumed';
  };
  skipped: string | null;
  /** It is as it was at the base, and only what has changed was asked for. */
  untouched?: true;
  /** How many the history has. */
  migrations: number;
  linted: number;
  rulesOff: Array<string>;
  skippedMigrations: number;
  unread: Array<UnreadFile>;
  unreadStatements: UnreadStatements;
  notices: Array<string>;
  /** Mistakes in the configuration: then nothing was linted. */
  broken?: Array<{
    /** A path from the working directory, with `/` between names. */
    file: string;
    /** Null where the file's text is not available. */
    range: Range | null;
    message: string;
  }>;
  /** The vector queries in code, with --queries or the setting of that name. */
  queries?: {
    /** How many files of code were looked at. */
    looked: number;
    searches: Array<VectorSearch>;
    /** SQL with a vector operator that could not be read. */
    unread: Array<{
      /** A path from the working directory, with `/` between names. */
      file: string;
      /** Null where the file's text is not available. */
      range: Range | null;
    }>;
    /** Distances of columns that neither a migration nor the schema has. */
    unknown: Array<{
      /** A path from the working directory, with `/` between names. */
      file: string;
      /** Null where the file's text is not available. */
      range: Range | null;
    }>;
    /** Kinds of files that are not read, and how many of them may have queries. */
    notRead: Array<{
      /** Such as .vue. */
      extension: string;
      files: number;
    }>;
  };
  /** In the order of the history; settled and suppressed ones are among them. */
  findings: Array<Finding>;
};

/** How many statements PostgreSQL cannot read. */
export type UnreadStatements = {
  drafts: number;
  settled: number;
};

export type Range = {
  start: Position;
  end: Position;
};

export type VectorSearch = {
  /** A path from the working directory, with `/` between names. */
  file: string;
  /** Null where the file's text is not available. */
  range: Range | null;
  operator: '<->' | '<#>' | '<=>' | '<+>' | '<~>' | '<%>';
  schema: string;
  table: string;
  column: string;
  index: string | null;
  /** Whether the index can serve it; maybe: PostgreSQL chooses by the costs. */
  served: 'yes' | 'maybe' | 'no';
};

export type Finding = {
  /** The id of the rule, such as drop-protected-index. */
  rule: string;
  severity: 'error' | 'warning' | 'info' | 'hint';
  /** A path from the working directory, with `/` between names. */
  file: string;
  /** Null where the file's text is not available. */
  range: Range | null;
  index: string | null;
  /** What it is about, where that is no index: as it was before. */
  objects?: Array<LostObject>;
  loss: 'drop' | 'weaken' | 'rebuild' | 'rename' | 'cascade' | 'duplicate' | null;
  intent: 'generated' | 'deliberate' | null;
  /** Settled: already merged; it never counts for the exit code. */
  state: 'settled' | 'local' | 'draft';
  /** What will happen. */
  message: string;
  /** Where the index comes from and why it matters; may be empty. */
  why: string;
  related: Array<{
    /** A path from the working directory, with `/` between names. */
    file: string;
    /** Null where the file's text is not available. */
    range: Range | null;
    message: string;
  }>;
  fixes: Array<Fix>;
  /** Of a loss that is already merged: the statement that makes the index again. */
  restore?: string;
  lost?: LostIndex;
  suppressed?: {
    /** By a comment in the file, or by migration-guard.json. */
    kind: 'source' | 'config';
    reason: string;
  };
};

export type LostObject = {
  kind:
    | 'check'
    | 'exclude'
    | 'deferrable'
    | 'trigger'
    | 'policy'
    | 'row level security'
    | 'view'
    | 'materialized view'
    | 'sequence'
    | 'function'
    | 'procedure'
    | 'extension'
    | 'domain'
    | 'generated column'
    | 'index';
  /** Empty for an extension. */
  schema: string;
  table: string | null;
  /** For row level security the table's name; a function's has the types of its arguments. */
  name: string;
  /** The migration that made it. */
  migration: string;
};

export type Fix = {
  kind: 'keep' | 'recreate' | 'declare' | 'list' | 'deliberate' | 'revert' | 'move' | 'rewrite';
  title: string;
  /** Whether it is the one to apply if only one is applied. */
  preferred: boolean;
  /** Whether --fix applies it. */
  automatic: boolean;
  /** By file; ranges refer to the text before any edit and do not overlap. */
  edits: Array<{
    /** A path from the working directory, with `/` between names. */
    file: string;
    edits: Array<{
      /** Null where the file's text is not available. */
      range: Range | null;
      newText: string;
    }>;
  }>;
};

/** Of a loss: the index as it was before. */
export type LostIndex = {
  /** The migration that made the index. */
  migration: string;
  author: 'prisma' | 'hand';
  statement: string | null;
  cost: string | null;
};

export type PredictReport = {
  version: 1;
  /** The project's folder, from the working directory. */
  root: string;
  /** The version of the project's Prisma. */
  prisma: string;
  command: 'migrate dev' | 'db push' | 'db update';
  from: 'history' | 'database';
  note: string | null;
  needsAttention: boolean;
  eachTime: boolean;
  sql: string;
  safeSql: string;
  keptBack: Array<{
    statement: string;
    index: string | null;
  }>;
  broughtBack: Array<{
    rule: string;
    objects: Array<LostObject>;
  }>;
  findings: Array<PredictedFinding>;
  /** With Prisma 8: what would be dropped that the contract never declared. */
  drops?: Array<PredictedDrop>;
};

export type PredictedFinding = {
  rule: string;
  severity: 'error' | 'warning' | 'info' | 'hint';
  index: string | null;
  loss: 'drop' | 'weaken' | 'rebuild' | 'rename' | 'cascade' | 'duplicate' | null;
  message: string;
  why: string;
  /** In `sql`. */
  sqlRange: Range;
  /** The model that it is about. */
  model: {
    name: string;
    /** A path from the working directory, with `/` between names. */
    file: string;
    range: Range;
  } | null;
};

export type PredictedDrop = {
  /** Such as index, constraint, policy, row level security, column, default, table. */
  kind: string;
  schema: string | null;
  table: string | null;
  /** Of row level security the table's name, of a default the column's. */
  name: string;
  definition: string | null;
  madeIn: string | null;
  /** In `sql`. */
  sqlRange: Range;
};

export type RestoreReport = {
  version: 1;
  /** The project's folder, from the working directory. */
  root: string;
  environment: string;
  place: string;
  present: Array<string>;
  pending: Array<string>;
  restored: Array<{
    kind: 'create' | 'reindex' | 'swap';
    name: string;
    schema: string;
    table: string;
    estimatedRows: number | null;
    bytes: number;
    statements: Array<{
      sql: string;
      /** It must stand alone in its migration. */
      alone: boolean;
    }>;
    locks: Array<string>;
    notes: Array<string>;
  }>;
  /** Constraints, triggers, policies, row level security. */
  objects: Array<{
    kind:
      | 'check'
      | 'exclude'
      | 'deferrable'
      | 'trigger'
      | 'policy'
      | 'row level security'
      | 'view'
      | 'materialized view'
      | 'sequence'
      | 'function'
      | 'procedure'
      | 'extension'
      | 'domain';
    name: string;
    schema: string | null;
    table: string | null;
    /** Completes "it is", such as missing. */
    was: string;
    statements: Array<{
      sql: string;
      /** It must stand alone in its migration. */
      alone: boolean;
    }>;
    locks: Array<string>;
    notes: Array<string>;
  }>;
  refused: Array<{
    name: string;
    state: 'missing' | 'invalid' | 'different' | 'pending';
    reason: string;
  }>;
  migrations: Array<{
    name: string;
    /** A path from the working directory, with `/` between names. */
    file: string;
    text: string;
    written: boolean;
  }>;
  findings: Array<ShortFinding>;
};

export type ShortFinding = {
  rule: string;
  severity: 'error' | 'warning' | 'info' | 'hint';
  message: string;
};

export type SafeMigrateReport =
  | {
      version: 1;
      /** The project's folder, from the working directory. */
      root: string;
      prisma: string;
      outcome: 'written' | 'not-ready' | 'no-change';
      message: string;
      next: string | null;
      migration: {
        name: string;
        /** A path from the working directory, with `/` between names. */
        file: string;
        sql: string;
      } | null;
      keptBack: Array<{
        statement: string;
        rule: string;
        index: string | null;
        message: string;
        why: string;
      }>;
      broughtBack: Array<{
        rule: string;
        objects: Array<LostObject>;
        message: string;
        why: string;
      }>;
      trial: {
        result: 'kept' | 'lost' | 'refused' | 'untried';
        message: string;
      } | null;
      findings: Array<ShortFinding>;
    }
  | {
      version: 1;
      outcome: 'refused';
      reasons: Array<string>;
    };

export type StatusReport = {
  version: 1;
  projects: Array<ProjectStatus>;
};

export type ProjectStatus = {
  /** The project's folder, from the working directory. */
  root: string;
  /** Where its migrations are, from the working directory. */
  migrationsFolder?: string;
  /** Its name. */
  environment: string;
  /** Where the database is, such as localhost:5432/app. */
  place: string;
  /** False where nothing has ever been applied. */
  hasMigrationsTable: boolean;
  migrations: Array<MigrationStatus>;
  protectedIndexes: Array<ProtectedIndex>;
  /** Constraints, triggers, policies, row level security. */
  protectedObjects: Array<ProtectedObject>;
  /** There for a project of Prisma 8. */
  prisma8?: {
    /** Where the database is among the contracts. */
    place: 'empty' | 'there' | 'before' | 'unplanned' | 'elsewhere' | 'apart' | 'no-contract';
    marker: string | null;
    contract: string | null;
    /** How many changes were made without a migration, as db update makes them. */
    updates: number;
    /** Whether it has the table of an earlier Prisma, too. */
    hasOlder: boolean;
  };
  schema?: SchemaDrift;
  unread: Array<UnreadFile>;
  notices: Array<string>;
};

export type MigrationStatus = {
  name: string;
  state:
    | 'applied'
    | 'marked'
    | 'pending'
    | 'rolled-back'
    | 'failed'
    | 'drifted'
    | 'missing'
    | 'squashed'
    | 'empty'
    | 'not-needed';
  /** Whether somebody should do something about it. */
  needsAttention: boolean;
  /** Its `migration.sql`, of Prisma 8 its `ops.json`; null where there is none. */
  file: string | null;
  startedAt: string | null;
  finishedAt: string | null;
  rolledBackAt: string | null;
  checksum: string | null;
  logs: string | null;
  /** How many rows have its name. */
  attempts: number;
  outOfOrder: boolean;
  uncommitted: boolean;
  /** Where git has what is missing here. */
  where: Whereabouts | null;
  /** Applied to a database that others use, without being committed. */
  stray: boolean;
  /** What is to be known of it besides, and what to do; from the command line only. */
  remarks?: Array<string>;
  /** The commands among the remarks; from the command line only. */
  remedies?: Array<{
    /** As one would paste it. */
    command: string;
    when: string | null;
  }>;
  lostIndexes: Array<string>;
};

export type ProtectedIndex = {
  schema: string | null;
  name: string;
  table: string | null;
  state: 'present' | 'missing' | 'invalid' | 'different' | 'pending';
  differences: Array<string>;
  /** Whether drift-ignore.json lists it. */
  listed: boolean;
  madeIn: string | null;
  definition: string | null;
  createStatement: string | null;
  method: string | null;
  /** Whether schema.prisma declares it. */
  declared: boolean;
  /** The statement that makes it. */
  origin: {
    migration: string;
    /** A path from the working directory, with `/` between names. */
    file: string;
    /** In UTF-16 code units of the file, from 0. */
    start: number;
    /** In UTF-16 code units of the file, from 0. */
    end: number;
  } | null;
  /** Of a missing one, the statement that took it away. */
  droppedBy: {
    migration: string;
    /** A path from the working directory, with `/` between names. */
    file: string;
    /** Null where the file no longer has the statement. */
    start: number | null;
    end: number | null;
    intent: 'generated' | 'deliberate';
    /** In ISO 8601. */
    appliedAt: string;
  } | null;
};

export type VerifyReport = {
  version: 1;
  /** The project's folder, from the working directory. */
  root: string;
  migrations: number;
  applied: number;
  failure: {
    migration: string;
    /** A path from the working directory, with `/` between names. */
    file: string;
    range: Range | null;
    at: Position | null;
    message: string;
    missingExtension: string | null;
    advice: string | null;
  } | null;
  protectedIndexes: Array<IndexState>;
  protectedObjects: Array<ProtectedObject>;
};

export type IndexState = {
  schema: string | null;
  name: string;
  table: string | null;
  state: 'present' | 'missing' | 'invalid' | 'different' | 'pending';
  differences: Array<string>;
  /** Whether drift-ignore.json lists it. */
  listed: boolean;
  madeIn: string | null;
  definition: string | null;
  createStatement: string | null;
};
