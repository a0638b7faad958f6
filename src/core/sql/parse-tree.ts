/** The nodes of PostgreSQL's parse trees, as `Grammar` returns them: the only names of the parser that other folders use. */
export type { DefElem, IndexElem, IndexStmt, Node } from 'libpg-query';
