import { decodeJwt } from 'jose'
import type { Receipt } from '../../shared/ledger/receipt'
import type { RevealGrant, SignedRevealRequest } from '../../shared/model/reveal'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { rewriteJson } from '../support/fault-proxy'
import { forkedReceipt } from '../support/forked-ledger'
import { SCRIPTED } from '../support/scripted-people'
import { enrolAndUnlock } from '../support/screens/access-screens'
import { findHousehold, householdReference, openFind, find } from '../support/screens/find-screen'
import { expectNowhere, fillStatement, openRevealDialog, revealed, stateNeed, submitStatement } from '../support/screens/reveal-screen'
import { asSuperuser, controlService, hostFacts } from '../support/service-control'

const NAME = 'Denise Ann Hartfield'
const SHOWN = [NAME, '79000001A']

interface Allowed { readonly outcome: 'allow'; readonly grant: string; readonly receipt: Receipt; readonly vaultConsistencyProof: readonly string[] }
interface Asked { readonly signed: SignedRevealRequest }

/** The hub's answers with another receipt in them. */
const withReceipt = (change: (receipt: Receipt, asked: Asked, answer: Allowed) => Receipt | Promise<Receipt>) =>
  rewriteJson(async (body, asked) => {
    const answer = body as Allowed
    return { ...answer, receipt: await change(answer.receipt, asked as Asked, answer) }
  })

const flipped = (base64: string): string => {
  const bytes = Buffer.from(base64, 'base64')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64')
}

