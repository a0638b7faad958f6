/** The nodes of PostgreSQL's parse trees, as `Grammar` returns them: the only names of the parser that other folders use. */
export type {
  A_Expr,
  CommonTableExpr,
  DefElem,
  IndexElem,
  IndexStmt,
  Node,
  SelectStmt,
  SortBy,
  TypeName,
} from 'libpg-query';
