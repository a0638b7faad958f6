/** What node has of WebAssembly and its types leave to the browser's. */
declare namespace WebAssembly {
  type Module = object;
  const Module: new (bytes: Uint8Array) => Module;
}
