import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { DraftService } from '../../../main/domain/draft-service'
import type { Session } from '../../../main/domain/session'
import { KEPT_MIGRATIONS } from '../../../main/store/migrations/index'
import { openDatabase } from '../../../main/store/process/open-database'
import { DraftRepository } from '../../../main/store/repositories/draft-repository'

const folder = mkdtempSync(path.join(tmpdir(), 'casement-drafts-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('words for what waited for a decision go after a week, when others are typed; a form that was begun stays', () => {
  let now = Date.parse('2026-11-20T09:00:00Z')
  const sql = openDatabase(path.join(folder, 'kept.db'), new Uint8Array(randomBytes(32)), KEPT_MIGRATIONS)
  const drafts = new DraftService({ drafts: new DraftRepository(sql), clock: { now: () => now } } as unknown as Session)
  drafts.save({ key: 'words.decision.1.decline', value: '"Ask for the tenancy only"' })
  drafts.save({ key: 'contact.1', value: '{}' })
  now += 7 * 86_400_000
  drafts.save({ key: 'words.review.2.review.learning', value: '"Ask first"' })
  expect(drafts.find({ key: 'words.decision.1.decline' }).value).toBe('"Ask for the tenancy only"')
  now += 1
  drafts.save({ key: 'contact.2', value: '{}' })
  expect(drafts.find({ key: 'words.decision.1.decline' }).value).not.toBeNull()
  drafts.save({ key: 'words.review.2.review.learning', value: '"Ask them first"' })
  expect(drafts.find({ key: 'words.decision.1.decline' })).toEqual({ value: null, savedAt: null })
  for (const key of ['words.review.2.review.learning', 'contact.1', 'contact.2']) expect(drafts.find({ key }).value).not.toBeNull()
  sql.close()
})
