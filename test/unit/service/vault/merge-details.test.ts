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
