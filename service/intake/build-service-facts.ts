import { CasementError } from '../../shared/errors/casement-error'
import type { Minted } from '../../shared/api/vault-api'
import { SOURCES } from '../../shared/model/codes'
import type { PersonId } from '../../shared/model/ids'
import type { ServiceFacts } from '../../shared/model/service-facts'
import { attendanceOf } from './code/attendance-band'
import type { SourceRecord } from './group-records'
import type { Mapping } from './mappings/define-mapping'
import type { SourceRow } from './mappings/source-row'

/** What a record says of care, education and housing, each fact under the pseudonym of the person it is about. */
export function serviceFactsOf(mapping: Mapping, record: SourceRecord, minted: ReadonlyArray<Minted>): ServiceFacts {
  const main = record.rows[0]
  const provenance = { source: mapping.source, asAt: main.asAt }
  const { domain } = SOURCES[mapping.source]
  const people = record.rows.map((row, i) => ({ row, of: { personId: personOf(minted, i), ...provenance } }))
  return {
    services: people.flatMap(({ row, of }) => (row.services ?? []).map((service) => ({ ...service, domain, ...of }))),
    technology: people.flatMap(({ row, of }) => (row.technology ?? []).map((item) => ({ ...item, ...of }))),
    financialAssessments: people.flatMap(({ row, of }) => (row.assessmentOutcome && row.assessedOn
      ? [{ outcome: row.assessmentOutcome, weeklyPence: row.assessedWeeklyPence ?? null, assessedOn: row.assessedOn, ...of }] : [])),
    education: people.flatMap(({ row, of }) => (row.educationSetting ? [{ ...educationOf(row, row.educationSetting), ...of }] : [])),
    healthFlags: people.flatMap(({ row, of }) => (row.hasHealthDetails === true ? [of] : [])),
    housingSituation: main.housingSituation ? { kind: main.housingSituation, since: main.housedSince ?? null, ...provenance } : null,
  }
}

function personOf(minted: ReadonlyArray<Minted>, place: number): PersonId {
  const personId = minted[place]?.personId
  if (personId === undefined) throw new CasementError('VAULT_RUBBISH')
  return personId
}

function educationOf(row: SourceRow, setting: ServiceFacts['education'][number]['setting']): Omit<ServiceFacts['education'][number], 'personId' | 'source' | 'asAt'> {
  const { sessionsPossible, sessionsMissed } = row
  return {
    setting,
    attendance: sessionsPossible && typeof sessionsMissed === 'number' ? attendanceOf(sessionsMissed, sessionsPossible) : null,
    exclusion: row.isExcluded === true ? 'excluded' : (row.suspensions ?? 0) > 0 ? 'suspended' : 'none',
    isInAlternativeProvision: row.isInAlternativeProvision === true,
    qualification: row.qualification ?? null,
  }
}
