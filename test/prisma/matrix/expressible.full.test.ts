import { isQuick, runs, testRun } from './expressible';

runs.filter((run) => !isQuick(run)).forEach(testRun);
