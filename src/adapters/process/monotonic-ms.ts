/** Milliseconds from any start, never backwards. As `performance.now()`, for which node loads several modules at first. */
export function monotonicMs(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1000 + nanoseconds / 1e6;
}
