import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { QueuedNeed } from '../../shared/ipc/queued-need-contract'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'

/** What the officer would have asked for, had there been signal. */
export const useQueuedNeeds = () => useQuery({ queryKey: queryKeys.queuedNeeds, queryFn: () => casement.queuedNeed.list({}) }).data?.needs ?? []

/** It has been asked for, or was granted: it does not wait any more. */
export function useQueuedNeedDone(need: QueuedNeed | null): () => Promise<void> {
  const client = useQueryClient()
  const needId = need?.needId ?? null
  return useCallback(async () => {
    if (needId === null) return
    await casement.queuedNeed.remove({ needId }).catch(() => undefined)
    await client.invalidateQueries({ queryKey: queryKeys.queuedNeeds })
  }, [needId, client])
}
