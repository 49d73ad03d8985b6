// Entry of one service process of the demonstration: `tsx run-service.ts hub|vault`. Ends with its parent: when the channel to it breaks
// (the parent was killed), it stops as if it had been asked to.
import process from 'node:process'

process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
const [name] = process.argv.slice(2)
if (name === 'hub') await import('../hub/start')
else if (name === 'vault') await import('../vault/start')
else process.exitCode = 2
