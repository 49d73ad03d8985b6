import type { Minted } from '../../shared/api/vault-api'
import { codesOf, DEBT_KINDS, SOURCES } from '../../shared/model/codes'
import type { CodedFacts } from '../../shared/model/coded-facts'
import { CasementError } from '../../shared/errors/casement-error'
import { ageBandAt } from './code/age-band'
import { serviceFactsOf } from './build-service-facts'
import { dutyDueOn } from './code/duty-clock'
import type { SourceRecord } from './group-records'
import type { Mapping } from './mappings/define-mapping'
import type { SourceRow } from './mappings/source-row'

/**
 * The coded facts of a record under the vault's pseudonyms (`minted` in the order of the record's rows): codes, dates, counts and
 * pence. Nothing that the vault was told is in here; what a row says in words or as an identifier has no place in the type.
 */
export function factsOf(mapping: Mapping, record: SourceRecord, minted: ReadonlyArray<Minted>): CodedFacts {
  const main = record.rows[0]
  const ids = minted[0]
  // Minting answers for every row or fails whole; a main row without ward was rejected before.
  if (ids === undefined || minted.length !== record.rows.length || !main.ward) throw new CasementError('VAULT_RUBBISH')
  const provenance = { source: mapping.source, asAt: main.asAt }
  const { domain } = SOURCES[mapping.source]
  return {
    recordId: ids.recordId, ...provenance, householdId: ids.householdId, reference: ids.reference,
    district: main.ward.district, ward: { code: main.ward.code, name: main.ward.name },
    members: membersOf(record, minted),
    isProtected: record.rows.some((row) => row.isProtected === true),
    allocatedTeam: main.team ?? null,
    lastContactOn: main.lastContactOn ?? null,
    safeContact: [...new Set(record.rows.flatMap((row) => row.safeContact ?? []))],
    debts: debtsOf(main).map((debt) => ({ recordId: ids.recordId, domain, ...debt, ...provenance })),
    moratorium: main.moratoriumKind && main.moratoriumStartsOn
      ? { kind: main.moratoriumKind, startsOn: main.moratoriumStartsOn, endsOn: main.moratoriumEndsOn ?? null, ...provenance } : null,
    duty: main.dutyKind && main.dutyStartedOn
      ? { kind: main.dutyKind, startedOn: main.dutyStartedOn, dueOn: dutyDueOn(main.dutyKind, main.dutyStartedOn), endedOn: main.dutyEndedOn ?? null,
        endReason: main.dutyEndReason ?? null, ...provenance } : null,
    benefits: (main.benefits ?? []).map((benefit) => ({ ...benefit, ...provenance })),
    interventions: (main.interventions ?? []).map((intervention) => ({ ...intervention, ...provenance })),
    ...serviceFactsOf(mapping, record, minted),
    chronology: (main.history ?? []).map((event) => ({ ...event, domain, ...provenance })),
  }
}

/** Two rows that the vault takes for one person are one member. */
function membersOf(record: SourceRecord, minted: ReadonlyArray<Minted>): CodedFacts['members'] {
  const members = new Map<string, CodedFacts['members'][number]>()
  record.rows.forEach((row, i) => {
    const personId = minted[i]?.personId
    if (personId === undefined || members.has(personId)) return
    members.set(personId, { personId, role: row.role, ageBand: ageBandAt(row.dateOfBirth ?? null, row.asAt) })
  })
  return [...members.values()]
}

/** Debts with something owed, or with recovery under way. */
function debtsOf(row: SourceRow): Pick<CodedFacts['debts'][number], 'kind' | 'balancePence' | 'stage'>[] {
  return codesOf(DEBT_KINDS).flatMap((kind) => {
    const balancePence = row[`balance:${kind}`] ?? 0
    const stage = row[`stage:${kind}`] ?? 'none'
    return balancePence > 0 || stage !== 'none' ? [{ kind, balancePence, stage }] : []
  })
}
