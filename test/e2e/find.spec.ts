import type { PersonaName } from '../../service/demo/personas'
import { startCasement, type CasementApp } from '../support/casement-app'
import { expect, test } from '../support/casement-test'
import { SCRIPTED } from '../support/scripted-people'
import { enrol, enrolAndUnlock, signIn } from '../support/screens/access-screens'
import { expectAccessible } from '../support/screens/accessibility'
import { find, findAnswer, findHousehold, householdReference, openFind } from '../support/screens/find-screen'
import { countedCall, type SpokenDetail } from '../support/screens/counted-call'
import { expectNowhere, openRevealDialog, fillStatement } from '../support/screens/reveal-screen'

const MOST_ACTS = 6

/** The callers of service/demo/README.md: what they say, and what shows that it is their household. */
const CALLS: readonly { readonly scene: string; readonly says: readonly SpokenDetail[]; readonly sees: RegExp; readonly hidden: readonly string[] }[] = [
  { scene: 'council tax arrears, by account number', says: [['Account number', '79000001A']], sees: /£1,284\.60/, hidden: ['Hartfield', '79000001A'] },
  { scene: 'council tax arrears, by name and date of birth', says: [['Name', 'denise hartfield'], ['Day', '14'], ['Month', '3'], ['Year', '1978']], sees: /£1,284\.60/, hidden: ['Hartfield'] },
  { scene: 'eviction notice, by name and phone', says: [['Name', 'Kwame Asante-Boyd'], ['Phone', '07700 900902']], sees: /£2,960\.00/, hidden: ['Asante', '900902'] },
  { scene: 'Breathing Space, by NI number and date of birth', says: [['Day', '11'], ['Month', '7'], ['Year', '1986'], ['NI number', 'qq 12 00 06 b']], sees: /£3,127\.45/, hidden: ['Zawistowska', '120006'] },
  { scene: 'benefits question, by name and date of birth', says: [['Name', 'Harjit Bhandalwar'], ['Day', '23'], ['Month', '1'], ['Year', '1969']], sees: /£247\.00/, hidden: ['Bhandalwar'] },
  { scene: 'safeguarding worry, by name and postcode', says: [['Name', 'Marjorie Thistlewood'], ['Postcode', 'ct18ic']], sees: /£479\.00/, hidden: ['Thistlewood'] },
  { scene: 'new phone number, by name and date of birth', says: [['Name', 'Chiara Fontanelli'], ['Day', '30'], ['Month', '11'], ['Year', '1994']], sees: /Payment arrangement/, hidden: ['Fontanelli'] },
  { scene: 'protected record, by name and date of birth', says: [['Name', 'Rowan Castellane'], ['Day', '6'], ['Month', '6'], ['Year', '1981']], sees: /Protected record/, hidden: ['Castellane'] },
]

