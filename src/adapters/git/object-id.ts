/** Where nothing is merged there is nothing to hash, and node takes 5 ms to load what does. */
function hash(algorithm: string, data: string | Buffer): string {
  return process.getBuiltinModule('node:crypto').hash(algorithm, data);
}

/** SHA-256 repositories have longer ids than SHA-1 ones. */
function algorithmOf(id: string): string {
  return id.length > 40 ? 'sha256' : 'sha1';
}

/** The id that git gives to a file with this text; `like` is any id of the repository. */
export function blobId(text: string, like: string): string {
  return hash(algorithmOf(like), `blob ${Buffer.byteLength(text)}\0${text}`);
}

/** The id of a folder with one ordinary file in it. */
export function folderId(file: string, blob: string): string {
  const entry = Buffer.concat([Buffer.from(`100644 ${file}\0`), Buffer.from(blob, 'hex')]);
  return hash(algorithmOf(blob), Buffer.concat([Buffer.from(`tree ${entry.length}\0`), entry]));
}
