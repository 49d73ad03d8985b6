import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { EventData } from '../../shared/ipc/events'
import { gate } from './gate-client'
import { saveOpenDrafts } from './open-drafts'
import { queryKeys } from './query-keys'
import { subscribe } from './subscribe'

/** During a first sync pages arrive many times a second: one refresh of the lists a second is enough to look alive. */
const LIST_REFRESH_MS = 1_000

function refreshHouseholds(client: QueryClient, { householdIds }: EventData<'household:changed'>): void {
  const keys = householdIds === null ? [queryKeys.households] : householdIds.map((id) => queryKeys.household(id))
  for (const queryKey of keys) void client.invalidateQueries({ queryKey })
}

/** What the lock screen itself needs: where the officer stands, and how they like it to look. */
const KEPT_AT_LOCK: ReadonlyArray<unknown> = [queryKeys.accessState[0], queryKeys.preferences[0]]

/** At lock nothing of the records stays in the cache. */
function forgetEverything(client: QueryClient): void {
  client.removeQueries({ predicate: ({ queryKey }) => !KEPT_AT_LOCK.includes(queryKey[0]) })
}

/** Turns what the main process tells into fresh query data: access and sync state directly, households by invalidation. */
export function useBridgeEvents(): void {
  const client = useQueryClient()
  useEffect(() => {
    let listTimer: ReturnType<typeof setTimeout> | null = null
    let isListOld = false
    const refreshNow = () => {
      isListOld = false
      void client.invalidateQueries({ queryKey: queryKeys.worklists })
      void client.invalidateQueries({ queryKey: queryKeys.wards })
      void client.invalidateQueries({ queryKey: queryKeys.caseload })
      void client.invalidateQueries({ queryKey: queryKeys.conflicts })
      listTimer = setTimeout(() => {
        listTimer = null
        if (isListOld) refreshNow()
      }, LIST_REFRESH_MS)
    }
    // The first at once: it may be what an empty worklist waits for.
    const refreshLists = () => {
      if (listTimer === null) refreshNow()
      else isListOld = true
    }
    const stops = [
      subscribe('access:state-changed', (state) => {
        client.setQueryData(queryKeys.accessState, state)
        if (state.phase !== 'unlocked') forgetEverything(client)
      }),
      subscribe('access:locking', () => void saveOpenDrafts().then(() => gate.access.draftsSaved({})).catch(() => undefined)),
      subscribe('sync:status-changed', (status) => {
        const before = client.getQueryData<EventData<'sync:status-changed'>>(queryKeys.syncStatus)
        client.setQueryData(queryKeys.syncStatus, status)
        // What was refused is no longer laid over: no change of the hub's tells of it.
        if (before !== undefined && before.needsAttention !== status.needsAttention) {
          refreshHouseholds(client, { householdIds: null })
          refreshLists()
        }
        // Somebody may have named me, or put me on the rota.
        if (before !== undefined && before.lastSyncedAt !== status.lastSyncedAt) void client.invalidateQueries({ queryKey: queryKeys.standing })
        void client.invalidateQueries({ queryKey: queryKeys.outbox })
        void client.invalidateQueries({ queryKey: queryKeys.lease })
      }),
      subscribe('request:changed', (counts) => {
        client.setQueryData(queryKeys.requestCounts, counts)
        void client.invalidateQueries({ queryKey: queryKeys.requests })
        void client.invalidateQueries({ queryKey: queryKeys.requestQueue })
        void client.invalidateQueries({ queryKey: queryKeys.standing })
        void client.invalidateQueries({ queryKey: queryKeys.contactLists })
        void client.invalidateQueries({ queryKey: queryKeys.visitPacks })
        void client.invalidateQueries({ queryKey: queryKeys.listQueue })
      }),
      subscribe('household:changed', (data) => {
        refreshHouseholds(client, data)
        refreshLists()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
      if (listTimer !== null) clearTimeout(listTimer)
    }
  }, [client])
}
