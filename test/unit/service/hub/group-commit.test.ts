import { describe, expect, it } from 'vitest'
import { GroupCommit } from '../../../../service/hub/domain/decisions/group-commit'

interface Item { readonly of: string; readonly n: number }
const item = (of: string, n: number): Item => ({ of, n })

/** Writes that end when the test says so. */
function heldWrites(refuses: (item: Item) => boolean = () => false) {
  const groups: (readonly Item[])[] = []
  const open: (() => void)[] = []
  const commit = new GroupCommit<Item, string>(
    async (items) => {
      groups.push(items)
      await new Promise<void>((resolve) => open.push(resolve))
      if (items.some(refuses)) throw new Error('refused')
      return items.map(({ of, n }) => `${of}${n}`)
    },
    ({ of }) => of,
  )
  const settle = async (): Promise<void> => {
    for (let n = 0; n < 20; n += 1) await Promise.resolve()
  }
  return { commit, groups, settle, next: async () => { open.shift()?.(); await settle() } }
}

describe('what queued while the last commit ran', () => {
  it('goes as one, and is answered only when that is committed', async () => {
    const { commit, groups, settle, next } = heldWrites()
    const answered: string[] = []
    for (const one of [item('a', 1), item('b', 1), item('c', 1)]) void commit.keep(one).then((kept) => answered.push(kept))
    await settle()
    expect([groups.map((group) => group.length), answered]).toEqual([[1], []])
    await next()
    expect([groups.map((group) => group.length), answered]).toEqual([[1, 2], ['a1']])
    await next()
    expect(answered).toEqual(['a1', 'b1', 'c1'])
  })

  it('holds one of each officer: the next is judged by what that one left', async () => {
    const { commit, groups, settle, next } = heldWrites()
    const all = Promise.all([item('x', 0), item('a', 1), item('a', 2), item('b', 1), item('a', 3)].map((one) => commit.keep(one)))
    await settle()
    for (let n = 0; n < 4; n += 1) await next()
    expect(groups.map((group) => group.map(({ of, n }) => `${of}${n}`))).toEqual([['x0'], ['a1', 'b1'], ['a2'], ['a3']])
    expect(await all).toEqual(['x0', 'a1', 'a2', 'b1', 'a3'])
  })

  it('is tried one by one when it cannot be kept: only whose it is hears of it', async () => {
    const { commit, settle, next } = heldWrites(({ of }) => of === 'bad')
    const all = Promise.allSettled([item('x', 0), item('a', 1), item('bad', 1), item('b', 1)].map((one) => commit.keep(one)))
    await settle()
    for (let n = 0; n < 5; n += 1) await next()
    expect((await all).map((one) => (one.status === 'fulfilled' ? one.value : 'refused'))).toEqual(['x0', 'a1', 'refused', 'b1'])
    // And the next one is taken as ever.
    const later = commit.keep(item('a', 2))
    await settle()
    await next()
    expect(await later).toBe('a2')
  })
})