test.describe.serial('an officer on the phone', () => {
  let app: CasementApp
  const acts: number[] = []
  test.beforeAll(async () => {
    app = await startCasement()
    await enrolAndUnlock(app)
  })
  test.afterAll(() => app?.close())

  for (const { scene, says, sees, hidden } of CALLS) {
    test(`finds ${scene}`, async () => {
      const page = app.page()
      await openFind(page)
      acts.push(await countedCall(page, says))
      await householdReference(page)
      await expect(page.getByText(sees).first()).toBeVisible()
      await expectNowhere(page, hidden)
    })
  }

  test('finds one of two of one name: be more exact, with the count; the date of birth decides; father and son differ', async () => {
    const page = app.page()
    const { name, postcode } = SCRIPTED.twoOfOneName
    const ask = async (born: readonly SpokenDetail[]): Promise<string> => {
      await openFind(page)
      const first = await countedCall(page, [['Name', name], ['Postcode', postcode]])
      await expect(findAnswer(page)).toContainText('Be more exact: 2 people match.')
      await expect(findAnswer(page)).toContainText('Ask the caller for their date of birth')
      await expect(findAnswer(page)).toBeFocused()
      const second = await countedCall(page, born, false)
      acts.push(first + second)
      return householdReference(page)
    }
    const father = await ask([['Day', '8'], ['Month', '5'], ['Year', '1952']])
    await expect(page.getByText('£0.00').first()).toBeVisible()
    const son = await ask([['Day', '19'], ['Month', '12'], ['Year', '1983']])
    await expect(page.getByText('£642.15').first()).toBeVisible()
    expect(son).not.toBe(father)
    await expectNowhere(page, ['Wainscott', 'Quincetree'])
  })

  test('finds by the household reference, typed in lower case with spaces', async () => {
    const page = app.page()
    const reference = await findHousehold(page, SCRIPTED.eviction)
    await openFind(page)
    acts.push(await countedCall(page, [['Or the household reference', reference.toLowerCase().replaceAll('-', ' ')]]))
    expect(await householdReference(page)).toBe(reference)
  })

  test('says not known and what to check, without a word about who is known', async () => {
    const page = app.page()
    await openFind(page)
    acts.push(await countedCall(page, [['Name', SCRIPTED.nobody.name], ['Postcode', SCRIPTED.nobody.postcode]]))
    await expect(findAnswer(page)).toContainText('Not known with these details.')
    await expect(findAnswer(page)).toContainText('Check the spelling with the caller')
    await expect(findAnswer(page)).not.toContainText(/\d+ (people|person)/)
    await expectAccessible(page, 'Find, not known')
  })

  for (const [what, gives, words] of [
    ['one detail alone', { name: 'Denise Hartfield' }, 'Enter two details, or one account number, or the household reference'],
    ['half a postcode', { name: 'Denise Hartfield', postcode: 'CT1' }, 'Enter a full postcode'],
    ['a day that does not exist', { name: 'Denise Hartfield', dateOfBirth: ['31', '2', '1978'] }, 'Enter a real date of birth'],
    ['a reference misheard', { reference: 'K7M-4QX-A' }, 'That is not a whole reference'],
  ] as const) {
    test(`${what} is answered with words, and asked of nobody`, async ({ proxies }) => {
      const page = app.page()
      await openFind(page)
      proxies.hub.forget()
      proxies.vault.forget()
      await find(page, gives)
      await expect(page.getByRole('alert').filter({ hasText: words })).toBeVisible()
      expect(proxies.hub.passed.filter(({ path }) => path === '/lookups')).toEqual([])
      expect(proxies.vault.passed).toEqual([])
    })
  }

  test('what the caller gave reaches the vault alone: not a byte of it goes to the hub', async ({ proxies }) => {
    proxies.hub.forget()
    proxies.vault.forget()
    await findHousehold(app.page(), SCRIPTED.safeguarding)
    const sent = (calls: typeof proxies.hub.passed): string => calls.map(({ body, path, headers }) => body.toString() + path + JSON.stringify(headers)).join('\n')
    expect(sent(proxies.vault.passed)).toContain('Thistlewood')
    expect(proxies.hub.passed.filter(({ path }) => path === '/lookups')).toHaveLength(1)
    expect(sent(proxies.hub.passed)).not.toContain('Thistlewood')
  })

  test('a protected record is found like anybody; its reveal asks for a supervisor', async () => {
    const page = app.page()
    await findHousehold(page, SCRIPTED.protected)
    const dialog = await openRevealDialog(page)
    await fillStatement(dialog)
    await expect(dialog).toContainText('Two supervisors must approve first')
    await dialog.getByRole('button', { name: 'Ask for approval' }).click()
    await expect(dialog.getByText('Somebody else must approve this first.')).toBeVisible()
    await dialog.getByRole('button', { name: 'Close this' }).click()
    await expectNowhere(page, ['Castellane'])
  })

  test(`each call takes at most ${MOST_ACTS} keys and clicks besides the text`, () => {
    process.stdout.write(`find: ${acts.length} scripted calls, ${Math.min(...acts)} to ${Math.max(...acts)} keys and clicks each besides the text\n`)
    expect(acts).toHaveLength(CALLS.length + 4)
    expect(Math.max(...acts)).toBeLessThanOrEqual(MOST_ACTS)
    expect(app.complaints).toEqual([])
  })
})

test.describe('the other roles', () => {
  const asPersona = async (persona: PersonaName, act: (app: CasementApp) => Promise<void>): Promise<void> => {
    const app = await startCasement({ persona })
    try {
      await signIn(app.page())
      await enrol(app.page())
      await expect(app.page().getByText(/^Last synced/)).toBeVisible({ timeout: 30_000 })
      await act(app)
      expect(app.complaints).toEqual([])
    } finally {
      await app.close()
    }
  }

  for (const persona of ['outreach', 'supervisor'] as const) {
    test(`${persona}: has a worklist and finds a caller`, async () => {
      await asPersona(persona, async (app) => {
        const page = app.page()
        await expect(page.getByRole('grid', { name: 'Households' }).getByRole('row').nth(1)).toBeVisible()
        await expectAccessible(page, `worklist of ${persona}`)
        await findHousehold(page, SCRIPTED.councilTax)
        await expect(page.getByText('£1,284.60').first()).toBeVisible()
      })
    })
  }

  for (const [persona, home] of [['ig-lead', 'Who looked'], ['admin', 'Devices']] as const) {
    test(`${persona}: has no households and no Find, and starts with the role's own work`, async ({ proxies }) => {
      await asPersona(persona, async (app) => {
        const page = app.page()
        await expect(page.getByRole('heading', { level: 1, name: home })).toBeVisible()
        await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: /Find|Worklist/ })).toHaveCount(0)
        await expectAccessible(page, `first screen of ${persona}`)
        // Asked behind the screen's back, the hub refuses all the same.
        proxies.vault.forget()
        const { accountNumber } = SCRIPTED.councilTax
        const asked = await page.evaluate((criteria) => window.casement.household.lookup({ purpose: 'own-contact', criteria }), { accountNumber })
        expect(asked).toMatchObject({ ok: false, error: { code: 'REVEAL_FORBIDDEN' } })
        expect(proxies.hub.passed.filter(({ path }) => path === '/lookups').at(-1)?.status).toBe(403)
        expect(proxies.vault.passed.filter(({ path }) => path === '/lookups')).toEqual([])
      })
    })
  }
})
