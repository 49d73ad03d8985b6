import { useQuery } from '@tanstack/react-query'
import type { Officer } from '../../shared/model/officer'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'

/** Whom I stand in for now and whether I am at the duty desk: as the hub last said. Asked again with each sync round and with each change of my requests. */
export const useStanding = () => useQuery({ queryKey: queryKeys.standing, queryFn: () => casement.standIns.getStanding({}), staleTime: Infinity, retry: false })

/** Am I on duty for a household of that district? */
export function useIsOnDuty(officer: Pick<Officer, 'district'> | null, district: string | null): boolean {
  const standing = useStanding().data
  return standing?.isAtDesk === true && officer !== null && officer.district === district
}
