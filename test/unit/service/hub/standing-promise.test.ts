import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Contact, NextAction } from '../../../../shared/model/household'
import { findStandingPromise, type OwnAction } from '../../../../service/hub/domain/standing-promise'

const VISIT: NextAction = { kind: 'visit', dueOn: '2026-11-26' }
const CALL: NextAction = { kind: 'call-back', dueOn: '2026-11-30' }
const contact = (at: string, nextAction: NextAction | null): Contact => ({ contactId: randomUUID(), at: `${at}:00.000Z`, officerId: 'amara.okafor', channel: 'phone', outcome: 'no-answer', noteId: null, nextAction })
const own = (at: string, nextAction: NextAction | null, officerId = 'leila.haddad'): OwnAction => ({ at: `${at}:00.000Z`, officerId, nextAction })
const given = (at: string, officerId: string | null) => ({ allocationId: randomUUID(), officerId, by: 'priya.nair', at: `${at}:00.000Z`, act: 'allocate' as const, note: null })

describe('The next action that stands', () => {
  test('is the last that was set, with a contact or without, whatever order they arrive in', () => {
    const [first, second] = [contact('2026-11-20T09:00', VISIT), own('2026-11-21T09:00', CALL)]
    expect(findStandingPromise([first], [second])).toEqual({ nextAction: CALL, officerId: 'leila.haddad' })
    expect(findStandingPromise([contact('2026-11-22T09:00', VISIT), first], [second])).toEqual({ nextAction: VISIT, officerId: 'amara.okafor' })
    expect(findStandingPromise([], [own('2026-11-23T09:00', null), second])).toBeNull()
    expect(findStandingPromise([], [second, own('2026-11-23T09:00', null)])).toBeNull()
  })

  test('ends with a contact on or after its day, not with one before', () => {
    const set = own('2026-11-20T09:00', VISIT)
    expect(findStandingPromise([contact('2026-11-25T09:00', null)], [set])?.nextAction).toEqual(VISIT)
    expect(findStandingPromise([contact('2026-11-26T09:00', null)], [set])).toBeNull()
  })

  test('is for whoever was given the household since; a release leaves it with who set it', () => {
    const set = own('2026-11-20T09:00', VISIT)
    expect(findStandingPromise([], [set], given('2026-11-21T09:00', 'owen.pritchard'))?.officerId).toBe('owen.pritchard')
    expect(findStandingPromise([], [set], given('2026-11-19T09:00', 'owen.pritchard'))?.officerId).toBe('leila.haddad')
    expect(findStandingPromise([], [set], given('2026-11-21T09:00', null))?.officerId).toBe('leila.haddad')
  })
})
