import { describe, expect, it } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { vaultApi } from '../../../shared/api/vault-api'
import { contractEntries } from '../../../shared/ipc/contract'
import purposes from '../../../shared/purposes/purposes.json'
import { PurposeSchema } from '../../../shared/purposes/purpose'

describe('contracts', () => {
  it('when two calls of the window share a channel, this fails', () => {
    const channels = contractEntries.map((entry) => entry.channel)
    expect(new Set(channels).size).toBe(channels.length)
    for (const channel of channels) expect(channel).toMatch(/^[a-z]+:[a-z-]+$/)
  })

  it.each([['hub', hubApi], ['vault', vaultApi]])('when two endpoints of the %s share a path, or a path could carry an identifier, this fails', (_name, api) => {
    const paths = Object.values(api).map((endpoint) => `${endpoint.method} ${endpoint.path}`)
    expect(new Set(paths).size).toBe(paths.length)
    for (const path of paths) expect(path).toMatch(/^(GET|POST) (\/[a-z]+)+$/)
  })

  it('when the committed purposes are read, each is well formed and opens no more by default than it may', () => {
    for (const raw of purposes) {
      const purpose = PurposeSchema.parse(raw)
      for (const group of purpose.usualFieldGroups) expect(purpose.fieldGroups).toContain(group)
    }
  })
})
