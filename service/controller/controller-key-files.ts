import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { decodeJwt, type JWK } from 'jose'
import { canonicalise } from '../../shared/ledger/canonical-json'
import { Ed25519PublicJwkSchema, type Ed25519PublicJwk } from '../../shared/model/ids'
import { FormerPurposeSchema, PurposeSchema, PurposeSetSchema, shownWording, type FormerPurpose } from '../../shared/purposes/purpose'
import formerJson from '../../shared/purposes/former-purposes.json' with { type: 'json' }
import { RevealBudgetSchema } from '../../shared/purposes/reveal-budget'
import budgetJson from '../../shared/purposes/reveal-budget.json' with { type: 'json' }
import purposesJson from '../../shared/purposes/purposes.json' with { type: 'json' }
import { SharedRolesSchema } from '../../shared/model/sharing'
import { refreshSharingAgreement } from './refresh-sharing-agreement'
import sharingJson from './sharing-agreement.json' with { type: 'json' }
import { generateControllerKeys, signPurposes, type PrivateKey, type SignedSet } from './controller-keys'
import { finishChange } from './finish-change'
import { KeyFolder } from './key-folder'
import { durableFiles } from './write-durably'

/** Where the key material of one demonstration lies; each service is given only its own files. */
export interface ControllerKeyFiles {
  readonly rootPublicKey: Ed25519PublicJwk
  readonly bundleFile: string
  readonly purposesFile: string
  readonly sharingAgreementFile: string
  readonly hubKeysFile: string
  readonly vaultKeysFile: string
}

/** A purpose that was signed has other words under the same version, or is gone: it gets the next version, and the former words go to former-purposes.json. */
export class PurposeWordsChanged extends Error {}

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T

/**
 * The keys in `folder`: made on the first call (every file mode 600), found again on later ones, so that what was sealed and signed
 * before stays readable. When purposes.json or sharing-agreement.json changed meanwhile it is signed again under the next serial.
 */
export async function prepareControllerKeys(folder: string, now: number): Promise<ControllerKeyFiles> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = {
    root: path.join(folder, 'controller-root.json'),
    purposesKey: path.join(folder, 'purposes-key.json'),
    bundleFile: path.join(folder, 'key-bundle.jws'),
    purposesFile: path.join(folder, 'purposes.jws'),
    sharingAgreementFile: path.join(folder, 'sharing-agreement.jws'),
    hubKeysFile: path.join(folder, 'hub-keys.json'),
    vaultKeysFile: path.join(folder, 'vault-keys.json'),
  }
  const set = { purposes: PurposeSchema.array().parse(purposesJson), former: FormerPurposeSchema.array().parse(formerJson), revealBudget: RevealBudgetSchema.parse(budgetJson) }
  const issuedAt = new Date(now).toISOString()
  if (!existsSync(files.root)) {
    const keys = await generateControllerKeys(set, issuedAt)
    write(files.bundleFile, keys.bundle)
    write(files.purposesFile, keys.purposes)
    write(files.purposesKey, JSON.stringify(keys.purposesKey))
    write(files.hubKeysFile, JSON.stringify(keys.hub))
    write(files.vaultKeysFile, JSON.stringify(keys.vault))
    write(files.root, JSON.stringify(keys.root)) // last: marks the folder as whole
  } else {
    finishChange(new KeyFolder(folder), durableFiles)
    await refreshPurposes(files.purposesFile, files.purposesKey, set, issuedAt)
  }
  const again = await refreshSharingAgreement(files.sharingAgreementFile, SharedRolesSchema.parse(sharingJson.roles), issuedAt, () => readJson<PrivateKey>(files.purposesKey))
  if (again !== null) write(files.sharingAgreementFile, again)
  const { publicJwk } = readJson<{ publicJwk: JWK }>(files.root)
  const { bundleFile, purposesFile, sharingAgreementFile, hubKeysFile, vaultKeysFile } = files
  return { rootPublicKey: Ed25519PublicJwkSchema.parse(publicJwk), bundleFile, purposesFile, sharingAgreementFile, hubKeysFile, vaultKeysFile }
}

async function refreshPurposes(file: string, keyFile: string, set: SignedSet, issuedAt: string): Promise<void> {
  const signed = decodeJwt<{ serial: number; purposes: unknown; former?: unknown; revealBudget?: unknown }>(readFileSync(file, 'utf8').trim())
  if (JSON.stringify([signed.purposes, signed.former, signed.revealBudget]) === JSON.stringify([set.purposes, set.former, set.revealBudget])) return
  const before = PurposeSetSchema.safeParse(signed) // a set of long ago may have another form, and is what the services of today could not read either
  if (before.success) requireWordsKept([...before.data.purposes, ...before.data.former], [...set.purposes, ...set.former])
  const key = readJson<PrivateKey>(keyFile)
  write(file, await signPurposes({ v: 1, type: 'purposes', serial: signed.serial + 1, issuedAt, ...set }, key))
}

/** A version of a purpose stands in entries by its code, number and the hash of its words: what was signed once stays readable, under its number, for ever. */
function requireWordsKept(before: readonly FormerPurpose[], now: readonly FormerPurpose[]): void {
  const words = new Map(now.map((purpose) => [`${purpose.code} ${purpose.version}`, canonicalise(shownWording(purpose))]))
  const changed = before.find((purpose) => words.get(`${purpose.code} ${purpose.version}`) !== canonicalise(shownWording(purpose)))
  if (changed !== undefined) throw new PurposeWordsChanged(`${changed.code} version ${changed.version}`)
}

const write = (file: string, content: string): void => durableFiles.replace(file, content)
