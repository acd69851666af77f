const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EEXIST: 'something else is in its place',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is a file, not a directory',
  ELOOP: 'its symbolic links go round in a circle',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOENT: 'it does not exist',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
};

/** The system's code of a failed file operation (`ENOENT`), or null if `error` is of another kind. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Why a file operation failed, in words. Throws on what is no file error: that is a fault of ours. */
export function reasonOf(error: unknown): string {
  const code = errorCode(error);
  if (code === null) throw error;
  return REASONS[code] ?? code;
}
