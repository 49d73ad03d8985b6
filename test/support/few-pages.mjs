// Loaded before a process under test: while the named file is there, no transaction finds a page beyond those that its database has, which SQLite
// itself refuses (max_page_count, SQLITE_FULL) at whichever statement needs one.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { Database } from '@signalapp/sqlcipher'

const NONE = 1 // never fewer than there are
const ALL = 4_294_967_294
const file = path.join(process.env.CASEMENT_TEST_FOLDER, 'no-page-left')
const exec = Database.prototype.exec
Database.prototype.exec = function (text) {
  if (text === 'BEGIN IMMEDIATE') exec.call(this, `PRAGMA max_page_count = ${existsSync(file) ? NONE : ALL}`)
  return exec.call(this, text)
}
