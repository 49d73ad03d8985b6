import { compactVerify, importJWK } from 'jose'
import { CasementError } from '../../../../shared/errors/casement-error'
import { canonicalBytes } from '../../../../shared/ledger/canonical-json'
import { opensCommitment } from '../../../../shared/ledger/commitment'
import { shownWording } from '../../../../shared/purposes/purpose'
import { verifySigned } from '../../../plugins/verify-signed'
import { sha256Hex, type LookupCall, type RevealCall } from '../granted-call'
import type { Check } from './check'

export type AnyCall = RevealCall | LookupCall

const LATEST_CLOCK_LEAD_MS = 120_000
const LONGEST_LOOKUP_GRANT_MS = 15 * 60_000

/** Which check refused is said by name: it tells the two honest sides what differs, and an attacker nothing they did not send. */
export const requireGrant = (holds: boolean, check: string): void => {
  if (!holds) throw new CasementError('REVEAL_GRANT_INVALID', { check })
}

/** The grant is by the hub-grant key that is in use, of the right type, and signed nothing else: a grant lives for minutes, and a key that was retired (it may have leaked) signs none. */
const grantSignature: Check<AnyCall> = {
  name: 'grant-signature',
  async check({ grantJws, grant, keys }) {
    const isSigned = await compactVerify(
      grantJws,
      (header) => {
        const key = keys.inUse('hub-grant', header.kid ?? '')
        if (key === null || header.typ !== `casement-${grant.type}`) throw new TypeError('unknown key or type')
        return importJWK({ ...key.jwk }, 'EdDSA')
      },
      { algorithms: ['EdDSA'] },
    ).then(() => true, () => false)
    requireGrant(isSigned, 'grant-signature')
  },
}

/** The request was signed by the very device that asks, with the key that the controller enrolled. */
const deviceSignature: Check<AnyCall> = {
  name: 'device-signature',
  check({ signed, caller }) {
    requireGrant(verifySigned(signed, caller.signingKey), 'device-signature')
  },
}

const grantDevice: Check<AnyCall> = {
  name: 'grant-device',
  check({ grant, signed, caller }) {
    requireGrant(grant.deviceId === caller.deviceId && signed.payload.deviceId === caller.deviceId, 'grant-device')
  },
}

/** The vault's own token names the officer whom the grant names. */
const grantOfficer: Check<AnyCall> = {
  name: 'grant-officer',
  check({ grant, caller }) {
    requireGrant(grant.officerId === caller.officerId, 'grant-officer')
  },
}

/** The entry's commitment to the officer opens to that same officer. */
const officerOpening: Check<AnyCall> = {
  name: 'officer-opening',
  check({ signed, officer, caller }) {
    const salt = Buffer.from(officer.salt, 'base64url')
    const opens = officer.value === caller.officerId && opensCommitment(signed.payload.officer, 'officer', officer.value, salt)
    requireGrant(opens, 'officer-opening')
  },
}

const grantPurpose: Check<AnyCall> = {
  name: 'grant-purpose',
  check({ grant, signed: { payload } }) {
    const { code, version, wordingHash } = grant.purpose
    const isSame = code === payload.purpose.code && version === payload.purpose.version && wordingHash === payload.purpose.wordingHash
    requireGrant(isSame, 'grant-purpose')
  },
}

const grantEpoch: Check<AnyCall> = {
  name: 'grant-epoch',
  check({ grant, signed }) {
    requireGrant(grant.epoch === signed.payload.epoch, 'grant-epoch')
  },
}

/** The entry that the grant speaks of is the one whose inclusion is proved, and it is what this device signed. */
const grantEntry: Check<AnyCall> = {
  name: 'grant-entry',
  check({ grant, leaf, evidence }) {
    const isSame = grant.leafHash === Buffer.from(leaf).toString('hex') && grant.entryIndex === evidence.receipt.entryIndex
    requireGrant(isSame, 'grant-entry')
  },
}

const grantNotExpired: Check<AnyCall> = {
  name: 'grant-not-expired',
  check({ grant, now }) {
    if (now > Date.parse(grant.openBy)) throw new CasementError('REVEAL_GRANT_EXPIRED')
  },
}

/** A hub cannot make a grant live longer than the signed purpose says (a permit: than its outing), nor date it into the future. */
const grantLifetime: Check<AnyCall> = {
  name: 'grant-lifetime',
  check({ grant, purpose, now, sealsUntil = null }) {
    const longest = grant.type === 'reveal-grant' && purpose ? purpose.openForMinutes * 60_000 : LONGEST_LOOKUP_GRANT_MS
    const lives = Date.parse(grant.openBy) - Date.parse(grant.issuedAt)
    const fits = sealsUntil === null ? lives <= longest : Date.parse(grant.openBy) <= sealsUntil
    requireGrant(fits && Date.parse(grant.issuedAt) <= now + LATEST_CLOCK_LEAD_MS, 'grant-lifetime')
  },
}

/** The purpose is in the set that the controller signed, and the officer saw its present wording. */
const purposeSigned: Check<AnyCall> = {
  name: 'purpose-signed',
  check({ signed, purpose }) {
    const stated = signed.payload.purpose
    const isSigned = purpose !== null && purpose.version === stated.version && sha256Hex(canonicalBytes(shownWording(purpose))) === stated.wordingHash
    requireGrant(isSigned, 'purpose-signed')
  },
}

/** What holds for every call under a grant. */
export const GRANT_CHECKS: readonly Check<AnyCall>[] = [
  grantSignature, deviceSignature, grantDevice, grantOfficer, officerOpening, grantPurpose, grantEpoch, grantEntry, grantNotExpired,
  grantLifetime, purposeSigned,
]
