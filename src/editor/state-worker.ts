import { parentPort, workerData } from 'node:worker_threads';
import { askState, findPlaces, listEnvironments } from './project-state';
import type { Answer, Question } from './state/ask-in-worker';
import { troubleOf } from './state/trouble';

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

// What starts this thread is ours.
answer(workerData as Question).then(
  (value) => parentPort?.postMessage({ ok: true, value } satisfies Answer),
  (error: unknown) => parentPort?.postMessage({ ok: false, trouble: troubleOf(error) } satisfies Answer),
);
