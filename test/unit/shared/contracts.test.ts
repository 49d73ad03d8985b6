import { OfficerIdSchema } from '../../../shared/model/ids'
import { describe, expect, it } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { vaultApi } from '../../../shared/api/vault-api'
import { contractEntries } from '../../../shared/ipc/contract'
import purposes from '../../../shared/purposes/purposes.json'
import { PurposeSchema } from '../../../shared/purposes/purpose'

describe('contracts', () => {
  it('an officer is known by whatever subject an identity provider gives: a name, or what Entra ID makes', () => {
    for (const subject of ['amara.okafor', 'AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ', '_k3yL-Qm8v5dXoUe2rT0wA', '8d6f1c3a-0b55-4a44-9a0e-2f6f3d1c9b77']) expect(OfficerIdSchema.parse(subject)).toBe(subject)
    for (const subject of ['', 'a', '.a', 'a b', 'a/b', "a'b", 'a@b', 'é.n', 'a'.repeat(130)]) expect(OfficerIdSchema.safeParse(subject).success, subject).toBe(false)
  })


  it('when two calls of the window share a channel, this fails', () => {
    const channels = contractEntries.map((entry) => entry.channel)
    expect(new Set(channels).size).toBe(channels.length)
    for (const channel of channels) expect(channel).toMatch(/^[a-z-]+:[a-z-]+$/)
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
