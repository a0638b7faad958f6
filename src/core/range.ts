/** A stretch of a text: UTF-16 offsets, counted from 0, `end` not included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}
