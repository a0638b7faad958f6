/** What a person says to a question of yes or no. `left`: Ctrl-C, Escape, Ctrl-D, or the terminal went away. */
export type Answer = 'yes' | 'no' | 'left';
