import { expect, test } from 'vitest'
import { mergeDetails } from '../../../../service/vault/domain/merge-details'
import type { FieldGroupDetails } from '../../../../shared/model/identity'

const identity = (numbers?: NonNullable<FieldGroupDetails['identity']>['numbers']): FieldGroupDetails => ({
  identity: { fullName: 'Ada Made-Up', dateOfBirth: null, niNumber: null, previousNames: [], ...(numbers === undefined ? {} : { numbers }) },
})

test('the numbers of all sources are kept, each once by kind', () => {
  const merged = mergeDetails([
    identity(), identity([{ kind: 'asch-number', number: 'A90000001' }]), identity([{ kind: 'asch-number', number: 'A90000001' }, { kind: 'elector-number', number: 'CAN01/1/1' }]),
  ])
  expect(merged.identity?.numbers).toEqual([{ kind: 'asch-number', number: 'A90000001' }, { kind: 'elector-number', number: 'CAN01/1/1' }])
})

test('what has no numbers says nothing of them', () => {
  expect(mergeDetails([identity()]).identity).not.toHaveProperty('numbers')
})

test('an NI number is shown with its suffix letter where one source gives it, and another number is never taken for it', () => {
  const numbered = (niNumber: string | null): FieldGroupDetails => ({ identity: { fullName: 'Ada Made-Up', dateOfBirth: null, niNumber, previousNames: [] } })
  expect(mergeDetails([numbered(null), numbered('QQ123456'), numbered('QQ654321A'), numbered('QQ123456C')]).identity?.niNumber).toBe('QQ123456C')
  expect(mergeDetails([numbered('QQ123456'), numbered('QQ654321A')]).identity?.niNumber).toBe('QQ123456')
})
