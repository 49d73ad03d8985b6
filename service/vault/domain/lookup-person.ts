import { CasementError } from '../../../shared/errors/casement-error'
import { canonicalise } from '../../../shared/ledger/canonical-json'
import { HouseholdIdSchema, PersonIdSchema } from '../../../shared/model/ids'
import { LookupOutcomeSchema, type LookupCriteria, type LookupOutcome, type SignedLookupRequest } from '../../../shared/model/reveal'
import { matchKey, type MatchKind } from '../keys/match-key'
import { countLookups, createLookup, findLookup, listPeopleHavingAll, lockOfficer } from '../repositories/access-repository'
import type { VaultTransaction } from '../repositories/vault-database'
import { lockWitnessed, updateWitnessed } from '../repositories/witness-repository'
import { listOwnHouseholdsOf } from '../repositories/circle-repository'
import { requireAcceptedEpoch } from './accepted-epoch'
import { notingAttempts, type Tried } from './circle/note-attempt'
import { runChecks } from './checks/check'
import type { FindCall, LookupChecks } from './checks/lookup-checks'
import { readLookupCall, type Evidence, type Opening, type ProvenCaller } from './granted-call'
import {
  normaliseAccountNumber, normaliseDateOfBirth, normaliseNiNumber, normalisePhone, normalisePostcode,
} from './normalise-identifiers'
import { normaliseName } from './normalise-name'
import type { AccessVault } from './release-details'

export interface LookupPersonRequest {
  readonly grant: string
  readonly signed: SignedLookupRequest
  readonly officer: Opening
  readonly evidence: Evidence
  readonly criteria: LookupCriteria
}

const HOUR_MS = 3_600_000
const CRITERIA: readonly { field: keyof LookupCriteria; kind: MatchKind; normalise(text: string): string | null }[] = [
  { field: 'name', kind: 'name', normalise: normaliseName },
  { field: 'dateOfBirth', kind: 'date-of-birth', normalise: normaliseDateOfBirth },
  { field: 'postcode', kind: 'postcode', normalise: normalisePostcode },
  { field: 'niNumber', kind: 'ni-number', normalise: normaliseNiNumber },
  { field: 'phone', kind: 'phone', normalise: normalisePhone },
  { field: 'accountNumber', kind: 'account-number', normalise: normaliseAccountNumber },
]

/**
 * Answers a look-up (design §4 Find): one person, *be more exact* with a count, or *not known*; never candidates. Logged with the
 * checkpoint seen before the answer leaves, misses too. Protected households answer like any other; the officer's own circle does not (CIRCLE_OWN).
 */
export async function lookupPerson(
  vault: AccessVault,
  checks: LookupChecks,
  caller: ProvenCaller,
  { grant, signed, officer, evidence, criteria }: LookupPersonRequest,
): Promise<{ result: LookupOutcome; ledgerSize: number }> {
  const read = readLookupCall(
    { grant, signed, officer, evidence },
    { caller, keys: vault.bundle, purposes: vault.purposes, now: vault.clock.now() },
  )
  const hashes = hashCriteria(vault.keys.matchingKey, criteria)
  const criteriaHash = matchKey(vault.keys.matchingKey, 'criteria', canonicalise(hashes))
  const call: FindCall = { ...read, criteria, criteriaHash }
  await runChecks(checks.call, call)
  return notingAttempts(vault, caller.officerId, 'lookup', (tried) => vault.database.transaction().execute((tx) => answer(tx, vault, checks, call, hashes, tried)))
}

async function answer(
  tx: VaultTransaction,
  vault: AccessVault,
  checks: LookupChecks,
  call: FindCall,
  hashes: readonly string[],
  tried: Tried,
): Promise<{ result: LookupOutcome; ledgerSize: number }> {
  const { grant, caller, checkpoint, evidence, criteria, criteriaHash, now } = call
  const { epoch } = call.signed.payload
  const at = new Date(now)
  await lockOfficer(tx, caller.officerId)
  await requireAcceptedEpoch(tx, epoch, vault.acceptedEpochs)
  const known = await lockWitnessed(tx, epoch, at)
  const before = await findLookup(tx, grant.lookupId)
  const lookupsInHour = await countLookups(tx, caller.officerId, new Date(now - HOUR_MS))
  const result = await find(tx, hashes, criteria)
  tried.households = result.outcome === 'found' ? await listOwnHouseholdsOf(tx, caller.officerId, [result.personId]) : []
  await runChecks(checks.decision, { ...call, known, usedFor: before?.criteria_hash ?? null, lookupsInHour, ownHouseholds: tried.households })
  await updateWitnessed(tx, epoch, { size: checkpoint.size, root: checkpoint.root, note: evidence.receipt.checkpoint, at })
  const ledgerSize = Math.max(known.size, checkpoint.size)
  if (before !== null && before.criteria_hash === criteriaHash) return { result: LookupOutcomeSchema.parse(before.outcome), ledgerSize }
  if (before === null) {
    await createLookup(tx, {
      lookupId: grant.lookupId, epoch, entryIndex: grant.entryIndex, officerId: caller.officerId, deviceId: caller.deviceId,
      purpose: grant.purpose.code, kinds: grant.criteria, criteriaHash, outcome: result, at,
    })
  }
  return { result, ledgerSize }
}

/** Everybody who has all of the criteria. An account number names an account: if all on it live together, its first holder answers. */
async function find(tx: VaultTransaction, hashes: readonly string[], criteria: LookupCriteria): Promise<LookupOutcome> {
  const found = await listPeopleHavingAll(tx, hashes)
  const [first] = found
  if (!first) return { outcome: 'not-known' }
  const isOneAccount = criteria.accountNumber !== undefined && found.every((person) => person.household_id === first.household_id)
  if (found.length > 1 && !isOneAccount) return { outcome: 'be-more-exact', count: found.length }
  return { outcome: 'found', householdId: HouseholdIdSchema.parse(first.household_id), personId: PersonIdSchema.parse(first.person_id) }
}

/** Keyed hashes of what the caller gave. Throws FIND_CRITERIA_INVALID naming the field whose form cannot be looked up. */
function hashCriteria(matchingKey: Uint8Array, criteria: LookupCriteria): string[] {
  return CRITERIA.flatMap(({ field, kind, normalise }) => {
    const given = criteria[field]
    if (given === undefined) return []
    const value = normalise(given)
    if (value === null) throw new CasementError('FIND_CRITERIA_INVALID', { field })
    return [matchKey(matchingKey, kind, value)]
  })
}
