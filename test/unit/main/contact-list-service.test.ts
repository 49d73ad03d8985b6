import { expect, it } from 'vitest'
import { ContactListService, type ContactListParts } from '../../../main/domain/contact-list-service'
import type { Session } from '../../../main/domain/session'
import { CasementError } from '../../../shared/errors/casement-error'
import type { ErrorCode } from '../../../shared/errors/error-code'
import type { HouseholdId } from '../../../shared/model/ids'
import { makeHousehold } from '../renderer/support/household-factory'

const [here, away] = [makeHousehold(0, '2026-11-28'), makeHousehold(1, '2026-11-28')]
const id = (digit: string) => digit.repeat(32) as HouseholdId

/** Describes with a hub that answers so for a household that is not on this laptop. */
async function describeWith(code: ErrorCode, ids: readonly HouseholdId[]) {
  const asked: string[] = []
  const findSeen = (householdId: string) => [here, away].find((each) => each.householdId === householdId) ?? null
  const households = {
    findSeen,
    getSeen: async (householdId: string) => {
      const seen = findSeen(householdId)
      if (seen !== null) return seen
      asked.push(householdId)
      throw new CasementError(code)
    },
  }
  const { households: listed, unread } = await new ContactListService({} as Session, { households } as unknown as ContactListParts).describe({ householdIds: ids, whom: 'all' })
  return { listed: listed.map(({ reference }) => reference), unread, asked }
}

it('a household that was withdrawn takes no other out of sight, and is said to be', async () => {
  for (const code of ['NOT_FOUND', 'CIRCLE_OWN'] as const)
    expect(await describeWith(code, [here.householdId, id('e'), away.householdId])).toEqual({ listed: [here.reference, away.reference], unread: [{ householdId: id('e'), code }], asked: [id('e')] })
})

it('without signal the service is asked once, and those on this laptop are described all the same', async () => {
  const { listed, unread, asked } = await describeWith('HUB_SLOW', [id('d'), here.householdId, id('e'), away.householdId])
  expect(listed).toEqual([here.reference, away.reference])
  expect(unread.map(({ code }) => code)).toEqual(['HUB_UNREACHABLE', 'HUB_UNREACHABLE'])
  expect(asked).toEqual([id('d')])
})

it('anything else that goes wrong is not taken for a household that is gone', async () => {
  await expect(describeWith('STORE_CORRUPTED', [here.householdId, id('e')])).rejects.toMatchObject({ code: 'STORE_CORRUPTED' })
})
