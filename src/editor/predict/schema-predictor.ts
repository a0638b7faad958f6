import type { Severity } from '../../core/linter/findings/finding';

/** A position in a document, lines and characters from 0. */
interface DocumentPosition {
  readonly line: number;
  readonly character: number;
}

/** What the next `prisma migrate dev` would do, said of one model. */
export interface ModelPrediction {
  readonly rule: string;
  readonly severity: Severity;
  /** The index's name in the database, where it is about one. */
  readonly index: string | undefined;
  readonly message: string;
  readonly why: string;
  /** Whether safe-migrate would leave the statement out. */
  readonly keptBySafeMigrate: boolean;
  /** The model's name; undefined where the schema has none for it. */
  readonly model:
    | {
        readonly name: string;
        /** An absolute path. */
        readonly file: string;
        readonly start: DocumentPosition;
        readonly end: DocumentPosition;
      }
    | undefined;
}

/** What is known of the next migration of a project. */
export interface SchemaPrediction {
  /** The project's folder, an absolute path. */
  readonly root: string;
  /** As Prisma would write it; empty where history and schema agree. */
  readonly sql: string;
  /** As safe-migrate would write it. */
  readonly safeSql: string;
  readonly needsAttention: boolean;
  readonly findings: readonly ModelPrediction[];
}

export type PredictionOutcome =
  | { readonly kind: 'predicted'; readonly prediction: SchemaPrediction }
  /** It could not be found out; a sentence. */
  | { readonly kind: 'failed'; readonly message: string };

/** Predicts in a process of its own, for that takes seconds and runs the project's Prisma. */
export interface SchemaPredictor {
  /**
   * Never rejects. An aborted signal ends the process with all that it started; the outcome is then a failure.
   *
   * @param schema the URI of a file of the schema, on disk
   */
  predict(schema: string, signal: AbortSignal): Promise<PredictionOutcome>;
}
