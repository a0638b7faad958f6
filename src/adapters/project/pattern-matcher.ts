import vm from 'node:vm';
import type { MatchPattern } from '../../core/protection/patterns';
import { codeOf } from '../files/regular-file';

/** How much of the processor a pattern may take, in milliseconds: on a busy machine the clock alone says little. */
interface PatternBudget {
  /** On one statement: what takes longer is not worth waiting for. */
  readonly forOneMs: number;
  /** However many statements there are: no pattern may hold up an editor for longer. */
  readonly forAllMs: number;
  /** However many patterns there are: of what takes long, all together. */
  readonly togetherMs: number;
}

/** Milliseconds that nobody notices: what takes no longer goes on when the time for all patterns is used up. */
const unnoticedMs = 10;

const usualBudget: PatternBudget = { forOneMs: 50, forAllMs: 500, togetherMs: 2000 };

/** Other programs may have the processor while a pattern waits for it, but not for ever. */
const mostRounds = 20;

/** Returns what tells how many milliseconds of the processor this process has taken since. */
function processorTime(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
}

interface Trial {
  pattern: string;
  texts: readonly string[];
}

/**
 * A matcher that gives up: JavaScript cannot stop a regular expression in its own thread, but node can stop a script of
 * another context. The context is made at first use and holds nothing but the pattern and the texts.
 */
export function stoppableMatcher({
  forOneMs,
  forAllMs,
  togetherMs,
}: PatternBudget = usualBudget): MatchPattern {
  let leftMs = togetherMs;
  const trial: Trial = { pattern: '', texts: [] };
  let run: ((timeout: number) => unknown) | undefined;

  const attempt = (pattern: string, texts: readonly string[], limitMs: number): boolean[] | 'timeout' => {
    if (!run) {
      const context = vm.createContext(trial);
      const script = new vm.Script(
        '{ const expression = new RegExp(pattern, "i"); texts.map((text) => expression.test(text)); }',
      );
      run = (timeout) => script.runInContext(context, { timeout });
    }
    Object.assign(trial, { pattern, texts });
    const used = processorTime();
    try {
      for (let round = 1; ; round++) {
        try {
          const results = run(limitMs);
          return Array.isArray(results) ? results.map((result) => result === true) : 'timeout';
        } catch (error) {
          // It took too long, or is more than the engine can try at all: too large, or out of stack.
          const wasHeldUp = codeOf(error) === 'ERR_SCRIPT_EXECUTION_TIMEOUT' && used() < limitMs * 0.8;
          // One stop says little: the machine may have been busy with what this process does besides.
          if ((!wasHeldUp && round > 1) || round === mostRounds) return 'timeout';
        }
      }
    } finally {
      Object.assign(trial, { pattern: '', texts: [] });
    }
  };

  const match = (
    pattern: string,
    texts: readonly string[],
    [oneMs, allMs]: readonly [number, number],
  ): boolean[] | 'timeout' => {
    const together = attempt(pattern, texts, oneMs);
    if (together !== 'timeout' || texts.length < 2) return together;
    // Many texts may take long although none of them does.
    const results: boolean[] = [];
    const used = processorTime();
    for (const text of texts) {
      const [result] = attempt(pattern, [text], oneMs);
      if (typeof result !== 'boolean' || used() > allMs) return 'timeout';
      results.push(result);
    }
    return results;
  };

  return (pattern, texts) => {
    const used = processorTime();
    const limits = [forOneMs, Math.min(forAllMs, leftMs)] as const;
    const results = match(pattern, texts, leftMs > 0 ? limits : [unnoticedMs, unnoticedMs]);
    const took = used();
    if (took > unnoticedMs) leftMs -= took;
    return results;
  };
}
