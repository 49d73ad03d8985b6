import { main } from '../../service/ledger/cli'

/** `npm run ledger -- …` on the addresses that the service of this folder wrote: its exit code and its words. */
export async function ledgerCommand(dataDir: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const code = await main(args, { env: { CASEMENT_DATA_DIR: dataDir }, out: (words) => (out += words), err: (words) => (err += words) })
  return { code, out, err }
}
