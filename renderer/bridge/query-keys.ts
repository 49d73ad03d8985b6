import type { WorklistFilters, WorklistSort, WorklistView } from '../../shared/ipc/household-contract'

/** Query keys mirror the channels of the contract. Identified details have no key: they are never in the query cache. */
export const queryKeys = {
  accessState: ['access', 'get-state'],
  syncStatus: ['sync', 'get-status'],
  outbox: ['sync', 'list-outbox'],
  worklists: ['worklist', 'list'],
  worklist: (view: WorklistView, filters: WorklistFilters, sort: WorklistSort) => ['worklist', 'list', view, filters, sort],
  caseload: ['caseload'],
  viewCounts: ['caseload', 'count-views'],
  colleagues: ['caseload', 'list-colleagues'],
  referrals: ['caseload', 'list-referrals'],
  wards: ['worklist', 'list-wards'],
  households: ['household', 'get'],
  household: (householdId: string) => ['household', 'get', householdId],
  purposes: ['reveal', 'list-purposes'],
  requestCounts: ['request', 'get-counts'],
  requests: ['request', 'list'],
  requestsOf: (source: 'hub' | 'laptop') => ['request', 'list', source],
  requestQueue: ['request', 'list-queue'],
  myReveals: ['reveal', 'list-mine'],
} as const
