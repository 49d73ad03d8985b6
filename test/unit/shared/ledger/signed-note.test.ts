import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noteKeyId, openNote, signNote, type NoteVerifier } from '../../../../shared/ledger/checkpoint'
import { flipBit, toHex } from './bytes'
import { keyFrom, readVerifierKey, verifierOf } from './note-keys'

const refused = (code: string): object => ({ name: 'LedgerFormatError', code })

// golang.org/x/mod/sumdb/note, example
const PETER = readVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')
const PETER_TEXT = `If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n`
const PETER_SIGNATURE = 'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM='
const PETER_LINE = `— PeterNeumann ${PETER_SIGNATURE}\n`
const PETER_NOTE = `${PETER_TEXT}\n${PETER_LINE}`

// c2sp.org/signed-note: the text has a blank line of its own
const POEM = 'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n'
const POEM_LINE =
  '— quasimodo.example/salvatore ' +
  'NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n'

const alice = keyFrom('alice.invalid', 'alice')
const bob = keyFrom('bob.invalid', 'bob')

describe('published notes', () => {
  it('the key id is the one that Go prints', () => {
    expect(toHex(noteKeyId(PETER.verifier.name, PETER.verifier.publicKey))).toBe(PETER.keyId)
  })

  it("Go's example note opens", async () => {
    expect(await openNote(PETER_NOTE, [PETER.verifier])).toEqual({ text: PETER_TEXT, signedBy: ['PeterNeumann'] })
  })

  it('one changed character of the text or of the signature refuses it', async () => {
    const bent = [
      PETER_NOTE.replace('answer', 'Answer'),
      PETER_NOTE.replace('is.\n', 'is. \n'),
      PETER_NOTE.replace('JnAM', 'JnQM'),
    ]
    for (const note of bent) {
      await expect(openNote(note, [PETER.verifier])).rejects.toMatchObject(refused('NOTE_SIGNATURE_INVALID'))
    }
  })

  it("the specification's example: its text ends at the last blank line, its signer is unknown here", async () => {
    const asked: string[] = []
    const curious: NoteVerifier = {
      ...alice.verifier,
      verify: (data, signature) => {
        asked.push(new TextDecoder().decode(data))
        return alice.verifier.verify(data, signature)
      },
    }
    const [aliceLine] = (await signNote(POEM, alice.signer)).split('\n').slice(-2)
    const note = `${POEM}\n${POEM_LINE}${aliceLine}\n`
    await expect(openNote(`${POEM}\n${POEM_LINE}`, [curious])).rejects.toMatchObject(refused('NOTE_UNSIGNED'))
    expect(await openNote(note, [curious])).toEqual({ text: POEM, signedBy: ['alice.invalid'] })
    expect(asked).toEqual([POEM])
  })
})

describe('signing and opening', () => {
  it('whatever can be signed opens again with the same text', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 80 }).map((words) => `${words}\n`)
    await fc.assert(
      fc.asyncProperty(text, async (words) => {
        let note: string
        try {
          note = await signNote(words, alice.signer)
        } catch (error) {
          expect(error).toMatchObject(refused('NOTE_MALFORMED'))
          return
        }
        expect((await openNote(note, [bob.verifier, alice.verifier])).text).toBe(words)
      }),
      { numRuns: 300 },
    )
  })

  it('every one-bit change of the signature bytes refuses the note', async () => {
    const note = await signNote('text\n', alice.signer)
    const [line] = note.split('\n').slice(-2)
    const bytes = Buffer.from(line!.split(' ')[2]!, 'base64')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const bent = `text\n\n— alice.invalid ${Buffer.from(flipBit(bytes, bit)).toString('base64')}\n`
      const code = bit < 32 ? 'NOTE_UNSIGNED' : 'NOTE_SIGNATURE_INVALID' // the first four bytes say whose it is
      await expect(openNote(bent, [alice.verifier])).rejects.toMatchObject(refused(code))
    }
  })

  it('unknown signers are ignored, even under a known name or a known id', async () => {
    const note = await signNote('text\n', alice.signer)
    const impostor = keyFrom('alice.invalid', 'not alice')
    const [impostorLine] = (await signNote('text\n', impostor.signer)).split('\n').slice(-2)
    const short = `— stranger ${Buffer.from([1, 2, 3, 4, 5]).toString('base64')}`
    const many = `${note}${impostorLine}\n${short}\n`
    expect((await openNote(many, [alice.verifier])).signedBy).toEqual(['alice.invalid'])
    await expect(openNote(many, [bob.verifier])).rejects.toMatchObject(refused('NOTE_UNSIGNED'))
    await expect(openNote(many, [])).rejects.toMatchObject(refused('NOTE_UNSIGNED'))
    const renamed = note.replace('— alice.invalid', '— bob.invalid')
    await expect(openNote(renamed, [alice.verifier, bob.verifier])).rejects.toMatchObject(refused('NOTE_UNSIGNED'))
  })

  it('one bad signature from a known key refuses the note, whoever else has signed it well', async () => {
    const note = await signNote('text\n', alice.signer)
    const [forOther] = (await signNote('other\n', bob.signer)).split('\n').slice(-2)
    const both = `${note}${forOther}\n`
    await expect(openNote(both, [alice.verifier, bob.verifier])).rejects.toMatchObject(
      refused('NOTE_SIGNATURE_INVALID'),
    )
    expect((await openNote(both, [alice.verifier])).signedBy).toEqual(['alice.invalid'])
    const [aliceOther] = (await signNote('other\n', alice.signer)).split('\n').slice(-2)
    await expect(openNote(`${note}${aliceOther}\n`, [alice.verifier])).rejects.toMatchObject(
      refused('NOTE_SIGNATURE_INVALID'),
    )
  })

  it('a verifier that throws, rejects or answers something else than true has verified nothing', async () => {
    const note = await signNote('text\n', alice.signer)
    const verifies = [
      () => {
        throw new Error('key store gone')
      },
      () => Promise.reject(new Error('key store gone')),
      () => 1 as unknown as boolean,
      () => Promise.resolve({} as unknown as boolean),
      () => undefined as unknown as boolean,
    ]
    for (const verify of verifies) {
      const broken = { ...alice.verifier, verify }
      await expect(openNote(note, [broken])).rejects.toMatchObject(refused('NOTE_SIGNATURE_INVALID'))
    }
  })
})

