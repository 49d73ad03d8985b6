import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCheckpoint, readKeys } from '../../../../service/ledger/verify.mjs'
import { formatCheckpoint, openNote, parseCheckpoint, signNote } from '../../../../shared/ledger/checkpoint'
import { keyFrom, readVerifierKey } from './note-keys'

// c2sp.org/tlog-checkpoint, example
const TEXT = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'
const LINE =
  '— example.com/behind-the-sofa ' +
  'Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n'
const ROOT = Uint8Array.from(Buffer.from('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=', 'base64'))
const refusal = { name: 'LedgerFormatError', code: 'CHECKPOINT_MALFORMED' }

// sum.golang.org, a log in use: its published key, and a checkpoint that it signed
const GO_KEY = readVerifierKey('sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8')
const GO_NOTE =
  'go.sum database tree\n6476701\nmb8QLQIs0Z0yP5Cstq6guj87oXWeC9gEM8oVikmm9Wk=\n\n' +
  '— sum.golang.org Az3grsLX85Gz+s1SiTbgkuqxgItqFq7gsMUEyVnrsa9LM7Us9S+1xbFIGu95949rj4nPRYfvimWEPWL+o3GeoWwOoAw=\n'

describe('a checkpoint of a log in use', () => {
  it('opens with the published key, and is written back byte by byte', async () => {
    const { text, signedBy } = await openNote(GO_NOTE, [GO_KEY.verifier])
    expect(signedBy).toEqual(['sum.golang.org'])
    expect(parseCheckpoint(text)).toMatchObject({ origin: 'go.sum database tree', size: 6_476_701 })
    expect(GO_NOTE.startsWith(`${formatCheckpoint(parseCheckpoint(text))}\n`)).toBe(true)
  })

  it('with another size or root does not', async () => {
    for (const bent of [GO_NOTE.replace('6476701', '6476702'), GO_NOTE.replace('mb8Q', 'mb8R')]) {
      await expect(openNote(bent, [GO_KEY.verifier])).rejects.toMatchObject({ code: 'NOTE_SIGNATURE_INVALID' })
    }
  })

  it('the stand-alone verifier reads it alike', () => {
    const keys = readKeys('sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8')
    expect(openCheckpoint(GO_NOTE, keys, 'it')).toMatchObject({ origin: 'go.sum database tree', size: 6_476_701, by: 'sum.golang.org' })
    expect(() => openCheckpoint(GO_NOTE.replace('6476701', '6476702'), keys, 'it')).toThrow('its signature is not of the key given')
  })
})

describe('checkpoint text', () => {
  it('the published example reads and writes', () => {
    const checkpoint = parseCheckpoint(TEXT)
    expect(checkpoint).toEqual({ origin: 'example.com/behind-the-sofa', size: 20_852_163, root: ROOT })
    expect(formatCheckpoint(checkpoint)).toBe(TEXT)
  })

  it('the published note, signed by somebody else as well, opens', async () => {
    const { signer, verifier } = keyFrom('witness.invalid', 'witness')
    const [mine] = (await signNote(TEXT, signer)).split('\n').slice(-2)
    const { text } = await openNote(`${TEXT}\n${LINE}${mine}\n`, [verifier])
    expect(parseCheckpoint(text).size).toBe(20_852_163)
    await expect(openNote(`${TEXT}\n${LINE}`, [verifier])).rejects.toMatchObject({ code: 'NOTE_UNSIGNED' })
  })

  it('whatever is written reads back the same', () => {
    const origin = fc.string({ unit: 'binary', minLength: 1 })
    const root = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Uint8Array.from(bytes))
    fc.assert(
      fc.property(origin, fc.maxSafeNat(), root, (name, size, hash) => {
        fc.pre(!/\p{Cc}/u.test(name))
        const checkpoint = { origin: name, size, root: hash }
        expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint)
      }),
    )
  })

  it('whatever reads was written so: no second spelling', () => {
    const pieces = [
      'a',
      '0',
      '1',
      '00',
      '+1',
      '-1',
      '1e3',
      ' ',
      '\n',
      '\n\n',
      '\r',
      'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
      '=',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 9 }), (some) => {
        const text = some.join('')
        try {
          expect(formatCheckpoint(parseCheckpoint(text))).toBe(text)
        } catch (error) {
          expect(error).toMatchObject(refusal)
        }
      }),
      { numRuns: 3000 },
    )
  })

  const junk: [string, unknown][] = [
    ['nothing', ''],
    ['not a string', { origin: 'a' }],
    ['no last newline', TEXT.trimEnd()],
    ['an extension line', `${TEXT}extension\n`],
    ['an empty line at the end', `${TEXT}\n`],
    ['two lines', 'origin\n5\n'],
    ['no origin', TEXT.replace('example.com/behind-the-sofa', '')],
    ['a carriage return in the origin', TEXT.replace('sofa', 'sofa\r')],
    ...[
      '020852163',
      '+20852163',
      '-1',
      '',
      ' 1',
      '1 ',
      '1.0',
      '1e3',
      '0x10',
      '١',
      '9007199254740992',
      '18446744073709551615',
      '00',
    ].map((size): [string, string] => [`the size ${JSON.stringify(size)}`, TEXT.replace('20852163', size)]),
    ['a root without padding', TEXT.replace('q2I=', 'q2I')],
    ['a root respelled', TEXT.replace('q2I=', 'q2J=')],
    ['a root of 33 bytes', TEXT.replace('q2I=', 'q2IA')],
    ['a root of 31 bytes', TEXT.replace('q2I=', 'qw==')],
    ['a root in base64url', TEXT.replace('/', '_').replace('m/X', 'm_X')],
    ['no root', TEXT.replace(/Cs.*=/, '')],
  ]
  it.each(junk)('refused: %s', (_, text) => {
    expect(() => parseCheckpoint(text as string)).toThrow(expect.objectContaining(refusal))
  })

  it('what would not read back is not written', () => {
    const good = { origin: 'a', size: 1, root: ROOT }
    for (const bad of [
      { origin: '' },
      { origin: 'a\nb' },
      { size: -1 },
      { size: 1.5 },
      { size: 2 ** 53 },
      { root: ROOT.slice(1) },
    ]) {
      expect(() => formatCheckpoint({ ...good, ...bad })).toThrow(expect.objectContaining(refusal))
    }
  })
})
