import { useQuery } from '@tanstack/react-query'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'

/** Permits open, pass and are destroyed by time: what is shown of them is no older. */
const STALE_MS = 10_000

/** The officer's own visit packs: as this laptop keeps them, or as the hub says now, each time a screen opens. */
export const useVisitPacks = (source: 'hub' | 'laptop' = 'laptop') =>
  useQuery({ queryKey: queryKeys.visitPacksOf(source), queryFn: () => casement.visitPack.list({ refresh: source === 'hub' }), staleTime: source === 'hub' ? 0 : STALE_MS, refetchInterval: STALE_MS })

/** Is a visit to this household approved now, as far as this laptop knows? */
export const useHasApprovedVisit = (householdId: string | null): boolean =>
  useVisitPacks().data?.packs.some(({ state, items }) => state === 'approved' && items.some((item) => item.householdId === householdId && item.standing !== 'left-out')) ?? false
