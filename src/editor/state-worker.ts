import { parentPort, workerData } from 'node:worker_threads';
import { HumanError } from '../core/human-error';
import { askState, findPlaces, listEnvironments } from './project-state';
import type { Answer, Question } from './state/ask-in-worker';

// A thread of its own: to read a project of a thousand migrations takes a second, in which nobody could type.

async function answer(question: Question): Promise<unknown> {
  switch (question.kind) {
    case 'find':
      return findPlaces(question.folders);
    case 'environments':
      return listEnvironments(question.root);
    case 'ask':
      return askState(question.root, question.environment, question.options);
  }
}

function failure(error: unknown): Answer {
  const message = error instanceof Error ? error.message : String(error);
  const isHuman = error instanceof HumanError;
  const kind = isHuman && 'kind' in error && typeof error.kind === 'string' ? error.kind : 'other';
  return { ok: false, isHuman, kind, message };
}

// What starts this thread is ours.
answer(workerData as Question).then(
  (value) => parentPort?.postMessage({ ok: true, value } satisfies Answer),
  (error: unknown) => parentPort?.postMessage(failure(error)),
);
