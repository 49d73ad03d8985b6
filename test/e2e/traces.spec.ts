import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openDatabase } from '../../main/store/process/open-database'
import { CACHE_MIGRATIONS, KEPT_MIGRATIONS } from '../../main/store/migrations'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { openRaw, profileKey } from '../support/profile-key'
import { SCRIPTED, SENTINELS } from '../support/scripted-people'
import { scanDatabase, scanFolders, scanLine } from '../support/sentinel-scan'
import { enrolAndUnlock, lock, PASSPHRASE, unlock } from '../support/screens/access-screens'
import { findHousehold } from '../support/screens/find-screen'
import { revealed, stateNeed } from '../support/screens/reveal-screen'
import { asSuperuser, hostFacts } from '../support/service-control'

test.describe.serial('what a day\'s work leaves behind', () => {
  let app: CasementApp
  let key: Uint8Array
  const inProfile = (name: string): string => path.join(app.profile.dataDir, name)
  test.beforeAll(async () => {
    app = await startCasement({ persona: 'supervisor' })
    const page = await enrolAndUnlock(app)
    for (const [caller, shown] of [[SCRIPTED.councilTax, 'Denise Ann Hartfield'], [SCRIPTED.eviction, 'Asante-Boyd'], [SCRIPTED.father, 'Wainscott']] as const) {
      await findHousehold(page, caller)
      await stateNeed(page, { alsoOpen: ['Address'] })
      await expect(revealed(page)).toContainText(shown)
      await page.getByRole('button', { name: 'Re-mask now' }).click()
      await page.getByRole('button', { name: 'Close' }).click()
    }
    await page.getByRole('button', { name: 'Add contact outcome' }).click()
    await page.getByLabel('Contact by').selectOption('phone')
    await page.getByLabel('Outcome', { exact: true }).selectOption('spoke-advice-given')
    await page.getByLabel('Note (optional)').fill('Spoke to Peter Wainscott, who will ring back.')
    await page.getByRole('button', { name: 'Save contact' }).click()
    await expect(page.getByText('Saved on this laptop.')).toBeVisible()
    key = await profileKey(app, PASSPHRASE)
  })
  test.afterAll(() => app?.close())

  const scanAll = async () => {
    const { dataDir } = await hostFacts()
    return scanFolders([app.profile.folder, path.join(dataDir, 'logs'), path.join(dataDir, 'postgres', 'data')], SENTINELS)
  }

  test('while the app runs, no file of the profile, no temporary file, no log and no database file of the service holds an identity', async () => {
    const report = await scanAll()
    process.stdout.write(scanLine('profile, temporary files, logs and PostgreSQL\'s own files (running)', report, 'files'))
    expect(report.hits).toEqual([])
    expect(report.units).toBeGreaterThan(50)
  })

  test('what the app wrote to its output holds none either', () => {
    for (const { name, value } of SENTINELS) expect(app.output().toLowerCase().includes(value.toLowerCase()), name).toBe(false)
  })

  test('the hub\'s database holds no identity in any column; the vault\'s holds none in clear', async () => {
    const hub = await asSuperuser('hub', (client) => scanDatabase(client, SENTINELS))
    process.stdout.write(scanLine('the hub\'s database', hub, 'columns'))
    expect(hub.hits).toEqual([])
    expect(hub.bytes).toBeGreaterThan(100_000)
    const vault = await asSuperuser('vault', (client) => scanDatabase(client, SENTINELS))
    process.stdout.write(scanLine('the vault\'s database', vault, 'columns'))
    expect(vault.hits).toEqual([])
  })

  test('the same scans find a sentinel that was planted', async () => {
    const planted = inProfile('planted.log')
    writeFileSync(planted, `x${Buffer.from('1Denise Hartfield').toString('base64')}`)
    const { hits } = await scanAll()
    rmSync(planted)
    expect(hits.some(({ where }) => where === planted)).toBe(true)
    const found = await asSuperuser('hub', async (client) => {
      await client.query('CREATE TABLE planted (cell bytea)')
      // A value of its own: PostgreSQL's write-ahead log keeps it, and the next scan reads that too.
      await client.query('INSERT INTO planted VALUES ($1)', [Buffer.from('xx Ottoline Nowhereson', 'utf16le')])
      const report = await scanDatabase(client, [{ name: 'planted', value: 'Nowhereson' }])
      await client.query('DROP TABLE planted')
      return report.hits
    })
    expect(found.map(({ where }) => where)).toContain('public.planted.cell')
    process.stdout.write('planted sentinels: 1 of 1 found in a file, 1 of 1 in a column\n')
  })

  test('the window\'s session left no cookie, storage or cache', async () => {
    const left = await app.page().evaluate(async () => ({
      cookies: document.cookie, local: localStorage.length, session: sessionStorage.length, databases: (await indexedDB.databases()).length,
      url: location.href, title: document.title,
    }))
    expect(left).toEqual({ cookies: '', local: 0, session: 0, databases: 0, url: 'casement-app://app/index.html', title: left.title })
  })

  test('a lock ends the window and the store process', async () => {
    const stores = () => app.electron.evaluate(({ app: electron }) => electron.getAppMetrics().filter(({ serviceName }) => serviceName?.includes('node') ?? false).map(({ pid }) => pid))
    const before = await stores()
    expect(before).toHaveLength(1)
    const page = await lock(app)
    await expect.poll(async () => (await stores()).includes(before[0] ?? 0)).toBe(false)
    await unlock(page)
    await expect(page.getByRole('heading', { name: 'Worklist' })).toBeVisible({ timeout: 30_000 })
  })

  test('after quitting, the profile holds none, no crash dump was written, and the databases are SQLCipher\'s', async () => {
    await app.close()
    const report = await scanAll()
    process.stdout.write(scanLine('the same after quitting', report, 'files'))
    expect(report.hits).toEqual([])
    const dumps = readdirSync(app.profile.folder, { recursive: true }).filter((name) => String(name).endsWith('.dmp'))
    expect(dumps).toEqual([])

    for (const [name, migrations] of [['cache.db', CACHE_MIGRATIONS], ['kept.db', KEPT_MIGRATIONS]] as const) {
      expect(readFileSync(inProfile(name)).subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
      const database = openDatabase(inProfile(name), key, migrations)
      const pragma = (what: string): unknown => Object.values(database.get(`PRAGMA ${what}`) ?? {})[0]
      const settings = Object.fromEntries(['cipher_version', 'synchronous', 'journal_mode', 'secure_delete', 'temp_store', 'trusted_schema', 'cell_size_check', 'mmap_size'].map((what) => [what, pragma(what)]))
      const intact = pragma('integrity_check')
      database.close()
      process.stdout.write(`${name}: ${JSON.stringify(settings)}\n`)
      expect(String(settings.cipher_version)).toMatch(/^\d+\.\d+/)
      expect(settings).toMatchObject({ synchronous: 2, journal_mode: 'wal', secure_delete: 1, temp_store: 2, trusted_schema: 0, cell_size_check: 1 })
      expect(intact).toBe('ok')
    }
  })

  test('another key opens neither of them', () => {
    for (const name of ['cache.db', 'kept.db']) {
      const database = openRaw(inProfile(name), new Uint8Array(32).fill(7))
      expect(() => database.prepare('SELECT count(*) FROM sqlite_master').get()).toThrow()
      database.close()
    }
  })

  test('data of a newer Casement is refused with words and left exactly as it is', async () => {
    const file = inProfile('kept.db')
    const database = openRaw(file, key)
    database.exec('PRAGMA user_version = 9990')
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    database.close()
    const before = readFileSync(file)
    app = await startCasement({ profile: app.profile })
    await unlock(app.page())
    await expect(app.page().getByText('Code STORE_NEWER_VERSION')).toBeVisible()
    await app.close()
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(existsSync(`${file}-wal`) && readFileSync(`${file}-wal`).length > 0).toBe(false)
  })
})
