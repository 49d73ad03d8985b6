import type { WorklistFilters, WorklistSort } from '../../shared/ipc/household-contract'

/** Query keys mirror the channels of the contract. Identified details have no key: they are never in the query cache. */
export const queryKeys = {
  accessState: ['access', 'get-state'],
  preferences: ['preference', 'get'],
  syncStatus: ['sync', 'get-status'],
  outbox: ['sync', 'list-outbox'],
  worklists: ['worklist', 'list'],
  worklist: (filters: WorklistFilters, sort: WorklistSort) => ['worklist', 'list', filters, sort],
  wards: ['worklist', 'list-wards'],
  households: ['household', 'get'],
  household: (householdId: string) => ['household', 'get', householdId],
  purposes: ['reveal', 'list-purposes'],
  myReveals: ['reveal', 'list-mine'],
} as const
