/** A small history that shows what a rule does; each is also its test. */
export interface Example {
  readonly title: string;
  /** The migrations before, oldest first. */
  readonly history: readonly string[];
  /** The models in schema.prisma as of the migration. */
  readonly schema: string;
  /** The models before the change, where they differ. */
  readonly schemaBefore?: string;
  readonly driftIgnore?: string;
  readonly migration: string;
  /** `severity index: message` for each finding of this rule, in order. */
  readonly reports: readonly string[];
  /** The migration after its preferred fixes, where there are any. */
  readonly fixed?: string;
}
