/** What the outside world refuses to take: a full disk, a file that may not be written. It is no mistake of the command line and none of ours: one line, exit code 2. */
export class IoFailure extends Error {}

const reasons: ReadonlyMap<string, string> = new Map([
  ["EACCES", "permission denied"],
  ["EPERM", "permission denied"],
  ["EROFS", "the file system is read-only"],
  ["ENOSPC", "no space is left"],
  ["EDQUOT", "no space is left"],
  ["EFBIG", "it would become too large"],
  ["EBADF", "it is closed"],
  ["EISDIR", "it is a directory"],
  ["ENOENT", "there is no such file or directory"],
  ["EIO", "the device fails"],
  ["ELOOP", "its links lead in a circle"],
  ["ENAMETOOLONG", "its name is too long"],
  ["EEXIST", "something that is no directory has this name"],
  ["ENOTDIR", "a part of its path is no directory"],
]);

/** The reason behind the code of a file-system error, in words where there are any. */
export function reasonOf(code: string): string {
  return reasons.get(code) ?? code;
}
