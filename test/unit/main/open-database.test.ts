import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../../../main/store/process/open-database'

it('after a transaction that could not begin, the next is one again: all of it or nothing', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'casement-begin-'))
  const open = () => openDatabase(path.join(folder, 'kept.db'), new Uint8Array(32).fill(7), [{ number: 1, name: 'one', sql: 'CREATE TABLE words (text TEXT NOT NULL) STRICT' }])
  const [ours, other] = [open(), open()]
  const add = (text: string) => ours.run('INSERT INTO words (text) VALUES (?)', [text])
  try {
    ours.get('PRAGMA busy_timeout = 1')
    other.run('BEGIN IMMEDIATE')
    expect(() => ours.transaction(() => add('not begun'))).toThrow()
    other.run('ROLLBACK')
    expect(() => ours.transaction(() => {
      add('half')
      throw new Error('no room in the spool')
    })).toThrow()
    expect(ours.all('SELECT text FROM words')).toEqual([])
    ours.transaction(() => add('whole'))
    expect(other.all('SELECT text FROM words')).toEqual([{ text: 'whole' }])
  } finally {
    ours.close()
    other.close()
    rmSync(folder, { recursive: true })
  }
})
