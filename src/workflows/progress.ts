/** Shows what goes on, while it takes long. */
export interface Progress {
  /** `Reading 5,000 migrations…`: what goes on from here. */
  say(text: string): void;
  /** Work goes on. To be called often: while work leaves no time to the event loop, nothing else can show the line. */
  tick(): void;
}
