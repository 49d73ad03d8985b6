import { randomBytes } from 'node:crypto'
import { uuidV7 } from '../../shared/model/uuid-v7'
import type { Clock } from '../settings/clock'
import { systemRandom, type RandomSource } from '../settings/random-source'

/** A fresh UUIDv7 by the laptop's clock. */
export const newId = (clock: Clock, random: RandomSource = systemRandom): string => uuidV7(clock.now(), random.bytes(10))

/** 32 random bytes for a commitment. */
export const newSalt = (): Uint8Array => new Uint8Array(randomBytes(32))
