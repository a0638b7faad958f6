/** Where text for people goes: what its paths are seen from, and how it may look. */
export interface Page {
  /** Paths are shown as seen from here. */
  readonly cwd: string;
  /** Columns to wrap at. */
  readonly width: number;
  readonly color: boolean;
}
