import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { MyPack } from '../../../shared/ipc/visit-pack-contract'
import { isPacked, leftOutWords, packedWords } from '../../../renderer/features/visits/visit-words'
import { makePack } from './support/fake-packs'
import { makeHousehold } from './support/household-factory'
import { renderApp } from './support/render-app'

const homes = Array.from({ length: 3 }, (_, n) => makeHousehold(n, '2026-11-28'))
const EMERGENCIES = '0192f000-0000-7000-8000-00000000e00e'

describe('how far a pack is', () => {
  const whole = makePack(homes)
  const only = (count: number, change: Partial<MyPack> = {}): MyPack => ({ ...whole, permits: whole.permits.slice(0, count), ...change })
  test('a permit that is refused is left out, with why, and the pack is packed without it', () => {
    const refused = [{ householdId: homes[2]!.householdId, part: 'door' as const, code: 'APPROVAL_USED' as const }]
    expect([packedWords(only(5)), isPacked(only(5)), leftOutWords(only(5))]).toEqual(['5 of 6 permits sealed on this laptop', false, []])
    const without = only(5, { refused })
    expect([packedWords(without), isPacked(without)]).toEqual(['5 of 6 permits sealed on this laptop; 1 left out', true])
    expect(leftOutWords(without)).toEqual([`${homes[2]!.reference}, at the door: its approval is used up`])
  })
  test('a household that may not be in it any more is not counted, nor what was sealed of it', () => {
    const items = whole.items.map((item, n) => (n === 0 ? { ...item, standing: 'protected' as const } : item))
    const since = { ...whole, items, permitsWanted: 4 }
    expect([packedWords(since), isPacked(since), leftOutWords(since)]).toEqual(['4 of 4 permits sealed on this laptop', true, [`${homes[0]!.reference}: protected since: ask for it alone`]])
    const away = { ...whole, items: whole.items.map((item, n) => (n === 0 ? { ...item, standing: 'out-of-reach' as const } : item)), permitsWanted: 4 }
    expect([packedWords(away), leftOutWords(away)]).toEqual(['6 of 6 permits sealed on this laptop', []])
  })
})

describe('destroying a pack by hand', () => {
  const open = async (change: (pack: MyPack) => MyPack = (pack) => pack) => {
    const fake = renderApp((bridge) => {
      const pack = change(makePack(bridge.households.slice(0, 3)))
      bridge.packs.packs = [pack, { ...makePack(bridge.households.slice(0, 3)), requestId: EMERGENCIES, pack: pack.requestId, permits: [] }]
      bridge.packs.isFresh = false
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Visits' }))
    return fake
  }

  test('says what will happen, destroys once, says that it has, and leaves the visits to be recorded', async () => {
    const fake = await open((pack) => ({ ...pack, permits: pack.permits.map((permit, n) => (n === 0 ? { ...permit, state: 'open', displays: 1 } : permit)) }))
    await screen.findByText('The central service cannot be reached.')
    const button = await screen.findByRole('button', { name: /^Destroy Home visit/ })
    button.focus()
    fireEvent.click(button)
    const dialog = await screen.findByRole('alertdialog', { name: 'Destroy this pack now?' })
    for (const { reference } of fake.packs.packs[0]!.items) expect(dialog.textContent).toContain(reference)
    expect(dialog.textContent).toContain('can no longer be opened, in an emergency either')
    expect(dialog.textContent).toContain('that you wrote stay on this laptop and are sent')
    expect(dialog.textContent).toContain('5 permits of 6')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Keep it' }))
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull())
    expect(fake.requestsOf('visitPack.destroy')).toEqual([])
    fireEvent.click(button)
    const again = within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Destroy the pack' })
    fireEvent.click(again)
    fireEvent.click(again)
    const said = await screen.findByText(/^Destroyed: Home visit/)
    await waitFor(() => expect(document.activeElement?.contains(said)).toBe(true))
    expect(fake.requestsOf('visitPack.destroy')).toEqual([{ requestId: fake.packs.packs[0]!.requestId }])
    expect(await screen.findAllByText(/^Destroyed on this laptop by you/)).toHaveLength(2)
    for (const name of [/^Destroy/, /^Pack Home visit/]) expect(screen.queryByRole('button', { name })).toBeNull()
    expect(screen.getByRole('button', { name: /^Go to the outing/ })).toBeTruthy()
  })

  test('no room on the disk is said where it was asked for, and nothing is said to be destroyed', async () => {
    const fake = await open()
    fake.failing.set('visitPack.destroy', 'STORE_DISK_FULL')
    fireEvent.click(await screen.findByRole('button', { name: /^Destroy Home visit/ }))
    const dialog = await screen.findByRole('alertdialog')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Destroy the pack' }))
    await within(dialog).findByText('Nothing was destroyed.')
    expect(screen.queryByText(/^Destroyed/)).toBeNull()
  })

  test('at the stops too: nothing of it opens, and the outcome can still be recorded', async () => {
    const fake = await open()
    await screen.findByRole('button', { name: /^Destroy Home visit/ })
    fireEvent.click(screen.getByRole('button', { name: /^Go to the outing/ }))
    await screen.findByText('Stop 1 of 3')
    fireEvent.click(screen.getByRole('button', { name: /^Destroy Home visit/ }))
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Destroy the pack' }))
    await screen.findByText(/^You destroyed this pack at/)
    await waitFor(() => expect(document.activeElement?.textContent).toMatch(/^Visits: /))
    expect(screen.queryByRole('button', { name: /^Destroy/ })).toBeNull()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Show the address' }).disabled).toBe(true)
    expect(fake.requestsOf('visitPack.destroy')).toHaveLength(1)
  })
})
