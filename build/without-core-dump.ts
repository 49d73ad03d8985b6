/**
 * The command that starts a program with its core limit at 0 (soft and hard), so that a crash leaves no picture of its memory on
 * the disk. The shell gives its place up: the process is the program itself. Windows has no such limit, and starts it as it is.
 */
export function withoutCoreDump(
  exe: string,
  args: readonly string[],
  platform: NodeJS.Platform = process.platform,
): readonly [command: string, args: readonly string[]] {
  if (platform === 'win32') return [exe, args]
  return ['/bin/sh', ['-c', 'ulimit -c 0; exec "$0" "$@"', exe, ...args]]
}
