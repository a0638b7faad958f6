import { subscribe } from 'node:diagnostics_channel';
import { parentPort, workerData } from 'node:worker_threads';
import { callsChannel, type Call } from '../../../core/calls/call';
import { findIndexUses } from './find-index-uses';
import { lintProjects } from './lint-projects';
import { checkOut, textElsewhere } from './missing-migrations';
import { askState, findProjectFolders, findUrlSource, listEnvironments, proposeName } from './project-state';
import type { Message, Question } from '../ask-in-worker';
import { failureOf } from '../failure-of';

// A thread of its own: to read a project of a thousand migrations takes a second, in which nobody could type.

async function answer(question: Question): Promise<unknown> {
  switch (question.kind) {
    case 'find':
      return findProjectFolders(question.folders);
    case 'environments':
      return listEnvironments(question.root);
    case 'lint':
      return lintProjects(question.migrationsFolders, question.applied);
    case 'index-uses':
      return findIndexUses(question.migrationsFolder);
    case 'ask':
      return askState(question.root, question.environment, question.variables, question.options);
    case 'url-source':
      return findUrlSource(question.root, question.environment);
    case 'text-elsewhere':
      return textElsewhere(question);
    case 'check-out':
      return checkOut(question);
    case 'propose-name':
      return proposeName(question.root);
  }
}

function say(message: Message): void {
  parentPort?.postMessage(message);
}

// The log is in the other thread. Nobody but us publishes there.
subscribe(callsChannel, (call) => say({ call: call as Call }));

// What starts this thread is ours.
answer(workerData as Question).then(
  (value) => say({ ok: true, value }),
  (error: unknown) => say({ ok: false, failure: failureOf(error) }),
);
