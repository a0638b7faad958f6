import assert from 'node:assert/strict';
import { HumanError, isHumanError } from '../../../src/core/human-error';

class OfAnotherBundle extends Error {
  override readonly name = 'HumanError';
}

class Special extends HumanError {}

describe('An error that a person can correct', () => {
  it('is known also where it comes from another bundle, with a class of its own', () => {
    for (const error of [new HumanError('a'), new Special('a'), new OfAnotherBundle('a')]) {
      assert.ok(isHumanError(error));
    }
  });

  it('is no other error, and nothing that only looks like one', () => {
    for (const value of [new Error('HumanError'), { name: 'HumanError', message: 'a' }, 'HumanError', null]) {
      assert.ok(!isHumanError(value));
    }
  });
});
