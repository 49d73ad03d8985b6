/**
 * Ends a service as an operator expects: SIGTERM or SIGINT lets running requests finish, closes the database and exits 0; a second
 * signal exits at once.
 */
export function stopOnSignal(close: () => Promise<void>, stopped: () => void): void {
  let isStopping = false
  const stop = (): void => {
    if (isStopping) process.exit(1)
    isStopping = true
    close().then(
      () => {
        stopped()
        process.exit(0)
      },
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
