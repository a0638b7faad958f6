// What every JavaScript runtime has, in node as in a web worker, as far as the core uses it. tsconfig.json beside it takes
// no other types from outside the language; for the rest of the sources node's types say the same.
declare class URL {
  constructor(url: string);
  static canParse(url: string): boolean;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  readonly searchParams: URLSearchParams;
  toString(): string;
}
interface URLSearchParams extends Iterable<[string, string]> {
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string): boolean;
  set(name: string, value: string): void;
  delete(name: string): void;
  keys(): IterableIterator<string>;
}
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
/** @throws Error where the text is not base64 */
declare function atob(base64: string): string;
declare function btoa(bytes: string): string;
