import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hubApi } from '../../../shared/api/hub-api'
import { decodeBase64 } from '../../../shared/ledger/base64'
import { canonicalBytes } from '../../../shared/ledger/canonical-json'
import { openNote, parseCheckpoint } from '../../../shared/ledger/checkpoint'
import { verifyInclusion } from '../../../shared/ledger/merkle-tree'
import { ledgerOrigin } from '../../../shared/model/ledger-entry'
import { NO_KEYS_BEFORE, openKeyBundle } from '../../../main/keys/key-bundle'
import type { PersonaName } from '../../../service/demo/personas'
import { rewriteJson, type FaultProxy } from '../../support/fault-proxy'
import type { TestService } from '../../support/service'
import type { StoreDriver } from './store-driver'

const WORDS = 'The other parent must not learn that somebody looked'

export interface StatementWorld {
  readonly service: TestService
  readonly hub: FaultProxy
  readonly officer: StoreDriver
  readonly lead: StoreDriver
  /** Of the household at which the officer looked: at its first member, shown, and one detail copied. */
  readonly reference: string
  readonly reason: string
  enrolAs(persona: PersonaName): Promise<StoreDriver>
}

/** Residents' statements, in a world that is there already: starting one takes longer than all of this. */
export function describeStatements(world: () => StatementWorld): void {
  describe('a resident’s statement', () => {
    let second: StoreDriver
    let persons: string[]
    const { call, refusal } = {
      call: ((...of: Parameters<StoreDriver['call']>) => world().lead.call(...of)) as StoreDriver['call'],
      refusal: ((...of: Parameters<StoreDriver['refusal']>) => world().lead.refusal(...of)) as StoreDriver['refusal'],
    }
    beforeAll(async () => {
      second = await world().enrolAs('second-ig-lead')
      persons = (await call('statement', 'members', { reference: world().reference })).members.map(
        ({ personId }) => personId,
      )
    })
    afterAll(() => second.stop())

    const open = async (personId: string | null = null) =>
      (
        await call('statement', 'open', {
          reference: world().reference.toLowerCase(),
          personId,
          from: null,
          to: null,
        })
      ).statementId

    it('is made of proved lines, and what is issued can be checked by anybody with the hub’s public key', async () => {
      const { service, reference, reason } = world()
      const statementId = await open(persons[0])
      const { lines, head } = await call('statement', 'read', { statementId })
      expect(new Set(lines.map(({ proof }) => proof))).toEqual(new Set(['proved']))
      expect(lines[0]).toMatchObject({
        outcome: 'shown',
        displays: 1,
        copies: 1,
        role: 'officer',
        team: 'income-and-debt',
        why: { code: 'own-contact', words: expect.stringMatching(/^You were in contact with us/) },
        isReasonRecorded: true,
        fieldGroups: ['identity'],
      })
      const { documentHash } = await call('statement', 'issue', { statementId })
      const { statement, documentHash: kept } = await second.call('statement', 'issued', { statementId })
      expect(kept).toBe(documentHash)
      expect(statement).toMatchObject({ reference, subject: head.subject, asOf: head.asOf })
      const text = Buffer.from(canonicalBytes(statement)).toString('utf8')
      for (const hidden of ['amara', 'Okafor', 'Helen', reason, persons[0] ?? '']) expect(text).not.toContain(hidden)

      // With nothing but the statement and a public key.
      const checkpoint = statement.checkpoint
      if (checkpoint === null) throw new Error('no checkpoint')
      const signed = hubApi.keys.response.parse(await (await fetch(`${service.hubUrl}/keys`)).json())
      const stated = parseCheckpoint(
        (await openNote(checkpoint.note, (await openKeyBundle(signed, service.rootPublicKey, NO_KEYS_BEFORE)).checkpointVerifiers))
          .text,
      )
      expect([stated.origin, stated.size, Buffer.from(stated.root).toString('base64')]).toEqual([
        ledgerOrigin(checkpoint.epoch),
        checkpoint.size,
        checkpoint.root,
      ])
      for (const { evidence } of statement.lines) {
        if (evidence.kind !== 'ledger') throw new Error('not in the ledger')
        const leaf = new Uint8Array(Buffer.from(evidence.leafHash, 'hex'))
        const proof = evidence.inclusionProof.map(decodeBase64)
        expect(verifyInclusion(evidence.index, checkpoint.size, leaf, proof, stated.root)).toBe(true)
        expect(
          verifyInclusion(
            evidence.index,
            checkpoint.size,
            leaf.map((byte, i) => (i === 0 ? byte ^ 1 : byte)),
            proof,
            stated.root,
          ),
        ).toBe(false)
      }
    })

    it('lets nobody else in, and needs a connection', async () => {
      expect(await world().officer.refusal('statement', 'list', { after: null, limit: 50 })).toBe('ACCESS_ROLE_FORBIDDEN')
      expect(await world().officer.refusal('statement', 'members', { reference: world().reference })).toBe(
        'ACCESS_ROLE_FORBIDDEN',
      )
      expect(await refusal('statement', 'members', { reference: 'nonsense' })).toBe('FIND_CRITERIA_INVALID')
      world().hub.set({ kind: 'refuse' })
      expect(await refusal('statement', 'list', { after: null, limit: 50 })).toBe('OVERSIGHT_OFFLINE')
    })

    const forged: readonly (readonly [string, string, (body: Shape) => unknown])[] = [
      ['the hub names another purpose', '/statements/read', (body) => deep(body, 'code', 'data-quality')],
      ['the hub leaves out a group', '/statements/read', (body) => deep(body, 'fieldGroups', ['address'])],
      [
        'the hub puts in a reveal of somebody else',
        '/oversight/evidence',
        (body) => ({
          evidence: (body['evidence'] as Shape[]).map((item) => ({
            ...item,
            persons: item['persons'] === null ? null : { ...(item['persons'] as Shape), value: 'f'.repeat(32) },
          })),
        }),
      ],
      ['no evidence comes', '/oversight/evidence', () => ({ evidence: [] })],
    ]
    it.each(forged)('is not issued when %s', async (_words, path, tamper) => {
      const statementId = await open(persons[0])
      world().hub.set(
        rewriteJson((body) => tamper(body as Shape)),
        path,
      )
      expect((await call('statement', 'read', { statementId })).lines.map(({ proof }) => proof)).toContain('unproved')
      expect(await refusal('statement', 'issue', { statementId })).toBe('STATEMENT_UNPROVED')
    })

    it('waits for a second person before a line is left out, and tells nothing of it then', async () => {
      const statementId = await open()
      const [line] = (await call('statement', 'read', { statementId })).lines
      const wish = { statementId, lines: [line?.key ?? ''], ground: 'harm-social-work' as const, words: WORDS }
      expect(await refusal('statement', 'propose', { ...wish, words: 'x' })).toBe('REVEAL_REASON_TOO_SHORT')
      await call('statement', 'propose', wish)
      expect(await refusal('statement', 'issue', { statementId })).toBe('STATEMENT_UNDECIDED')
      const read = await second.call('statement', 'read', { statementId })
      expect(read.lines.map(({ leftOut }) => leftOut)).toEqual(['proposed', ...read.lines.slice(1).map(() => null)])
      const proposalId = read.head.omissions[0]?.proposalId ?? ''
      expect(await refusal('statement', 'decide', { proposalId, outcome: 'confirmed', words: WORDS })).toBe(
        'STATEMENT_FORBIDDEN',
      )
      await second.call('statement', 'decide', { proposalId, outcome: 'confirmed', words: WORDS })
      await call('statement', 'issue', { statementId })
      const { statement } = await call('statement', 'issued', { statementId })
      expect(statement.lines).toHaveLength(read.lines.length - 1)
      expect(statement.lines.map(({ outcome }) => outcome)).not.toContain('shown')
      const other = await open()
      await call('statement', 'issue', { statementId: other })
      const whole = (await call('statement', 'issued', { statementId: other })).statement
      // But for its lines and its moment, it is word for word what one says from which nothing was left out.
      const rest = ({ statementId: _id, asOf: _asOf, lines: _lines, ...same }: typeof statement) => same
      expect(rest(statement)).toEqual(rest(whole))
    })
  })
}

type Shape = Record<string, unknown>

/** The same answer with every field of that name changed. */
function deep(value: unknown, name: string, to: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => deep(item, name, to))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, key === name && inner !== null ? to : deep(inner, name, to)]),
  )
}
