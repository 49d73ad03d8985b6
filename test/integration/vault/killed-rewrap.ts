// A run of `npm run keys -- rewrap` in small batches that is killed, by SIGKILL, at the nth time that it gets as far as `step`.
import { rewrapDataKeys, type RewrapStep } from '../../../service/keys/rewrap-data-keys'

const [keysFile = '', ownerUrl = '', wanted = '', nth = '1'] = process.argv.slice(2)
let left = Number(nth)
const onStep = (step: RewrapStep): void => {
  if (step === wanted && (left -= 1) === 0) process.kill(process.pid, 'SIGKILL')
}
await rewrapDataKeys({ keysFile, ownerUrl }, { perBatch: 5, onStep, onProgress: () => undefined, now: Date.now })
