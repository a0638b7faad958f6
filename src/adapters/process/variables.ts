/** The variables that a program is started with. */
export type Variables = Readonly<Record<string, string | undefined>>;
