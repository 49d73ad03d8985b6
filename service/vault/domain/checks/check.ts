/**
 * One thing that must hold before identities leave the vault. Small and named, so that a test can leave exactly one out and see the
 * attack that it stops succeed. Throws CasementError; whatever else it throws refuses just as well.
 */
export interface Check<Context> {
  readonly name: string
  check(context: Context): void | Promise<void>
}

/** In the order given; the first that fails decides the code. */
export async function runChecks<Context>(checks: readonly Check<Context>[], context: Context): Promise<void> {
  for (const { check } of checks) await check(context)
}
