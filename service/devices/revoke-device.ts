import pg from 'pg'

/** What a service knew of the device: it was in use until now, it had been revoked before, or it was never enrolled there. */
export type Revocation = 'revoked' | 'revoked before' | 'unknown'

/**
 * Revokes a device as the owner of both databases: at the vault first, since identified details leave from there, then at the hub. Each
 * takes effect with the next call, also under a grant already issued. Repeatable: when the hub fails, run it again. Throws what
 * PostgreSQL throws, and then the services after the one that failed have not been asked.
 */
export async function revokeDevice(
  databases: Readonly<{ vaultUrl: string; hubUrl: string }>,
  deviceId: string,
): Promise<{ vault: Revocation; hub: Revocation }> {
  const vault = await revokeAt(databases.vaultUrl, deviceId)
  return { vault, hub: await revokeAt(databases.hubUrl, deviceId) }
}

/** Hub and vault both keep `devices (device_id, revoked_at)`; only their owner may write the latter. */
async function revokeAt(url: string, deviceId: string): Promise<Revocation> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    const revoked = await client.query('update devices set revoked_at = now() where device_id = $1 and revoked_at is null', [deviceId])
    if (revoked.rowCount === 1) return 'revoked'
    const known = await client.query('select 1 from devices where device_id = $1', [deviceId])
    return known.rowCount === 1 ? 'revoked before' : 'unknown'
  } finally {
    await client.end()
  }
}
