import type { SyncStatus } from '../../../shared/ipc/sync-contract'
import { formatSince } from '../../components/dates'

/** The state of sync in a few words, for the header. */
export function syncWords(status: SyncStatus, today: string): string {
  if (!status.isOnline) return status.lastSyncedAt === null ? 'Offline' : `Offline · last synced ${formatSince(status.lastSyncedAt, today)}`
  if (status.phase === 'first-sync') return 'Fetching households…'
  if (status.lastProblem !== null) return status.lastSyncedAt === null ? 'Not up to date' : `Not up to date · last synced ${formatSince(status.lastSyncedAt, today)}`
  return status.lastSyncedAt === null ? 'Not synced yet' : `Last synced ${formatSince(status.lastSyncedAt, today)}`
}

/** Last synced, and what waits: always in view, opens the sync page. */
export function SyncIndicator({ status, today, onOpen }: { readonly status: SyncStatus | undefined; readonly today: string; readonly onOpen: () => void }) {
  if (status === undefined) return null
  return (
    <button type="button" className={`sync-indicator${status.isOnline && status.lastProblem === null ? '' : ' sync-indicator--offline'}`} onClick={onOpen}>
      <span className="sync-indicator__words">{syncWords(status, today)}</span>
      {status.waitingToSend === 0 ? null : <span className="sync-indicator__count">{status.waitingToSend} waiting to send</span>}
      {status.needsAttention === 0 ? null : <span className="sync-indicator__count sync-indicator__count--bad">{status.needsAttention} {status.needsAttention === 1 ? 'needs' : 'need'} attention</span>}
    </button>
  )
}
