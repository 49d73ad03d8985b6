import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startDemoService } from '../../../service/demo/start-service'
import { freePorts } from '../../support/free-ports'
import { run, startPostgres, type TestDatabase, type TestPostgres } from '../../support/postgres'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const ISSUER = 'https://id.example.gov.uk'
const OFFICER = { officerId: 'made.up', displayName: 'Made Up', role: 'officer', team: 'income-and-debt', district: 'canterbury' }
let postgres: TestPostgres
const children: ChildProcess[] = []
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await postgres.stop()
})

const names = (service: 'hub' | 'vault', url: string, ownerUrl: string): NodeJS.ProcessEnv => ({
  [`${service.toUpperCase()}_DATABASE_URL`]: url, [`${service.toUpperCase()}_MIGRATION_DATABASE_URL`]: ownerUrl,
})
const controller = (argv: string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'service/controller/cli.ts', ...argv], { cwd: ROOT, env: { PATH: process.env.PATH, ...env }, encoding: 'utf8' })

/** A service started as its README says: its file of variables by a shell, the rest in the environment. Answers what /health does. */
async function startAlone(service: 'hub' | 'vault', variables: string, env: NodeJS.ProcessEnv): Promise<unknown> {
  const [port = 0] = await freePorts(1)
  const script = `set -a; . '${variables}'; exec '${process.execPath}' --import tsx service/${service}/start.ts`
  const child = spawn('/bin/sh', ['-c', script], {
    cwd: ROOT, env: { PATH: process.env.PATH, OIDC_ISSUER: ISSUER, PORT: String(port), ...env }, stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  const ask = (): Promise<number> => fetch(`http://127.0.0.1:${port}/health`).then(({ status }) => status, () => (child.exitCode === null ? 0 : -1))
  await expect.poll(ask, { timeout: 150_000, interval: 200 }).not.toBe(0)
  return ask()
}

describe('On a PostgreSQL of their own', () => {
  test('hub and vault start by themselves with the keys and the officers that the controller command makes', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'casement-own-'))
    const [hub, vault] = [await postgres.createDatabase('hub'), await postgres.createDatabase('vault')]
    expect(controller(['keys', '--out', folder])).toMatchObject({ status: 0, stderr: '' })
    const hubEnv = names('hub', await hub.appUrl('casement_hub'), hub.ownerUrl)
    expect(await startAlone('vault', path.join(folder, 'vault.env'), names('vault', await vault.appUrl('casement_vault'), vault.ownerUrl))).toBe(200)
    expect(await startAlone('hub', path.join(folder, 'hub.env'), hubEnv)).toBe(200)
    const file = path.join(folder, 'officers.json')
    for (const displayName of ['Made Up', 'Made Up the Second']) {
      writeFileSync(file, JSON.stringify([{ ...OFFICER, displayName }]))
      expect(controller(['officers', '--file', file], hubEnv)).toMatchObject({ status: 0, stderr: '' })
      expect(await run(hub.adminUrl, 'select officer_id, display_name from officers')).toEqual([{ officer_id: 'made.up', display_name: displayName }])
    }
  })

  test('the demonstration runs without an embedded one, and has a first load for each pair of databases', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'casement-own-demo-'))
    const count = async ({ adminUrl }: TestDatabase): Promise<number> => Number((await run(adminUrl, 'select count(*) as n from households'))[0]?.['n'])
    for (const time of [1, 2]) {
      const [hub, vault] = [await postgres.createDatabase('hub'), await postgres.createDatabase('vault')]
      const databases = {
        hub: { serviceUrl: await hub.appUrl('casement_hub'), ownerUrl: hub.ownerUrl, adminUrl: hub.ownerUrl },
        vault: { serviceUrl: await vault.appUrl('casement_vault'), ownerUrl: vault.ownerUrl, adminUrl: vault.ownerUrl },
      }
      const [hubPort = 0, vaultPort = 0, provider = 0, unused = 0] = await freePorts(4)
      const ports = { hub: hubPort, vault: vaultPort, provider, postgres: unused }
      const service = await startDemoService({ dataDir, databases, ports, households: 20, say: () => undefined })
      await service.stop()
      expect(await count(hub)).toBeGreaterThan(10)
      expect(existsSync(path.join(dataDir, 'postgres'))).toBe(false)
      expect(readdirSync(dataDir).filter((name) => name.startsWith('loaded'))).toHaveLength(time)
    }
  })
})
