import './node-bytes'
import { cleanup, configure, render } from '@testing-library/react'
import { vi } from 'vitest'
import { App } from '../../../../renderer/app'
import { createQueryClient } from '../../../../renderer/bridge/query-client'
import { dateOf } from '../../../../renderer/components/dates'
import { FakeBridge } from './fake-bridge'

// Whole windows in jsdom on a busy machine: slow is not wrong.
vi.setConfig({ testTimeout: 30_000 })
configure({ asyncUtilTimeout: 10_000 })

export const TODAY = dateOf(Date.now())

/** jsdom lays nothing out: elements get a size, so that the virtual list has rows to draw. */
function giveElementsASize(): void {
  Object.defineProperty(Element.prototype, 'clientHeight', { configurable: true, value: 600 })
  Object.defineProperty(Element.prototype, 'clientWidth', { configurable: true, value: 1_000 })
  Element.prototype.scrollTo = () => undefined
  window.scrollTo = () => undefined
  Object.defineProperty(globalThis, 'CSS', { configurable: true, value: { escape: (text: string) => text } })
  globalThis.ResizeObserver ??= class { observe() {} unobserve() {} disconnect() {} }
}

/** Opens the whole window over a bridge that answers by the contract. */
export function renderApp(prepare: (fake: FakeBridge) => void = () => undefined): FakeBridge {
  cleanup()
  giveElementsASize()
  const fake = new FakeBridge(TODAY, 12)
  prepare(fake)
  Object.defineProperty(window, 'casement', { configurable: true, value: fake.bridge() })
  render(<App queryClient={createQueryClient()} />)
  return fake
}
