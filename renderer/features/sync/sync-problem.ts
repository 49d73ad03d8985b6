import { ERROR_CODES, type ErrorCode } from '../../../shared/errors/error-code'
import type { SyncStatus } from '../../../shared/ipc/sync-contract'

/** A sync that did not go through, as the screens say it. */
export interface SyncProblem {
  readonly code: ErrorCode
  readonly means: string
  readonly action: string
  /** It goes away by itself, and nobody has to do anything. */
  readonly isPassing: boolean
}

const SENT_LATER = 'What you write is kept on this laptop and sent when it answers again.'
/** Where the words of a code are about a person who waits for an answer, those of a round that runs by itself. */
const ACTIONS: Partial<Readonly<Record<ErrorCode, string>>> = {
  HUB_SLOW: 'Casement goes on trying by itself.', VAULT_UNREACHABLE: SENT_LATER, VAULT_SLOW: SENT_LATER,
  VAULT_RUBBISH: `${SENT_LATER} If this stays, report this code.`,
}
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'HUB_UNREACHABLE', 'HUB_SLOW', 'HUB_RUBBISH', 'VAULT_UNREACHABLE', 'VAULT_SLOW', 'VAULT_RUBBISH', 'SYNC_PAGE_TRUNCATED', 'SYNC_CURSOR_INVALID', 'SYNC_EPOCH_CHANGED',
] as const)

/** What is wrong with the sync now; null when the last round was clean. */
export function syncProblem({ lastProblem }: SyncStatus): SyncProblem | null {
  if (lastProblem === null) return null
  const { means, action } = ERROR_CODES[lastProblem]
  return { code: lastProblem, means, action: ACTIONS[lastProblem] ?? action, isPassing: PASSING.has(lastProblem) }
}
