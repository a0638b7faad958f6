/**
 * What the reading of something nested gives; undefined where it is nested more deeply than the stack of this program allows,
 * as an expression of thousands of terms is.
 */
export function unlessTooDeep<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
