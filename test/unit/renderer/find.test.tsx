import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { FakeBridge } from './support/fake-bridge'
import { renderApp } from './support/render-app'

/** Asks by reference, and keeps the answer back until it is let go. */
async function asked(): Promise<{ fake: FakeBridge; letGo: () => Promise<void> }> {
  let answer = () => undefined as void
  const fake = renderApp((bridge) => bridge.held.set('household.findByReference', new Promise<void>((resolve) => { answer = resolve })))
  fireEvent.click(await screen.findByRole('button', { name: 'Find' }))
  fireEvent.change(await screen.findByLabelText('Or the household reference'), { target: { value: fake.households[0]?.reference } })
  fireEvent.click(screen.getAllByRole('button', { name: 'Find' }).at(-1) as HTMLElement)
  await waitFor(() => expect(fake.requestsOf('household.findByReference')).toHaveLength(1))
  return { fake, letGo: () => act(async () => { answer(); await new Promise((resolve) => setTimeout(resolve, 100)) }) }
}

describe('Find', () => {
  test('opens the household that was found', async () => {
    const { letGo } = await asked()
    await letGo()
    await screen.findByText('Identity hidden')
  })

  test('the answer about the caller before opens nothing once the form was cleared for the next', async () => {
    const { fake, letGo } = await asked()
    fireEvent.click(screen.getByRole('button', { name: 'Clear for the next caller' }))
    await letGo()
    expect(screen.getByRole('heading', { name: 'Find a household' })).toBeTruthy()
    expect(fake.requestsOf('household.get')).toEqual([])
  })

  test('nor does it take the officer away from the screen that they went to meanwhile', async () => {
    const { fake, letGo } = await asked()
    fireEvent.click(screen.getByRole('button', { name: 'Worklist' }))
    await screen.findByRole('grid')
    await letGo()
    expect(screen.getByRole('grid')).toBeTruthy()
    expect(fake.requestsOf('household.get')).toEqual([])
  })
})
