#!/usr/bin/env node
import { commandOf } from './command-word';

// The first word decides what is loaded: node reads and checks all of a bundle before its first line runs.
const [word = ''] = process.argv.slice(2);
if (commandOf(word) === 'lint') void import('./start-lint').then(({ startLint }) => startLint());
else if (commandOf(word) === 'guard') void import('./start-guard').then(({ startGuard }) => startGuard());
else void import('./start-any').then(({ startAny }) => startAny());
