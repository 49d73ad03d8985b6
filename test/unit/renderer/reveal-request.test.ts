import { describe, expect, test } from 'vitest'
import { RequestMaker, type Statement } from '../../../renderer/features/reveal/reveal-request'

const statement = (reason: string): Statement => ({
  householdId: 'a'.repeat(32), persons: ['b'.repeat(32)], purpose: 'debt-advice', wordingHash: 'c'.repeat(64), reason, fieldGroups: ['contact'],
  relationship: 'none', linked: null, emergency: false, authority: null,
}) as unknown as Statement

describe('a statement and its key', () => {
  test('with a key at hand the request is there at once; without one it is made', async () => {
    const maker = new RequestMaker()
    const waited = maker.prepare(statement('one'))
    expect(waited).toBeInstanceOf(Promise)
    await waited
    await maker.getReady()
    expect(maker.prepare(statement('two'))).not.toBeInstanceOf(Promise)
  })

  test('no two statements share a key or an id, however often it got ready', async () => {
    const maker = new RequestMaker()
    const made = []
    for (const reason of ['one', 'two', 'three', 'four']) {
      await Promise.all([maker.getReady(), maker.getReady()])
      made.push(await maker.prepare(statement(reason)))
      maker.ended(null)
    }
    made.push(await maker.prepare(statement('five')))
    expect(new Set(made.map(({ key }) => key.privateKey)).size).toBe(5)
    expect(new Set(made.map(({ request }) => request.windowKey.x)).size).toBe(5)
    expect(new Set(made.map(({ request }) => request.requestId)).size).toBe(5)
  })

  test('only an unchanged statement whose answer was lost keeps both', async () => {
    const maker = new RequestMaker()
    const first = await maker.prepare(statement('one'))
    maker.ended('HUB_SLOW')
    await maker.getReady()
    expect(await maker.prepare(statement('one'))).toBe(first)
    maker.ended('REVEAL_FORBIDDEN')
    expect(await maker.prepare(statement('one'))).not.toBe(first)
  })
})
