import assert from 'node:assert/strict';
import { incompleteMessage, unreadLine } from '../../../../src/editor/lint/incomplete-message';

const nameOf = (file: string): string => file.replace('file:///p/', '');
const unread = (name: string) => ({ file: `file:///p/${name}`, reason: 'permission denied' });

describe('what is said of a project that could not be read whole', () => {
  it('is nothing where it could', () => {
    assert.equal(incompleteMessage([], nameOf), undefined);
  });

  it('names the file and the reason', () => {
    assert.equal(
      incompleteMessage([unread('a.sql')], nameOf),
      'What is found here may be incomplete, because part of the project is missing. a.sql could not be read: permission denied.',
    );
  });

  it('names no more than three, and says how many there are besides', () => {
    const files = ['a.sql', 'b.sql', 'c.sql', 'd.sql', 'e.sql'].map(unread);
    const message = incompleteMessage(files, nameOf) ?? '';
    assert.match(message, /c\.sql could not be read: permission denied\. 2 more are in the log\.$/);
    assert.doesNotMatch(message, /d\.sql/);
  });

  it('is a line for each in the log', () => {
    assert.equal(unreadLine(unread('d.sql'), nameOf), 'd.sql could not be read: permission denied.');
  });
});
