import type { HouseholdRecord } from '../../shared/model/household'

/** Whom a reveal asks for unless somebody chooses otherwise: the member whom Find found, else the first. */
export const askedFirst = ({ members }: Pick<HouseholdRecord, 'members'>, callerId: string | null): HouseholdRecord['members'][number]['personId'][] =>
  (members.some(({ personId }) => personId === callerId) ? members.filter(({ personId }) => personId === callerId) : members.slice(0, 1)).map(({ personId }) => personId)
