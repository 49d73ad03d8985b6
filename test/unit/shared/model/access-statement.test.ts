import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeBase64 } from '../../../../shared/ledger/base64'
import { canonicalBytes } from '../../../../shared/ledger/canonical-json'
import { verifyInclusion } from '../../../../shared/ledger/merkle-tree'
import { AccessStatementSchema, LEFT_OUT_SENTENCE, OMISSION_GROUNDS, OMISSION_LAW } from '../../../../shared/model/access-statement'
import { residentPurpose } from '../../../../shared/purposes/resident-purposes'
import { kindWords, shownWords, whoWords, whyWords } from '../../../../shared/model/statement-words'
import purposes from '../../../../shared/purposes/purposes.json'

/** A statement as it goes out, to the byte: a reader made for it must read every later one of its version. */
const golden = readFileSync(path.join(import.meta.dirname, 'access-statement.golden.json'), 'utf8')
const statement = AccessStatementSchema.parse(JSON.parse(golden))

describe('a statement', () => {
  it('has one form, to the byte', () => {
    expect(Buffer.from(canonicalBytes(statement)).toString('utf8')).toBe(golden)
    expect(createHash('sha256').update(golden).digest('hex')).toBe('1a97ba3695485139e7f997d09d19d2b02cc444896121e0333a8f26f235bc549f')
  })

  it('proves its ledger lines under its own checkpoint, with nothing else', () => {
    const root = decodeBase64(statement.checkpoint?.root ?? '')
    const proved = statement.lines.flatMap(({ evidence }) => (evidence.kind === 'ledger' ? [verifyInclusion(evidence.index, statement.checkpoint?.size ?? 0, Buffer.from(evidence.leafHash, 'hex'), evidence.inclusionProof.map(decodeBase64), root)] : []))
    expect(proved).toEqual([true, true])
  })

  it('says in every case that something may have been left out, in the same words', () => {
    expect(statement.leftOut).toBe(LEFT_OUT_SENTENCE)
    for (const leftOut of ['', 'Nothing was left out.']) expect(AccessStatementSchema.safeParse({ ...statement, leftOut }).success).toBe(false)
  })

  it.each(['officerId', 'displayName', 'reason', 'personId', 'name'])('has no place for %s', (field) => {
    expect(AccessStatementSchema.safeParse({ ...statement, [field]: 'x' }).success).toBe(false)
    expect(AccessStatementSchema.safeParse({ ...statement, lines: [{ ...statement.lines[0], [field]: 'x' }] }).success).toBe(false)
  })

  it('reads as a resident would say it', () => {
    expect(statement.lines.map((line) => [whoWords(line).join(', '), whyWords(line), kindWords(line).join('; '), shownWords(line)])).toEqual([
      ['Officer, Income and debt team, Canterbury', 'To advise you about what you owe and how it could be paid', 'Name, date of birth, and numbers such as a National Insurance number; Account numbers', 'Shown on the officer’s screen, twice. One detail was copied.'],
      ['Outreach worker, Outreach team, Canterbury', 'To keep a child safe, because somebody was worried about harm', 'Address', 'Emergency access. Not shown. It was allowed, but nothing was opened.'],
      ['Supervisor, Housing options team, Thanet', 'To work on your household’s record', 'Your record without names, addresses or notes: age groups, area, what is owed, benefits and services', 'Shown, without anything that says who you are.'],
    ])
  })

  it('has words for the resident for every purpose that there is, and the law for every ground', () => {
    for (const { code, title } of purposes) expect(residentPurpose(code, title)).not.toBe(title)
    expect(residentPurpose('not-yet-known', 'As signed')).toBe('As signed')
    expect(Object.keys(OMISSION_LAW)).toEqual(Object.keys(OMISSION_GROUNDS))
    for (const law of Object.values(OMISSION_LAW)) expect(law).toMatch(/^DPA 2018 Sch\. [234]( para\. \d+)?$/)
  })
})
