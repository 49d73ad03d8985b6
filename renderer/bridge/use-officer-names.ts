import { useQuery } from '@tanstack/react-query'
import { casement } from './casement-client'
import { queryKeys } from './query-keys'
import { SHOWN_ONCE } from './shown-once'
import { useColleagues } from './use-colleagues'

/** Names for whoever reviews: colleagues of case work, and for the information governance lead, who has none on the laptop, everybody the hub knows. */
export function useOfficerNames(): (officerId: string) => string {
  const { me, nameOf } = useColleagues()
  const isLead = me?.role === 'ig-lead'
  const people = useQuery({ queryKey: queryKeys.people, queryFn: () => casement.oversight.listPeople({}), enabled: isLead, ...SHOWN_ONCE }).data?.people
  return (officerId) => people?.find((person) => person.officerId === officerId && officerId !== me?.officerId)?.displayName ?? nameOf(officerId)
}
