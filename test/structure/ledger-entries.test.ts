import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const folder = path.resolve(import.meta.dirname, '../../main/domain')
/** Calls of the hub that make a ledger entry. */
const ENTERS = /hub\s*\.(?:requestReveal|requestLookup|decideRequest|requestList|decideList|recordOutcome)\(/g

it('whatever becomes an entry is sent by way of the ledger service, which refuses a hub that has contradicted itself', () => {
  const files = readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const)
  const sending = files.filter(([, text]) => text.match(ENTERS) !== null)
  expect(sending.map(([name]) => name).toSorted()).toEqual([
    'approval-service.ts', 'contact-list-service.ts', 'find-service.ts', 'list-approval-service.ts', 'reveal-service.ts', 'review-service.ts', 'visit-pack-service.ts',
  ])
  for (const [name, text] of sending) expect(/[lL]edger\.enter\(|[lL]edger\.requireTrusted\(/.test(text), name).toBe(true)
})
