import { CasementError } from '../../../../shared/errors/casement-error'
import { splitAuthority } from '../../../../shared/model/authority'
import { isLinkedCase } from '../../../../shared/model/linked-case'
import { approvalOf, relatedPart } from '../../../../shared/model/reveal'
import { holdsIdentifier } from '../../../../shared/reason/find-identifier'
import type { Check, RevealCall } from './check'
import { requireOpening } from './stated-checks'

/** What was linked is opened, and is a contact or case in coded words: nothing that anybody typed comes in under that name. */
const linkedOpening: Check<RevealCall> = {
  name: 'linked-opening',
  check({ signed, linked }) {
    const commitment = relatedPart(signed.payload).linked
    if ((commitment === null) !== (linked === null)) throw new CasementError('REQUEST_INVALID', { fields: 'openings.linked' })
    if (commitment === null || linked === null) return
    requireOpening(commitment, 'case', linked, 'openings.linked')
    if (!isLinkedCase(linked.value)) throw new CasementError('REQUEST_INVALID', { fields: 'openings.linked' })
  },
}

/** Power and authoriser are opened, readable, and hold nobody's identifiers. */
const authorityOpening: Check<RevealCall> = {
  name: 'authority-opening',
  check({ signed, authority }) {
    const commitment = relatedPart(signed.payload).authority
    if ((commitment === null) !== (authority === null)) throw new CasementError('REQUEST_INVALID', { fields: 'openings.authority' })
    if (commitment === null || authority === null) return
    requireOpening(commitment, 'authority', authority, 'openings.authority')
    if (splitAuthority(authority.value) === null) throw new CasementError('REQUEST_INVALID', { fields: 'openings.authority' })
    if (holdsIdentifier(authority.value)) throw new CasementError('REVEAL_REASON_IDENTIFIER')
  },
}

/** A purpose that rests on somebody else's power is not stated without it, and no other with one. */
const authorityWhereAsked: Check<RevealCall> = {
  name: 'authority-where-asked',
  check({ purpose, signed }) {
    if (purpose !== null && purpose.asksAuthority !== (relatedPart(signed.payload).authority !== null)) throw new CasementError('REVEAL_AUTHORITY_REQUIRED')
  },
}

/** Emergency access is for what nobody has approved: one that names an approval would spend both. */
const emergencyAlone: Check<RevealCall> = {
  name: 'emergency-alone',
  check({ signed }) {
    if (relatedPart(signed.payload).emergency && approvalOf(signed.payload) !== null) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.emergency' })
  },
}

/** What was opened without signal is heard of as an operation: nothing is granted by it. */
const notOpenedBefore: Check<RevealCall> = {
  name: 'not-opened-before',
  check({ signed: { payload } }) {
    if (payload.v === 4) throw new CasementError('REQUEST_INVALID', { fields: 'signed.payload.v' })
  },
}

/** What the newest form of the request adds. */
export const RELATED_CHECKS: readonly Check<RevealCall>[] = [linkedOpening, authorityOpening, authorityWhereAsked, emergencyAlone, notOpenedBefore]
