import { z } from 'zod'
import { Base64UrlSchema, UuidSchema } from '../../../shared/model/ids'
import { OfficerSchema, type Officer } from '../../../shared/model/officer'
import type { Sql } from '../sql'

/** Private keys of this device, as JWK. They exist in kept.db and in this process only. */
export const DeviceKeysSchema = z.strictObject({
  signing: z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: Base64UrlSchema, d: Base64UrlSchema }),
  ecdh: z.strictObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: Base64UrlSchema,
    y: Base64UrlSchema,
    d: Base64UrlSchema,
  }),
})
export type DeviceKeys = z.infer<typeof DeviceKeysSchema>
export interface Device {
  readonly deviceId: string
  readonly keys: DeviceKeys
  readonly officer: Officer
  readonly epoch: string
}

/** The signed key bundle and purposes, as compact JWS. `serial` is the bundle's. */
export interface ServiceKeys {
  readonly serial: number
  readonly bundle: string
  readonly purposes: string
}

/** Who this laptop is, for whom, and in which generation of the hub. One row. */
export class DeviceRepository {
  readonly #sql: Sql
  constructor(sql: Sql) {
    this.#sql = sql
  }

  find(): Device | null {
    const row = this.#sql.get('SELECT * FROM devices')
    return row === null
      ? null
      : {
          deviceId: UuidSchema.parse(row.device_id),
          keys: DeviceKeysSchema.parse(JSON.parse(String(row.keys))),
          officer: OfficerSchema.parse(JSON.parse(String(row.officer))),
          epoch: String(row.epoch),
        }
  }

  create({ deviceId, keys, officer, epoch }: Device): void {
    this.#sql.run('INSERT INTO devices (device_id, keys, officer, epoch) VALUES (?, ?, ?, ?)', [
      deviceId,
      JSON.stringify(keys),
      JSON.stringify(officer),
      epoch,
    ])
  }

  updateOfficer(officer: Officer): void {
    this.#sql.run('UPDATE devices SET officer = ?', [JSON.stringify(officer)])
  }

  updateEpoch(epoch: string): void {
    this.#sql.run('UPDATE devices SET previous_epoch = epoch, epoch = ?', [epoch])
  }

  findRefreshToken(): string | null {
    const row = this.#sql.get('SELECT refresh_token FROM sign_ins WHERE id = 1')
    return row === null ? null : String(row.refresh_token)
  }

  saveRefreshToken(token: string | null): void {
    if (token === null) this.#sql.run('DELETE FROM sign_ins')
    else this.#sql.run('INSERT OR REPLACE INTO sign_ins (id, refresh_token) VALUES (1, ?)', [token])
  }

  /** The key bundle and the purposes as last accepted, so that sealing and stating work offline; verified again at each start. */
  findServiceKeys(): ServiceKeys | null {
    const row = this.#sql.get('SELECT serial, bundle, purposes FROM service_keys WHERE id = 1')
    return row === null
      ? null
      : { serial: Number(row.serial), bundle: String(row.bundle), purposes: String(row.purposes) }
  }

  saveServiceKeys(keys: ServiceKeys, fetchedAt: string): void {
    this.#sql.run(
      'INSERT OR REPLACE INTO service_keys (id, serial, bundle, purposes, fetched_at) VALUES (1, ?, ?, ?, ?)',
      [keys.serial, keys.bundle, keys.purposes, fetchedAt],
    )
  }
}
