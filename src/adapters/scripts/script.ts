/**
 * A JavaScript or TypeScript file as far as it can be known without running it. Its parser shows nowhere outside this
 * folder. Offsets are UTF-16 code units from 0.
 */
export interface Script {
  /** False for text that is still being typed, or that is no script. */
  readonly isWhole: boolean;
  /** What stands at the top level, in order. */
  readonly statements: readonly TopStatement[];
  /** What `const`, `let` or `var` gives the name at first; a declaration at the top level comes before others. */
  definition(name: string): Expression | undefined;
  /** Every expression of the kind, wherever it stands, in the order of their beginnings. */
  every<K extends SoughtKind>(kind: K): Extract<Expression, { readonly kind: K }>[];
}

export type TopStatement =
  | { readonly kind: 'import'; readonly module: string }
  | { readonly kind: 'constants'; readonly values: readonly Expression[] }
  /** What the file stands for to others: `export default`, `export { x as default }`, `export =`, `module.exports =`. */
  | { readonly kind: 'export'; readonly value: Expression }
  /** Types and directives: nothing runs. */
  | { readonly kind: 'type' }
  | { readonly kind: 'other' };

/** Kinds of expressions for which a whole file can be searched. */
export type SoughtKind = 'call' | 'object';

/** Brackets, `as`, `satisfies`, `!` and type arguments are left out: what they enclose stands for them. */
export type Expression = {
  readonly start: number;
  readonly end: number;
} & (
  | { readonly kind: 'text'; readonly value: string }
  /** A template with `${…}`; its texts and expressions in order. */
  | { readonly kind: 'template'; readonly parts: readonly (string | Expression)[] }
  /** A number, a boolean, null or a regular expression. */
  | { readonly kind: 'literal' }
  /** `import.meta` is one name. */
  | { readonly kind: 'name'; readonly name: string }
  /** `object.name`, `object?.name`, `object['name']`. */
  | { readonly kind: 'member'; readonly object: Expression; readonly name: string }
  | {
      readonly kind: 'call';
      readonly callee: Expression;
      readonly args: readonly Expression[];
      readonly isNew: boolean;
    }
  | { readonly kind: 'object'; readonly members: readonly ObjectMember[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  /** Operators that change nothing: `+`, `??`, `!`; the condition's is `?:`. */
  | { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly Expression[] }
  /** Everything else, and what is not typed to its end. */
  | { readonly kind: 'other' }
);

export type ObjectExpression = Extract<Expression, { readonly kind: 'object' }>;

export type ObjectMember =
  /** The key is undefined where it is computed. The value of a method is of the kind 'other'. */
  | { readonly kind: 'property'; readonly key: string | undefined; readonly value: Expression }
  | { readonly kind: 'spread'; readonly value: Expression };
