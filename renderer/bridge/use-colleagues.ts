import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { TeamPlace } from '../../shared/model/caseload'
import type { Officer } from '../../shared/model/officer'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'
import { useAccessState } from './use-access-state'

const NOBODY: ReadonlyArray<Officer> = []
const NO_TEAMS: ReadonlyArray<TeamPlace> = []

/** Colleagues and teams as the hub last told, also offline; `nameOf` says "You", a name, or the id of somebody of another district. */
export function useColleagues() {
  const me = useAccessState().data?.officer ?? null
  const lists = useQuery({ queryKey: queryKeys.colleagues, queryFn: () => casement.caseload.listColleagues({}) }).data
  const colleagues = lists?.colleagues ?? NOBODY
  const myId = me?.officerId
  // The same function while the answers are the same: lists are drawn again when it changes.
  const nameOf = useCallback(
    (officerId: string): string => officerId === myId ? 'You' : (colleagues.find((officer) => officer.officerId === officerId)?.displayName ?? officerId),
    [myId, colleagues],
  )
  return { me, colleagues, teams: lists?.teams ?? NO_TEAMS, nameOf }
}
