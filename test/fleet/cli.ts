// `npm run fleet -- [--devices 500] [--households 2000] [--ramp 600] [--push 1800] [--rate 50]`: one JSON object, and exit 1 when anything went wrong.
import { parseArgs } from 'node:util'
import { runFleet } from './fleet'

const USAGE = 'npm run fleet -- [--devices N] [--households N] [--ramp SECONDS] [--push SECONDS] [--rate PUSHES_A_SECOND]\n'

process.exitCode = await main(process.argv.slice(2))
process.exit()

async function main(args: readonly string[]): Promise<number> {
  const sizes = read(args)
  if (sizes === null) {
    process.stderr.write(USAGE)
    return 2
  }
  const [devices = 0, households = 0, rampSeconds = 0, pushSeconds = 0, pushesPerSecond = 0] = sizes
  const report = await runFleet({ devices, households, rampSeconds, pushSeconds, pushesPerSecond }, (words) => void process.stderr.write(`${words}\n`))
  process.stdout.write(`${JSON.stringify(report)}\n`)
  return report.firstSync.errors + report.page.errors + report.push.errors > 0 ? 1 : 0
}

function read(args: readonly string[]): number[] | null {
  try {
    const option = (usual: string) => ({ type: 'string', default: usual }) as const
    const { values } = parseArgs({ args: [...args], options: { devices: option('500'), households: option('2000'), ramp: option('600'), push: option('1800'), rate: option('50') } })
    const texts = [values.devices, values.households, values.ramp, values.push, values.rate]
    return texts.every((text) => /^[1-9]\d{0,5}$/.test(text)) ? texts.map(Number) : null
  } catch {
    return null
  }
}
