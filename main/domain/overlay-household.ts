import type { z } from 'zod'
import { assertNever } from '../../shared/errors/assert-never'
import type { Allocation } from '../../shared/model/caseload'
import { CASELOAD_KINDS, CaseloadOperationSchema, isCaseloadKind, type CaseloadOperation } from '../../shared/model/caseload-operation'
import type { Contact, HouseholdRecord } from '../../shared/model/household'
import type { HouseholdView } from '../../shared/ipc/household-contract'
import { londonDay } from '../../shared/model/london-day'
import type { Officer } from '../../shared/model/officer'
import { NewDetailsOperationSchema, type GivenDetail } from '../../shared/model/new-details'
import { ContactOutcomeOperationSchema } from '../../shared/model/operation'
import { signedSchema } from '../../shared/model/signed'
import { unionOf, withSafety } from '../../shared/model/merge-safety'
import { SAFETY_FIELDS, safeContactIn, SafetyOperationSchema, type SafetyOperation } from '../../shared/model/safety'
import type { StoredEntry } from '../store/repositories/outbox-repository'

const SignedContactSchema = signedSchema(ContactOutcomeOperationSchema)
const SignedCaseloadSchema = signedSchema(CaseloadOperationSchema)
const SignedSafetySchema = signedSchema(SafetyOperationSchema)

const SignedNewDetailsSchema = signedSchema(NewDetailsOperationSchema)

export type Overlaid = Pick<HouseholdView, 'household' | 'pending' | 'caseloadPending'>

/**
 * Lays what was done on this laptop over the household as the hub last told it. Contacts always show, whatever became of them: they hold
 * words. An act on the caseload shows while it waits; one that was refused does not, since the hub's word stands. What was
 * acknowledged shows until the cache has a later version.
 */
export function overlayHousehold(seen: HouseholdRecord, entries: ReadonlyArray<StoredEntry>, officer: Officer): Overlaid {
  let household = seen
  const pending: HouseholdView['pending'] = []
  const caseloadPending: HouseholdView['caseloadPending'] = []
  const known = new Set(seen.contacts.map(({ contactId }) => contactId))
  for (const { kind, operationId, state, body } of entries) {
    const shown = state === 'needs-attention' ? ('needs-attention' as const) : ('waiting' as const)
    if (isCaseloadKind(kind)) {
      const payload = read(SignedCaseloadSchema, body)
      if (state !== 'acknowledged') caseloadPending.push({ operationId, words: CASELOAD_KINDS[kind], state: shown })
      if (payload === null) continue
      if (state === 'waiting' || (state === 'acknowledged' && payload.baseVersion >= seen.version))
        household = withAct(household, payload, officer)
    } else if (kind === 'safety') {
      const payload = read(SignedSafetySchema, body)
      if (payload === null) continue
      if (state !== 'acknowledged') caseloadPending.push({ operationId, words: SAFETY_FIELDS[payload.field].words, state: shown })
      if (state !== 'acknowledged' || payload.baseVersion >= seen.version) household = withWarning(household, payload, officer, state === 'needs-attention')
    } else if (kind === 'new-details') {
      const payload = read(SignedNewDetailsSchema, body)
      if (payload === null) continue
      household = withDetails(household, payload, officer)
      if (state !== 'acknowledged') pending.push({ contactId: operationId, state: shown })
    } else if (!known.has(operationId)) {
      const payload = read(SignedContactSchema, body)
      if (payload === null) continue
      household = withContact(household, toContact(payload, officer.officerId))
      if (state !== 'acknowledged') pending.push({ contactId: operationId, state: shown })
    }
  }
  return { household, pending, caseloadPending }
}

/** Null for what another version of Casement wrote and this one does not know: it waits in the outbox, says so there, and costs neither the household nor the list that it is in. */
function read<T extends z.ZodType<{ readonly payload: unknown }>>(schema: T, body: string): z.output<T>['payload'] | null {
  try {
    return schema.safeParse(JSON.parse(body)).data?.payload ?? null
  } catch {
    return null
  }
}

/** What was recorded here, merged as the hub will merge it. One that was refused adds its warnings and takes none away, until somebody puts it away. */
function withWarning(household: HouseholdRecord, operation: SafetyOperation, { officerId }: Officer, isRefused: boolean): HouseholdRecord {
  const { field } = operation
  const before = household.safety[field]
  const merged = isRefused ? { ...before, codes: unionOf(before.codes, operation.value) } : withSafety(before, officerId, operation)
  const safeContact = field === 'safeContact' ? safeContactIn(merged.codes) : []
  // A warning that was taken away here stays in sight until the hub agrees: a source may say it too, and the policy may refuse.
  return { ...household, safety: { ...household.safety, [field]: merged }, safeContact: [...new Set([...household.safeContact, ...safeContact])].toSorted() }
}

