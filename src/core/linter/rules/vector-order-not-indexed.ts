import { operatorOf, withoutNumberCasts } from '../../queries/distances';
import { hasAggregate } from '../../queries/scope';
import type { DistanceUse, VectorSearch } from '../../queries/searches';
import { namesIn } from '../../queries/tree';
import type { Node } from '../../sql/parse-tree';
import type { JudgedSearch } from '../../queries/judge-search';
import type { Range } from '../../range';
import type { Fix, Severity } from '../findings/finding';
import type { QueryReport } from '../findings/report';
import { ruleMetadata } from '../findings/rule-metadata';
import type { JudgedQuery } from '../query/judged-query';
import { columnName, indexNames, madeHere } from '../query/vector-words';
import type { QueryRule } from './rule';

const metadata = ruleMetadata({
  id: 'vector-order-not-indexed',
  summary:
    'A query searches vectors in a form that their index cannot serve, such as ORDER BY 1 - (… <=> …) DESC.',
  kinds: ['query'],
  severity: { generated: 'warning', deliberate: 'warning' },
  exceptions: {
    unsure: { severity: 'hint', when: 'where PostgreSQL may use the index, or something else comes first' },
  },
  fixable: ['rewrite'],
});

/** What is wrong, as the rest of a sentence, and what to do. */
interface Cause {
  readonly message: string;
  readonly advice: string;
  readonly severity?: Severity;
}

const uses: Readonly<Record<Exclude<DistanceUse, 'sorted'>, (column: string) => Cause>> = {
  'sorted-by-expression': (column) => ({
    message: `Sorts by something computed from the distance of ${column}`,
    advice: 'Take the nearest rows in a subquery with ORDER BY the distance and LIMIT, and sort those by it.',
  }),
  'sorted-backwards': (column) => ({
    message: `Sorts by the distance of ${column} with the farthest, or NULL, first`,
    advice: 'Leave out DESC or NULLS FIRST: the smaller the distance, the nearer the vectors.',
  }),
  'sorted-behind': (column) => ({
    message: `Sorts by something else before the distance of ${column}`,
    advice: 'For the nearest rows, sort by the distance first.',
    severity: metadata.exceptions.unsure.severity,
  }),
  'sorted-groups': (column) => ({
    message: `Sorts groups by the distance of ${column}`,
    advice: 'Take the nearest rows in a subquery with ORDER BY and LIMIT, and group those.',
  }),
  filtered: (column) => ({
    message: `Filters by the distance of ${column} without sorting by it`,
    advice: 'Take the nearest rows with ORDER BY the distance and LIMIT; the threshold can stay.',
  }),
};

function causeOf(judged: JudgedSearch): Cause | undefined {
  const { search, measured, notServedBy, unsureBy, indexes, isOfPairs } = judged;
  if (indexes.length === 0) return undefined;
  const { use, distance } = search;
  const column = columnName(measured);
  if (isOfPairs) {
    return {
      message: `Compares pairs of rows by the distance of ${column}`,
      advice: 'Search for each row by itself, in a LATERAL subquery with ORDER BY the distance and LIMIT.',
    };
  }
  if (use !== 'sorted' && notServedBy.includes('use')) return adviseFor(search, uses[use](column));
  if (notServedBy.includes('two-columns')) {
    return distance.comparedWith === 'own-row'
      ? {
          message: `Sorts by the distance between ${column} and another column of the same row`,
          advice:
            'An index finds what is near one given vector. To sort by this, store the distance in a column and index that.',
        }
      : {
          message: `Sorts by the distance between ${column} and a column of another table in the same FROM`,
          advice: 'Take that vector in a subquery of its own: ORDER BY … <=> (SELECT …) LIMIT ….',
        };
  }
  if (notServedBy.includes('form')) {
    const hasExpression = indexes.some(({ definition }) => definition.keys[0]?.column === undefined);
    return {
      message: `Sorts by the distance of ${column}, cast or changed in another way than in the index`,
      advice: hasExpression
        ? 'Write the column in the query exactly as the index has it, with the same cast.'
        : 'Take the column as it is, without a cast, or make an index on the expression.',
    };
  }
  const { severity } = metadata.exceptions.unsure;
  if (unsureBy.includes('outer-join')) {
    return {
      message: `Sorts by the distance of ${column}, which an outer join may leave out`,
      advice: 'Begin with the table of the vectors, or join it by an inner join.',
      severity,
    };
  }
  if (unsureBy.includes('limit')) {
    return {
      message: `Sorts all rows by the distance of ${column}, without LIMIT`,
      advice: 'Say by LIMIT how many of the nearest rows are wanted.',
      severity,
    };
  }
  if (unsureBy.includes('second-key')) {
    return {
      message: `Sorts by the distance of ${column} and then by something else`,
      advice: 'PostgreSQL uses a vector index for that since version 17; before, sort by the distance alone.',
      severity,
    };
  }
  if (!unsureBy.includes('predicate')) return undefined;
  return {
    message: `Sorts by the distance of ${column} without the WHERE of its partial index`,
    advice: "Repeat the index's WHERE in the query, word for word.",
    severity,
  };
}

