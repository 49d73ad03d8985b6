// Loaded before a process under test: its wall clock is off by as many milliseconds as the named file says, read anew each time. The
// monotonic clock runs on as it is, which is what somebody who sets a laptop's clock can and cannot do. What the second file says has
// passed: for both clocks, as for a laptop that slept.
import { readFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import os from 'node:os'

const file = process.env.CASEMENT_TEST_CLOCK
const now = Date.now.bind(Date)
const uptime = os.uptime.bind(os)
const read = (name) => {
  try {
    return Number(readFileSync(name, 'utf8'))
  } catch {
    return 0
  }
}
if (file !== undefined) {
  Date.now = () => now() + read(file) + read(`${file}-and-passed`)
  os.uptime = () => uptime() + read(`${file}-and-passed`) / 1_000
  syncBuiltinESMExports()
}
