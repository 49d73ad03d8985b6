import type { HouseholdRecord } from '../../../shared/model/household'
import type { HouseholdRow } from '../repositories/hub-tables'
import { sha256Hex } from './sha256-hex'

const BAND_PRIORITY = { severe: 1, high: 2, moderate: 3, low: 4 } as const

/** First sync streams in this order, so that the worklist's top is there after one page: open duties, then the risk bands. */
export const priorityOf = (record: Readonly<Pick<HouseholdRecord, 'duty' | 'risk'>>): number =>
  record.duty !== null && record.duty.endedOn === null ? 0 : BAND_PRIORITY[record.risk.band]

/** The record as it is stored: the ready-made document, and what scope and order need beside it. */
export function toHouseholdRow(record: HouseholdRecord): HouseholdRow {
  const document = JSON.stringify(record)
  // What may be offered is policy's (caseload.cedar, `protected-record-not-referred`); a record that became protected since is shown to nobody new.
  const pending = record.referral?.state === 'pending' && !record.isProtected ? record.referral : null
  return {
    household_id: record.householdId, reference: record.reference, district: record.district, allocated_team: record.allocatedTeam,
    allocated_officer: record.allocatedOfficer, promised_officer: record.nextActionOwner, allocated_district: record.allocatedDistrict,
    referred_team: pending?.to.team ?? null, referred_district: pending?.to.district ?? null, band: record.risk.band, priority: priorityOf(record), version: record.version,
    content_hash: sha256Hex(document), document,
  }
}
