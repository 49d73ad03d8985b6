import { HubOperationSchema, type HubOperation, type OperationResult } from '../../../shared/model/operation'
import type { SignedDeviceEvent } from '../../../shared/model/reveal'
import type { Officer } from '../../../shared/model/officer'
import type { Signed } from '../../../shared/model/signed'
import type { DeviceCaller } from '../../plugins/authentication'
import { refusalOf } from '../../plugins/refusal'
import { verifySigned } from '../../plugins/verify-signed'
import type { HubServices } from '../hub-services'
import { listSigningKeys } from '../repositories/device-repository'
import { getOfficer } from '../repositories/officer-repository'
import { applyCaseload } from './apply-caseload'
import { applyContact, type SignedContact } from './apply-contact'
import { applyNewDetails, type SignedNewDetails } from './apply-new-details'
import { applySafety, type SignedSafety } from './apply-safety'
import { applyEmergencyOpening, type SignedEmergencyOpening } from './visits/apply-emergency-opening'
import { enterDeviceEvent } from './enter-device-event'
import { judgeDeviceEvents } from './judge-device-events'

/** Answers for what could not even be opened: it has no id that could be believed. */
const NO_ID = '00000000-0000-0000-0000-000000000000'

/**
 * Applies a device's operations, in order, each with its own answer: one that is refused drops no other. Trouble that passes throws
 * instead, so that the device keeps everything and sends it again (duplicates are harmless).
 */
export async function pushOperations(services: HubServices, caller: DeviceCaller, operations: readonly HubOperation[]): Promise<OperationResult[]> {
  const officer = await getOfficer(services.db, caller.officerId)
  const isOwn = async (operation: Signed<unknown>): Promise<boolean> => operation.deviceId === caller.deviceId && verifySigned(operation, caller.signingKey)
  return inTurn(services, officer, operations, () => applyAll(services, officer, operations, isOwn))
}

/** The same for a recovery spool: sealed to the hub, and signed by any laptop, of any time, of the officer who brings it. */
export async function recoverOperations(services: HubServices, caller: DeviceCaller, sealed: readonly string[]): Promise<OperationResult[]> {
  const officer = await getOfficer(services.db, caller.officerId)
  const opened = await Promise.all(sealed.map((item) => openSealed(services, item)))
  const readable = opened.filter((operation) => operation !== null)
  const isOfOfficer = async (operation: Signed<unknown>): Promise<boolean> =>
    (await listSigningKeys(services.db, caller.officerId, operation.deviceId)).some((key) => verifySigned(operation, key))
  const results = await inTurn(services, officer, readable, () => applyAll(services, officer, readable, isOfOfficer))
  return opened.map((operation) => (operation === null ? { id: NO_ID, status: 'refused', code: 'REQUEST_INVALID' } : (results.shift() as OperationResult)))
}

/** Those with events one after the other: how many a laptop may still report is counted before they are entered. */
const inTurn = <T>({ turns }: HubServices, { officerId }: Officer, operations: readonly HubOperation[], work: () => Promise<T>): Promise<T> =>
  operations.some(isDeviceEvent) ? turns.run(`events:${officerId}`, work) : work()

async function openSealed({ keys }: HubServices, item: string): Promise<HubOperation | null> {
  try {
    return HubOperationSchema.parse(JSON.parse(await keys.unseal(item)))
  } catch {
    return null
  }
}

async function applyAll(
  services: HubServices,
  officer: Officer,
  operations: readonly HubOperation[],
  isSigned: (signed: Signed<unknown>) => Promise<boolean>,
): Promise<OperationResult[]> {
  const signed = new Set<HubOperation>()
  for (const operation of operations) if ((await isSigned(operation)) && (!isEmergencyOpening(operation) || (await isSigned(operation.payload.reveal)))) signed.add(operation)
  // First, so that what the screen showed under it is about a request that stands in the ledger.
  const openings = new Map<HubOperation, OperationResult>()
  for (const operation of signed) if (isEmergencyOpening(operation)) openings.set(operation, await alone(services, operation, apply(services, officer, operation)))
  const verdicts = await judgeDeviceEvents(services, officer.officerId, [...signed].filter(isDeviceEvent))
  const answers: Promise<OperationResult>[] = []
  for (const operation of operations) {
    if (!signed.has(operation)) answers.push(Promise.resolve({ id: idOf(operation), status: 'refused', code: 'ACCESS_DEVICE_PROOF_INVALID' }))
    // Events wait together for the ledger's one INSERT; contacts and acts on one household must keep their order.
    else if (isDeviceEvent(operation)) answers.push(quietly(enterDeviceEvent(services.ledger, officer, operation, verdicts.get(operation.payload.eventId) ?? 'too-many')))
    else if (openings.has(operation)) answers.push(Promise.resolve(openings.get(operation) as OperationResult))
    else answers.push(Promise.resolve(await alone(services, operation, apply(services, officer, operation))))
  }
  return Promise.all(answers)
}

function apply(services: HubServices, officer: Officer, operation: Exclude<HubOperation, SignedDeviceEvent>): Promise<OperationResult> {
  if (isEmergencyOpening(operation)) return applyEmergencyOpening(services, officer, operation)
  if (isNewDetails(operation)) return applyNewDetails(services, officer, operation)
  if (isSafety(operation)) return applySafety(services, officer, operation)
  return isContact(operation) ? applyContact(services, officer, operation) : applyCaseload(services, officer, operation)
}

/** A fault of ours in one operation holds up no other. */
async function alone({ log }: HubServices, operation: HubOperation, answer: Promise<OperationResult>): Promise<OperationResult> {
  try {
    return await answer
  } catch (error) {
    return { id: idOf(operation), status: 'refused', code: refusalOf(error, 'hub', log) }
  }
}

/** A rejection is met at Promise.all; until then it must not count as unhandled. */
function quietly<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined)
  return promise
}

const isDeviceEvent = (operation: HubOperation): operation is SignedDeviceEvent => operation.payload.type === 'device-event'

const isContact = (operation: HubOperation): operation is SignedContact => operation.payload.type === 'operation' && operation.payload.kind === 'contact-outcome'

const isSafety = (operation: HubOperation): operation is SignedSafety => operation.payload.type === 'operation' && operation.payload.kind === 'safety'

const isEmergencyOpening = (operation: HubOperation): operation is SignedEmergencyOpening => operation.payload.type === 'operation' && operation.payload.kind === 'emergency-opening'

const isNewDetails = (operation: HubOperation): operation is SignedNewDetails => operation.payload.type === 'operation' && operation.payload.kind === 'new-details'

const idOf = (operation: HubOperation): string => (operation.payload.type === 'device-event' ? operation.payload.eventId : operation.payload.operationId)
