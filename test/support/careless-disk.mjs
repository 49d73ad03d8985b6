// Loaded before a process under test: a store that believes that everything it writes is written. It is a bug that was planted, so that a
// check of what is durable can be seen to find it.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { Database } from '@signalapp/sqlcipher'

const believing = (owner, name, answer) => {
  const real = owner[name]
  owner[name] = function (...args) {
    try {
      return real.apply(this, args)
    } catch (error) {
      if (!/EFBIG|SQLITE_FULL|SQLITE_IOERR/.test(`${error.code} ${error.message}`)) throw error
      return answer
    }
  }
}

const memory = new Database(':memory:')
believing(Object.getPrototypeOf(memory.prepare('SELECT 1')), 'run', { changes: 1, lastInsertRowid: 0 })
memory.close()
believing(Database.prototype, 'exec', undefined)
believing(fs, 'writeFileSync', undefined)
syncBuiltinESMExports()
