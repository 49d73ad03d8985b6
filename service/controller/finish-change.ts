import type { KeyBundle, KeyUse } from '../../shared/model/key-bundle'
import type { PrivateKey } from './controller-keys'
import { activeKid, kidOf, NEXT_PURPOSES_KEY, SIGNED_BY_PURPOSES_KEY, type KeyFolder } from './key-folder'
import type { FileWriter } from './write-durably'

/**
 * What is left to do once the bundle names the new key, or was begun for one that it never came to name: retired signing keys sign never again, so
 * their private halves go (retired seal keys stay: what was sealed to them must open); the purposes key that was made takes its place, or goes; and of what
 * it signed only what the key in use signed stays. Answers the uses whose change was cut off and is finished now. Twice is fine.
 */
export function finishChange(folder: KeyFolder, files: FileWriter): KeyUse[] {
  const bundle = folder.bundle()
  const finished = ['hub-keys.json', 'vault-keys.json'].flatMap((name) => (folder.has(name) ? dropPrivateHalves(folder, files, name, bundle) : []))
  return finishPurposes(folder, files, bundle) ? [...finished, 'purposes'] : finished
}

const isSealing = ({ use }: Pick<PrivateKey, 'use'>): boolean => use === 'hub-seal' || use === 'vault-seal'

function dropPrivateHalves(folder: KeyFolder, files: FileWriter, name: string, bundle: KeyBundle): KeyUse[] {
  const file = folder.keyFile(name)
  const stateOf = ({ use, kid }: PrivateKey): 'active' | 'retired' | undefined => bundle.keys.find((key) => key.use === use && key.kid === kid)?.state
  const stays = (key: PrivateKey): boolean => stateOf(key) === 'active' || (stateOf(key) === 'retired' && isSealing(key))
  const gone = file.keys.filter((key) => !stays(key))
  if (gone.length > 0) files.replace(folder.path(name), JSON.stringify({ ...file, keys: file.keys.filter(stays) }))
  return gone.flatMap((key) => (stateOf(key) === 'retired' ? [key.use] : []))
}

function finishPurposes(folder: KeyFolder, files: FileWriter, bundle: KeyBundle): boolean {
  const inUse = activeKid(bundle, 'purposes')
  for (const name of SIGNED_BY_PURPOSES_KEY.filter((one) => folder.has(one))) {
    const lines = folder.read(name).split('\n')
    const line = lines.find((one) => kidOf(one) === inUse)
    if (lines.length > 1 && line !== undefined) files.replace(folder.path(name), line)
  }
  if (!folder.has(NEXT_PURPOSES_KEY)) return false
  const isNamed = folder.purposesKey(NEXT_PURPOSES_KEY).kid === inUse
  if (isNamed) files.replace(folder.path('purposes-key.json'), folder.read(NEXT_PURPOSES_KEY))
  files.remove(folder.path(NEXT_PURPOSES_KEY))
  return isNamed
}
