import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { LOOKUP_CHECKS } from '../../../../service/vault/domain/checks/lookup-checks'
import { RELEASE_CHECKS } from '../../../../service/vault/domain/checks/release-checks'

const FOLDER = path.resolve(import.meta.dirname, '../../../../service/vault/domain/checks')

/** Names by which the files declare checks: `name: 'x'` in a literal, or the first word of a helper that makes one. */
const declared = (text: string): string[] => [...text.matchAll(/(?:\bname: |= given\()'([a-z-]+)'/g)].flatMap(([, name]) => name ?? [])

// What is in a list has an attack of its own: release-details.test.ts, approvals.test.ts and lookup.test.ts compare their attacks with the lists.
test('every check that is written is in a list that a vault runs', () => {
  const written = readdirSync(FOLDER).flatMap((file) => declared(readFileSync(path.join(FOLDER, file), 'utf8')))
  const lists = [RELEASE_CHECKS.call, RELEASE_CHECKS.decision, LOOKUP_CHECKS.call, LOOKUP_CHECKS.decision]
  const listed = new Set(lists.flatMap((list) => list.map(({ name }) => name)))
  expect(written.length).toBeGreaterThan(40)
  expect([...new Set(written)].toSorted()).toEqual([...listed].toSorted())
})