/** What to do hangs on the rest of the SELECT, too. */
function adviseFor({ use, select, sortedBy }: VectorSearch, cause: Cause): Cause {
  const { distinctClause, groupClause, targetList } = select.tree;
  if (use === 'sorted-by-expression' && falls(sortedBy)) {
    return { ...cause, advice: 'Sort by the distance itself; the similarity can stay in SELECT.' };
  }
  if (use === 'sorted-behind' && distinctClause) {
    return {
      ...cause,
      advice: 'For the nearest of each, search in a LATERAL subquery with ORDER BY the distance and LIMIT.',
    };
  }
  if (use === 'sorted-by-expression' && groupClause) {
    return { ...cause, advice: uses['sorted-groups']('').advice };
  }
  if (use === 'filtered' && hasAggregate(targetList)) {
    return {
      ...cause,
      advice:
        'An exact result has to compare all rows. Of the nearest, taken in a subquery with LIMIT, it is quick.',
    };
  }
  return cause;
}

function report(judged: JudgedSearch, query: JudgedQuery): QueryReport[] {
  const cause = causeOf(judged);
  if (!cause) return [];
  const { search, serving, indexes } = judged;
  const named = serving ? [serving] : indexes;
  const cannot =
    cause.severity === undefined
      ? 'cannot serve that, so PostgreSQL compares all rows'
      : 'may not serve that, and then PostgreSQL compares all rows';
  const fix = nearestFirst(judged, query);
  return [
    {
      severity: cause.severity ?? metadata.severity.deliberate,
      range: search.use === 'filtered' ? query.placeOf(search.distance.tree) : rangeOf(judged, query),
      intent: 'deliberate',
      message: `${cause.message}: ${indexNames(named)} ${cannot}.`,
      why: cause.advice,
      fixes: fix ? [fix] : [],
      related: madeHere(named),
    },
  ];
}

/** What ORDER BY names; the operator where that stands in several places of the file. */
function rangeOf({ search }: JudgedSearch, query: JudgedQuery): Range {
  const { sql } = query.query.parsed;
  const stretch = query.query.stretches.sortKey(search.key);
  return sql.isTogether(stretch) ? sql.inFile(stretch) : query.placeOf(search.distance.tree);
}

/** Sorts by the distance instead of what falls as it grows; in an inner SELECT its names may mean something else. */
function nearestFirst({ search, notServedBy }: JudgedSearch, query: JudgedQuery): Fix | undefined {
  const { use, key, distance } = search;
  if (notServedBy.includes('two-columns') || search.select !== distance.select) return undefined;
  if (!isBackwards(search) || (use === 'sorted-by-expression' && !falls(search.sortedBy))) return undefined;
  const { stretches, parsed } = query.query;
  const own = stretches.distance(distance.tree);
  const place = stretches.sortKey(key);
  if (!own || !parsed.sql.isTogether(own) || !parsed.sql.isTogether(place)) return undefined;
  const { start, end } = parsed.sql.inFile(own);
  const newText = query.text.slice(start, end);
  // What a script calls there would be called twice.
  if (/\$\{[^}]*\(/.test(newText)) return undefined;
  return {
    kind: 'rewrite',
    title: 'Sort by the distance, the nearest first',
    preferred: false,
    edits: [{ file: query.file, edits: [{ range: parsed.sql.inFile(place), newText }] }],
  };
}

function isBackwards({ key, use }: VectorSearch): boolean {
  return use !== 'filtered' && 'SortBy' in key && key.SortBy.sortby_dir === 'SORTBY_DESC';
}

/** Whether something becomes smaller as the distance in it grows, for sure: `1 - (…)`, `-(…)`, `(…) * -1`. */
function falls(node: Node): boolean {
  if (!('A_Expr' in node)) return false;
  const operator = namesIn(node.A_Expr.name).at(-1);
  const { rexpr } = node.A_Expr;
  if (operator === '-') return rexpr !== undefined && operatorOf(withoutNumberCasts(rexpr)) !== undefined;
  const isNegative = rexpr && 'A_Const' in rexpr && (rexpr.A_Const.ival?.ival ?? 0) < 0;
  return operator === '*' && isNegative === true && operatorOf(node.A_Expr.lexpr) !== undefined;
}

export const vectorOrderNotIndexed: QueryRule = {
  ...metadata,
  check: (query) =>
    query.searches.filter(({ isAboutOneRow }) => !isAboutOneRow).flatMap((judged) => report(judged, query)),
};
