import { afterAll, beforeAll, expect, test } from 'vitest'
import { identityRow } from './identity-row-factory'
import { startVaultWorld, type VaultWorld } from './vault-world'

let world: VaultWorld
beforeAll(async () => {
  world = await startVaultWorld()
})
afterAll(() => world.stop())

const asch = (number: string) => [{ kind: 'asch-number' as const, number }]

test('an ASCH number joins what two services say of one person, however it is written, although name and postcode differ', async () => {
  const [cared] = await world.mint([identityRow({ recordKey: 'A90000001', forenames: 'Ada', surname: 'Before', dateOfBirth: '1941-08-16', uprn: '990000000011', numbers: asch('A90000001') })], 'adult-social-care')
  const [housed] = await world.mint([identityRow({ recordKey: 'P1', forenames: 'Ada', surname: 'After', dateOfBirth: '1941-08-16', postcode: 'CT2 7MV', uprn: '990000000011', numbers: asch('a9-0000 001') })], 'county-housing')
  expect(housed).toMatchObject({ outcome: 'matched', personId: cared?.personId, householdId: cared?.householdId })
})

test('a mistyped ASCH number joins nobody: not when name and date of birth both differ, nor when the NI numbers do', async () => {
  const [one] = await world.mint([identityRow({ recordKey: 'A90000002', forenames: 'Una', surname: 'One', dateOfBirth: '1950-01-01', niNumber: 'QQ616161A', numbers: asch('A90000002') })], 'adult-social-care')
  const [stranger] = await world.mint([identityRow({ recordKey: 'P2', forenames: 'Bert', surname: 'Other', dateOfBirth: '1999-09-09', postcode: 'CT2 7MV', numbers: asch('A90000002') })], 'county-housing')
  const [sister] = await world.mint([identityRow({ recordKey: 'P3', forenames: 'Una', surname: 'Two', dateOfBirth: '1950-01-01', niNumber: 'QQ626262A', postcode: 'CT2 7MV', numbers: asch('A90000002') })], 'county-housing')
  expect(new Set([one?.personId, stranger?.personId, sister?.personId]).size).toBe(3)
})

test('equal numbers of two kinds are two numbers', async () => {
  const [adult] = await world.mint([identityRow({ recordKey: 'A90000003', forenames: 'Eve', surname: 'Adult', dateOfBirth: '1950-01-02', numbers: asch('A90000003') })], 'adult-social-care')
  const [pupil] = await world.mint([identityRow({ recordKey: 'X', forenames: 'Eve', surname: 'Pupil', dateOfBirth: '2015-01-02', postcode: 'CT2 7MV', numbers: [{ kind: 'pupil-number', number: 'A90000003' }] })], 'school-census')
  expect(pupil?.personId).not.toBe(adult?.personId)
})
