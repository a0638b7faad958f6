import Mocha from 'mocha';
import { recordResults } from './results';

/** Mocha's own way of printing, which also leaves the results for `npm test` to count. */
module.exports = class extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    recordResults(runner);
  }
};
