import type { FixKind, Intent, Severity } from './finding';

/**
 * What a rule judges: one migration, the history against the base, the text that a database has applied, comments, the
 * files that configure us, a query, or the files of which a migration of Prisma 8 is made.
 */
export type RuleKind =
  'migration' | 'history' | 'applied-text' | 'suppression' | 'configuration' | 'query' | 'files';

/** Another severity than the usual one, where the facts make the matter better or worse. */
export interface SeverityException {
  readonly severity: Severity;
  /** Whose statements it is about; both where not given. */
  readonly intent?: Intent;
  /** Completes `warning …` in the list of rules: `if listed`. */
  readonly when: string;
}

/** What there is to know of a rule besides its judgement. Lists, defaults and docs are made from it. */
export interface RuleMetadata {
  readonly id: string;
  /** One sentence. */
  readonly summary: string;
  readonly kinds: readonly RuleKind[];
  /** The severities where migration-guard.json gives no other; undefined where the rule says nothing. */
  readonly severity: Readonly<Record<Intent, Severity | undefined>>;
  readonly exceptions?: Readonly<Record<string, SeverityException>>;
  /** Says nothing unless migration-guard.json gives it a severity. */
  readonly isOffByDefault?: true;
  /** The fixes that its findings can bring; empty where there are none. */
  readonly fixable: readonly FixKind[];
  /** Absolute URL of the page that explains it. */
  readonly page: string;
}

/** A rule's metadata, with its page. The severities keep their exact types, so that a rule can ask for its own. */
export function ruleMetadata<const M extends Omit<RuleMetadata, 'page'>>(
  metadata: M,
): M & Pick<RuleMetadata, 'page'> {
  return { ...metadata, page: pageOf(metadata.id) };
}

/** The worst that the rule says where nothing else is configured. */
export function usualSeverity({ severity }: Pick<RuleMetadata, 'severity'>): Severity | undefined {
  return severity.generated ?? severity.deliberate;
}

/** The address below which each rule has its page. */
const pages = 'https://github.com/migration-guard/migration-guard/blob/main/docs/rules';

/** The address of the page that explains a rule. */
export function pageOf(rule: string): string {
  return `${pages}/${rule}.md`;
}
