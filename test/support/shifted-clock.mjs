// Loaded before a process under test: its wall clock is off by as many milliseconds as the named file says, read anew each time. The
// monotonic clock runs on as it is, which is what somebody who sets a laptop's clock can and cannot do.
import { readFileSync } from 'node:fs'

const file = process.env.CASEMENT_TEST_CLOCK
const now = Date.now.bind(Date)
if (file !== undefined) {
  Date.now = () => {
    try {
      return now() + Number(readFileSync(file, 'utf8'))
    } catch {
      return now()
    }
  }
}
