import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { projectCodeVariable, type ProjectCode } from '../../core/config/project-code';
import { severities } from '../../core/linter/findings/finding';
import { runCaptured } from '../../adapters/process/run-captured';
import { parseJson } from '../../adapters/project/settings';
import type { ModelPrediction, SchemaPredictor } from './schema-predictor';

/** It is asked only in windows that allow it; the project may still forbid it. */
const automatic = { [projectCodeVariable]: 'automatic' satisfies ProjectCode };

/** Seconds for Prisma, and milliseconds for all of it. */
const prismaTimeoutSeconds = 60;
const timeoutMs = 90_000;

/** In which the command ends its Prisma, and takes away what it wrote for it. */
const killAfterMs = 2000;

const position = z.object({ line: z.number(), column: z.number() });
const range = z.object({ start: position, end: position });

/** What of `predict --json` is used here. */
const answer = z.object({
  root: z.string(),
  sql: z.string(),
  safeSql: z.string(),
  needsAttention: z.boolean(),
  keptBack: z.array(z.object({ index: z.nullable(z.string()) })),
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(severities),
      index: z.nullable(z.string()),
      message: z.string(),
      why: z.string(),
      model: z.nullable(z.object({ name: z.string(), file: z.string(), range })),
    }),
  ),
});

type Answer = z.output<typeof answer>;

/**
 * Predicts by our own command line, in a process of its own: what it needs is heavy, and ends with it.
 *
 * @param cli the absolute path of the command line's bundle
 */
export function createPredictor(cli: string): SchemaPredictor {
  return {
    predict: async (schema, signal) => {
      const file = fileURLToPath(schema);
      const cwd = path.dirname(file);
      const result = await runCaptured(
        process.execPath,
        [cli, 'predict', '--unasked', '--json', '--project', file, '--timeout', String(prismaTimeoutSeconds)],
        // Inside VS Code the executable is VS Code itself.
        {
          cwd,
          env: { ...process.env, ...automatic, ELECTRON_RUN_AS_NODE: '1' },
          timeoutMs,
          stop: signal,
          killAfterMs,
        },
      );
      if (result.kind === 'timed-out') return failed(`it took more than ${timeoutMs / 1000} seconds.`);
      if (result.kind !== 'ended') return failed('it was stopped before it answered.');
      const read = answer.safeParse(parseJson(result.stdout === '' ? undefined : result.stdout));
      if (!read.success) return failed(result.stderr.replace(/^migration-guard: /, '').trim());
      return { kind: 'predicted', prediction: predictionIn(read.data, cwd) };
    },
  };
}

function failed(message: string) {
  return { kind: 'failed', message } as const;
}

function predictionIn({ root, sql, safeSql, needsAttention, keptBack, findings }: Answer, cwd: string) {
  const kept = new Set(keptBack.map(({ index }) => index));
  return {
    ...{ root: path.resolve(cwd, root), sql, safeSql, needsAttention },
    findings: findings.map(({ rule, severity, index, message, why, model }): ModelPrediction => ({
      ...{ rule, severity, index: index ?? undefined, message, why },
      keptBySafeMigrate: index !== null && kept.has(index),
      model: model
        ? {
            name: model.name,
            file: path.resolve(cwd, model.file),
            start: { line: model.range.start.line - 1, character: model.range.start.column - 1 },
            end: { line: model.range.end.line - 1, character: model.range.end.column - 1 },
          }
        : undefined,
    })),
  };
}