describe('malformed notes', () => {
  const line = PETER_LINE.trimEnd()
  const notes: [string, unknown][] = [
    ['nothing', ''],
    ['not a string', null],
    ['only text', PETER_TEXT],
    ['no text', `\n${PETER_LINE}`],
    ['no blank line', `${PETER_TEXT}${PETER_LINE}`],
    ['no last newline', `${PETER_TEXT}\n${line}`],
    ['a blank line after the signatures', `${PETER_NOTE}\n`],
    ['a hyphen for the em dash', PETER_NOTE.replace('—', '-')],
    ['an en dash for the em dash', PETER_NOTE.replace('—', '–')],
    ['two spaces', PETER_NOTE.replace('— ', '—  ')],
    ['a space at the end', `${PETER_TEXT}\n${line} \n`],
    ['no name', `${PETER_TEXT}\n— ${line.split(' ')[2]}\n`],
    ['a plus in the name', PETER_NOTE.replace('PeterNeumann', 'Peter+Neumann')],
    ['a no-break space in the name', PETER_NOTE.replace('PeterNeumann', 'Peter\u00a0Neumann')],
    ['base64 without padding', PETER_NOTE.replace('AM=\n', 'AM\n')],
    ['base64 respelled', PETER_NOTE.replace('JnAM=', 'JnAN=')],
    ['a signature of no bytes', `${PETER_TEXT}\n— x AAAAAA==\n`],
    ['carriage returns', PETER_NOTE.replaceAll('\n', '\r\n')],
    ['a tab in the text', PETER_NOTE.replace('you', 'you\t')],
    ['half a surrogate pair', PETER_NOTE.replace('you', '\ud83d')],
    ['a hundred and one signatures', `${PETER_TEXT}\n${PETER_LINE.repeat(101)}`],
    ['more than a mebibyte', `${'x'.repeat(1_048_576)}\n\n${PETER_LINE}`],
  ]
  it.each(notes)('%s', async (_, note) => {
    await expect(openNote(note as string, [PETER.verifier])).rejects.toMatchObject(refused('NOTE_MALFORMED'))
  })

  it('random garbage is refused, always by the typed error', async () => {
    const pieces = fc.array(
      fc.constantFrom('\n', '\n\n', '— ', 'PeterNeumann', ' ', 'x08go/ZJ', 'AM=', PETER_LINE, 'text'),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          pieces.map((some) => some.join('')),
          fc.string({ unit: 'binary' }),
        ),
        async (note) => {
          await expect(openNote(note, [PETER.verifier])).rejects.toMatchObject({ name: 'LedgerFormatError' })
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('what cannot be signed', () => {
  it.each(['', 'no newline', 'tab\t\n', 'return\r\n', 'nul\0\n', 'half \ud83d\n'])('%.40j', async (text) => {
    await expect(signNote(text, alice.signer)).rejects.toMatchObject(refused('NOTE_MALFORMED'))
  })

  it.each(['', 'a b', 'a+b', 'a\nb', 'a\u2003b', 'a\u0085b', '\ud83d'])('a key named %j', async (name) => {
    expect(() => noteKeyId(name, alice.signer.publicKey)).toThrow(RangeError)
    await expect(signNote('text\n', { ...alice.signer, name })).rejects.toThrow(RangeError)
    await expect(openNote(PETER_NOTE, [{ ...alice.verifier, name }])).rejects.toThrow(RangeError)
  })

  it('text so long that the note could not be opened', async () => {
    const text = `${'x'.repeat(1_048_500)}\n`
    await expect(signNote(text, alice.signer)).rejects.toMatchObject(refused('NOTE_MALFORMED'))
  })

  it('a public key or a signature of the wrong length', async () => {
    expect(() => noteKeyId('a', new Uint8Array(31))).toThrow(RangeError)
    await expect(signNote('text\n', { ...alice.signer, sign: () => new Uint8Array(63) })).rejects.toThrow(RangeError)
  })

  it('a signer may answer at once', async () => {
    const signature = await alice.signer.sign(new TextEncoder().encode('text\n'))
    const note = await signNote('text\n', { ...alice.signer, sign: () => signature })
    const slow = verifierOf('alice.invalid', alice.signer.publicKey)
    const later = { ...slow, verify: async (data: Uint8Array, bytes: Uint8Array) => slow.verify(data, bytes) }
    expect((await openNote(note, [later])).signedBy).toEqual(['alice.invalid'])
  })
})
