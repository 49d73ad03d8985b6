import { CasementError } from '../../shared/errors/casement-error'
import { EmergencyOpeningOperationSchema } from '../../shared/model/emergency-opening'
import type { P256PublicJwk } from '../../shared/model/ids'
import { linkedCases } from '../../shared/model/linked-case'
import { signedSchema } from '../../shared/model/signed'
import { OpenedPermitRequestSchema } from '../../shared/model/reveal'
import { OFFLINE_EMERGENCY } from '../../shared/model/visit-pack'
import { toInstant } from '../settings/clock'
import type { StoredPermit } from '../store/repositories/visit-permit-repository'
import { buildOpenedPermit } from './build-reveal-request'
import type { DeviceEventService } from './device-event-service'
import { newId } from './new-id'
import type { Session } from './session'
import { requireReason } from './stated-reason'

const HOUR_MS = 3_600_000
const SignedSchema = signedSchema(OpenedPermitRequestSchema)

/**
 * Emergency access without signal (design §5): within the quota as this laptop counts it, for a reason that is signed and durable before
 * anything opens. What is signed has the form of a reveal, so that it becomes one for everybody who reads the ledger.
 */
export class EmergencyOpenings {
  readonly #session: Session
  readonly #events: DeviceEventService

  constructor(session: Session, events: DeviceEventService) {
    this.#session = session
    this.#events = events
  }

  standing(): { used: number; quota: number; withinHours: number; dutyDesk: string | null } {
    const { reveals, sureTime, dutyDesk } = this.#session
    const since = toInstant(sureTime.now() - OFFLINE_EMERGENCY.withinHours * HOUR_MS)
    return { used: reveals.countEmergencies(since), ...OFFLINE_EMERGENCY, dutyDesk }
  }

  /** The id of the emergency reveal, which every event on the screen names. Once opened, a permit is shown again without a new reason. */
  async open(permit: StoredPermit, words: string, windowKey: P256PublicJwk): Promise<string> {
    const { permits, reveals, sureTime } = this.#session
    const at = toInstant(sureTime.now())
    const before = permits.findOpening(permit.revealId)
    if (before !== null) {
      await this.#events.append({ event: 'displayed-again', requestId: before, grantId: permit.grant.grantId, fieldGroup: null }, () => {
        permits.noteOpened(permit.revealId, at)
        reveals.countDisplay(before)
      })
      return before
    }
    const { used, quota } = this.standing()
    const purpose = (await this.#session.keys()).purposes.find(({ code }) => code === permit.grant.purpose.code)
    if (purpose === undefined) throw new CasementError('REVEAL_GRANT_INVALID')
    const reason = requireReason(words, purpose)
    if (used >= quota) throw new CasementError('EMERGENCY_QUOTA_USED')
    return this.#state(permit, { reason, purposeTitle: purpose.title, at, windowKey })
  }

  async #state(permit: StoredPermit, { reason, purposeTitle, at, windowKey }: Readonly<{ reason: string; purposeTitle: string; at: string; windowKey: P256PublicJwk }>): Promise<string> {
    const { permits, reveals, households, ledger, clock, deviceId, epoch, officer, signer } = this.#session
    const { grant, revealId } = permit
    const requestId = newId(clock)
    const household = households.find(grant.householdId)
    const reference = household?.reference ?? reveals.find(revealId)?.reference
    if (reference === undefined) throw new CasementError('PACK_NOT_HERE')
    const { signed, openings } = buildOpenedPermit(
      {
        requestId, persons: grant.persons, fieldGroups: grant.fieldGroups, reason, windowKey, approval: null, emergency: true, relationship: 'approved-visit',
        linked: household === null ? null : (linkedCases(household)[0] ?? null), authority: null,
      },
      { officerId: officer().officerId, deviceId, epoch: epoch(), knownSize: ledger.findCheckpoint(epoch())?.size ?? 0, statedAt: at, purpose: grant.purpose },
      { requestId: revealId, grantId: grant.grantId },
      signer,
    )
    const operation = EmergencyOpeningOperationSchema.parse({
      v: 1, type: 'operation', operationId: newId(clock), deviceId, at, kind: 'emergency-opening', householdId: grant.householdId, reveal: SignedSchema.parse(signed), openings,
    })
    await this.#events.append(
      { event: 'shown', requestId, grantId: grant.grantId, fieldGroup: null },
      () => {
        reveals.create({ requestId, at, epoch: epoch(), signed, openings, householdId: grant.householdId, reference, people: grant.persons.length, purposeTitle, reason, fieldGroups: grant.fieldGroups })
        reveals.countDisplay(requestId)
        permits.noteOpened(revealId, at)
        permits.saveOpening(revealId, requestId, at)
      },
      [{ operationId: operation.operationId, target: 'hub', kind: operation.kind, householdId: grant.householdId, reference, at, signed: signer(operation) }],
    )
    return requestId
  }
}
