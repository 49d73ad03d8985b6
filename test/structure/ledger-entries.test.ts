import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { contractEntries } from '../../shared/ipc/contract'
import type { ContractEntry } from '../../shared/ipc/define-contract'
import { PROOF, UNTRUSTED } from '../../shared/ipc/ledger-refusals'

const folder = path.resolve(import.meta.dirname, '../../main/domain')
/** Calls of the hub that make a ledger entry. */
const ENTERS = /hub\s*\.(?:requestReveal|requestLookup|decideRequest|requestList|decideList|recordOutcome)\(/g

/** Services that state something to the ledger, or open what was granted, and the calls of the window that lead there. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  'approval-service.ts': ['request:decide'],
  'contact-list-service.ts': ['contact-list:ask', 'contact-list:open'],
  'find-service.ts': ['find:lookup'],
  'list-approval-service.ts': ['contact-list:decide'],
  'reveal-service.ts': ['reveal:request', 'request:open', 'contact-list:open', 'visit-pack:seal'],
  'review-service.ts': ['review:record'],
  'visit-pack-service.ts': ['visit-pack:ask', 'visit-pack:seal'],
}
/** They open what is on the laptop, and have no receipt to prove. */
const OFFLINE = ['visit-pack:open', 'visit-pack:open-emergency']

const files = readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name), 'utf8')] as const)

it('whatever becomes an entry is sent by way of the ledger service, which refuses a hub that has contradicted itself and a laptop that was put back', () => {
  const sending = files.filter(([, text]) => text.match(ENTERS) !== null)
  expect(sending.map(([name]) => name).toSorted()).toEqual(Object.keys(CALLS))
  for (const [name, text] of sending) expect(/[lL]edger\.enter\(|[lL]edger\.requireTrusted\(/.test(text), name).toBe(true)
})

it('every call that leads to the ledger service declares all that it is refused with there, and no other call does', () => {
  const asking = files.filter(([, text]) => /[lL]edger\s*\.(?:enter|requireTrusted)\(/.test(text)).map(([name]) => name)
  expect(asking.toSorted()).toEqual(Object.keys(CALLS))
  const entries: ReadonlyArray<ContractEntry> = contractEntries
  const declaring = (codes: typeof PROOF | typeof UNTRUSTED): string[] => entries.filter(({ errors }) => codes.every((code) => errors.includes(code))).map(({ channel }) => channel)
  const online = [...new Set(Object.values(CALLS).flat())]
  expect(declaring(PROOF).toSorted()).toEqual(online.toSorted())
  expect(declaring(UNTRUSTED).toSorted()).toEqual([...online, ...OFFLINE].toSorted())
  expect(entries.filter(({ errors }) => UNTRUSTED.some((code) => errors.includes(code))).map(({ channel }) => channel).toSorted()).toEqual([...online, ...OFFLINE].toSorted())
})
