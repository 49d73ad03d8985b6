import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { prepareControllerKeys } from './controller-key-files'

/** Keys whose root was taken away, as it should be: made anew they would open nothing that was sealed before. */
export class RootTakenAway extends Error {}

/**
 * The keys in a folder (see prepareControllerKeys), and for each service a file of environment variables that names its own of them.
 * Throws RootTakenAway. Answers the files of variables.
 */
export async function writeKeys(out: string, now: number): Promise<readonly string[]> {
  const folder = path.resolve(out)
  const isThere = (name: string): boolean => existsSync(path.join(folder, name))
  if (isThere('key-bundle.jws') && !isThere('controller-root.json')) throw new RootTakenAway()
  const keys = await prepareControllerKeys(folder, now)
  const common = { KEY_BUNDLE_FILE: keys.bundleFile, PURPOSES_FILE: keys.purposesFile, CONTROLLER_ROOT_KEY: JSON.stringify(keys.rootPublicKey) }
  return [
    write(path.join(folder, 'hub.env'), { ...common, SHARING_AGREEMENT_FILE: keys.sharingAgreementFile, HUB_KEYS_FILE: keys.hubKeysFile }),
    write(path.join(folder, 'vault.env'), { ...common, VAULT_KEYS_FILE: keys.vaultKeysFile }),
  ]
}

/** As a shell reads it. */
function write(file: string, variables: Readonly<Record<string, string>>): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
  writeFileSync(file, Object.entries(variables).map(([name, value]) => `${name}=${quoted(value)}\n`).join(''), { mode: 0o600 })
  return file
}
