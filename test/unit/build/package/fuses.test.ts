import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findWire, FUSES, fuseTroubles, readFuses, withoutLackingFuses, type FuseState } from '../../../../build/package/fuses'
import { repositoryRoot } from '../../../../build/repository-root'

const binary = (wire: string, version = 1): Buffer =>
  Buffer.concat([Buffer.from('\x7fELF…dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([version, wire.length]), Buffer.from(wire), Buffer.from('1111')])

/** As Electron 45 has them when they are set as stated: nine. */
const SET: readonly FuseState[] = FUSES.map(({ isOn }) => (isOn ? 'on' : 'off'))

describe('the fuses of a package', () => {
  test('are read from the wire of the binary, as many as it has', () => {
    expect(readFuses(binary('0100110'))).toEqual(['off', 'on', 'off', 'off', 'on', 'on', 'off'])
    expect(readFuses(binary('01r?'))).toEqual(['off', 'on', 'removed', 'unknown'])
    expect(findWire(binary('0100110')).length).toBe(7)
  })

  test('a file without a wire, or with one of another kind, is refused', () => {
    expect(() => readFuses(Buffer.from('no fuses here'))).toThrow(/no Electron binary/)
    expect(() => readFuses(binary('01', 2))).toThrow(/version 2/)
  })

  test('as stated they are in order, on a runtime with nine and on one with seven', () => {
    expect(SET).toHaveLength(9)
    expect(fuseTroubles(SET, false)).toEqual([])
    expect(fuseTroubles(SET.slice(0, 7), false)).toEqual([])
  })

  test.each(FUSES.map(({ name }, index) => [name, index] as const))('with %s the wrong way round the package is refused', (name, index) => {
    const wrong = SET.map((state, at): FuseState => (at !== index ? state : state === 'on' ? 'off' : 'on'))
    expect(fuseTroubles(wrong, false)).toEqual([expect.stringContaining(name)])
    expect(fuseTroubles(SET.map((state, at) => (at === index ? 'unknown' : state)), false)).toHaveLength(1)
  })

  test('a fuse that nobody decided about is refused, whichever way it stands', () => {
    expect(fuseTroubles([...SET, 'off'], false)).toEqual([expect.stringContaining('fuse 10')])
  })

  test('the variant for tests has the inspect fuse open, and must', () => {
    const open = SET.map((state, at): FuseState => (at === 3 ? 'on' : state))
    expect(fuseTroubles(open, true)).toEqual([])
    expect(fuseTroubles(open, false)).toHaveLength(1)
    expect(fuseTroubles(SET, true)).toHaveLength(1)
  })

  test('electron-builder.yml states each fuse that it can set, the same way', () => {
    const yml = readFileSync(path.join(repositoryRoot, 'electron-builder.yml'), 'utf8')
    for (const { name, isOn, isSettable } of FUSES) {
      expect(new RegExp(`^  ${name}: ${String(isOn)}$`, 'm').test(yml), name).toBe(isSettable)
    }
    // Electron 25 has seven: setting the eighth there is an error.
    expect(withoutLackingFuses(yml, 9)).toBe(yml)
    expect(withoutLackingFuses(yml, 7)).toBe(yml.replace('  grantFileProtocolExtraPrivileges: false\n', ''))
  })
})
