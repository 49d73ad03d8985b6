import { decodeJwt } from 'jose'
import { MOST_REFERENCES, type LostDevice, type OpenedOnDevice } from '../../../../shared/api/lost-device-api'
import { CasementError } from '../../../../shared/errors/casement-error'
import { OfficerSchema } from '../../../../shared/model/officer'
import { ReferenceSchema } from '../../../../shared/model/reference'
import { RevealGrantSchema } from '../../../../shared/model/reveal'
import type { DeviceCaller } from '../../../plugins/authentication'
import { toInstant } from '../../../plugins/clock'
import type { HubServices } from '../../hub-services'
import { findEnrolled } from '../../repositories/administration/enrolled-device-repository'
import { findSighting, findWipe, listFormerPosts, listGiven, listHeld, type SightingRow } from '../../repositories/administration/lost-device-repository'
import { getOfficer, plainOfficer } from '../../repositories/officer-repository'
import { recordReview, requireAllowed } from '../oversight/allow-oversight'
import { scopeOf } from '../scope'
import { toDevice } from './devices'

const BEFORE_MS = 72 * 3_600_000
const MOST_OPENED = 500

/**
 * What losing this laptop means for residents. The administrator, who runs laptops, gets counts; references go to whoever reviews the ledger.
 * Kept among the uses of review before anything is read. Throws NOT_FOUND.
 */
export async function lostDevice(services: HubServices, caller: DeviceCaller, deviceId: string): Promise<LostDevice> {
  const { db, clock } = services
  const reader = await requireAllowed(services, caller, ({ role }) => ({ action: role === 'admin' ? 'administer' : 'reviewLedger' }))
  await recordReview(services, caller, { act: 'lost-laptop', criteria: ['deviceId'], householdId: null })
  const row = await findEnrolled(db, deviceId)
  if (row === null) throw new CasementError('NOT_FOUND')
  const mayReview = reader.role !== 'admin'
  const sighting = await findSighting(db, deviceId)
  const officer = plainOfficer(await getOfficer(db, row.officer_id))
  const former = (await listFormerPosts(db, row.officer_id, placeOf(sighting))).map((post) => OfficerSchema.parse({ ...officer, ...post }))
  const held = await listHeld(db, [officer, ...former].flatMap((post) => scopeOf(post) ?? []), placeOf(sighting), MOST_REFERENCES)
  const from = new Date((sighting?.seen_at ?? row.enrolled_at).getTime() - BEFORE_MS)
  const wipe = await findWipe(db, deviceId)
  return {
    device: toDevice(row),
    asOf: toInstant(clock.now()),
    households: { total: held.total, references: mayReview ? held.references.map((reference) => ReferenceSchema.parse(reference)) : null },
    opened: (await listGiven(db, deviceId, from, MOST_OPENED)).map((given) => toOpened(given, mayReview)),
    unsent: sighting === null || sighting.waiting === null || sighting.waiting_at === null ? null : { count: sighting.waiting, at: sighting.waiting_at.toISOString() },
    wiped: wipe === null ? null : { at: wipe.wiped_at.toISOString(), unsent: wipe.unsent, receivedAt: wipe.received_at.toISOString() },
  }
}

const placeOf = (sighting: SightingRow | null) =>
  sighting === null || sighting.place_xid === null || sighting.place_seq === null ? null : { xid: sighting.place_xid, seq: sighting.place_seq }

/** A display that begins at the last moment of the grant ends this much later. */
function toOpened({ requestId, reference, granted, at }: Awaited<ReturnType<typeof listGiven>>[number], mayReview: boolean): OpenedOnDevice {
  const { persons, fieldGroups, openBy, showFor } = RevealGrantSchema.parse(decodeJwt(granted))
  const until = toInstant(Date.parse(openBy) + showFor * 1_000)
  return { requestId, reference: mayReview && reference !== null ? ReferenceSchema.parse(reference) : null, people: persons.length, fieldGroups, at: at.toISOString(), until }
}
