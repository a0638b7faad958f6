export const formats = ['pretty', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

export const thresholds = ['error', 'warning', 'info', 'hint', 'never'] as const;
export type Threshold = (typeof thresholds)[number];

/** What the person asked for. */
export interface LintArgs {
  /** Files or folders; none means the working directory. */
  readonly paths: readonly string[];
  readonly fix: boolean;
  /** A git revision; undefined lets the project choose. */
  readonly base: string | undefined;
  readonly format: Format;
  readonly failOn: Threshold;
  readonly quiet: boolean;
  /** Undefined where neither --color nor --no-color was given. */
  readonly color: boolean | undefined;
}
