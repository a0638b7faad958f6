/** What the quick fix writes where a person is to write why; it is no reason yet. */
export const reasonPlaceholder = '<reason>';

/** What a reason has at least: a person reads it, and `-`, `...` or `123` says nothing. */
export const reasonPattern = /\p{L}/u;
