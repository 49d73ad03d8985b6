import { expect, test } from 'vitest'
import type { ProvedLook, ShownAct } from '../../../shared/ipc/oversight-contract'
import { proofsOf } from '../../../renderer/features/oversight/act-proofs'

const look = (index: number) => ({ entry: { epoch: 'e', index }, proof: 'proved' }) as ProvedLook
const reveal = (index: number): ShownAct => ({ act: 'reveal', look: look(index), events: [look(index + 1)], led: look(1) })

test('a look-up that led to two reveals is one entry among what was proved', () => {
  expect(proofsOf([reveal(10), reveal(20)])).toHaveLength(5)
  expect(proofsOf([])).toEqual([])
})
