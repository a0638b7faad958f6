import type { Cursor, NameRef } from './cursor';
import type { CreateRelation } from './operations';

/** Names behind FROM and JOIN, and all words, of a query. */
export function readQuery(cursor: Cursor): Pick<CreateRelation, 'reads' | 'mentions'> {
  const reads: NameRef[] = [];
  const mentions = new Set<string>();
  let inFrom = false;
  while (!cursor.done) {
    const word = cursor.peek();
    const mayBeRelation = word === 'from' || word === 'join' || (word === ',' && inFrom);
    if (word === 'from') inFrom = true;
    else if (word === 'where' || word === 'select' || word === 'group' || word === 'order') inFrom = false;
    if (word === '*') mentions.add(word);
    if (mayBeRelation) {
      cursor.skip();
      while (cursor.takeOneOf('only', 'lateral', '('));
      const position = cursor.position;
      const name = cursor.name();
      if (name && cursor.peek() !== '(') reads.push(name);
      cursor.seek(position);
    }
    const identifier = cursor.identifier();
    if (identifier) mentions.add(identifier.name);
    else if (!mayBeRelation) cursor.skip();
  }
  return { reads, mentions: [...mentions] };
}
