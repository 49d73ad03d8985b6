import type { WorklistFilters, WorklistSort } from '../../shared/ipc/household-contract'

/** Query keys mirror the channels of the contract. Identified details have no key: they are never in the query cache. */
export const queryKeys = {
  accessState: ['access', 'get-state'],
  syncStatus: ['sync', 'get-status'],
  outbox: ['sync', 'list-outbox'],
  worklists: ['worklist', 'list'],
  worklist: (filters: WorklistFilters, sort: WorklistSort) => ['worklist', 'list', filters, sort],
  wards: ['worklist', 'list-wards'],
  households: ['household', 'get'],
  household: (householdId: string) => ['household', 'get', householdId],
  purposes: ['reveal', 'list-purposes'],
  myReveals: ['reveal', 'list-mine'],
  teamActivity: (period: object) => ['oversight', 'team-activity', period],
  teamReveals: (query: object) => ['oversight', 'team-reveals', query],
  whoLooked: (reference: string) => ['oversight', 'who-looked', reference],
  searchLedger: (query: object) => ['oversight', 'search-ledger', query],
  people: ['oversight', 'list-people'],
  allPurposes: ['oversight', 'list-purposes'],
  devices: ['admin', 'list-devices'],
  intakeRuns: ['admin', 'list-intake-runs'],
} as const
