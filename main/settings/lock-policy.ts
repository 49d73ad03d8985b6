/** When Casement locks by itself (threat model, attack 2). Seconds. */
export const LOCK_POLICY = {
  /** Without key, mouse or note of activity. */
  idleSeconds: 300,
  /** Warned so long before. */
  warningSeconds: 30,
} as const
export type LockPolicy = Readonly<{ idleSeconds: number; warningSeconds: number }>
