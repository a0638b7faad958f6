/** What the quick fix writes where a person is to write why; it is no reason yet. */
export const reasonPlaceholder = '<reason>';
