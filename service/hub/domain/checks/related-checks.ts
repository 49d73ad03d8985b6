import { CasementError } from '../../../../shared/errors/casement-error'
import { splitAuthority } from '../../../../shared/model/authority'
import { isLinkedCase } from '../../../../shared/model/linked-case'
import { relatedPart } from '../../../../shared/model/reveal'
import { holdsIdentifier } from '../../../../shared/reason/check-reason'
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

/** Until there is a quota and a review for it, nothing opens as an emergency. */
const noEmergency: Check<RevealCall> = {
  name: 'no-emergency',
  check({ signed }) {
    if (relatedPart(signed.payload).emergency) throw new CasementError('REVEAL_FORBIDDEN', { rule: 'no-emergency', words: 'Emergency access is not open at this service. Ask for approval, or ring the duty desk.' })
  },
}

/** What the newest form of the request adds. */
export const RELATED_CHECKS: readonly Check<RevealCall>[] = [linkedOpening, authorityOpening, noEmergency]
