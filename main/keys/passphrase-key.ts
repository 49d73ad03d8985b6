import { hashRaw } from '@node-rs/argon2'
import { z } from 'zod'

/** Cost of one guess. The floor is 64 MiB and three passes; a faster laptop pays more. */
export const KdfSchema = z.strictObject({
  name: z.literal('argon2id'),
  memoryKiB: z.int().min(65_536).max(1_048_576),
  passes: z.int().min(3).max(32),
  lanes: z.literal(1),
  salt: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
})
export type Kdf = z.infer<typeof KdfSchema>

const ARGON2ID = 2
const TARGET_MS = 400
const MOST_PASSES = 12

/** 32 bytes from a passphrase (NFKC, so that another keyboard gives the same). Runs on a thread of its own. */
export async function stretchPassphrase(passphrase: string, kdf: Kdf): Promise<Uint8Array> {
  const raw = await hashRaw(passphrase.normalize('NFKC'), {
    algorithm: ARGON2ID,
    memoryCost: kdf.memoryKiB,
    timeCost: kdf.passes,
    parallelism: kdf.lanes,
    outputLen: 32,
    salt: Buffer.from(kdf.salt, 'base64url'),
  })
  return new Uint8Array(raw)
}

/** Parameters for this machine: passes raised until one guess takes about 400 ms, never below the floor. @param salt 16 random bytes */
export async function calibrateKdf(salt: Uint8Array, elapsed: () => number): Promise<Kdf> {
  const floor: Kdf = {
    name: 'argon2id',
    memoryKiB: 65_536,
    passes: 3,
    lanes: 1,
    salt: Buffer.from(salt).toString('base64url'),
  }
  const before = elapsed()
  await stretchPassphrase('calibration', floor)
  const perPass = Math.max(1, (elapsed() - before) / floor.passes)
  return { ...floor, passes: Math.max(floor.passes, Math.min(MOST_PASSES, Math.floor(TARGET_MS / perPass))) }
}