/** That details were given here, whatever became of it; what they are is in the vault's seal. */
function withDetails(household: HouseholdRecord, { operationId, at, personId, detail }: z.infer<typeof NewDetailsOperationSchema>, { officerId, team, district }: Officer): HouseholdRecord {
  if (household.newDetails.some(({ detailId }) => detailId === operationId)) return household
  const given: GivenDetail = { detailId: operationId, at, by: officerId, team, district, personId, kind: detail }
  return { ...household, newDetails: [given, ...household.newDetails].toSorted((a, b) => b.at.localeCompare(a.at)) }
}

/**
 * A contact sets the next action, unless a later one did; and on or after the day that one was due, it keeps the promise. Last contact
 * and kept promises go by the day in Kent.
 */
function withContact(household: HouseholdRecord, contact: Contact): HouseholdRecord {
  const contacts = [contact, ...household.contacts].toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  const sets = contact.nextAction !== null && !household.contacts.some(({ at, nextAction }) => at > contact.at && nextAction !== null)
  const promised = sets ? contact.nextAction : household.nextAction
  const isKept = contacts.some(
    (later) => promised !== null && (sets ? later.at > contact.at : later === contact) && londonDay(later.at) >= promised.dueOn,
  )
  return {
    ...household,
    contacts,
    nextAction: isKept ? null : promised,
    nextActionOwner: isKept ? null : sets ? contact.officerId : household.nextActionOwner,
    lastContactOn: [household.lastContactOn ?? '', londonDay(contact.at)].toSorted().at(-1) ?? null,
  }
}

/** The household as the hub will have it once it applies the act. */
export function withAct(household: HouseholdRecord, act: CaseloadOperation, { officerId: me, team, district }: Officer): HouseholdRecord {
  const { operationId: allocationId, at, kind } = act
  const given = (how: Allocation['act'], officerId: string | null, note: Allocation['note'] = null): HouseholdRecord => ({
    ...household,
    allocatedOfficer: officerId,
    allocation: { allocationId, officerId, by: me, at, act: how, note },
    nextActionOwner: household.nextAction === null ? null : (officerId ?? household.nextActionOwner),
    ...(household.allocatedTeam === null && officerId !== null
      ? { allocatedTeam: team, allocatedDistrict: district === household.district ? null : district }
      : {}),
  })
  const { referral } = household
  const decided = referral === null ? null : { ...referral, decidedAt: at, decidedBy: me }
  switch (kind) {
    case 'claim':
      return household.allocatedOfficer === me ? household : given('claim', me)
    case 'hand-over':
      return given('hand-over', act.toOfficer, act.note)
    case 'release':
      return given('release', null)
    case 'allocate':
      return given('allocate', act.toOfficer, act.note)
    case 'next-action':
      return { ...household, nextAction: act.nextAction, nextActionOwner: act.nextAction === null ? null : me }
    case 'refer': {
      const from =
        household.allocatedTeam === null
          ? { team, district }
          : { team: household.allocatedTeam, district: household.allocatedDistrict ?? household.district }
      const to = { team: act.toTeam, district: act.toDistrict }
      return {
        ...household,
        referral: { referralId: allocationId, at, by: me, from, to, reason: act.reason, state: 'pending', decidedAt: null, decidedBy: null, declineReason: null },
      }
    }
    case 'accept-referral':
      if (referral === null || decided === null) return household
      return {
        ...given('accept-referral', me),
        allocatedTeam: referral.to.team,
        allocatedDistrict: referral.to.district === household.district ? null : referral.to.district,
        referral: { ...decided, state: 'accepted' },
      }
    case 'decline-referral':
      return { ...household, referral: decided === null ? null : { ...decided, state: 'declined', declineReason: act.reason } }
    case 'withdraw-referral':
      return { ...household, referral: decided === null ? null : { ...decided, state: 'withdrawn' } }
    default:
      return assertNever(kind)
  }
}

const toContact = (
  { operationId, at, channel, outcome, noteId, nextAction }: ReturnType<typeof ContactOutcomeOperationSchema.parse>,
  officerId: string,
): Contact => ({ contactId: operationId, at, officerId, channel, outcome, noteId, nextAction })