test.describe('when anything between the decision and the display is wrong, nothing is shown', () => {
  let app: CasementApp
  test.beforeAll(async () => {
    app = await startCasement()
    await findHousehold(await enrolAndUnlock(app), SCRIPTED.councilTax)
  })
  test.afterAll(() => app?.close())

  /** States a need and expects the words of this code, no detail anywhere, and (unless told) no call to the vault. */
  const expectNothingShown = async (code: string, { mayAskVault = false, proxies }: { mayAskVault?: boolean; proxies: { vault: { passed: readonly { path: string }[] } } }): Promise<void> => {
    const before = proxies.vault.passed.filter(({ path }) => path === '/details').length
    const dialog = await stateNeed(app.page())
    await expect(dialog.getByRole('alert').filter({ hasText: `Code ${code}` })).toBeVisible({ timeout: 40_000 })
    await expect(dialog.getByText('Nothing was shown.').first()).toBeVisible()
    await expect(revealed(app.page())).toHaveCount(0)
    await expectNowhere(app.page(), SHOWN)
    if (!mayAskVault) expect(proxies.vault.passed.filter(({ path }) => path === '/details')).toHaveLength(before)
    await dialog.getByRole('button', { name: 'Close' }).click()
  }

  const expectShown = async (): Promise<void> => {
    await stateNeed(app.page())
    await expect(revealed(app.page())).toContainText(NAME)
    await app.page().getByRole('button', { name: 'Re-mask now' }).click()
    await app.page().getByRole('button', { name: 'Close' }).click()
  }

  test('with nothing wrong the same statement is shown, also through a proxy that rewrites nothing', async ({ proxies }) => {
    proxies.hub.set(withReceipt((receipt) => receipt), '/reveals')
    await expectShown()
  })

  test('when the ledger insert fails, nothing is shown; when it works again, it is', async ({ proxies }) => {
    await asSuperuser('hub', async (client) => {
      await client.query(`CREATE FUNCTION refuse_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no entry today'; END $$`)
      await client.query('CREATE TRIGGER refuse_entry BEFORE INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION refuse_entry()')
    })
    try {
      await expectNothingShown('REVEAL_LEDGER_UNAVAILABLE', { proxies })
    } finally {
      await asSuperuser('hub', async (client) => {
        await client.query('DROP TRIGGER refuse_entry ON ledger_entries')
        await client.query('DROP FUNCTION refuse_entry()')
      })
    }
    await expectShown()
  })

  test('when the hub dies between its decision and the display, nothing is shown; asked again, the one entry serves', async ({ proxies }) => {
    const entriesOf = () => asSuperuser('hub', async (client) => (await client.query<{ n: number }>('SELECT count(*)::int AS n FROM reveal_decisions')).rows[0]?.n ?? 0)
    const before = await entriesOf()
    // The decision is made and the entry committed; then the connection breaks and the hub is gone.
    proxies.hub.set({ kind: 'cut', afterBytes: 20 }, '/reveals')
    const page = app.page()
    const dialog = await openRevealDialog(page)
    await fillStatement(dialog)
    await submitStatement(dialog)
    await expect(dialog.getByRole('alert').filter({ hasText: /Code (REVEAL_OFFLINE|HUB_RUBBISH|HUB_UNREACHABLE)/ })).toBeVisible({ timeout: 40_000 })
    await controlService('hub', 'kill')
    await expect(revealed(page)).toHaveCount(0)
    await expectNowhere(page, SHOWN)
    expect(await entriesOf()).toBe(before + 1)
    await submitStatement(dialog)
    await expect(dialog.getByRole('alert').filter({ hasText: 'Code REVEAL_OFFLINE' })).toBeVisible({ timeout: 40_000 })
    await expectNowhere(page, SHOWN)

    await controlService('hub', 'start')
    proxies.heal()
    await submitStatement(dialog)
    await expect(revealed(page)).toContainText(NAME, { timeout: 40_000 })
    expect(await entriesOf()).toBe(before + 1)
    await page.getByRole('button', { name: 'Re-mask now' }).click()
    await page.getByRole('button', { name: 'Close' }).click()
  })

  test('when the vault is gone after the grant, nothing is shown; the same statement serves when it is back', async ({ proxies }) => {
    proxies.vault.set({ kind: 'refuse' }, '/details')
    await expectNothingShown('VAULT_UNREACHABLE', { proxies, mayAskVault: true })
    proxies.heal()
    await expectShown()
  })

  for (const [what, change] of [
    ['whose inclusion proof was altered by one bit', (receipt: Receipt) => ({ ...receipt, inclusionProof: receipt.inclusionProof.map((hash, index) => (index === 0 ? flipped(hash) : hash)) })],
    ['whose checkpoint was signed by nobody', (receipt: Receipt) => ({ ...receipt, checkpoint: receipt.checkpoint.replace(/(\S{20})(\n?)$/, 'AAAAAAAAAAAAAAAAAAAA$2') })],
    ['for another entry', (receipt: Receipt) => ({ ...receipt, entryIndex: receipt.entryIndex - 1 })],
    ['that is empty', (receipt: Receipt) => ({ ...receipt, inclusionProof: [] })],
  ] as const) {
    test(`a receipt ${what} shows nothing, and the vault is not even asked`, async ({ proxies }) => {
      proxies.hub.set(withReceipt(change), '/reveals')
      await expectNothingShown('REVEAL_RECEIPT_INVALID', { proxies })
    })
  }

  test('a genuine but old receipt, replayed, shows nothing', async ({ proxies }) => {
    let old: Receipt | null = null
    proxies.hub.set(withReceipt((receipt) => { old = receipt; return receipt }), '/reveals')
    await expectShown()
    expect(old).not.toBeNull()
    proxies.hub.set(withReceipt((receipt) => old ?? receipt), '/reveals')
    await expectNothingShown('REVEAL_RECEIPT_INVALID', { proxies })
  })

  test('a grant for somebody else\'s request shows nothing', async ({ proxies }) => {
    let old: Allowed | null = null
    proxies.hub.set(rewriteJson((body) => { old = body as Allowed; return body }), '/reveals')
    await expectShown()
    proxies.hub.set(rewriteJson((body) => ({ ...(body as Allowed), grant: old?.grant ?? '' })), '/reveals')
    await expectNothingShown('REVEAL_GRANT_INVALID', { proxies })
  })

  test('details sealed to another window, or for another grant, do not open', async ({ proxies }) => {
    let old: unknown = null
    proxies.vault.set(rewriteJson((body) => { old = body; return body }), '/details')
    await expectShown()
    proxies.vault.set(rewriteJson(() => old), '/details')
    await expectNothingShown('REVEAL_GRANT_INVALID', { proxies, mayAskVault: true })
  })

  test('after all of it a plain reveal works, and every refused one is in my reveals as not shown', async () => {
    await expectShown()
    const page = app.page()
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'My reveals' }).click()
    await expect(page.getByText('Not shown').first()).toBeVisible()
    // With or without a review that waits: whether the officer took this household themselves is chance.
    await expect.poll(() => page.getByRole('cell', { name: /^Not shown/ }).count()).toBeGreaterThanOrEqual(7)
    await openFind(page)
    await find(page, SCRIPTED.councilTax)
    await householdReference(page)
    await expectNowhere(page, SHOWN)
  })

  test('a fork of the ledger, signed by the genuine key, shows nothing and is named for what it is', async ({ proxies }) => {
    const { dataDir } = await hostFacts()
    proxies.hub.set(withReceipt((receipt, { signed }, { grant }) => {
      const { epoch } = decodeJwt<RevealGrant>(grant)
      return forkedReceipt(dataDir, { epoch, entryIndex: receipt.entryIndex, knownSize: receipt.knownSize, signed })
    }), '/reveals')
    await expectNothingShown('REVEAL_LEDGER_INCONSISTENT', { proxies })
    // The last of all: from here on this laptop reveals nothing, and says why.
    proxies.heal()
    await expectNothingShown('LEDGER_CONFLICT', { proxies })
  })
})
